"""What a core group knew, owed and had answered on a past day: the day, the page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.pack_blocks import long_text
from bot.words import short_day
from models.vocabulary import ConferenceKind, MeetingKind
from workflows.notices.messages import NAMES
from workflows.overview.as_at import AsAt, AskForm, Line
from workflows.overview.as_at_debts import Owing
from workflows.overview.as_at_rows import Event, Known

OPEN: Final = "as_at.open"
SHOW: Final = "as_at.show"
CHOOSE_DAY: Final = "Please choose a day."
KINDS: Final[Mapping[str, str]] = {
    MeetingKind.CORE_GROUP: "core group",
    MeetingKind.MIDWAY_REVIEW: "midway review",
    MeetingKind.QUICK_CHECK_IN: "quick check-in",
    ConferenceKind.INITIAL: "initial conference",
    ConferenceKind.REVIEW: "review conference",
    ConferenceKind.TRANSFER_IN: "transfer-in conference",
    **{kind.value: name for kind, name in NAMES.items()},
}
SAID: Final[Mapping[Event, str]] = {
    Event.MEETING_DATED: "{kind} dated for {on}",
    Event.MEETING_HELD: "{kind} held on {on}",
    Event.MEETING_CANCELLED: "{kind} of {on} cancelled",
    Event.CONFERENCE_DATED: "{kind} dated for {on}",
    Event.CONFERENCE_HELD: "{kind} held on {on}",
    Event.CONFERENCE_CANCELLED: "{kind} of {on} cancelled",
    Event.NOTICE: "notice of {on}, {kind}",
    Event.ACTION_AGREED: "action agreed on {on}",
    Event.LEAD_CHANGED: "the lead social worker changed on {on}",
}
OWED: Final[Mapping[Owing, str]] = {
    Owing.VIEW: "view, in the round from {on}",
    Owing.RECORD: "record of the meeting of {on}",
    Owing.NEW_DATE: "new date for the core group of {on}, which was cancelled",
    Owing.ACTION: "action agreed on {on}",
    Owing.NOTICE: "reading the notice of {on}",
    Owing.SCORES: "scores and answers after the core group of {on}",
}


def ask(found: AskForm) -> Block:
    """Return the form that asks for the day."""
    return blocks.modal(
        title="As at",
        callback=SHOW,
        submit="Show",
        metadata=found.group_id,
        blocks=[
            blocks.section(
                f"{found.alias}: what did the core group know, owe and answer at the "
                "end of a day?"
            ),
            blocks.ask(
                "day",
                "Which day?",
                blocks.day(),
                hint=f"From {short_day(found.first_on)} to {short_day(found.last_on)}.",
            ),
        ],
    )


def read_day(view: Mapping[str, Any]) -> date | None:
    """Return the day that was chosen."""
    try:
        return date.fromisoformat(str(blocks.answers(view).get("day")))
    except ValueError:
        return None


def page(found: AsAt) -> Block:
    """Return what was known, owed and answered: kinds and dates, no free text."""
    chair = f"Conference chair: {found.chair or 'not allocated yet'}"
    shown: list[Block] = [
        blocks.header(f"{found.alias}: as at {short_day(found.day)}"),
        blocks.small(
            "As it was recorded by the end of that day. What was recorded later, or "
            "corrected, is not here."
        ),
        *_part("Owed then", _together(found.owed, _owed)),
        *_part("Answered by then", _together(found.answered, _answered)),
        *_part("Members then", [*found.members, chair]),
        *_part("Recorded by then, newest first", _known_lines(found)),
        blocks.small("Kinds and dates only. Every reading is kept."),
    ]
    return blocks.modal(title="As at", blocks=shown, metadata=found.group_id)


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    text = "\n".join(f"• {line}" for line in lines) or "Nothing."
    return [blocks.header(title), *long_text(text)]


def _known_lines(found: AsAt) -> list[str]:
    lines = [_known(one) for one in found.known]
    if found.older:
        lines.append(f"And {found.older} before these: see the chronology.")
    return lines


def _known(one: Known) -> str:
    kind = "" if one.kind is None else KINDS[one.kind]
    said = SAID[one.what].format(kind=kind, on=short_day(one.on))
    marks = []
    if one.recorded_on != one.on:
        marks.append(f"recorded on {short_day(one.recorded_on)}")
    if one.version > 1:
        marks.append("corrected")
    return f"{said} ({', '.join(marks)})" if marks else said


def _together(lines: Sequence[Line], said: Callable[[Line], str]) -> list[str]:
    """Return each thing once, with everybody whose it was."""
    whose: dict[str, list[str]] = {}
    for line in lines:
        whose.setdefault(_about(line), []).append(said(line))
    return [f"{about}: {'; '.join(people)}" for about, people in whose.items()]


def _owed(one: Line) -> str:
    return f"{one.who}, overdue" if one.is_overdue else one.who


def _answered(one: Line) -> str:
    return (
        one.who
        if one.answered_on is None
        else f"{one.who} on {short_day(one.answered_on)}"
    )


def _about(one: Line) -> str:
    due = "" if one.due_on is None else f", due by {short_day(one.due_on)}"
    return OWED[one.what].format(on=short_day(one.about_on)) + due
