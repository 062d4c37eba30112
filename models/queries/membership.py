"""Reads of people, memberships, chairs and absences."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Agency, Grant, Person
from models.tables.membership import (
    Absence,
    Allocation,
    ChannelLook,
    LeadChange,
    Membership,
    MembershipChild,
)
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, GrantedRole, OutboxState


def find_person_by_email(session: Session, email: str) -> Person | None:
    """Return the person with this e-mail address, in lower case."""
    return session.exec(select(Person).where(Person.email == email)).one_or_none()


def list_people(session: Session) -> Sequence[Person]:
    """Return everybody who has not left."""
    statement = select(Person).where(col(Person.deactivated_at).is_(None))
    return session.exec(statement).all()


def list_people_without_account(session: Session) -> Sequence[Person]:
    """Return everybody who has not been found in Slack and has not left."""
    statement = (
        select(Person)
        .where(
            col(Person.slack_user_id).is_(None), col(Person.deactivated_at).is_(None)
        )
        .order_by(col(Person.id))
    )
    return session.exec(statement).all()


def find_person_by_account(
    session: Session, *, team_id: str, user_id: str
) -> Person | None:
    """Return who has this account."""
    statement = select(Person).where(
        Person.slack_team_id == team_id, Person.slack_user_id == user_id
    )
    return session.exec(statement).one_or_none()


def find_agency(session: Session, code: str, name: str) -> Agency | None:
    """Return the agency with this code and name."""
    statement = select(Agency).where(Agency.code == code, Agency.name == name)
    return session.exec(statement).one_or_none()


def list_memberships(session: Session, group_id: str) -> Sequence[Membership]:
    """Return every membership of a core group, ended ones too."""
    statement = (
        select(Membership)
        .where(Membership.group_id == group_id)
        .order_by(col(Membership.from_on), col(Membership.recorded_at))
    )
    return session.exec(statement).all()


def list_ties(session: Session, membership_id: str) -> Sequence[MembershipChild]:
    """Return the children that one membership is tied to."""
    statement = select(MembershipChild).where(
        MembershipChild.membership_id == membership_id
    )
    return session.exec(statement).all()


def list_allocations(session: Session, group_id: str) -> Sequence[Allocation]:
    """Return every chair that a core group had or has."""
    statement = (
        select(Allocation)
        .where(Allocation.group_id == group_id)
        .order_by(col(Allocation.from_on), col(Allocation.recorded_at))
    )
    return session.exec(statement).all()


def list_grants(session: Session, person_id: str, role: GrantedRole) -> Sequence[Grant]:
    """Return when somebody held or holds a role."""
    statement = (
        select(Grant)
        .where(Grant.person_id == person_id, Grant.role == role)
        .order_by(col(Grant.from_on))
    )
    return session.exec(statement).all()


def list_absences(
    session: Session, person_id: str, *, from_on: date, to_on: date
) -> Sequence[Absence]:
    """Return somebody's absences that touch these days and stand."""
    statement = select(Absence).where(
        Absence.person_id == person_id,
        col(Absence.from_on) <= to_on,
        col(Absence.to_on) >= from_on,
        col(Absence.withdrawn_at).is_(None),
    )
    return session.exec(statement).all()


def list_groups_of_person(
    session: Session, person_id: str, *, day: date
) -> Sequence[str]:
    """Return the core groups where somebody is or will be a member or the chair."""
    member = select(Membership.group_id).where(
        Membership.person_id == person_id,
        col(Membership.ended_at).is_(None),
        sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
    )
    chair = select(Allocation.group_id).where(
        Allocation.person_id == person_id,
        sa.or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) >= day),
    )
    found = {*session.exec(member).all(), *session.exec(chair).all()}
    return sorted(found)


def list_lead_changes(session: Session, group_id: str) -> Sequence[LeadChange]:
    """Return every change of lead social worker that stands, the oldest first."""
    statement = (
        select(LeadChange)
        .where(LeadChange.group_id == group_id, col(LeadChange.withdrawn_at).is_(None))
        .order_by(col(LeadChange.from_on), col(LeadChange.recorded_at))
    )
    return session.exec(statement).all()


def count_lead_changes(
    session: Session, group_id: str, *, after: date, until: date
) -> int:
    """
    Return on how many days a family got another lead social worker in a span.

    `after` is not in the span, `until` is. A choice that is put right on the same day
    is no second change.
    """
    statement = select(sa.func.count(sa.distinct(col(LeadChange.from_on)))).where(
        LeadChange.group_id == group_id,
        col(LeadChange.withdrawn_at).is_(None),
        col(LeadChange.from_on) > after,
        col(LeadChange.from_on) <= until,
    )
    return session.exec(statement).one()


def list_people_of_group(session: Session, group_id: str) -> Sequence[Person]:
    """Return everybody with an account who was, is or will be member or chair."""
    member = select(Membership.person_id).where(Membership.group_id == group_id)
    chair = select(Allocation.person_id).where(Allocation.group_id == group_id)
    statement = (
        select(Person)
        .where(
            col(Person.slack_user_id).is_not(None),
            sa.or_(col(Person.id).in_(member), col(Person.id).in_(chair)),
        )
        .order_by(col(Person.id))
    )
    return session.exec(statement).all()


def list_comings_and_goings(session: Session, group_id: str) -> Sequence[OutboxRow]:
    """Return every invitation to, and removal from, a channel, the oldest first."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.group_id == group_id,
            col(OutboxRow.effect).in_((Effect.INVITE, Effect.REMOVE)),
        )
        .order_by(col(OutboxRow.created_at), col(OutboxRow.id))
    )
    return session.exec(statement).all()


def lock_held(
    session: Session, group_id: str, *, reasons: Sequence[str]
) -> Sequence[OutboxRow]:
    """Return what a core group's channel did not get for these reasons, locked."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.group_id == group_id,
            OutboxRow.state == OutboxState.HELD,
            col(OutboxRow.reason).in_(reasons),
            col(OutboxRow.effect).in_(
                (
                    Effect.CHANNEL_MESSAGE,
                    Effect.PIN,
                    Effect.INVITE,
                    Effect.REMOVE,
                    Effect.REDRAW,
                )
            ),
        )
        .order_by(col(OutboxRow.created_at), col(OutboxRow.id))
        .with_for_update(key_share=True)
    )
    return session.exec(statement).all()


def find_group_of_channel(session: Session, channel_id: str) -> CoreGroup | None:
    """Return the core group that has this channel."""
    statement = select(CoreGroup).where(CoreGroup.channel_id == channel_id)
    return session.exec(statement).one_or_none()


def list_channels_to_look_at(
    session: Session, *, now: datetime, limit: int
) -> list[tuple[str, str]]:
    """Return group and channel where a look is due, who waits longest first."""
    statement = (
        select(CoreGroup.id, CoreGroup.channel_id)
        .join(ChannelLook, isouter=True)
        .where(
            col(CoreGroup.channel_id).is_not(None),
            col(CoreGroup.closed_at).is_(None),
            sa.or_(col(ChannelLook.look_at).is_(None), col(ChannelLook.look_at) <= now),
        )
        .order_by(col(ChannelLook.look_at), col(CoreGroup.id))
        .limit(limit)
    )
    return [(group_id, str(channel)) for group_id, channel in session.exec(statement)]
