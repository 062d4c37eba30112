"""Reads of meetings."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind


def list_meetings(
    session: Session, group_id: str, kind: MeetingKind
) -> Sequence[Meeting]:
    """Return the meetings of one kind that stand, by their dates."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.kind == kind,
            col(Meeting.cancelled_at).is_(None),
        )
        .order_by(col(Meeting.dated_on))
    )
    return session.exec(statement).all()


def find_meeting(
    session: Session, group_id: str, kind: MeetingKind, dated_on: date
) -> Meeting | None:
    """Return the meeting of one kind on a day, if it stands."""
    statement = select(Meeting).where(
        Meeting.group_id == group_id,
        Meeting.kind == kind,
        Meeting.dated_on == dated_on,
        col(Meeting.cancelled_at).is_(None),
    )
    return session.exec(statement).first()
