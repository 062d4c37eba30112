"""Reads of people, memberships, chairs and absences."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Agency, Grant, Person
from models.tables.membership import Absence, Allocation, Membership, MembershipChild
from models.vocabulary import GrantedRole


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
