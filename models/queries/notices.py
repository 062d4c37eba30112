"""Reads and locks of notices between meetings, and of who has read them."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.meetings import Meeting
from models.tables.notices import Acknowledgement, CheckIn, Notice, NoticeChild
from models.tables.plans import CoreGroup


def lock_notice(session: Session, notice_id: str) -> Notice | None:
    """Return one notice, held until the transaction ends."""
    statement = (
        select(Notice)
        .where(Notice.id == notice_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def find_correction(session: Session, notice_id: str) -> Notice | None:
    """Return the notice that corrects this one, if there is one."""
    statement = select(Notice).where(Notice.corrects_id == notice_id)
    return session.exec(statement).one_or_none()


def list_notices(session: Session, group_id: str) -> Sequence[Notice]:
    """Return every notice of a core group, corrected ones too, by their days."""
    statement = (
        select(Notice)
        .where(Notice.group_id == group_id)
        .order_by(col(Notice.happened_on), col(Notice.recorded_at), col(Notice.id))
    )
    return session.exec(statement).all()


def list_children_named(
    session: Session, notice_ids: Collection[str]
) -> Sequence[NoticeChild]:
    """Return the children that these notices are about."""
    statement = select(NoticeChild).where(col(NoticeChild.notice_id).in_(notice_ids))
    return session.exec(statement).all()


def list_acknowledgements(
    session: Session, notice_id: str
) -> Sequence[Acknowledgement]:
    """Return who was asked to read a notice or has read it, the first to read first."""
    statement = (
        select(Acknowledgement)
        .where(Acknowledgement.notice_id == notice_id)
        .order_by(col(Acknowledgement.acknowledged_at), col(Acknowledgement.id))
    )
    return session.exec(statement).all()


def find_acknowledgement(
    session: Session, notice_id: str, person_id: str
) -> Acknowledgement | None:
    """Return how one person stands to a notice."""
    statement = select(Acknowledgement).where(
        Acknowledgement.notice_id == notice_id,
        Acknowledgement.person_id == person_id,
    )
    return session.exec(statement).one_or_none()


def list_unread(
    session: Session, person_id: str, *, lock: bool
) -> Sequence[tuple[Notice, CoreGroup]]:
    """Return the notices that somebody was asked to read and has not, oldest first."""
    statement = (
        select(Acknowledgement, Notice, CoreGroup)
        .join(Notice, col(Notice.id) == col(Acknowledgement.notice_id))
        .join(CoreGroup, col(CoreGroup.id) == col(Notice.group_id))
        .where(
            Acknowledgement.person_id == person_id,
            col(Acknowledgement.asked_at).is_not(None),
            col(Acknowledgement.acknowledged_at).is_(None),
            col(Acknowledgement.ended_at).is_(None),
            col(CoreGroup.closed_at).is_(None),
        )
        .order_by(col(Notice.read_by), col(Notice.recorded_at), col(Notice.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Acknowledgement, key_share=True)
    return [(notice, group) for _, notice, group in session.exec(statement)]


def list_check_ins(session: Session, notice_id: str) -> Sequence[Meeting]:
    """Return the quick check-ins that were set because of a notice, and stand."""
    statement = (
        select(Meeting)
        .join(CheckIn, col(CheckIn.meeting_id) == col(Meeting.id))
        .where(CheckIn.notice_id == notice_id, col(Meeting.cancelled_at).is_(None))
        .order_by(col(Meeting.dated_on))
    )
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the notices of which somebody is to be reminded by this day."""
    statement = select(Notice.id).where(col(Notice.acts_on) <= today)
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which somebody is to be reminded of a notice."""
    return session.exec(select(sa.func.min(Notice.acts_on))).one()
