"""Which records somebody is to write, and which they are to read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import records as queries
from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from workflows import clock
from workflows.access import use_cases as access
from workflows.coming.facts import convenor_ids
from workflows.records import policy
from workflows.records.facts import READ, RECORD


@dataclass(frozen=True, kw_only=True)
class ToRecord:
    """One meeting that was held, or should have been, and has no record."""

    meeting_id: str
    alias: str
    kind: MeetingKind
    dated_on: date


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """One record that somebody was sent and has not opened."""

    meeting_id: str
    alias: str
    kind: MeetingKind
    held_on: date
    is_correction: bool


@dataclass(frozen=True, kw_only=True)
class RecordsOwed:
    """Everything about records that one person owes, each list the oldest first."""

    to_record: tuple[ToRecord, ...] = ()
    to_read: tuple[ToRead, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is owed."""
        return bool(self.to_record or self.to_read)


@dataclass(frozen=True, kw_only=True)
class LastMeeting:
    """The meeting that was last, and what somebody may do with its record."""

    meeting_id: str
    kind: MeetingKind
    on: date
    has_record: bool
    may_record: bool
    may_read: bool


def owed(
    session: Session,
    *,
    person_id: str,
    group_ids: Collection[str],
    now: datetime,
    lock: bool = False,
) -> RecordsOwed:
    """
    Return the records that somebody is to write as convenor, and those to read.

    With `lock`, nobody can open one before this transaction ends.
    """
    return RecordsOwed(
        to_record=tuple(_to_record(session, person_id, group_ids, now=now)),
        to_read=tuple(_to_read(session, person_id, now=now, lock=lock)),
    )


def _to_record(
    session: Session, person_id: str, group_ids: Collection[str], *, now: datetime
) -> list[ToRecord]:
    today = clock.today(now)
    rows = queries.list_unrecorded(
        session, sorted(group_ids), since=today - policy.ASKED_FOR, today=today
    )
    return [
        ToRecord(
            meeting_id=meeting.id,
            alias=group.alias,
            kind=meeting.kind,
            dated_on=meeting.dated_on,
        )
        for meeting, group in rows
        if person_id in convenor_ids(session, group.id, now=now)
        and access.may(
            session, person_id=person_id, row=RECORD, group_id=group.id, now=now
        )
    ]


def _to_read(
    session: Session, person_id: str, *, now: datetime, lock: bool
) -> list[ToRead]:
    since = clock.today(now) - policy.NEW_FOR
    return [
        ToRead(
            meeting_id=record.meeting_id,
            alias=group.alias,
            kind=session.get_one(Meeting, record.meeting_id).kind,
            held_on=record.held_on,
            is_correction=record.version > 1,
        )
        for record, group in queries.list_unopened(
            session, person_id, since=since, lock=lock
        )
        if access.may(
            session, person_id=person_id, row=READ, group_id=group.id, now=now
        )
    ]


def last_meeting(
    session: Session, group_id: str, *, person_id: str, now: datetime
) -> LastMeeting | None:
    """Return the newest meeting whose day has come, with what somebody may do."""
    meeting = queries.find_last_meeting(session, group_id, today=clock.today(now))
    if meeting is None:
        return None
    may = {
        row: access.may(
            session, person_id=person_id, row=row, group_id=group_id, now=now
        )
        for row in (RECORD, READ)
    }
    return LastMeeting(
        meeting_id=meeting.id,
        kind=meeting.kind,
        on=meeting.held_on or meeting.dated_on,
        has_record=queries.find_finished(session, meeting.id) is not None,
        may_record=may[RECORD],
        may_read=may[READ],
    )
