"""Whose view somebody wants to write, and by which right they may."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import statements as queries
from models.queries import writing as writing_queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.plans import Child, CoreGroup
from models.tables.statements import Asked, Draft, Round
from models.vocabulary import PersonClass
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.statements import facts, policy
from workflows.statements.checks import RoundCancelled

GIVE: Final = 29
TAKE: Final = 30


class Right(StrEnum):
    """By which right somebody writes a view."""

    OWN = "own"
    DEPUTY = "deputy"
    TAKER = "taker"


@dataclass(frozen=True, kw_only=True)
class Writing:
    """
    One view that somebody may write now, in this unit of work.

    Only `writing`, which asks the gate, makes one: whoever holds it may write.
    """

    session: Session = field(repr=False)
    actor: Actor
    now: datetime
    found: Round
    group: CoreGroup
    conference: Conference
    member: facts.Member
    right: Right
    asked: Asked | None
    draft: Draft | None

    @property
    def children(self) -> tuple[Child, ...]:
        """Return the children that this view is about."""
        return self.member.children


def writing(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    for_person_id: str | None,
    now: datetime,
) -> Writing:
    """
    Return the view that the actor may write: their own, or one for somebody else.

    :raises NotYours: if they may not, or there is no such round or member.
    :raises RoundCancelled: if the conference was cancelled.
    :raises Refused: if it is not yet this person's part to take it for somebody.
    """
    person_id = for_person_id or actor.person_id
    place = writing_queries.find_place(
        session, round_id, person_id, writer_id=actor.person_id
    )
    if place is None:
        raise NotYours
    found, group, conference, asked, draft = place
    right = _gate(session, actor, found, person_id, now=now)
    member = facts.member_of(session, found, person_id, now=now)
    if member is None:
        raise NotYours
    if right is Right.TAKER:
        _check_can_take(session, actor, found, member, now=now)
    if found.cancelled_at is not None:
        raise RoundCancelled
    return Writing(
        session=session,
        actor=actor,
        now=now,
        found=found,
        group=group,
        conference=conference,
        member=member,
        right=right,
        asked=asked,
        draft=draft,
    )


def _gate(
    session: Session, actor: Actor, found: Round, person_id: str, *, now: datetime
) -> Right:
    right = Right.TAKER
    if person_id == actor.person_id:
        right = Right.OWN
    elif person_id in access.deputies_for(session, actor, now=now):
        right = Right.DEPUTY
    access.group(
        session,
        actor=actor,
        row=TAKE if right is Right.TAKER else GIVE,
        group_id=found.group_id,
        now=now,
        circumstances=Circumstances(own=right is not Right.TAKER),
    )
    return right


def _check_can_take(
    session: Session,
    actor: Actor,
    found: Round,
    member: facts.Member,
    *,
    now: datetime,
) -> None:
    person = session.get_one(Person, member.person_id)
    own = queries.find_asked(session, found.id, actor.person_id)
    lead = register.find_lead_social_worker(
        session, found.group_id, day=clock.today(now), now=now
    )
    others = {
        taker.id
        for taker in facts.takers_of(session, person, found, now=now)
        if lead is None or taker.id != lead.id
    }
    policy.check_can_take(
        policy.TakingFacts(
            taker=_taking_class(session, actor, found, member, now=now),
            member_is_in_slack=member.is_in_slack,
            taker_has_given_own=own is not None and own.answered_at is not None,
            somebody_else_can_take=bool(others - {actor.person_id}),
            last_call_on=found.last_call_on,
        ),
        clock.today(now),
    )


def _taking_class(
    session: Session,
    actor: Actor,
    found: Round,
    member: facts.Member,
    *,
    now: datetime,
) -> PersonClass:
    classes = access.classes_in_group(session, actor.person_id, found.group_id, now=now)
    if facts.leads_agency(session, actor.person_id, member.agency, now=now):
        return PersonClass.SAFEGUARDING_LEAD
    for one in (PersonClass.BUSINESS_SUPPORT, PersonClass.LEAD_SOCIAL_WORKER):
        if one in classes:
            return one
    return PersonClass.OTHER
