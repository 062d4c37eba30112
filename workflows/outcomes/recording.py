"""A chair records what a conference decided, and corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import conferences as conference_queries
from models.queries import outcomes as queries
from models.sealed import seal
from models.tables.conferences import Conference
from models.tables.outcomes import Outcome
from models.tables.plans import CoreGroup
from workflows import audit, clock
from workflows.actions import facts as action_facts
from workflows.actor import Actor
from workflows.conferences import register as conferences
from workflows.outcomes import facts, following, policy, refusals, telling
from workflows.outcomes.facts import Pair, Standing
from workflows.outcomes.policy import NewOutcome
from workflows.outcomes.whose import RECORD, conference
from workflows.profile import Profile
from workflows.statements import rounds


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept, and what follows: dates only, said back to the person."""

    alias: str
    held_on: date
    ended: int
    is_correction: bool
    is_late: bool
    next_review_on: date | None
    closes_on: date | None
    duties: int


def record(
    session: Session,
    *,
    actor: Actor,
    conference_id: str,
    version: int,
    new: NewOutcome,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep what a conference decided about each child; what follows from it follows.

    `version` is the one that the actor saw, 0 before the first. A later one corrects.

    :raises NotYours: if the actor does not chair this family's conferences.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    held, group = conference(
        session, actor=actor, conference_id=conference_id, row=RECORD, now=now
    )
    queries.lock_conference(session, held.id)
    if facts.version(session, held) != version:
        raise refusals.ChangedMeanwhile
    plans = facts.plans_of(session, held)
    open_actions = len(action_facts.open_actions(session, group.id))
    _check(session, group, held, plans, new, open_actions=open_actions, now=now)
    _hold(session, held, new, actor=actor, now=now)
    template = Outcome(
        group_id=group.id,
        conference_id=held.id,
        plan_id="",
        version=version + 1,
        decision=new.decision,
        because_sealed="",
        open_actions=open_actions,
        decided_by=actor.person_id,
        recorded_at=now,
        profile_version=profile.stamp,
    )
    _add(session, held, plans, new, template, actor=actor)
    return _followed(session, group, held, actor=actor, now=now, profile=profile)


def _check(
    session: Session,
    group: CoreGroup,
    held: Conference,
    plans: Sequence[Pair],
    new: NewOutcome,
    *,
    open_actions: int,
    now: datetime,
) -> None:
    if not plans:
        raise refusals.NoPlanLeft
    leaders = {person.id for person in action_facts.owners(session, group.id, now=now)}
    policy.check_outcome(
        new,
        facts.of_conference(session, held, plans),
        plans=[plan.id for plan, _ in plans],
        leaders=leaders,
        open_actions=open_actions,
        today=clock.today(now),
    )
    goes_on = any(new.of(plan.id) not in policy.ENDS for plan, _ in plans)
    if group.closed_at is not None and goes_on:
        raise refusals.HasClosed


def _hold(
    session: Session, held: Conference, new: NewOutcome, *, actor: Actor, now: datetime
) -> None:
    """Write that a conference was held, on which day, and whether it was quorate."""
    if held.dated_on != new.held_on:
        # A time of day belonged to the day before.
        held.starts_at = None
    held.held_on = held.dated_on = new.held_on
    held.provisional, held.quorate = False, new.quorate
    conferences.count_change(held, now=now)
    rounds.conference_held(session, held, now=now, actor=actor)
    session.add(held)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="conference held",
        now=now,
        group_id=held.group_id,
        subject=held.id,
        details={"on": new.held_on.isoformat(), "quorate": int(new.quorate)},
    )


def _add(
    session: Session,
    held: Conference,
    plans: Sequence[Pair],
    new: NewOutcome,
    template: Outcome,
    *,
    actor: Actor,
) -> None:
    """Add one row for each plan, made as the template is."""
    now = template.recorded_at
    lead = facts.lead_id(session, held, now=now)
    said = facts.said(session, facts.closed_round(session, held))
    for plan, child in plans:
        decision = new.of(plan.id)
        ends = decision in policy.ENDS
        row = Outcome(
            **template.model_dump(exclude={"id", "plan_id", "decision"}),
            plan_id=plan.id,
            decision=decision,
        )
        row.at_first_review = facts.is_first_review(session, held, plan)
        row.against_lead = policy.is_against(decision, said.get((lead or "", child.id)))
        seal(session, row, "because", new.why(plan.id).strip())
        if ends:
            _follows(session, row, new)
        else:
            row.open_actions = 0
        session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="outcome recorded" if template.version == 1 else "outcome corrected",
        now=now,
        group_id=held.group_id,
        subject=held.id,
        details={"version": template.version, "plans": len(plans)},
    )


def _follows(session: Session, row: Outcome, new: NewOutcome) -> None:
    """Write what follows the end of a plan, who leads it and when it begins."""
    row.follows, row.led_by = new.follows, new.led_by
    row.first_meeting_on = new.first_meeting_on
    name = new.led_by_name.strip() if new.led_by is None else ""
    seal(session, row, "led_by", name or None)


def _followed(
    session: Session,
    group: CoreGroup,
    held: Conference,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """Let everything follow, tell whom it concerns, and say what came of it."""
    found = _standing(session, held)
    following.follow(session, found, group, actor=actor, now=now, profile=profile)
    closes_on = facts.closes_on(session, held)
    telling.tell(session, found, group, closes_on=closes_on, now=now, profile=profile)
    chase = queries.lock_chase(session, held.id)
    if chase is not None:
        chase.acts_on = None
        session.add(chase)
    reviews = conference_queries.list_reviews_to_come(session, group.id)
    owed = queries.list_assurances(session, held.id)
    return Receipt(
        alias=group.alias,
        held_on=held.held_on or held.dated_on,
        ended=len(found.ended),
        is_correction=found.rows[0].version > 1,
        is_late=policy.is_late(
            held.held_on or held.dated_on, clock.today(now), profile
        ),
        next_review_on=reviews[0].dated_on if reviews else None,
        closes_on=closes_on,
        duties=sum(1 for one in owed if one.ended_at is None),
    )


def _standing(session: Session, held: Conference) -> Standing:
    found = facts.standing(session, held)
    if found is None:
        raise LookupError(held.id)
    return found
