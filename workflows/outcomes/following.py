"""What follows from an outcome: plans end or go on, duties and checks are owed."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import conferences as conference_queries
from models.queries import outcomes as queries
from models.queries import plans as plan_queries
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck, Assurance, Closing
from models.tables.plans import CoreGroup, Plan
from models.vocabulary import Duty, GrantedRole
from workflows import clock, outbox
from workflows.actor import Actor
from workflows.conferences import register as conferences
from workflows.outcomes import facts, policy
from workflows.outcomes.facts import Standing
from workflows.plans import register as plans
from workflows.profile import Profile


def follow(
    session: Session,
    found: Standing,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> None:
    """
    Bring everything into line with what was decided; harmless when nothing is new.

    A correction ends what is not owed any more, and takes up again what is.
    """
    _plans(session, found, actor=actor, now=now)
    _reviews(session, group, actor=actor, now=now, profile=profile)
    _duties(session, found, now=now, profile=profile)
    _checks(session, found, now=now, profile=profile)
    _closing(session, found, now=now, profile=profile)
    session.flush()


def _plans(session: Session, found: Standing, *, actor: Actor, now: datetime) -> None:
    ended = {row.plan_id for row in found.ended}
    held_on = found.conference.held_on
    for row in found.rows:
        plan = session.get_one(Plan, row.plan_id)
        if row.plan_id in ended and held_on is not None:
            plans.end_plan(session, plan, actor=actor, ended_on=held_on, now=now)
        else:
            plans.go_on(session, plan, actor=actor, now=now)
        place = conference_queries.find_place(session, found.conference.id, plan.id)
        if place is not None:
            place.continues = row.plan_id not in ended
            session.add(place)
    session.flush()


def _reviews(
    session: Session,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> None:
    """Give up reviews of plans that have all ended; plan one for those that go on."""
    for review in conference_queries.list_reviews_to_come(session, group.id):
        places = conference_queries.list_places(session, review.id)
        of_review = [session.get_one(Plan, place.plan_id) for place in places]
        if of_review and all(plan.ended_on is not None for plan in of_review):
            conferences.cancel(session, review, actor=actor, now=now)
    conferences.plan_review(
        session, actor=actor, group_id=group.id, now=now, profile=profile
    )


def _duties(
    session: Session, found: Standing, *, now: datetime, profile: Profile
) -> None:
    wanted = policy.duties(
        is_early=any(row.at_first_review for row in found.ended),
        is_against_lead=any(row.against_lead for row in found.ended),
    )
    known = {
        row.duty: row for row in queries.list_assurances(session, found.conference.id)
    }
    for duty in sorted(wanted | known.keys()):
        row = known.get(duty) or _new_duty(
            session, found, duty, now=now, profile=profile
        )
        if duty not in wanted:
            row.ended_at, row.acts_on = row.ended_at or now, None
        elif row.ended_at is not None:
            row.ended_at = None
            row.acts_on = None if row.done_at else clock.today(now)
        session.add(row)


def _new_duty(
    session: Session, found: Standing, duty: Duty, *, now: datetime, profile: Profile
) -> Assurance:
    owed_by = who_owes(session, found, duty, now=now)
    if owed_by is not None:
        outbox.daily(session, person_id=owed_by, now=now, profile=profile)
    return Assurance(
        group_id=found.conference.group_id,
        conference_id=found.conference.id,
        duty=duty,
        owed_by=owed_by,
        due_at=policy.due_at(duty, found.decided_at, profile),
        recorded_at=found.decided_at,
        # Without anybody to owe it, somebody has to be told at once.
        acts_on=clock.today(now)
        if owed_by is None
        else policy.next_chase(now, profile),
        profile_version=profile.stamp,
    )


def who_owes(
    session: Session, found: Standing, duty: Duty, *, now: datetime
) -> str | None:
    """Return who owes a duty: never who decided, and only who can be asked in Slack."""
    deciders = deciders_of(session, found.conference)
    if duty is Duty.MANAGER_REVIEW:
        lead = register.find_lead_social_worker(
            session, found.conference.group_id, day=clock.today(now), now=now
        )
        manager = None if lead is None else lead.manager_id
        return None if manager in deciders else manager
    seniors = senior_managers(session, without=deciders, now=now)
    return seniors[0] if seniors else None


def senior_managers(
    session: Session, *, without: Iterable[str | None], now: datetime
) -> list[str]:
    """Return the senior managers who can be asked, those named left out."""
    holders = register.list_holders(
        session, GrantedRole.SENIOR_MANAGER, day=clock.today(now)
    )
    left_out = set(without)
    people = dict.fromkeys(
        person.id for person in holders if person.slack_user_id is not None
    )
    return [person_id for person_id in people if person_id not in left_out]


def deciders_of(session: Session, conference: Conference) -> frozenset[str]:
    """Return everybody who recorded a version of what this conference decided."""
    rows = queries.list_outcomes(session, conference.id)
    return frozenset(row.decided_by for row in rows)


def _checks(
    session: Session, found: Standing, *, now: datetime, profile: Profile
) -> None:
    conference = found.conference
    days = policy.check_days(conference.held_on or conference.dated_on, profile)
    people = _who_knows(session, found) if found.ended else frozenset()
    wanted = {(month, person_id) for month in days for person_id in people}
    known = {
        (row.month, row.asked_of): row
        for row in queries.list_checks(session, conference.id)
    }
    for month, person_id in sorted(wanted | known.keys()):
        row = known.get((month, person_id)) or AfterCheck(
            group_id=conference.group_id,
            conference_id=conference.id,
            month=month,
            due_on=days[month],
            asked_of=person_id,
            chair_id=found.rows[0].decided_by,
            recorded_at=found.decided_at,
            profile_version=profile.stamp,
        )
        if row.answered_at is None:
            due_on = days.get(month) if (month, person_id) in wanted else None
            _settle_check(row, due_on, now=now)
            session.add(row)


def _who_knows(session: Session, found: Standing) -> frozenset[str]:
    """Return who is asked: those tied only to children who go on are not."""
    members = facts.members_of(
        session, found.conference.group_id, then=found.decided_at
    )
    ended = {found.children[row.plan_id].id for row in found.ended}
    near = {
        member.person_id
        for member in members
        if facts.works_with(
            session,
            member.person_id,
            found.conference.group_id,
            children=ended,
            then=found.decided_at,
        )
    }
    led_by = next((row.led_by for row in found.ended if row.led_by), None)
    return policy.who_is_asked_after(members, led_by=led_by) & near


def _settle_check(row: AfterCheck, due_on: date | None, *, now: datetime) -> None:
    """Let a check be asked on its day; without one, not any more."""
    if due_on is None:
        row.ended_at, row.acts_on = row.ended_at or now, None
        return
    row.ended_at = None
    if row.asked_at is None:
        row.due_on = row.acts_on = due_on


def _closing(
    session: Session, found: Standing, *, now: datetime, profile: Profile
) -> None:
    """Let the core group close after its last plan, once nobody can challenge it."""
    group_id = found.conference.group_id
    is_over = not plan_queries.list_open_plans(session, group_id)
    row = queries.lock_closing(session, found.conference.id)
    closes_on = clock.today(policy.dissent_until(found.decided_at, profile))
    if row is None and is_over:
        row = Closing(
            group_id=group_id,
            conference_id=found.conference.id,
            closes_on=closes_on,
            recorded_at=now,
        )
    if row is not None and row.closed_at is None:
        row.closes_on = closes_on
        row.acts_on = closes_on if is_over else None
        session.add(row)
