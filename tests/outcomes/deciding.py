"""What chairs, managers and the clock do after a conference, for the tests of them."""

from datetime import date, timedelta

from sqlmodel import col, select

from models.queries import outcomes as queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck, Assurance, Closing, Outcome
from models.tables.plans import CoreGroup, Plan
from models.vocabulary import (
    Decision,
    Duty,
    Finding,
    Lasted,
    Recommendation,
    WhatFollows,
)
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.outcomes import (
    assuring,
    checking,
    owing,
    reading,
    recording,
    sweeping,
    whose,
)
from workflows.outcomes.owing import OutcomesOwed
from workflows.outcomes.policy import NewOutcome
from workflows.outcomes.recording import Receipt

ENDS = Decision.END_CHILD_IN_NEED
GOES_ON = Decision.CONTINUES
# Who recommends what, by the name of the cast.
Views = dict[str, Recommendation]


def held(world: World, family: Family, views: Views | None = None) -> Conference:
    """Hold a review that a round came before, and move to the morning after it."""
    found = world.open_round(family)
    for name, recommendation in (views or {}).items():
        answers = world.answers(family, recommendation=recommendation)
        world.submit(found, getattr(world, name), answers)
    world.close(found)
    with world.work() as session:
        conference = session.get_one(Conference, found.conference_id)
    world.on(world.profile.calendar.add(conference.dated_on, 1), 10)
    return conference


def unasked(world: World, family: Family) -> Conference:
    """Hold a review before which nobody was asked, and move to the morning after it."""
    conference = world.conference(family, in_working_days=3)
    world.on(world.profile.calendar.add(conference.dated_on, 1), 10)
    return conference


def new(world: World, conference: Conference, **said) -> NewOutcome:
    """Say what a chair says in the form: it goes on, held on its day."""
    values = {
        "held_on": conference.dated_on,
        "decision": GOES_ON,
        "because": CANARY,
        "quorate": True,
        "differs": {},
    }
    decisions = {said.get("decision", GOES_ON), *said.get("differs", {}).values()}
    if decisions & {ENDS, Decision.END_UNIVERSAL}:
        values |= {
            "follows": WhatFollows.CHILD_IN_NEED,
            "led_by": world.asha.id,
            "first_meeting_on": conference.dated_on + timedelta(days=10),
        }
    return NewOutcome(**{**values, **said})


def record(
    world: World,
    conference: Conference,
    *,
    by: Person | None = None,
    version: int | None = None,
    **said,
) -> Receipt:
    """Record an outcome as the chair, or correct the one that was last read."""
    with world.work() as session:
        seen = (
            len({row.version for row in queries.list_outcomes(session, conference.id)})
            if version is None
            else version
        )
        return recording.record(
            session,
            actor=world.actor(by or world.femi),
            conference_id=conference.id,
            version=seen,
            new=new(world, conference, **said),
            now=world.now,
            profile=world.profile,
        )


def form(world: World, conference: Conference, person: Person | None = None):
    """Open the form for an outcome."""
    with world.work() as session:
        return reading.form(
            session,
            actor=world.actor(person or world.femi),
            conference_id=conference.id,
            now=world.now,
        )


def read(world: World, conference: Conference, person: Person):
    """Read an outcome."""
    with world.work() as session:
        return reading.read(
            session,
            actor=world.actor(person),
            conference_id=conference.id,
            now=world.now,
            profile=world.profile,
        )


def outcomes(world: World, conference: Conference) -> list[Outcome]:
    """Give every version of what was decided."""
    with world.work() as session:
        return list(queries.list_outcomes(session, conference.id))


def plans(world: World, family: Family) -> list[Plan]:
    """Give the plans of a family as they are now."""
    return [world.reload(plan) for plan in family.plans]


def duties(world: World, conference: Conference) -> dict[Duty, Assurance]:
    """Give what managers owe, by duty."""
    with world.work() as session:
        return {
            row.duty: row for row in queries.list_assurances(session, conference.id)
        }


def look_at(
    world: World,
    duty: Assurance,
    person: Person,
    *,
    text: str = CANARY,
    finding: Finding = Finding.SOUND,
):
    """Sign for a duty as this person."""
    with world.work() as session:
        return assuring.do(
            session,
            actor=world.actor(person),
            assurance_id=duty.id,
            finding=finding,
            text=text,
            row=whose.ROW_OF[duty.duty],
            now=world.now,
        )


def checks(world: World, conference: Conference) -> list[AfterCheck]:
    """Give the after-plan checks, the soonest due first."""
    with world.work() as session:
        return list(queries.list_checks(session, conference.id))


def answer(
    world: World,
    check: AfterCheck,
    person: Person,
    lasted: Lasted = Lasted.HOLDING,
    line: str = CANARY,
):
    """Answer an after-plan check as this person."""
    with world.work() as session:
        return checking.answer(
            session,
            actor=world.actor(person),
            check_id=check.id,
            lasted=lasted,
            line=line,
            now=world.now,
            profile=world.profile,
        )


def after(world: World, conference: Conference, person: Person):
    """Read as this person what was answered after a plan."""
    with world.work() as session:
        return checking.read(
            session,
            actor=world.actor(person),
            conference_id=conference.id,
            now=world.now,
        )


def owed(world: World, person: Person) -> OutcomesOwed:
    """Give what concerns somebody of outcomes."""
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def group(world: World, family: Family) -> CoreGroup:
    """Give the core group as it is now."""
    return world.reload(family.group)


def closing(world: World, conference: Conference) -> Closing | None:
    """Give when the core group closes after a conference."""
    with world.work() as session:
        statement = select(Closing).where(col(Closing.conference_id) == conference.id)
        return session.exec(statement).one_or_none()


def sweep(world: World) -> None:
    """Let the clock do what is due."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0


def sweep_until(world: World, day: date) -> None:
    """Let the clock do what is due on every morning up to and with that day."""
    while world.today < day:
        world.on(world.today + timedelta(days=1), 7, 42)
        sweep(world)


def list_days(world: World, person: Person) -> list[date]:
    """Give the days on which somebody gets a list."""
    return sorted(
        one.not_before.date()
        for one in world.outbox("overview.daily_list")
        if one.person_id == person.id
    )
