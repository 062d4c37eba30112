"""Which action somebody is at, and by which row of the access table they may."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.tables.actions import Action
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours

ADULTS: Final = 8
MAKE: Final = 23
REPORT: Final = 24
READ: Final = 25


def action(
    session: Session, *, actor: Actor, action_id: str, row: int, now: datetime
) -> tuple[Action, CoreGroup]:
    """
    Return an action and its core group, if the actor may do this row there.

    :raises NotYours: worded alike whether the action exists or not.
    """
    found = session.get(Action, action_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if found is None else found.group_id,
        now=now,
        # Whose own it is can only be asked once the gate has let them near it.
        circumstances=Circumstances(own=row == REPORT),
    )
    if found is None:
        raise NotYours
    if row == REPORT and not is_theirs(session, actor, found, now=now):
        refusal = NotYours()
        refusal.group_id = group.id
        raise refusal
    return found, group


def reporter_id(session: Session, found: Action, *, now: datetime) -> str | None:
    """Return whose it is to report: the owner, or for an adult the lead."""
    if found.owner_id is not None:
        return found.owner_id
    lead = register.find_lead_social_worker(
        session, found.group_id, day=clock.today(now), now=now
    )
    return None if lead is None else lead.id


def is_theirs(session: Session, actor: Actor, found: Action, *, now: datetime) -> bool:
    """Say whether it is the actor's to report, or of somebody they stand in for."""
    reporter = reporter_id(session, found, now=now)
    return reporter is not None and reporter in {
        actor.person_id,
        *access.deputies_for(session, actor, now=now),
    }
