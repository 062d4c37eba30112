"""
The register of core groups, children and plans: the changes behind form and import.

Nothing here asks whether somebody may; whoever calls has asked, or is the operator.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import plans as queries
from models.sealed import ring, seal
from models.tables.plans import Child, CoreGroup, Plan
from models.vocabulary import Category, Effect
from workflows import audit, outbox
from workflows.actor import Actor
from workflows.profile import Profile

SHORT_ALIASES = 9_000
LONG_ALIASES = 90_000
TRIES = 30


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """One child's plan as a form or a source tells of it."""

    started_on: date
    initial_category: Category
    latest_category: Category | None = None
    ended_on: date | None = None
    earlier_plans: int = 0
    source_key: str | None = None


def open_group(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
    source_key: str | None = None,
    is_closed: bool = False,
) -> CoreGroup:
    """Write a core group under a free alias, and ask for its channel if it is open."""
    group = CoreGroup(
        alias=free_alias(session),
        source_key=source_key,
        profile=profile.name,
        recorded_at=now,
        closed_at=now if is_closed else None,
    )
    session.add(group)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="core group set up",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
    if not is_closed:
        ask_for_channel(session, group, now=now)
    return group


def ask_for_channel(session: Session, group: CoreGroup, *, now: datetime) -> None:
    """Ask for the group's private channel, once."""
    outbox.effect(
        session,
        Effect.CREATE_CHANNEL,
        group_id=group.id,
        dedupe_key=f"channel:{group.id}",
        now=now,
    )


def free_alias(session: Session) -> str:
    """
    Return an alias that no core group has: random, so that it tells nothing.

    Four digits while there is room, then five.
    """
    for lowest, count in ((1_000, SHORT_ALIASES), (10_000, LONG_ALIASES)):
        for _ in range(TRIES):
            alias = f"CG-{lowest + secrets.randbelow(count)}"
            if not queries.is_alias_taken(session, alias):
                return alias
    raise RuntimeError("no free alias was found; there are too many core groups")


def add_child(
    session: Session,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
    birth_month: str | None = None,
    unborn_due_on: date | None = None,
    source_key: str | None = None,
) -> Child:
    """Write a child under the next number of its group."""
    numbers = [child.number for child in queries.list_children(session, group.id)]
    child = Child(
        group_id=group.id,
        number=max(numbers, default=0) + 1,
        source_key=source_key,
        unborn_due_on=unborn_due_on,
        recorded_at=now,
    )
    set_birth_month(session, child, birth_month)
    session.add(child)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="child added",
        now=now,
        group_id=group.id,
        subject=child.id,
        details={"number": child.number},
    )
    return child


def set_birth_month(session: Session, child: Child, month: str | None) -> bool:
    """
    Seal a month of birth; return whether it differs from the one that was known.

    A keyed fingerprint beside it tells that without anybody reading it.
    """
    key = None
    if month is not None:
        key = ring(session).opaque("birth month", f"{child.id} {month}")
    if key == child.birth_key:
        return False
    child.birth_key = key
    seal(session, child, "birth_month", month)
    return True


def start_plan(
    session: Session,
    child: Child,
    *,
    actor: Actor,
    plan: NewPlan,
    now: datetime,
) -> Plan:
    """Write a child's plan."""
    row = Plan(
        child_id=child.id,
        group_id=child.group_id,
        source_key=plan.source_key,
        started_on=plan.started_on,
        ended_on=plan.ended_on,
        initial_category=plan.initial_category,
        latest_category=plan.latest_category or plan.initial_category,
        earlier_plans=plan.earlier_plans,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="plan started",
        now=now,
        group_id=child.group_id,
        subject=row.id,
        details={"child": child.number, "from": plan.started_on.isoformat()},
    )
    return row


def end_plan(
    session: Session, plan: Plan, *, actor: Actor, ended_on: date, now: datetime
) -> None:
    """Write the last day of a child's plan; the same day again changes nothing."""
    if plan.ended_on == ended_on:
        return
    plan.ended_on = ended_on
    session.add(plan)
    session.flush()
    _audit(
        session, plan, actor=actor, event="plan ended", on=ended_on.isoformat(), now=now
    )


def go_on(session: Session, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Take back the last day of a plan that goes on after all, if it has one."""
    if plan.ended_on is None:
        return
    before, plan.ended_on = plan.ended_on.isoformat(), None
    session.add(plan)
    session.flush()
    _audit(session, plan, actor=actor, event="plan goes on", on=before, now=now)


def _audit(
    session: Session, plan: Plan, *, actor: Actor, event: str, on: str, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=plan.group_id,
        subject=plan.id,
        details={"on": on},
    )
