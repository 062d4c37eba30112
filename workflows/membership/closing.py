"""Closing a core group whose last plan has ended: every access ends with it."""

from datetime import datetime

from sqlmodel import Session

from models.queries import membership as queries
from models.tables.plans import CoreGroup
from workflows import audit, clock
from workflows.actor import Actor
from workflows.membership import register


def close(session: Session, group: CoreGroup, *, actor: Actor, now: datetime) -> None:
    """
    Close a core group: memberships end now, the chair's allocation with the day.

    Everybody is taken out of the channel. Who belonged, and when, stays on record. A
    group that is closed already is left as it is.
    """
    if group.closed_at is not None:
        return
    today = clock.today(now)
    for row in queries.list_memberships(session, group.id):
        is_over = row.to_on is not None and row.to_on < today
        if row.ended_at is None and not is_over:
            register.end(session, row, actor=actor, to_on=today, now=now)
    for allocation in queries.list_allocations(session, group.id):
        if allocation.to_on is None or allocation.to_on > today:
            allocation.to_on = max(allocation.from_on, today)
            session.add(allocation)
            register.remove_after(session, allocation, now=now)
    group.closed_at = now
    session.add(group)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="core group closed",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
