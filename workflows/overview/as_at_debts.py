"""What somebody owed at an instant that is past, and whether they had answered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from models.queries import actions as action_queries
from models.queries import chronology as queries
from models.queries import notices as notice_queries
from models.queries import records as record_queries
from models.queries import scores as score_queries
from models.queries import statements as statement_queries
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.scores import AfterMeeting
from models.vocabulary import MeetingKind, Progress
from workflows import clock
from workflows.overview.as_at_rows import (
    Instant,
    actions_then,
    held_by_then,
    records_then,
)


class Owing(StrEnum):
    """What somebody can owe."""

    VIEW = "view"
    RECORD = "record"
    NEW_DATE = "new_date"
    ACTION = "action"
    NOTICE = "notice"
    SCORES = "scores"


@dataclass(frozen=True, kw_only=True)
class Debt:
    """
    One thing that somebody owed, and when they answered, if they had.

    `about_on` is the day of what it is about. Without a person nobody had it.
    """

    what: Owing
    person_id: str | None
    about_on: date
    due_on: date | None = None
    answered_on: date | None = None


def debts(
    session: Session, group_id: str, at: Instant, lead: str | None
) -> Iterator[Debt]:
    """Yield what was owed by then, answered or not; `lead` is who records meetings."""
    yield from _views(session, group_id, at)
    yield from _records(session, group_id, at, lead)
    yield from _new_dates(session, group_id, at, lead)
    yield from _of_actions(session, group_id, at)
    yield from _acknowledgements(session, group_id, at)
    yield from _scores(session, group_id, at)


def _of_actions(session: Session, group_id: str, at: Instant) -> Iterator[Debt]:
    found = list(actions_then(session, group_id, at))
    reports = defaultdict(list)
    for row in action_queries.list_reports(session, [one.id for one, _ in found]):
        if at.knows(row.recorded_at):
            reports[row.action_id].append(row)
    for action, version in found:
        last = reports[action.id][-1] if reports[action.id] else None
        is_done = last is not None and last.progress is Progress.DONE
        if version.owner_id is None or (not is_done and at.knows(action.ended_at)):
            continue
        yield Debt(
            what=Owing.ACTION,
            person_id=version.owner_id,
            about_on=clock.today(action.recorded_at),
            due_on=version.due_on,
            answered_on=clock.today(last.recorded_at) if last and is_done else None,
        )


def _views(session: Session, group_id: str, at: Instant) -> Iterator[Debt]:
    rounds = {
        row.id: row
        for row in statement_queries.list_rounds(session, [group_id])
        if at.knows(row.opened_at) and not at.knows(row.cancelled_at)
    }
    given: dict[tuple[str, str], datetime] = {}
    for round_id in rounds:
        for row in statement_queries.list_statements(session, round_id):
            if at.knows(row.recorded_at):
                given.setdefault((round_id, row.person_id), row.recorded_at)
    for asked in statement_queries.list_asked(session, list(rounds)):
        round_ = rounds[asked.round_id]
        answered_at = given.get((round_.id, asked.person_id))
        # Missing at closing, it is owed on until the conference.
        conference = session.get_one(Conference, round_.conference_id)
        has_met = at.knows(round_.closed_at) and conference.dated_on < at.day
        is_over = at.knows(asked.ended_at) or has_met
        if not at.knows(asked.asked_at) or (is_over and answered_at is None):
            continue
        yield Debt(
            what=Owing.VIEW,
            person_id=asked.person_id,
            about_on=round_.opens_on,
            due_on=round_.closes_on,
            answered_on=None if answered_at is None else clock.today(answered_at),
        )


def _records(
    session: Session, group_id: str, at: Instant, lead: str | None
) -> Iterator[Debt]:
    records = records_then(session, group_id, at)
    for row in queries.list_meetings(session, group_id):
        record = records.get(row.id)
        is_past = row.dated_on < at.day and at.knows(row.recorded_at)
        if record is not None:
            yield Debt(
                what=Owing.RECORD,
                person_id=record.finished_by,
                about_on=record.held_on,
                answered_on=clock.today(record.finished_at or record.begun_at),
            )
        elif is_past and not at.knows(row.cancelled_at):
            if held_by_then(session, row, None, at) is not None:
                continue
            yield Debt(what=Owing.RECORD, person_id=lead, about_on=row.dated_on)


def _new_dates(
    session: Session, group_id: str, at: Instant, lead: str | None
) -> Iterator[Debt]:
    """Yield each core group that was cancelled and had no other in its place."""
    rows = [
        row
        for row in queries.list_meetings(session, group_id)
        if row.kind is MeetingKind.CORE_GROUP and at.knows(row.recorded_at)
    ]
    standing = [row.dated_on for row in rows if not at.knows(row.cancelled_at)]
    for row in rows:
        if row.cancelled_at is None or not at.knows(row.cancelled_at):
            continue
        cancelled_on = clock.today(row.cancelled_at)
        if not any(day >= cancelled_on for day in standing):
            yield Debt(what=Owing.NEW_DATE, person_id=lead, about_on=row.dated_on)


def _acknowledgements(session: Session, group_id: str, at: Instant) -> Iterator[Debt]:
    for notice in notice_queries.list_notices(session, group_id):
        for row in notice_queries.list_acknowledgements(session, notice.id):
            is_answered = at.knows(row.acknowledged_at)
            is_asked = at.knows(row.asked_at) and not at.knows(row.ended_at)
            if is_answered or is_asked:
                answered = row.acknowledged_at if is_answered else None
                yield Debt(
                    what=Owing.NOTICE,
                    person_id=row.person_id,
                    about_on=notice.happened_on,
                    due_on=notice.read_by,
                    answered_on=None if answered is None else clock.today(answered),
                )


def _scores(session: Session, group_id: str, at: Instant) -> Iterator[Debt]:
    for meeting in queries.list_meetings(session, group_id):
        after = score_queries.find_after(session, meeting.id)
        if after is not None and at.knows(after.asked_at):
            yield from _scores_after(session, meeting, after, at)


def _scores_after(
    session: Session, meeting: Meeting, after: AfterMeeting, at: Instant
) -> Iterator[Debt]:
    on = meeting.held_on or meeting.dated_on
    given: dict[str, datetime] = {}
    for row in score_queries.list_versions(session, [meeting.id]):
        if at.knows(row.given_at):
            given.setdefault(row.person_id, row.given_at)
    for person_id, given_at in given.items():
        yield Debt(
            what=Owing.SCORES,
            person_id=person_id,
            about_on=on,
            answered_on=clock.today(given_at),
        )
    if at.knows(after.ended_at) or at.knows(meeting.cancelled_at):
        return
    for person_id in _asked_for_scores(session, meeting, on):
        if person_id not in given:
            yield Debt(
                what=Owing.SCORES,
                person_id=person_id,
                about_on=on,
                due_on=after.ends_on,
            )


def _asked_for_scores(session: Session, meeting: Meeting, on: date) -> Sequence[str]:
    people = record_queries.list_members_on(
        session, meeting.group_id, day=on, begun_at=clock.at(on, 0)
    )
    return sorted(person.id for person in people)
