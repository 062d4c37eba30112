"""A manager looks at an ending again: confirms it, audits it, reviews it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.sealed import seal
from models.tables.conferences import Conference
from models.tables.outcomes import Assurance
from models.vocabulary import Duty, Finding
from workflows import audit
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.outcomes import facts, following, policy, reading, refusals, telling
from workflows.outcomes.shown import OutcomePage
from workflows.outcomes.whose import CONFIRM, assurance
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class DutyForm:
    """One duty, and the outcome that it is about."""

    assurance_id: str
    duty: Duty
    due_at: datetime
    page: OutcomePage


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept: said back to the person."""

    alias: str
    duty: Duty
    is_late: bool


def form(
    session: Session,
    *,
    actor: Actor,
    assurance_id: str,
    row: int = CONFIRM,
    now: datetime,
    profile: Profile,
) -> DutyForm:
    """
    Return a duty to whom it is owed by, with what was decided and why.

    :raises NotYours: if it is not the actor's.
    :raises Refused: if it was done, or the actor decided it themselves.
    """
    found, group = assurance(
        session, actor=actor, assurance_id=assurance_id, row=row, now=now
    )
    held = session.get_one(Conference, found.conference_id)
    standing = facts.standing(session, held)
    if standing is None:
        raise NotYours
    _check_open(session, found, held, actor)
    return DutyForm(
        assurance_id=found.id,
        duty=found.duty,
        due_at=found.due_at,
        page=reading.page(
            session, standing, group, actor=actor, now=now, profile=profile
        ),
    )


def do(
    session: Session,
    *,
    actor: Actor,
    assurance_id: str,
    finding: Finding,
    text: str,
    row: int = CONFIRM,
    now: datetime,
) -> Receipt:
    """
    Keep what a manager found; nobody signs for what they decided themselves.

    :raises NotYours: if it is not the actor's.
    :raises Refused: if it was done, nothing is said, or the actor decided it.
    """
    found, group = assurance(
        session, actor=actor, assurance_id=assurance_id, row=row, now=now
    )
    held = session.get_one(Conference, found.conference_id)
    _check_open(session, found, held, actor)
    policy.check_found(text)
    _keep(session, found, finding, text, actor=actor, now=now)
    return Receipt(alias=group.alias, duty=found.duty, is_late=now > found.due_at)


def _check_open(
    session: Session, found: Assurance, held: Conference, actor: Actor
) -> None:
    if found.done_at is not None or found.ended_at is not None:
        raise refusals.AlreadyDone
    policy.check_may_sign(actor.person_id, following.deciders_of(session, held))


def _keep(
    session: Session,
    found: Assurance,
    finding: Finding,
    text: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    found.done_at, found.done_by, found.acts_on = now, actor.person_id, None
    found.finding = finding
    seal(session, found, "text", text.strip())
    session.add(found)
    session.flush()
    telling.redraw(
        session,
        {who for who in (found.owed_by, found.escalated_to) if who is not None},
        now=now,
    )
    audit.record(
        session,
        actor=actor,
        event="ending looked at",
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={"duty": found.duty.value, "finding": finding.value},
    )
