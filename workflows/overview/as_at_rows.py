"""
What the rows said by an instant that is past. Nothing that is sealed is opened here.

A fact counts from when it was recorded, whatever day it tells of: what was recorded
later was not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from models.queries import actions as action_queries
from models.queries import chronology as queries
from models.queries import membership as membership_queries
from models.queries import notices as notice_queries
from models.queries import records as record_queries
from models.tables.actions import Action, ActionVersion
from models.tables.meetings import Meeting
from models.tables.membership import Membership
from models.tables.records import Record
from models.vocabulary import ConferenceKind, MeetingKind, NoticeKind
from workflows import clock

ONE_DAY: Final = timedelta(days=1)


class Event(StrEnum):
    """What was known of, by its kind."""

    MEETING_DATED = "meeting_dated"
    MEETING_HELD = "meeting_held"
    MEETING_CANCELLED = "meeting_cancelled"
    CONFERENCE_DATED = "conference_dated"
    CONFERENCE_HELD = "conference_held"
    CONFERENCE_CANCELLED = "conference_cancelled"
    NOTICE = "notice"
    ACTION_AGREED = "action_agreed"
    LEAD_CHANGED = "lead_changed"


@dataclass(frozen=True, kw_only=True)
class Known:
    """One thing that had been recorded: its own day, and the day it was recorded."""

    on: date
    recorded_on: date
    what: Event
    kind: MeetingKind | ConferenceKind | NoticeKind | None = None
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Instant:
    """The end of a day that is past: what came after it was not known."""

    day: date
    end: datetime

    def knows(self, recorded_at: datetime | None) -> bool:
        """Say whether something had been recorded by then."""
        return recorded_at is not None and recorded_at < self.end


def members(session: Session, group_id: str, at: Instant) -> Iterator[Membership]:
    """Yield who was known to belong to a core group on that day."""
    # A change of lead that was recorded later gave the one before a last day.
    ended_later = {
        (change.before_id, change.from_on - ONE_DAY)
        for change in membership_queries.list_lead_changes(session, group_id)
        if not at.knows(change.recorded_at)
    }
    for row in membership_queries.list_memberships(session, group_id):
        is_there = at.knows(row.recorded_at) and row.from_on <= at.day
        is_over = row.to_on is not None and row.to_on < at.day
        is_over = is_over and (row.person_id, row.to_on) not in ended_later
        if is_there and not is_over and not at.knows(row.ended_at):
            yield row


def chair_id(session: Session, group_id: str, at: Instant) -> str | None:
    """Return who was known to chair the conferences on that day."""
    every = membership_queries.list_allocations(session, group_id)
    # Whoever was allocated later gave the one before a last day.
    ended_later = {
        row.from_on - ONE_DAY for row in every if not at.knows(row.recorded_at)
    }
    found = [
        row.person_id
        for row in every
        if at.knows(row.recorded_at)
        and row.from_on <= at.day
        and (row.to_on is None or row.to_on >= at.day or row.to_on in ended_later)
    ]
    return found[-1] if found else None


def known(session: Session, group_id: str, at: Instant) -> Iterator[Known]:
    """Yield what had been recorded by then, as it stood then."""
    yield from _meetings(session, group_id, at)
    yield from _conferences(session, group_id, at)
    yield from _notices(session, group_id, at)
    for row, version in actions_then(session, group_id, at):
        yield Known(
            on=clock.today(row.recorded_at),
            recorded_on=clock.today(version.recorded_at),
            what=Event.ACTION_AGREED,
            version=version.number,
        )
    for change in membership_queries.list_lead_changes(session, group_id):
        if at.knows(change.recorded_at) and not at.knows(change.withdrawn_at):
            yield Known(
                on=change.from_on,
                recorded_on=clock.today(change.recorded_at),
                what=Event.LEAD_CHANGED,
            )


def _meetings(session: Session, group_id: str, at: Instant) -> Iterator[Known]:
    records = records_then(session, group_id, at)
    for row in queries.list_meetings(session, group_id):
        if not at.knows(row.recorded_at):
            continue
        record = records.get(row.id)
        held = held_by_then(session, row, record, at)
        if at.knows(row.cancelled_at) and row.cancelled_at is not None:
            yield Known(
                on=row.dated_on,
                recorded_on=clock.today(row.cancelled_at),
                what=Event.MEETING_CANCELLED,
                kind=row.kind,
            )
        elif held is not None:
            on, recorded_at, version = held
            yield Known(
                on=on,
                recorded_on=clock.today(recorded_at),
                what=Event.MEETING_HELD,
                kind=row.kind,
                version=version,
            )
        else:
            yield Known(
                on=row.dated_on,
                recorded_on=clock.today(row.recorded_at),
                what=Event.MEETING_DATED,
                kind=row.kind,
            )


def held_by_then(
    session: Session, row: Meeting, record: Record | None, at: Instant
) -> tuple[date, datetime, int] | None:
    """Return when a meeting was held and when that was known, or that it was not."""
    if record is not None and record.finished_at is not None:
        return record.held_on, record.finished_at, record.version
    if row.held_on is None or row.held_on > at.day:
        return None
    # Held without any record is what an import tells; then it was known with the row.
    has_record = record_queries.find_newest(session, row.id) is not None
    return None if has_record else (row.held_on, row.recorded_at, 1)


def records_then(session: Session, group_id: str, at: Instant) -> dict[str, Record]:
    """Return of each meeting the newest version of its record that there was."""
    # Oldest version first, so that the last one stays.
    return {
        row.meeting_id: row
        for row in record_queries.list_finished(session, group_id)
        if at.knows(row.finished_at)
    }


def _conferences(session: Session, group_id: str, at: Instant) -> Iterator[Known]:
    for row in queries.list_conferences(session, group_id):
        if not at.knows(row.recorded_at):
            continue
        changed_at = row.changed_at or row.recorded_at
        what, on, recorded_at = Event.CONFERENCE_DATED, row.dated_on, row.recorded_at
        if at.knows(row.cancelled_at) and row.cancelled_at is not None:
            what, recorded_at = Event.CONFERENCE_CANCELLED, row.cancelled_at
        elif row.held_on is not None and at.knows(changed_at):
            what, on, recorded_at = Event.CONFERENCE_HELD, row.held_on, changed_at
        yield Known(
            on=on, recorded_on=clock.today(recorded_at), what=what, kind=row.kind
        )


def _notices(session: Session, group_id: str, at: Instant) -> Iterator[Known]:
    rows = [
        row
        for row in notice_queries.list_notices(session, group_id)
        if at.knows(row.recorded_at)
    ]
    corrected = {row.corrects_id for row in rows}
    for row in rows:
        if row.id not in corrected:
            yield Known(
                on=row.happened_on,
                recorded_on=clock.today(row.recorded_at),
                what=Event.NOTICE,
                kind=row.kind,
                version=1 if row.corrects_id is None else 2,
            )


def actions_then(
    session: Session, group_id: str, at: Instant
) -> Iterator[tuple[Action, ActionVersion]]:
    """Yield each action that had been agreed, with what it said then."""
    actions = action_queries.list_actions(session, group_id)
    versions = {
        row.action_id: row
        for row in action_queries.list_versions(session, [one.id for one in actions])
        if at.knows(row.recorded_at)
    }
    for action in actions:
        if action.id in versions:
            yield action, versions[action.id]
