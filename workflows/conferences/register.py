"""
The register of conferences: the changes behind the use cases and the import.

Nothing here asks whether somebody may; whoever calls has asked, or is the operator.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.queries import conferences as queries
from models.queries import plans as plan_queries
from models.tables.conferences import Conference, ConferenceChild
from models.tables.plans import CoreGroup, Plan
from models.vocabulary import ConferenceKind
from workflows import audit, clock, outbox
from workflows.actor import Actor
from workflows.conferences import policy
from workflows.meetings import policy as meeting_policy
from workflows.plans.messages import SetUp
from workflows.profile import Profile
from workflows.statements import rounds


def begin(
    session: Session,
    group: CoreGroup,
    *,
    actor: Actor,
    initial_on: date,
    now: datetime,
    profile: Profile,
    review_on: date | None = None,
) -> Conference | None:
    """Write the initial conference of a new core group, and its first review."""
    put(
        session,
        Conference(
            group_id=group.id,
            kind=ConferenceKind.INITIAL,
            dated_on=initial_on,
            held_on=initial_on,
            profile_version=profile.stamp,
            recorded_at=now,
        ),
        plan_queries.list_open_plans(session, group.id),
        actor=actor,
        now=now,
    )
    return plan_review(
        session,
        actor=actor,
        group_id=group.id,
        fixed_on=review_on,
        now=now,
        profile=profile,
    )


def put(
    session: Session,
    conference: Conference,
    plans: Iterable[Plan],
    *,
    actor: Actor,
    now: datetime,
) -> Conference:
    """Write a conference and the plans that it is about."""
    conference.changed_at = now
    session.add(conference)
    session.flush()
    for plan in plans:
        session.add(ConferenceChild(conference_id=conference.id, plan_id=plan.id))
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="conference set",
        now=now,
        group_id=conference.group_id,
        subject=conference.id,
        details={
            "kind": conference.kind.value,
            "on": conference.dated_on.isoformat(),
            "provisional": int(conference.provisional),
        },
    )
    return conference


def review_due(session: Session, plan: Plan, *, profile: Profile) -> policy.ReviewDue:
    """Return by when a plan's next review is due, from the conferences known."""
    held = [
        conference
        for conference in queries.list_of_plan(session, plan.id)
        if conference.held_on is not None
    ]
    reviews = [c.held_on for c in held if c.kind is ConferenceKind.REVIEW and c.held_on]
    initials = [
        c.held_on for c in held if c.kind is not ConferenceKind.REVIEW and c.held_on
    ]
    facts = policy.PlanFacts(
        child=plan.child_id,
        initial_on=max(initials, default=plan.started_on),
        last_review_on=max(reviews, default=None),
    )
    return policy.review_due(facts, calendar=profile.calendar, profile=profile)


def plan_review(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    now: datetime,
    profile: Profile,
    fixed_on: date | None = None,
) -> Conference | None:
    """
    Write the next review of every open plan that has none to come, and its round.

    Without a date it is provisional, on the last working day in time of the plan whose
    review is due first. Nothing is written if no plan needs one. A day that is past
    gets no round: nobody can be asked any more until there is a date.
    """
    covered = {
        place.plan_id
        for review in queries.list_reviews_to_come(session, group_id)
        for place in queries.list_places(session, review.id)
    }
    plans: Sequence[Plan] = [
        plan
        for plan in plan_queries.list_open_plans(session, group_id)
        if plan.id not in covered
    ]
    if not plans:
        return None
    dues = [review_due(session, plan, profile=profile) for plan in plans]
    first = min(dues, key=lambda due: due.due_by)
    chosen = policy.next_conference(first, fixed_on, calendar=profile.calendar)
    conference = put(
        session,
        Conference(
            group_id=group_id,
            kind=ConferenceKind.REVIEW,
            dated_on=chosen.held_on,
            provisional=chosen.is_provisional,
            legal_due_on=min(due.legal_due for due in dues),
            reporting_due_on=min(due.reporting_due for due in dues),
            profile_version=profile.stamp,
            recorded_at=now,
        ),
        plans,
        actor=actor,
        now=now,
    )
    if conference.dated_on >= clock.today(now):
        rounds.plan_round(session, conference, now=now, profile=profile, actor=actor)
    return conference


def move(
    session: Session,
    conference: Conference,
    *,
    actor: Actor,
    dated_on: date,
    now: datetime,
    profile: Profile,
    provisional: bool = False,
) -> None:
    """Write the new day of a conference; its round follows."""
    before = conference.dated_on
    conference.dated_on, conference.provisional = dated_on, provisional
    if dated_on != before:
        # A time of day belonged to the day before.
        conference.starts_at = None
    conference.profile_version = profile.stamp
    count_change(conference, now=now)
    session.add(conference)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="conference moved",
        now=now,
        group_id=conference.group_id,
        subject=conference.id,
        details={
            "from": before.isoformat(),
            "to": dated_on.isoformat(),
            "provisional": int(provisional),
        },
    )
    rounds.conference_moved(session, conference, now=now, profile=profile, actor=actor)


def cancel(
    session: Session, conference: Conference, *, actor: Actor, now: datetime
) -> None:
    """Write that a conference will not be held; its round is given up."""
    conference.cancelled_at = now
    count_change(conference, now=now)
    session.add(conference)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="conference cancelled",
        now=now,
        group_id=conference.group_id,
        subject=conference.id,
    )
    rounds.conference_cancelled(session, conference, now=now, actor=actor)


def count_change(conference: Conference, *, now: datetime) -> None:
    """Count a change of day, time or standing, which every calendar must show."""
    conference.sequence += 1
    conference.changed_at = now


def tell_set_up(
    session: Session,
    group: CoreGroup,
    review: Conference | None,
    *,
    initial_on: date,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the new channel what is due: the first core group and the review."""
    today = clock.today(now)
    first = meeting_policy.due_by(
        meeting_policy.GroupFacts(initial_on=initial_on, dates=()), profile
    )
    outbox.post(
        session,
        SetUp(
            alias=group.alias,
            children=len(plan_queries.list_children(session, group.id)),
            first_core_group_by=first if first >= today else None,
            review_on=None if review is None else review.dated_on,
            is_provisional=review is not None and review.provisional,
        ),
        to=outbox.ToChannel(group.id),
        dedupe_key=f"set-up:{group.id}",
        now=now,
    )
