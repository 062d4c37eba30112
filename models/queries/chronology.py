"""Reads for a family's chronology: what was held and what was cancelled."""

from sqlmodel import Session, col, select

from models.tables.conferences import Conference
from models.tables.meetings import Meeting


def list_meetings(session: Session, group_id: str) -> list[Meeting]:
    """Return every meeting of a core group, cancelled ones too, by their days."""
    statement = (
        select(Meeting)
        .where(Meeting.group_id == group_id)
        .order_by(col(Meeting.dated_on), col(Meeting.id))
    )
    return list(session.exec(statement))


def list_conferences(session: Session, group_id: str) -> list[Conference]:
    """Return every conference of a core group, cancelled ones too, by their days."""
    statement = (
        select(Conference)
        .where(Conference.group_id == group_id)
        .order_by(col(Conference.dated_on), col(Conference.id))
    )
    return list(session.exec(statement))
