"""Reads and locks of who is coming to a core group."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.coming import Coming, Headcount
from models.tables.meetings import Meeting
from models.tables.membership import Absence, Membership
from models.tables.plans import CoreGroup
from models.vocabulary import ComingAs


def lock_meeting(session: Session, meeting_id: str) -> Meeting | None:
    """Return one meeting, held until the transaction ends."""
    statement = (
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def find_headcount(session: Session, meeting_id: str) -> Headcount | None:
    """Return how the members of a meeting are asked, if they are."""
    statement = select(Headcount).where(Headcount.meeting_id == meeting_id)
    return session.exec(statement).one_or_none()


def list_coming(session: Session, meeting_id: str) -> Sequence[Coming]:
    """Return what members have said about coming to one meeting."""
    statement = (
        select(Coming)
        .where(Coming.meeting_id == meeting_id)
        .order_by(col(Coming.answered_at), col(Coming.id))
    )
    return session.exec(statement).all()


def find_coming(session: Session, meeting_id: str, person_id: str) -> Coming | None:
    """Return what one member has said about coming to one meeting."""
    statement = select(Coming).where(
        Coming.meeting_id == meeting_id, Coming.person_id == person_id
    )
    return session.exec(statement).one_or_none()


def list_unanswered(
    session: Session, person_ids: Collection[str], *, day: date, lock: bool
) -> Sequence[tuple[str, Meeting, CoreGroup]]:
    """
    Return, with whose it is, each meeting to come that somebody is not heard from for.

    With `lock`, nobody can answer for it before this transaction ends.
    """
    statement = (
        select(Membership.person_id, Meeting, CoreGroup)
        .join(Meeting, col(Meeting.group_id) == col(Membership.group_id))
        .join(Headcount, col(Headcount.meeting_id) == col(Meeting.id))
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(
            col(Membership.person_id).in_(person_ids),
            col(Membership.ended_at).is_(None),
            col(Membership.from_on) <= day,
            sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
            col(Meeting.dated_on) >= day,
            col(Meeting.cancelled_at).is_(None),
            col(Meeting.held_on).is_(None),
            col(CoreGroup.closed_at).is_(None),
            ~sa.exists().where(
                col(Coming.meeting_id) == col(Meeting.id),
                col(Coming.person_id) == col(Membership.person_id),
            ),
        )
        .order_by(col(Meeting.dated_on), col(Meeting.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Meeting, key_share=True)
    # Somebody may belong to a group twice, and is asked once.
    found = {(row[0], row[1].id): row for row in session.exec(statement)}
    return [(row[0], row[1], row[2]) for row in found.values()]


def list_in_place(
    session: Session, person_id: str, *, day: date
) -> Sequence[tuple[Coming, Meeting, CoreGroup]]:
    """Return each meeting to come, or cancelled, to which somebody is sent instead."""
    statement = (
        select(Coming, Meeting, CoreGroup)
        .join(Meeting, col(Meeting.id) == col(Coming.meeting_id))
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(
            Coming.deputy_id == person_id,
            Coming.answer == ComingAs.DEPUTY,
            col(Meeting.dated_on) >= day,
            col(Meeting.held_on).is_(None),
            col(CoreGroup.closed_at).is_(None),
        )
        .order_by(col(Meeting.dated_on), col(Meeting.id))
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the headcounts that the clock has something to do in by this day."""
    statement = select(Headcount.id).where(col(Headcount.acts_on) <= today)
    return sorted(session.exec(statement).all())


def lock_headcount(session: Session, headcount_id: str) -> Headcount | None:
    """Return one headcount, held until the transaction ends."""
    statement = (
        select(Headcount)
        .where(Headcount.id == headcount_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which somebody is to be reminded of a core group."""
    return session.exec(select(sa.func.min(Headcount.acts_on))).one()


def list_absences(
    session: Session, person_ids: Collection[str], *, on: date
) -> Sequence[Absence]:
    """Return who of these is away on a day, as they said."""
    statement = (
        select(Absence)
        .where(
            col(Absence.person_id).in_(person_ids),
            col(Absence.from_on) <= on,
            col(Absence.to_on) >= on,
            col(Absence.withdrawn_at).is_(None),
        )
        .order_by(col(Absence.recorded_at))
    )
    return session.exec(statement).all()


def list_others(
    session: Session,
    person_ids: Collection[str],
    *,
    starts_at: datetime,
    ends_at: datetime,
    besides: str,
) -> Sequence[tuple[str, Meeting]]:
    """Return the timed meetings of these people's other groups that begin before."""
    statement = (
        select(Membership.person_id, Meeting)
        .join(Meeting, col(Meeting.group_id) == col(Membership.group_id))
        .where(
            col(Membership.person_id).in_(person_ids),
            col(Membership.ended_at).is_(None),
            Meeting.group_id != besides,
            col(Meeting.starts_at) < ends_at,
            # No meeting takes longer than a day.
            col(Meeting.dated_on) >= starts_at.date(),
            col(Meeting.cancelled_at).is_(None),
        )
    )
    return session.exec(statement).all()
