"""Adding and ending members, allocating the chair, being away, naming deputies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.queries import plans as plan_queries
from models.tables.membership import Absence, Allocation, Membership
from models.vocabulary import MemberRole
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.membership import facts, policy, register
from workflows.membership.register import Term

OWN = Circumstances(own=True)


@dataclass(frozen=True, kw_only=True)
class EndForm:
    """Whose membership is to end, and the first day that can be the last."""

    membership_id: str
    alias: str
    name: str
    today: date


def add(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    person_id: str,
    now: datetime,
    from_on: date | None = None,
    children: Collection[str] = (),
) -> Membership:
    """
    Add a member of a statutory agency, tied to some of the children or to all.

    :raises NotYours: if the actor may not add members here.
    :raises Refused: if this person cannot be added.
    """
    group = access.group(session, actor=actor, row=9, group_id=group_id, now=now)
    person = facts.person(session, person_id)
    of_group = [child.id for child in plan_queries.list_children(session, group.id)]
    today = clock.today(now)
    plan_queries.lock_group(session, group.id)
    policy.check_can_join(
        facts.of_person(session, person, group_id=group.id, now=now),
        children=children,
        of_group=of_group,
        will_be_member=any(
            row.person_id == person.id and row.ended_at is None and row.from_on > today
            for row in queries.list_memberships(session, group.id)
        ),
    )
    row = register.enrol(
        session,
        actor=actor,
        group_id=group.id,
        person_id=person.id,
        role=MemberRole.MEMBER,
        term=Term(from_on=from_on or today),
        children=children,
        now=now,
    )
    register.pin_who_is_who(session, group.id, now=now, on=from_on)
    return row


def end(
    session: Session,
    *,
    actor: Actor,
    membership_id: str,
    now: datetime,
    to_on: date | None = None,
) -> Membership:
    """
    End a membership, from this moment or at the end of a last day.

    :raises NotYours: if the actor may not end members here.
    :raises Refused: if it is over, or is the lead social worker's.
    """
    row = session.get(Membership, membership_id)
    access.group(
        session,
        actor=actor,
        row=9,
        group_id="" if row is None else row.group_id,
        now=now,
    )
    if row is None:
        raise NotYours
    today = clock.today(now)
    is_over = row.ended_at is not None or (row.to_on is not None and row.to_on < today)
    policy.check_can_end(row.role, is_over=is_over)
    last = max(to_on or today, today)
    policy.check_days(row.from_on, max(last, row.from_on))
    register.end(session, row, actor=actor, to_on=last, now=now, at_once=to_on is None)
    on = None if to_on is None else last + register.ONE_DAY
    register.pin_who_is_who(session, row.group_id, now=now, on=on)
    return row


def open_end_form(
    session: Session, *, actor: Actor, membership_id: str, now: datetime
) -> EndForm:
    """
    Return what the form that ends a membership needs.

    :raises NotYours: if the actor may not end members here.
    """
    row = session.get(Membership, membership_id)
    group = access.group(
        session,
        actor=actor,
        row=9,
        group_id="" if row is None else row.group_id,
        now=now,
    )
    if row is None:
        raise NotYours
    return EndForm(
        membership_id=row.id,
        alias=group.alias,
        name=facts.person(session, row.person_id).name,
        today=clock.today(now),
    )


def allocate_chair(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    person_id: str,
    now: datetime,
    from_on: date | None = None,
) -> Allocation:
    """
    Allocate the chair of a family's conferences.

    :raises NotYours: if the actor may not allocate chairs.
    :raises Refused: if this person cannot chair.
    """
    group = access.group(session, actor=actor, row=11, group_id=group_id, now=now)
    person = facts.person(session, person_id)
    day = from_on or clock.today(now)
    policy.check_can_chair(
        facts.of_person(session, person, group_id=group.id, now=now),
        chairs_now=access_queries.find_chair_id(session, group.id, day=day)
        == person.id,
    )
    row = register.allocate(
        session,
        actor=actor,
        group_id=group.id,
        person_id=person.id,
        term=Term(from_on=day),
        now=now,
    )
    register.pin_who_is_who(session, group.id, now=now)
    return row


def be_away(
    session: Session,
    *,
    actor: Actor,
    from_on: date,
    to_on: date,
    now: datetime,
    deputy_id: str | None = None,
) -> Absence:
    """
    Keep that the actor is away, and who stands in.

    :raises Refused: if the days or the deputy cannot be.
    """
    access.anywhere(session, actor=actor, row=3, now=now, circumstances=OWN)
    earlier = queries.list_absences(
        session, actor.person_id, from_on=from_on, to_on=to_on
    )
    policy.check_absence(from_on, to_on, is_away_already=bool(earlier))
    if deputy_id is not None:
        _check_deputy(session, actor, deputy_id, now=now)
    row = Absence(
        person_id=actor.person_id,
        deputy_id=deputy_id,
        from_on=from_on,
        to_on=to_on,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="absence given",
        now=now,
        subject=row.id,
        details={
            "from": from_on.isoformat(),
            "to": to_on.isoformat(),
            "deputy": deputy_id,
        },
    )
    return row


def be_back(
    session: Session, *, actor: Actor, absence_id: str, now: datetime
) -> Absence:
    """
    Withdraw the actor's own absence from now on.

    :raises NotYours: if it is not theirs.
    """
    access.anywhere(session, actor=actor, row=3, now=now, circumstances=OWN)
    row = session.get(Absence, absence_id)
    if row is None or row.person_id != actor.person_id:
        raise NotYours
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        session.add(row)
        audit.record(
            session, actor=actor, event="absence withdrawn", now=now, subject=row.id
        )
    return row


def name_deputy(
    session: Session, *, actor: Actor, deputy_id: str | None, now: datetime
) -> None:
    """
    Name who usually stands in for the actor, or nobody.

    :raises NotYourColleague: if they cannot stand in.
    """
    access.anywhere(session, actor=actor, row=3, now=now, circumstances=OWN)
    if deputy_id is not None:
        _check_deputy(session, actor, deputy_id, now=now)
    person = facts.person(session, actor.person_id)
    person.deputy_id = deputy_id
    session.add(person)
    audit.record(
        session,
        actor=actor,
        event="deputy named",
        now=now,
        subject=person.id,
        details={"deputy": deputy_id},
    )


def _check_deputy(
    session: Session, actor: Actor, deputy_id: str, *, now: datetime
) -> None:
    member = facts.of_person(
        session, facts.person(session, actor.person_id), group_id=None, now=now
    )
    deputy = facts.of_person(
        session, facts.person(session, deputy_id), group_id=None, now=now
    )
    policy.check_deputy(member, deputy)
