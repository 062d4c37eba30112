"""What happened in a family, day by day: dates and kinds only. Read-only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from sqlmodel import Session

from models.queries import alerts as alert_queries
from models.queries import challenges as challenge_queries
from models.queries import chronology as queries
from models.queries import membership as membership_queries
from models.queries import notices as notice_queries
from models.queries import outcomes as outcome_queries
from models.queries import scores as score_queries
from models.queries import statements as statement_queries
from models.tables.conferences import Conference
from models.vocabulary import (
    AlertAnswerKind,
    ChallengeAbout,
    ChallengeEnd,
    ConferenceKind,
    MeetingKind,
    MemberRole,
    NoticeKind,
    RungBegun,
)
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.challenges.whose import READ as READ_CHALLENGE
from workflows.drift.policy import INTIMIDATION
from workflows.notices.whose import READ
from workflows.outcomes.policy import ENDS
from workflows.scores.facts import READ as READ_SCORES

OPEN: Final = 66
# Each takes one block; headings and buttons take the rest of Slack's hundred.
ON_A_PAGE: Final = 60


class What(StrEnum):
    """What an entry tells of."""

    MEETING_HELD = "meeting_held"
    MEETING_CANCELLED = "meeting_cancelled"
    CONFERENCE_HELD = "conference_held"
    CONFERENCE_CANCELLED = "conference_cancelled"
    VIEWS_CLOSED = "views_closed"
    VIEWS_MISSED = "views_missed"
    NOTICE = "notice"
    SCORES_GIVEN = "scores_given"
    OUTCOME = "outcome"
    PLAN_ENDED = "plan_ended"
    LEAD_CHANGED = "lead_changed"
    CHALLENGE_RAISED = "challenge_raised"
    CHALLENGE_ANSWERED = "challenge_answered"
    CHALLENGE_TAKEN_UP = "challenge_taken_up"
    CHALLENGE_ENDED = "challenge_ended"
    ALERT_RAISED = "alert_raised"
    ALERT_ANSWERED = "alert_answered"


# What is known at the conference itself, whenever it was recorded.
OF_THE_REVIEW: Final = frozenset({What.CONFERENCE_HELD, What.OUTCOME, What.PLAN_ENDED})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    One thing that happened, and when that was recorded.

    `dated_on` is the day that something cancelled was meant for.
    """

    on: date
    recorded_at: datetime
    what: What
    kind: (
        MeetingKind
        | ConferenceKind
        | NoticeKind
        | AlertAnswerKind
        | ChallengeAbout
        | ChallengeEnd
        | None
    ) = None
    dated_on: date | None = None
    short_notice: bool = False
    notice_id: str | None = None
    meeting_id: str | None = None
    conference_id: str | None = None
    challenge_id: str | None = None
    is_corrected: bool = False
    is_correction: bool = False


@dataclass(frozen=True, kw_only=True)
class Chronology:
    """
    One page of a family's chronology, newest first.

    `since` and `before` lie on either side of the last conference that was held.
    """

    group_id: str
    alias: str
    last_on: date | None
    last_kind: ConferenceKind | None
    since: tuple[Entry, ...]
    before: tuple[Entry, ...]
    number: int
    pages: int
    may_read: bool
    may_read_scores: bool = False
    may_read_challenges: bool = False


def chronology(
    session: Session, *, actor: Actor, group_id: str, number: int = 0, now: datetime
) -> Chronology:
    """
    Return one page of a core group's chronology; a number out of range, the nearest.

    :raises NotYours: if the actor may not see it.
    """
    group = access.group(session, actor=actor, row=OPEN, group_id=group_id, now=now)

    def may(row: int) -> bool:
        who = actor.person_id
        return access.may(session, person_id=who, row=row, group_id=group.id, now=now)

    audit.record(
        session,
        actor=actor,
        event="chronology opened",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
    conferences = queries.list_conferences(session, group.id)
    last = _last_review(conferences)
    entries = _entries(session, group.id, conferences, today=clock.today(now))
    pages = max(1, -(-len(entries) // ON_A_PAGE))
    number = min(max(number, 0), pages - 1)
    page = entries[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    last_on = None if last is None else last.held_on
    return Chronology(
        group_id=group.id,
        alias=group.alias,
        last_on=last_on,
        last_kind=None if last is None else last.kind,
        since=tuple(one for one in page if _is_since(one, last_on)),
        before=tuple(one for one in page if not _is_since(one, last_on)),
        number=number,
        pages=pages,
        may_read=may(READ),
        may_read_scores=may(READ_SCORES),
        may_read_challenges=may(READ_CHALLENGE),
    )


def _entries(
    session: Session, group_id: str, conferences: list[Conference], *, today: date
) -> list[Entry]:
    entries = [
        *_meetings(session, group_id),
        *_conferences(conferences),
        *_views(session, group_id),
        *_notices(session, group_id),
        *_scores(session, group_id),
        *_outcomes(session, group_id, conferences),
        *_lead_workers(session, group_id, today=today),
        *_challenges(session, group_id),
        *_alerts(session, group_id),
    ]
    entries.sort(key=lambda one: (one.on, one.recorded_at), reverse=True)
    return entries


def _last_review(conferences: list[Conference]) -> Conference | None:
    """Return the last review that was held, else the conference that began it all."""
    held = [one for one in conferences if one.held_on and not one.cancelled_at]
    reviews = [one for one in held if one.kind is ConferenceKind.REVIEW]
    return max(reviews or held, key=lambda one: one.held_on or date.min, default=None)


def _is_since(entry: Entry, last_on: date | None) -> bool:
    if last_on is None or entry.on > last_on:
        return True
    # What happened on that very day may not have been known at the conference.
    return entry.on == last_on and entry.what not in OF_THE_REVIEW


def _meetings(session: Session, group_id: str) -> Iterator[Entry]:
    for row in queries.list_meetings(session, group_id):
        if row.cancelled_at is not None:
            yield Entry(
                on=clock.today(row.cancelled_at),
                recorded_at=row.cancelled_at,
                what=What.MEETING_CANCELLED,
                kind=row.kind,
                dated_on=row.dated_on,
                short_notice=row.short_notice,
            )
        elif row.held_on is not None:
            yield Entry(
                on=row.held_on,
                recorded_at=row.recorded_at,
                what=What.MEETING_HELD,
                kind=row.kind,
            )


def _conferences(rows: list[Conference]) -> Iterator[Entry]:
    for row in rows:
        if row.cancelled_at is not None:
            yield Entry(
                on=clock.today(row.cancelled_at),
                recorded_at=row.cancelled_at,
                what=What.CONFERENCE_CANCELLED,
                kind=row.kind,
                dated_on=row.dated_on,
            )
        elif row.held_on is not None:
            yield Entry(
                on=row.held_on,
                recorded_at=row.recorded_at,
                what=What.CONFERENCE_HELD,
                kind=row.kind,
            )


def _views(session: Session, group_id: str) -> Iterator[Entry]:
    for row in statement_queries.list_rounds(session, [group_id]):
        if row.closed_at is not None and row.cancelled_at is None:
            was_open = row.opened_at is not None
            yield Entry(
                on=clock.today(row.closed_at),
                recorded_at=row.closed_at,
                what=What.VIEWS_CLOSED if was_open else What.VIEWS_MISSED,
            )


def _notices(session: Session, group_id: str) -> Iterator[Entry]:
    rows = notice_queries.list_notices(session, group_id)
    corrected = {row.corrects_id for row in rows}
    for row in rows:
        yield Entry(
            on=row.happened_on,
            recorded_at=row.recorded_at,
            what=What.NOTICE,
            kind=row.kind,
            notice_id=row.id,
            is_corrected=row.id in corrected,
            is_correction=row.corrects_id is not None,
        )


def _scores(session: Session, group_id: str) -> Iterator[Entry]:
    """Yield, for each core group, that scores were given: when, and nothing of them."""
    for row in score_queries.list_answered_meetings(session, group_id):
        first = score_queries.list_versions(session, [row.id])[0]
        yield Entry(
            on=clock.today(first.given_at),
            recorded_at=first.given_at,
            what=What.SCORES_GIVEN,
            kind=row.kind,
            dated_on=row.held_on or row.dated_on,
            meeting_id=row.id,
        )


def _outcomes(
    session: Session, group_id: str, conferences: list[Conference]
) -> Iterator[Entry]:
    """Yield each recording of an outcome: whether a plan ended, and nothing more."""
    held = {one.id: one.held_on or one.dated_on for one in conferences}
    rows = outcome_queries.list_of_group(session, group_id)
    newest = {row.conference_id: row.version for row in rows}
    ended = {(row.conference_id, row.version) for row in rows if row.decision in ENDS}
    told = {(row.conference_id, row.version): row for row in rows}
    for (conference_id, version), row in told.items():
        is_ending = (conference_id, version) in ended
        yield Entry(
            on=held[conference_id],
            recorded_at=row.recorded_at,
            what=What.PLAN_ENDED if is_ending else What.OUTCOME,
            conference_id=conference_id,
            is_corrected=version < newest[conference_id],
            is_correction=version > 1,
        )


def _lead_workers(session: Session, group_id: str, *, today: date) -> Iterator[Entry]:
    """Yield each change of lead social worker; the first of them is no change."""
    led = [
        row
        for row in membership_queries.list_memberships(session, group_id)
        if row.role is MemberRole.LEAD_SOCIAL_WORKER and row.from_on <= today
    ]
    for before, row in pairwise(led):
        if row.person_id != before.person_id:
            yield Entry(
                on=row.from_on, recorded_at=row.recorded_at, what=What.LEAD_CHANGED
            )


def _challenges(session: Session, group_id: str) -> Iterator[Entry]:
    """Yield what became of each challenge: when and about what, never what it says."""
    rows = challenge_queries.list_challenges(session, group_id)
    for row in rows:
        yield _of_challenge(row.id, What.CHALLENGE_RAISED, row.raised_at, row.about)
        if row.ended_at is not None:
            yield _of_challenge(
                row.id, What.CHALLENGE_ENDED, row.ended_at, row.ended_as
            )
    rungs = challenge_queries.list_rungs(session, [row.id for row in rows])
    for rung in rungs:
        challenge_id = rung.challenge_id
        if rung.begun_as not in {RungBegun.RAISED, RungBegun.AT_RISK}:
            yield _of_challenge(challenge_id, What.CHALLENGE_TAKEN_UP, rung.begun_at)
        if rung.answered_at is not None:
            yield _of_challenge(challenge_id, What.CHALLENGE_ANSWERED, rung.answered_at)


def _of_challenge(
    challenge_id: str,
    what: What,
    at: datetime,
    kind: ChallengeAbout | ChallengeEnd | None = None,
) -> Entry:
    return Entry(
        on=clock.today(at),
        recorded_at=at,
        what=what,
        kind=kind,
        challenge_id=challenge_id,
    )


def _alerts(session: Session, group_id: str) -> Iterator[Entry]:
    """Yield each alert and answer: when, never of what; nothing of intimidation."""
    ids = [one.id for one in alert_queries.list_of_group(session, group_id)]
    rows = [
        row
        for row in alert_queries.list_every_signal(session, ids)
        if row.name != INTIMIDATION
    ]
    first = {row.alert_id: row.raised_at for row in reversed(rows)}
    for raised_at in first.values():
        yield Entry(
            on=clock.today(raised_at), recorded_at=raised_at, what=What.ALERT_RAISED
        )
    about = {row.answer_id for row in rows}
    for answer in alert_queries.list_answers(session, ids):
        if answer.id in about:
            yield Entry(
                on=clock.today(answer.answered_at),
                recorded_at=answer.answered_at,
                what=What.ALERT_ANSWERED,
                kind=answer.kind,
            )
