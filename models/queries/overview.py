"""Reads for Home: the next dates of some core groups, in one query each."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind


def next_conferences(
    session: Session, group_ids: Collection[str], *, day: date
) -> dict[str, Conference]:
    """Return the next conference of each core group that has one, by group."""
    statement = (
        select(Conference)
        .where(
            col(Conference.group_id).in_(group_ids),
            col(Conference.dated_on) >= day,
            col(Conference.cancelled_at).is_(None),
            col(Conference.held_on).is_(None),
        )
        .order_by(col(Conference.dated_on).desc(), col(Conference.id))
    )
    return {row.group_id: row for row in session.exec(statement)}


def next_meetings(
    session: Session, group_ids: Collection[str], *, day: date
) -> dict[str, Meeting]:
    """Return when each core group meets next, where that is dated, by group."""
    statement = (
        select(Meeting)
        .where(
            col(Meeting.group_id).in_(group_ids),
            Meeting.kind == MeetingKind.CORE_GROUP,
            col(Meeting.dated_on) >= day,
            col(Meeting.cancelled_at).is_(None),
            col(Meeting.held_on).is_(None),
        )
        .order_by(col(Meeting.dated_on).desc(), col(Meeting.id))
    )
    return {row.group_id: row for row in session.exec(statement)}
