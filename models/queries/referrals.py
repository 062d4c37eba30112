"""Reads and locks of referrals, their answers and chases, and of who receives them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.plans import Child
from models.tables.referrals import (
    ReceivingTeam,
    Referral,
    ReferralAddition,
    ReferralChase,
    ReferralChild,
    ReferralReply,
    TeamMember,
)


def lock_referral(session: Session, referral_id: str) -> Referral | None:
    """Return one referral, held until the transaction ends, read afresh."""
    statement = (
        select(Referral)
        .where(Referral.id == referral_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def is_alias_taken(session: Session, alias: str) -> bool:
    """Return whether a referral has this alias."""
    statement = select(Referral.id).where(Referral.alias == alias)
    return session.exec(statement).first() is not None


def find_team_by_name(session: Session, name: str) -> ReceivingTeam | None:
    """Return the team of this name, ended or not."""
    statement = select(ReceivingTeam).where(ReceivingTeam.name == name)
    return session.exec(statement).one_or_none()


def list_teams(session: Session, *, day: date) -> Sequence[ReceivingTeam]:
    """Return the teams that receive referrals on that day, by their names."""
    statement = (
        select(ReceivingTeam)
        .where(
            sa.or_(
                col(ReceivingTeam.ended_on).is_(None),
                col(ReceivingTeam.ended_on) > day,
            )
        )
        .order_by(col(ReceivingTeam.name))
    )
    return session.exec(statement).all()


def _serves_on(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(TeamMember.from_on) <= day,
        sa.or_(col(TeamMember.to_on).is_(None), col(TeamMember.to_on) >= day),
    )


def list_members(session: Session, team_id: str, *, day: date) -> Sequence[Person]:
    """Return who answers referrals for a team on that day, by name; nobody who left."""
    statement = (
        select(Person)
        .join(TeamMember, col(TeamMember.person_id) == col(Person.id))
        .where(
            TeamMember.team_id == team_id,
            col(Person.deactivated_at).is_(None),
            *_serves_on(day),
        )
        .order_by(col(Person.name), col(Person.id))
    )
    return session.exec(statement).all()


def list_memberships(session: Session, team_id: str) -> Sequence[TeamMember]:
    """Return every membership of a team, past ones too."""
    statement = select(TeamMember).where(TeamMember.team_id == team_id)
    return session.exec(statement).all()


def list_teams_of(
    session: Session, person_ids: Collection[str], *, day: date
) -> Sequence[ReceivingTeam]:
    """Return the teams of which one of these people is a member or the manager."""
    serving = select(TeamMember.team_id).where(
        col(TeamMember.person_id).in_(person_ids), *_serves_on(day)
    )
    statement = (
        select(ReceivingTeam)
        .where(
            sa.or_(
                col(ReceivingTeam.id).in_(serving),
                col(ReceivingTeam.manager_id).in_(person_ids),
            )
        )
        .order_by(col(ReceivingTeam.name))
    )
    return session.exec(statement).all()


def is_in_team(session: Session, person_id: str, *, day: date) -> bool:
    """Return whether somebody is a member or the manager of a team on that day."""
    managed = select(ReceivingTeam.id).where(
        ReceivingTeam.manager_id == person_id, col(ReceivingTeam.ended_on).is_(None)
    )
    serving = select(TeamMember.team_id).where(
        TeamMember.person_id == person_id, *_serves_on(day)
    )
    return session.exec(sa.union_all(managed, serving).limit(1)).first() is not None  # type: ignore[call-overload]


def list_open(
    session: Session,
    team_ids: Collection[str],
    person_ids: Collection[str],
    *,
    lock: bool = False,
) -> Sequence[Referral]:
    """
    Return the referrals without an end of these teams, the oldest first.

    And those for whose answer one of these people was chased on some rung.
    """
    chased = select(ReferralChase.referral_id).where(
        col(ReferralChase.asked_id).in_(person_ids)
    )
    statement = (
        select(Referral)
        .where(
            col(Referral.ended_at).is_(None),
            sa.or_(col(Referral.team_id).in_(team_ids), col(Referral.id).in_(chased)),
        )
        .order_by(col(Referral.made_at), col(Referral.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(key_share=True)
    return session.exec(statement).all()


def list_own(
    session: Session, person_id: str, *, lock: bool = False
) -> Sequence[Referral]:
    """Return the referrals that somebody recorded and whose end they have not read."""
    statement = (
        select(Referral)
        .where(
            Referral.recorded_by == person_id, col(Referral.answer_read_at).is_(None)
        )
        .order_by(col(Referral.made_at), col(Referral.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(key_share=True)
    return session.exec(statement).all()


def list_of_group(session: Session, group_id: str) -> Sequence[Referral]:
    """Return the referrals about one core group's family, the newest first."""
    statement = (
        select(Referral)
        .where(Referral.group_id == group_id)
        .order_by(col(Referral.made_at).desc(), col(Referral.id))
    )
    return session.exec(statement).all()


def list_made(
    session: Session, *, since: datetime, until: datetime
) -> Sequence[Referral]:
    """Return the referrals that were made between two moments, in their order."""
    statement = (
        select(Referral)
        .where(Referral.made_at >= since, Referral.made_at <= until)
        .order_by(col(Referral.made_at), col(Referral.id))
    )
    return session.exec(statement).all()


def find_of_day(
    session: Session, group_id: str, team_id: str, *, since: datetime
) -> Referral | None:
    """Return the newest referral about a family to a team, recorded since then."""
    statement = (
        select(Referral)
        .where(
            Referral.group_id == group_id,
            Referral.team_id == team_id,
            Referral.recorded_at >= since,
        )
        .order_by(col(Referral.recorded_at).desc())
    )
    return session.exec(statement).first()


def list_replies(
    session: Session, referral_ids: Collection[str]
) -> Sequence[ReferralReply]:
    """Return the answers to these referrals, in the order in which they came."""
    statement = (
        select(ReferralReply)
        .where(col(ReferralReply.referral_id).in_(referral_ids))
        .order_by(col(ReferralReply.referral_id), col(ReferralReply.number))
    )
    return session.exec(statement).all()


def list_chases(
    session: Session, referral_ids: Collection[str]
) -> Sequence[ReferralChase]:
    """Return the rungs that these referrals reached, in their order."""
    statement = (
        select(ReferralChase)
        .where(col(ReferralChase.referral_id).in_(referral_ids))
        .order_by(col(ReferralChase.referral_id), col(ReferralChase.number))
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def list_additions(session: Session, referral_id: str) -> Sequence[ReferralAddition]:
    """Return what was added to a referral, in order."""
    statement = (
        select(ReferralAddition)
        .where(ReferralAddition.referral_id == referral_id)
        .order_by(col(ReferralAddition.added_at), col(ReferralAddition.id))
    )
    return session.exec(statement).all()


def list_children(session: Session, referral_id: str) -> Sequence[Child]:
    """Return the children whom a referral is about, by their numbers."""
    statement = (
        select(Child)
        .join(ReferralChild, col(ReferralChild.child_id) == col(Child.id))
        .where(ReferralChild.referral_id == referral_id)
        .order_by(col(Child.number))
    )
    return session.exec(statement).all()


def list_due(session: Session, *, now: datetime) -> Sequence[str]:
    """Return the referrals that the clock looks after by now."""
    statement = select(Referral.id).where(col(Referral.acts_at) <= now)
    return sorted(session.exec(statement).all())


def next_to_act(session: Session) -> datetime | None:
    """Return the first moment at which the clock looks after a referral."""
    return session.exec(select(sa.func.min(Referral.acts_at))).one()


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which the clock looks after a referral."""
    moment = next_to_act(session)
    # In message hours the day is the same in London.
    return None if moment is None else moment.date()
