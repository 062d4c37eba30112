"""Reads and locks of meetings."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
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


def lock_meeting(session: Session, meeting_id: str) -> Meeting | None:
    """Return one meeting, held until the transaction ends."""
    statement = (
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_to_rearrange(session: Session, group_id: str) -> Sequence[Meeting]:
    """Return the cancelled core groups that no new one has taken the place of."""
    statement = (
        select(Meeting)
        .where(Meeting.group_id == group_id, col(Meeting.acts_on).is_not(None))
        .order_by(col(Meeting.dated_on))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def list_to_rearrange_in(
    session: Session, group_ids: Sequence[str]
) -> Sequence[Meeting]:
    """Return the same for several core groups, without holding them."""
    statement = (
        select(Meeting)
        .where(col(Meeting.group_id).in_(group_ids), col(Meeting.acts_on).is_not(None))
        .order_by(col(Meeting.dated_on), col(Meeting.id))
    )
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the cancelled core groups for which a new date is to be asked today."""
    statement = select(Meeting.id).where(col(Meeting.acts_on) <= today)
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which a new date is to be asked for."""
    return session.exec(select(sa.func.min(Meeting.acts_on))).one()
