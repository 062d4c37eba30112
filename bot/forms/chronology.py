"""A family's chronology, page by page: dates and kinds, the newest first."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.words import day_and_year, short_day
from models.vocabulary import (
    AlertAnswerKind,
    ChallengeAbout,
    ChallengeEnd,
    ConferenceKind,
    MeetingKind,
)
from workflows.challenges.entries import READ as READ_CHALLENGE
from workflows.challenges.policy import ABOUT
from workflows.clock import today
from workflows.notices.messages import NAMES
from workflows.outcomes.entries import OPEN as OPEN_OUTCOME
from workflows.overview.chronology import Chronology, Entry, What
from workflows.scores.entries import READ as READ_SCORES

OPEN: Final = "notices.chronology"
NEXT: Final = "notices.chronology_next"
PREVIOUS: Final = "notices.chronology_previous"
READ: Final = "notices.read"
KINDS: Final[Mapping[str, str]] = {
    MeetingKind.CORE_GROUP: "core group",
    MeetingKind.MIDWAY_REVIEW: "midway review",
    MeetingKind.REFLECTIVE: "reflective meeting",
    MeetingKind.QUICK_CHECK_IN: "quick check-in",
    ConferenceKind.INITIAL: "initial conference",
    ConferenceKind.REVIEW: "review conference",
    ConferenceKind.TRANSFER_IN: "transfer-in conference",
    AlertAnswerKind.LEGAL_ROUTE: "why not the legal route",
    AlertAnswerKind.NOT_DRIFT: "why it is not drift",
    **{kind.value: name for kind, name in NAMES.items()},
    ChallengeEnd.SETTLED: "settled",
    ChallengeEnd.WITHDRAWN: "withdrawn",
}


def page(found: Chronology) -> Block:
    """Return one page: since the last review first, then what was before."""
    last = _last(found)
    shown: list[Block] = [
        blocks.small(
            f"{found.alias}, newest first. Page {found.number + 1} of {found.pages}."
        ),
        *_section(f"Since {last}" if last else "So far", found.since, found),
        *_section("Before", found.before, found),
    ]
    if not found.since and not found.before:
        shown.append(blocks.section("Nothing is recorded yet."))
    turns = []
    if found.number > 0:
        turns.append(blocks.button("Newer", action=PREVIOUS, value=found.group_id))
    if found.number < found.pages - 1:
        turns.append(blocks.button("Older", action=NEXT, value=found.group_id))
    if turns:
        shown.append(blocks.actions(*turns))
    return blocks.modal(
        title="Chronology",
        blocks=shown,
        metadata=json.dumps([found.group_id, found.number]),
    )


def read_place(view: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return whose chronology and which page a modal shows, or nothing."""
    try:
        group_id, number = json.loads(str(view.get("private_metadata")))
        return str(group_id), int(number)
    except (ValueError, TypeError):
        return None


def _last(found: Chronology) -> str:
    if found.last_on is None or found.last_kind is None:
        return ""
    which = KINDS[found.last_kind]
    if found.last_kind is ConferenceKind.REVIEW:
        which = "last review"
    return f"the {which} ({short_day(found.last_on)})"


def _section(title: str, entries: Sequence[Entry], found: Chronology) -> list[Block]:
    if not entries:
        return []
    return [
        blocks.header(title),
        *(_line(entry, _read_of(entry, found)) for entry in entries),
    ]


def _read_of(entry: Entry, found: Chronology) -> tuple[str, str] | None:
    """Return what reads an entry, and its id, where its reader may."""
    if entry.notice_id is not None and found.may_read:
        return READ, entry.notice_id
    if entry.meeting_id is not None and found.may_read_scores:
        return READ_SCORES, entry.meeting_id
    if entry.conference_id is not None:
        return OPEN_OUTCOME, entry.conference_id
    if entry.challenge_id is not None and found.may_read_challenges:
        return READ_CHALLENGE, entry.challenge_id
    return None


def _line(entry: Entry, reads: tuple[str, str] | None) -> Block:
    text = f"{day_and_year(entry.on)}: {_said(entry)}."
    if reads is None:
        return blocks.section(text)
    action, value = reads
    button = blocks.button(
        "Read",
        action=action,
        value=value,
        label=f"Read: {text}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(text, button=button)


def _said(entry: Entry) -> str:
    if entry.what is What.CHALLENGE_RAISED:
        return _raised(entry)
    kind = "" if entry.kind is None else KINDS[entry.kind]
    if entry.what is What.NOTICE:
        return f"notice, {kind}{_marks(entry)}"
    if entry.what is What.OUTCOME:
        return f"outcome of the review: the plans go on{_marks(entry)}"
    if entry.what is What.PLAN_ENDED:
        return f"outcome of the review: a plan ended{_marks(entry)}"
    meant = "" if entry.dated_on is None else f" of {day_and_year(entry.dated_on)}"
    short = ", at short notice" if entry.short_notice else ""
    return {
        What.MEETING_HELD: f"{kind} held",
        What.MEETING_CANCELLED: f"{kind}{meant} cancelled{short}",
        What.CONFERENCE_HELD: f"{kind} held",
        What.CONFERENCE_CANCELLED: f"{kind}{meant} cancelled",
        What.SCORES_GIVEN: f"scores given after the {kind}{meant}",
        What.VIEWS_CLOSED: "views before the review closed",
        What.VIEWS_MISSED: "nobody could be asked for views before the review",
        What.LEAD_CHANGED: "the lead social worker changed",
        What.CHALLENGE_ANSWERED: "a challenge was answered",
        What.CHALLENGE_TAKEN_UP: "a challenge was taken up a rung",
        What.CHALLENGE_ENDED: f"a challenge was {kind}",
        What.ALERT_RAISED: "an alert was raised, as plans may drift",
        What.ALERT_ANSWERED: f"the alert was answered: {kind}",
    }[entry.what]


def _raised(entry: Entry) -> str:
    about = "" if entry.kind is None else f" about {ABOUT[ChallengeAbout(entry.kind)]}"
    return f"a challenge was raised{about}"


def _marks(entry: Entry) -> str:
    marks = []
    recorded_on = today(entry.recorded_at)
    if recorded_on != entry.on:
        marks.append(f"recorded on {day_and_year(recorded_on)}")
    if entry.is_correction:
        marks.append("a correction")
    if entry.is_corrected:
        marks.append("corrected later")
    return f" ({', '.join(marks)})" if marks else ""
