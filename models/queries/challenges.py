"""Reads and locks of challenges and of the rungs that they reached."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.plans import CoreGroup


def lock_challenge(session: Session, challenge_id: str) -> Challenge | None:
    """Return one challenge, held until the transaction ends."""
    statement = (
        select(Challenge)
        .where(Challenge.id == challenge_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_rungs(
    session: Session, challenge_ids: Collection[str]
) -> Sequence[ChallengeRung]:
    """Return the rungs that these challenges reached, in their order, read afresh."""
    statement = (
        select(ChallengeRung)
        .where(col(ChallengeRung.challenge_id).in_(challenge_ids))
        .order_by(col(ChallengeRung.challenge_id), col(ChallengeRung.number))
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def list_challenges(session: Session, group_id: str) -> Sequence[Challenge]:
    """Return every challenge of a core group, the newest first."""
    statement = (
        select(Challenge)
        .where(Challenge.group_id == group_id)
        .order_by(col(Challenge.raised_at).desc(), col(Challenge.id))
    )
    return session.exec(statement).all()


def list_since(
    session: Session, group_id: str, *, since: datetime
) -> Sequence[Challenge]:
    """Return the challenges that were raised in a core group since then, in order."""
    statement = (
        select(Challenge)
        .where(Challenge.group_id == group_id, Challenge.raised_at >= since)
        .order_by(col(Challenge.raised_at), col(Challenge.id))
    )
    return session.exec(statement).all()


def list_near(
    session: Session,
    person_ids: Collection[str],
    group_ids: Collection[str],
    *,
    everywhere: bool,
    lock: bool = False,
) -> Sequence[tuple[Challenge, CoreGroup]]:
    """
    Return the open challenges that may concern somebody, the oldest first.

    Those of their groups, those that they or their staff raised and those that they
    were asked to answer; `everywhere` for who can be asked in any core group.
    """
    ids = list(person_ids)
    of_staff = select(Person.id).where(col(Person.manager_id).in_(ids))
    asked = select(ChallengeRung.challenge_id).where(
        sa.or_(
            col(ChallengeRung.owed_by).in_(ids), col(ChallengeRung.asked_id).in_(ids)
        )
    )
    concerns = sa.or_(
        sa.literal(everywhere),
        col(Challenge.group_id).in_(group_ids),
        col(Challenge.raised_by).in_(ids),
        col(Challenge.raised_by).in_(of_staff),
        col(Challenge.id).in_(asked),
    )
    statement = (
        select(Challenge, CoreGroup)
        .join(CoreGroup, col(CoreGroup.id) == col(Challenge.group_id))
        .where(col(Challenge.ended_at).is_(None), concerns)
        .order_by(col(Challenge.raised_at), col(Challenge.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Challenge, key_share=True)
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the challenges that the clock looks after by this day."""
    statement = select(Challenge.id).where(col(Challenge.acts_on) <= today)
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which the clock looks after a challenge."""
    return session.exec(select(sa.func.min(Challenge.acts_on))).one()


def list_every_group(session: Session, group_ids: Collection[str]) -> list[CoreGroup]:
    """Return these core groups by their aliases, those that are closed too."""
    statement = (
        select(CoreGroup)
        .where(col(CoreGroup.id).in_(group_ids))
        .order_by(col(CoreGroup.alias))
    )
    return list(session.exec(statement))
