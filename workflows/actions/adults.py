"""The significant adults of a family: by relation and number, never by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.queries import actions as queries
from models.queries import plans as plan_queries
from models.tables.actions import Adult
from models.tables.plans import CoreGroup
from models.vocabulary import Relation
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actions import facts, policy
from workflows.actions.whose import ADULTS
from workflows.actor import Actor
from workflows.errors import NotYours


@dataclass(frozen=True, kw_only=True)
class ShownAdult:
    """One adult as people read them: "father 2"."""

    adult_id: str
    called: str


@dataclass(frozen=True, kw_only=True)
class AdultsForm:
    """The adults of one family now, to add one or to take one off."""

    group_id: str
    alias: str
    adults: tuple[ShownAdult, ...]


def form(session: Session, *, actor: Actor, group_id: str, now: datetime) -> AdultsForm:
    """
    Return the significant adults of a family.

    :raises NotYours: if the actor may not set them up.
    """
    group = access.group(session, actor=actor, row=ADULTS, group_id=group_id, now=now)
    return _form(session, group, now=now)


def add(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    relation: Relation,
    now: datetime,
) -> Adult:
    """
    Add a significant adult, with the next number in this relation.

    :raises NotYours: if the actor may not set them up.
    """
    group = access.group(session, actor=actor, row=ADULTS, group_id=group_id, now=now)
    plan_queries.lock_group(session, group.id)
    adult = Adult(
        group_id=group.id,
        relation=relation,
        number=queries.last_number(session, group.id, relation) + 1,
        recorded_at=now,
    )
    session.add(adult)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="adult added",
        now=now,
        group_id=group.id,
        subject=adult.id,
        details={"relation": relation.value, "number": adult.number},
    )
    return adult


def end(session: Session, *, actor: Actor, adult_id: str, now: datetime) -> AdultsForm:
    """
    Take an adult off, as from today; they are kept. Return the others.

    :raises NotYours: if the actor may not set them up.
    :raises Refused: if they were taken off, or the plan still asks something of them.
    """
    found = session.get(Adult, adult_id)
    group = access.group(
        session,
        actor=actor,
        row=ADULTS,
        group_id="" if found is None else found.group_id,
        now=now,
    )
    if found is None:
        raise NotYours
    plan_queries.lock_group(session, group.id)
    session.refresh(found)
    if found.left_on is not None:
        raise policy.AlreadyEnded
    if any(one.adult_id == found.id for one in facts.open_actions(session, group.id)):
        raise policy.HasActions
    found.left_on = clock.today(now)
    session.add(found)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="adult taken off",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    return _form(session, group, now=now)


def shown(adult: Adult) -> ShownAdult:
    """Return an adult as people read them."""
    return ShownAdult(
        adult_id=adult.id, called=policy.called(adult.relation, adult.number)
    )


def _form(session: Session, group: CoreGroup, *, now: datetime) -> AdultsForm:
    adults = facts.adults_now(session, group.id, day=clock.today(now))
    return AdultsForm(
        group_id=group.id, alias=group.alias, adults=tuple(map(shown, adults))
    )
