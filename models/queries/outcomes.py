"""Reads and locks of what conferences decided, and of what is owed after it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.challenges import Challenge
from models.tables.conferences import Conference, ConferenceChild
from models.tables.outcomes import (
    AfterCheck,
    Assurance,
    Closing,
    Outcome,
    OutcomeChase,
)
from models.tables.plans import Child, CoreGroup, Plan
from models.vocabulary import ConferenceKind


def lock_conference(session: Session, conference_id: str) -> Conference | None:
    """Return one conference, held until the transaction ends."""
    statement = (
        select(Conference)
        .where(Conference.id == conference_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_plans(session: Session, conference_id: str) -> Sequence[tuple[Plan, Child]]:
    """Return what a conference is about, in the order of the children's numbers."""
    statement = (
        select(Plan, Child)
        .join(ConferenceChild, col(ConferenceChild.plan_id) == col(Plan.id))
        .join(Child, col(Child.id) == col(Plan.child_id))
        .where(ConferenceChild.conference_id == conference_id)
        .order_by(col(Child.number), col(Plan.started_on))
    )
    return session.exec(statement).all()


def list_outcomes(session: Session, conference_id: str) -> Sequence[Outcome]:
    """Return every version of what one conference decided, the oldest first."""
    statement = (
        select(Outcome)
        .where(Outcome.conference_id == conference_id)
        .order_by(col(Outcome.version), col(Outcome.id))
    )
    return session.exec(statement).all()


def list_of_group(session: Session, group_id: str) -> Sequence[Outcome]:
    """Return every version of every outcome of a core group, the oldest first."""
    statement = (
        select(Outcome)
        .where(Outcome.group_id == group_id)
        .order_by(col(Outcome.recorded_at), col(Outcome.version), col(Outcome.id))
    )
    return session.exec(statement).all()


def find_last(session: Session, group_id: str) -> Conference | None:
    """Return the conference of a core group whose outcome is the last one recorded."""
    statement = (
        select(Conference)
        .where(
            Conference.group_id == group_id,
            sa.exists().where(col(Outcome.conference_id) == col(Conference.id)),
        )
        .order_by(col(Conference.held_on).desc(), col(Conference.recorded_at).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def list_decided(
    session: Session, group_ids: Collection[str], *, since: datetime
) -> Sequence[Conference]:
    """Return the conferences of these groups whose outcome was recorded since then."""
    statement = (
        select(Conference)
        .where(
            col(Conference.group_id).in_(group_ids),
            sa.exists().where(
                col(Outcome.conference_id) == col(Conference.id),
                col(Outcome.group_id) == col(Conference.group_id),
                col(Outcome.recorded_at) >= since,
            ),
        )
        .order_by(col(Conference.held_on), col(Conference.id))
    )
    return session.exec(statement).all()


def list_unrecorded(
    session: Session, group_ids: Collection[str], *, since: date, before: date
) -> Sequence[tuple[Conference, CoreGroup]]:
    """Return the fixed reviews of these groups whose day is past, without outcome."""
    statement = (
        select(Conference, CoreGroup)
        .join(CoreGroup, col(CoreGroup.id) == col(Conference.group_id))
        .where(
            col(Conference.group_id).in_(group_ids),
            *_is_unrecorded(since=since, before=before),
        )
        .order_by(col(Conference.dated_on), col(Conference.id))
    )
    return session.exec(statement).all()


def list_chases_due(
    session: Session, *, since: date, before: date, today: date
) -> Sequence[str]:
    """Return the reviews whose outcome the clock is to ask for by this day."""
    statement = (
        select(Conference.id)
        .join(
            OutcomeChase,
            col(OutcomeChase.conference_id) == col(Conference.id),
            isouter=True,
        )
        .join(CoreGroup, col(CoreGroup.id) == col(Conference.group_id))
        .where(
            *_is_unrecorded(since=since, before=before),
            sa.or_(col(OutcomeChase.id).is_(None), col(OutcomeChase.acts_on) <= today),
        )
    )
    return sorted(session.exec(statement).all())


def _is_unrecorded(*, since: date, before: date) -> tuple[sa.ColumnElement[bool], ...]:
    """
    Say which reviews lack an outcome.

    One that is known as held came with an import, which knows what was decided. One
    that is provisional has a day by which it is due, and none on which it was held.
    """
    return (
        col(Conference.dated_on) >= since,
        col(Conference.dated_on) < before,
        col(Conference.kind) == ConferenceKind.REVIEW,
        col(Conference.provisional).is_(False),
        col(Conference.cancelled_at).is_(None),
        col(Conference.held_on).is_(None),
        col(CoreGroup.closed_at).is_(None),
    )


def lock_chase(session: Session, conference_id: str) -> OutcomeChase | None:
    """Return how far asking for an outcome has come, held until the end."""
    statement = (
        select(OutcomeChase)
        .where(OutcomeChase.conference_id == conference_id)
        .with_for_update(key_share=True)
    )
    return session.exec(statement).one_or_none()


def lock_closing(session: Session, conference_id: str) -> Closing | None:
    """Return when a core group closes after this conference, held until the end."""
    statement = (
        select(Closing)
        .where(Closing.conference_id == conference_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_closings(session: Session, group_id: str) -> Sequence[Closing]:
    """Return when a core group is to close, or did, the oldest first."""
    statement = (
        select(Closing)
        .where(Closing.group_id == group_id)
        .order_by(col(Closing.recorded_at), col(Closing.id))
    )
    return session.exec(statement).all()


def has_open_challenge(session: Session, conference_id: str) -> bool:
    """Say whether a decision of this conference is challenged, and not yet settled."""
    statement = select(Challenge.id).where(
        Challenge.conference_id == conference_id, col(Challenge.ended_at).is_(None)
    )
    return session.exec(statement).first() is not None


def list_closings_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the conferences after which a core group may close by this day."""
    statement = select(Closing.conference_id).where(col(Closing.acts_on) <= today)
    return sorted(session.exec(statement).all())


def lock_assurance(session: Session, assurance_id: str) -> Assurance | None:
    """Return one duty, held until the transaction ends."""
    statement = (
        select(Assurance)
        .where(Assurance.id == assurance_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_assurances(session: Session, conference_id: str) -> Sequence[Assurance]:
    """Return every duty after one conference, the soonest due first."""
    statement = (
        select(Assurance)
        .where(Assurance.conference_id == conference_id)
        .order_by(col(Assurance.due_at), col(Assurance.id))
    )
    return session.exec(statement).all()


def list_owed_assurances(
    session: Session, person_id: str, *, lock: bool = False
) -> Sequence[Assurance]:
    """Return the duties that somebody has not done yet, the soonest due first."""
    statement = (
        select(Assurance)
        .where(
            sa.or_(
                col(Assurance.owed_by) == person_id,
                col(Assurance.escalated_to) == person_id,
            ),
            col(Assurance.done_at).is_(None),
            col(Assurance.ended_at).is_(None),
        )
        .order_by(col(Assurance.due_at), col(Assurance.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(key_share=True)
    return session.exec(statement).all()


def list_assurances_due(
    session: Session, *, today: date, now: datetime
) -> Sequence[str]:
    """Return the duties to chase by this day, and those that have just become late."""
    statement = select(Assurance.id).where(
        sa.or_(
            col(Assurance.acts_on) <= today,
            sa.and_(
                col(Assurance.due_at) < now,
                col(Assurance.acts_on).is_not(None),
                col(Assurance.escalated_at).is_(None),
            ),
        )
    )
    return sorted(session.exec(statement).all())


def lock_check(session: Session, check_id: str) -> AfterCheck | None:
    """Return one after-plan check, held until the transaction ends."""
    statement = (
        select(AfterCheck)
        .where(AfterCheck.id == check_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_checks(session: Session, conference_id: str) -> Sequence[AfterCheck]:
    """Return every check after one conference, the soonest due first."""
    statement = (
        select(AfterCheck)
        .where(AfterCheck.conference_id == conference_id)
        .order_by(col(AfterCheck.due_on), col(AfterCheck.id))
    )
    return session.exec(statement).all()


def find_check_of_chair(
    session: Session, conference_id: str, chair_id: str
) -> AfterCheck | None:
    """Return one of the checks whose answers somebody reads as the former chair."""
    statement = (
        select(AfterCheck)
        .where(
            AfterCheck.conference_id == conference_id, AfterCheck.chair_id == chair_id
        )
        .order_by(col(AfterCheck.due_on), col(AfterCheck.id))
    )
    return session.exec(statement).first()


def list_owed_checks(
    session: Session, person_id: str, *, lock: bool = False
) -> Sequence[AfterCheck]:
    """Return what somebody was asked and has not answered, the oldest first."""
    statement = (
        select(AfterCheck)
        .where(
            AfterCheck.asked_of == person_id,
            col(AfterCheck.asked_at).is_not(None),
            col(AfterCheck.answered_at).is_(None),
            col(AfterCheck.ended_at).is_(None),
        )
        .order_by(col(AfterCheck.due_on), col(AfterCheck.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(key_share=True)
    return session.exec(statement).all()


def list_unread_checks(session: Session, chair_id: str) -> Sequence[AfterCheck]:
    """Return the answers that a former chair has not read, the oldest first."""
    statement = (
        select(AfterCheck)
        .where(
            AfterCheck.chair_id == chair_id,
            col(AfterCheck.answered_at).is_not(None),
            col(AfterCheck.read_at).is_(None),
        )
        .order_by(col(AfterCheck.answered_at), col(AfterCheck.id))
    )
    return session.exec(statement).all()


def list_checks_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the checks that the clock is to ask for by this day."""
    statement = select(AfterCheck.id).where(col(AfterCheck.acts_on) <= today)
    return sorted(session.exec(statement).all())


def has_open_plan(session: Session, child_ids: Collection[str]) -> bool:
    """Say whether any of these children is on a plan now."""
    statement = select(Plan.id).where(
        col(Plan.child_id).in_(child_ids), col(Plan.ended_on).is_(None)
    )
    return session.exec(statement).first() is not None


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which the clock has something to do after conferences."""
    days = (
        session.exec(select(sa.func.min(OutcomeChase.acts_on))).one(),
        session.exec(select(sa.func.min(Closing.acts_on))).one(),
        session.exec(select(sa.func.min(Assurance.acts_on))).one(),
        session.exec(select(sa.func.min(AfterCheck.acts_on))).one(),
    )
    return min((day for day in days if day is not None), default=None)
