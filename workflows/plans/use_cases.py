"""Setting up core groups, children and plans by a form."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.queries import plans as queries
from models.tables.plans import Child, CoreGroup, Plan
from models.vocabulary import MemberRole
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.membership import facts as member_facts
from workflows.membership import register as members
from workflows.membership.policy import check_can_lead
from workflows.plans import policy, register
from workflows.plans.policy import NewChild
from workflows.profile import Profile


def set_up_group(
    session: Session,
    *,
    actor: Actor,
    children: Sequence[NewChild],
    initial_on: date,
    lead_social_worker_id: str,
    now: datetime,
    profile: Profile,
) -> CoreGroup:
    """
    Set up a core group with its children, their plans and its lead social worker.

    :raises NotYours: if the actor may not set up core groups.
    :raises Refused: if what the form says cannot be.
    """
    access.anywhere(session, actor=actor, row=8, now=now)
    today = clock.today(now)
    policy.check_can_set_up(children, initial_on, today)
    lead = member_facts.person(session, lead_social_worker_id)
    check_can_lead(member_facts.of_person(session, lead, group_id=None, now=now))
    group = register.open_group(session, actor=actor, now=now, profile=profile)
    for new in children:
        _add(session, group, new, actor=actor, started_on=initial_on, now=now)
    members.enrol(
        session,
        actor=actor,
        group_id=group.id,
        person_id=lead.id,
        role=MemberRole.LEAD_SOCIAL_WORKER,
        term=members.Term(from_on=today),
        now=now,
    )
    members.pin_who_is_who(session, group.id, now=now)
    return group


def add_child(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    child: NewChild,
    initial_on: date,
    now: datetime,
) -> Plan:
    """
    Add a child and their plan to a core group.

    :raises NotYours: if the actor may not do so in this group.
    :raises Refused: if what the form says cannot be.
    """
    group = access.group(session, actor=actor, row=8, group_id=group_id, now=now)
    today = clock.today(now)
    policy.check_initial(initial_on, today)
    policy.check_child(child, initial_on, today)
    known = queries.list_children(session, group.id)
    if len(known) >= policy.MOST_CHILDREN:
        raise policy.TooManyChildren(field="children")
    return _add(session, group, child, actor=actor, started_on=initial_on, now=now)


def _add(
    session: Session,
    group: CoreGroup,
    new: NewChild,
    *,
    actor: Actor,
    started_on: date,
    now: datetime,
) -> Plan:
    month = new.birth_month
    child: Child = register.add_child(
        session,
        group,
        actor=actor,
        birth_month=None if month is None else f"{month:%Y-%m}",
        unborn_due_on=new.unborn_due_on,
        now=now,
    )
    return register.start_plan(
        session,
        child,
        actor=actor,
        plan=register.NewPlan(started_on=started_on, initial_category=new.category),
        now=now,
    )
