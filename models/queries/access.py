"""Reads behind the gate: who somebody is, here and now."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.tables.access import Grant, Person, PrivateLabel
from models.tables.membership import Absence, Allocation, Membership, MembershipChild
from models.tables.plans import Child, CoreGroup
from models.vocabulary import GrantedRole, MemberRole

# Every act asks this, so it is built once.
_ACCOUNT: Final = sa.select(col(Person.id), col(Person.deactivated_at)).where(
    col(Person.slack_team_id) == sa.bindparam("team_id"),
    col(Person.slack_user_id) == sa.bindparam("user_id"),
)


def find_person(session: Session, *, team_id: str, user_id: str) -> Person | None:
    """Return who has this account, in this very team."""
    statement = select(Person).where(
        Person.slack_team_id == team_id, Person.slack_user_id == user_id
    )
    return session.exec(statement).one_or_none()


def find_account(
    session: Session, *, team_id: str, user_id: str
) -> tuple[str, bool] | None:
    """Return whose account this is, and whether they have left."""
    named = {"team_id": team_id, "user_id": user_id}
    found = session.connection().execute(_ACCOUNT, named).one_or_none()
    return None if found is None else (found[0], found[1] is not None)


def find_person_by_email(session: Session, email: str) -> Person | None:
    """Return who has this e-mail address."""
    statement = select(Person).where(Person.email == email.strip().lower())
    return session.exec(statement).one_or_none()


def is_current(
    day: date | sa.BindParameter[date], now: datetime | sa.BindParameter[datetime]
) -> tuple[sa.ColumnElement[bool], ...]:
    """Return when a membership counts: on its days, and not ended before `now`."""
    return (
        col(Membership.from_on) <= day,
        sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
        sa.or_(col(Membership.ended_at).is_(None), col(Membership.ended_at) > now),
    )


_MEMBERS: Final = (
    select(Membership, Person)
    .join(Person, col(Person.id) == col(Membership.person_id))
    .where(
        col(Membership.group_id) == sa.bindparam("group_id"),
        col(Person.deactivated_at).is_(None),
        *is_current(sa.bindparam("day"), sa.bindparam("now")),
    )
    .order_by(col(Membership.from_on), col(Membership.id))
)
_ONE_MEMBER: Final = _MEMBERS.where(col(Person.id) == sa.bindparam("person_id"))

_TIED: Final = select(MembershipChild).where(
    col(MembershipChild.membership_id).in_(sa.bindparam("ids", expanding=True))
)


def list_members(
    session: Session, group_id: str, *, day: date, now: datetime
) -> Sequence[tuple[Membership, Person]]:
    """Return everybody who belongs to a core group now, deactivated people left out."""
    named = {"group_id": group_id, "day": day, "now": now}
    return session.exec(_MEMBERS, params=named).all()


def find_member(
    session: Session, group_id: str, person_id: str, *, day: date, now: datetime
) -> Sequence[tuple[Membership, Person]]:
    """Return as what one person belongs to a core group now, unless deactivated."""
    named = {"group_id": group_id, "day": day, "now": now, "person_id": person_id}
    return session.exec(_ONE_MEMBER, params=named).all()


def list_memberships(
    session: Session, person_id: str, *, day: date, now: datetime
) -> Sequence[Membership]:
    """Return everything that somebody belongs to now."""
    statement = select(Membership).where(
        Membership.person_id == person_id, *is_current(day, now)
    )
    return session.exec(statement).all()


def list_memberships_in(
    session: Session, person_id: str, group_id: str, *, day: date, now: datetime
) -> Sequence[Membership]:
    """Return what somebody is in one core group now."""
    statement = select(Membership).where(
        Membership.person_id == person_id,
        Membership.group_id == group_id,
        *is_current(day, now),
    )
    return session.exec(statement).all()


def find_chair_id(session: Session, group_id: str, *, day: date) -> str | None:
    """Return who chairs this family's conferences on that day."""
    statement = (
        select(Allocation.person_id)
        .where(
            Allocation.group_id == group_id,
            col(Allocation.from_on) <= day,
            sa.or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) >= day),
        )
        .order_by(col(Allocation.from_on).desc(), col(Allocation.recorded_at).desc())
    )
    return session.exec(statement).first()


def list_chaired(session: Session, person_id: str, *, day: date) -> Sequence[str]:
    """Return the groups whose conferences somebody chairs on that day."""
    statement = select(Allocation.group_id).where(
        Allocation.person_id == person_id,
        col(Allocation.from_on) <= day,
        sa.or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) >= day),
    )
    return [
        group_id
        for group_id in sorted(set(session.exec(statement).all()))
        if find_chair_id(session, group_id, day=day) == person_id
    ]


def _is_allocated(table: type[Allocation]) -> tuple[sa.ColumnElement[bool], ...]:
    day = sa.bindparam("day", type_=sa.Date())
    return (
        col(table.from_on) <= day,
        sa.or_(col(table.to_on).is_(None), col(table.to_on) >= day),
    )


# Everything that somebody belongs to or chairs now, in one question however many core
# groups that is: a calendar asks it at each fetch.
_LATER: Final = aliased(Allocation)
_OWN_GROUPS: Final = sa.union_all(
    sa.select(col(CoreGroup.id), col(CoreGroup.alias), sa.literal(value=True))
    .join(Membership, col(Membership.group_id) == col(CoreGroup.id))
    .where(
        col(CoreGroup.closed_at).is_(None),
        col(Membership.person_id) == sa.bindparam("person_id"),
        *is_current(sa.bindparam("day"), sa.bindparam("now")),
    ),
    sa.select(col(CoreGroup.id), col(CoreGroup.alias), sa.literal(value=False))
    .join(Allocation, col(Allocation.group_id) == col(CoreGroup.id))
    .where(
        col(CoreGroup.closed_at).is_(None),
        col(Allocation.person_id) == sa.bindparam("person_id"),
        *_is_allocated(Allocation),
        ~sa.exists().where(
            col(_LATER.group_id) == col(Allocation.group_id),
            col(_LATER.person_id) != col(Allocation.person_id),
            *_is_allocated(_LATER),
            sa.tuple_(col(_LATER.from_on), col(_LATER.recorded_at))
            > sa.tuple_(col(Allocation.from_on), col(Allocation.recorded_at)),
        ),
    ),
)


def list_own_groups(
    session: Session, person_id: str, *, day: date, now: datetime
) -> Sequence[tuple[str, str, bool]]:
    """Return the open core groups that somebody belongs to (true) or chairs (false)."""
    named = {"person_id": person_id, "day": day, "now": now}
    found = session.connection().execute(_OWN_GROUPS, named)
    return [(group_id, alias, belongs) for group_id, alias, belongs in found]


def find_lead_social_worker(
    session: Session, group_id: str, *, day: date, now: datetime
) -> Person | None:
    """Return the lead social worker of a core group."""
    statement = (
        select(Person)
        .join(Membership, col(Person.id) == col(Membership.person_id))
        .where(
            Membership.group_id == group_id,
            Membership.role == MemberRole.LEAD_SOCIAL_WORKER,
            *is_current(day, now),
        )
        .order_by(col(Membership.from_on).desc(), col(Membership.recorded_at).desc())
    )
    return session.exec(statement).first()


def list_managed(
    session: Session, person_id: str, *, day: date, now: datetime
) -> Sequence[str]:
    """Return the groups whose lead social worker somebody manages."""
    statement = (
        select(Membership.group_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            Person.manager_id == person_id,
            Membership.role == MemberRole.LEAD_SOCIAL_WORKER,
            *is_current(day, now),
        )
        .distinct()
    )
    return session.exec(statement).all()


def list_grants(session: Session, person_id: str, *, day: date) -> Sequence[Grant]:
    """Return the roles that somebody holds on that day outside any one group."""
    statement = select(Grant).where(
        Grant.person_id == person_id,
        col(Grant.from_on) <= day,
        sa.or_(col(Grant.to_on).is_(None), col(Grant.to_on) >= day),
    )
    return session.exec(statement).all()


def list_holders(
    session: Session, role: GrantedRole, *, day: date, agency_id: str | None = None
) -> Sequence[Person]:
    """Return who holds a role on that day, of one agency where one is named."""
    statement = (
        select(Person)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(
            Grant.role == role,
            col(Person.deactivated_at).is_(None),
            col(Grant.from_on) <= day,
            sa.or_(col(Grant.to_on).is_(None), col(Grant.to_on) >= day),
        )
        .order_by(col(Grant.from_on), col(Person.id))
    )
    if agency_id is not None:
        statement = statement.where(Grant.agency_id == agency_id)
    return session.exec(statement).all()


def list_groups_with_agency(
    session: Session, agency_ids: Sequence[str], *, day: date, now: datetime
) -> Sequence[str]:
    """Return the groups in which somebody of these agencies is a member."""
    statement = (
        select(Membership.group_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.agency_id).in_(agency_ids), *is_current(day, now))
        .distinct()
    )
    return session.exec(statement).all()


def list_deputised(session: Session, person_id: str, *, day: date) -> Sequence[str]:
    """Return the people for whom somebody stands in on that day."""
    statement = select(Absence.person_id).where(
        Absence.deputy_id == person_id,
        col(Absence.from_on) <= day,
        col(Absence.to_on) >= day,
        col(Absence.withdrawn_at).is_(None),
    )
    return session.exec(statement).all()


def find_absence(session: Session, person_id: str, *, day: date) -> Absence | None:
    """Return why somebody is away on that day, if they are."""
    statement = (
        select(Absence)
        .where(
            Absence.person_id == person_id,
            col(Absence.from_on) <= day,
            col(Absence.to_on) >= day,
            col(Absence.withdrawn_at).is_(None),
        )
        .order_by(col(Absence.recorded_at).desc())
    )
    return session.exec(statement).first()


def list_groups(
    session: Session, group_ids: Sequence[str] | None
) -> Sequence[CoreGroup]:
    """Return these core groups, or all, the closed ones left out."""
    statement = (
        select(CoreGroup)
        .where(col(CoreGroup.closed_at).is_(None))
        .order_by(col(CoreGroup.alias))
    )
    if group_ids is not None:
        statement = statement.where(col(CoreGroup.id).in_(group_ids))
    return session.exec(statement).all()


def list_children(session: Session, group_id: str) -> Sequence[Child]:
    """Return the children of a core group, by number."""
    statement = (
        select(Child).where(Child.group_id == group_id).order_by(col(Child.number))
    )
    return session.exec(statement).all()


def list_tied(
    session: Session, membership_ids: Sequence[str]
) -> Sequence[MembershipChild]:
    """Return the children that these memberships are tied to."""
    return session.exec(_TIED, params={"ids": list(membership_ids)}).all()


def find_label(session: Session, person_id: str, child_id: str) -> PrivateLabel | None:
    """Return the label that one person keeps for one child."""
    statement = select(PrivateLabel).where(
        PrivateLabel.person_id == person_id, PrivateLabel.child_id == child_id
    )
    return session.exec(statement).one_or_none()
