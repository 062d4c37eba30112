"""What people and the clock do to find a date, for the tests of it."""

from datetime import date, datetime

from sqlmodel import select

from models.queries import proposals as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.proposals import DateAnswer, Proposal, ProposedDate
from models.vocabulary import ComingAs
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows import clock
from workflows.conferences import use_cases as conferences
from workflows.overview import core_groups
from workflows.overview.core_groups import DatesOwed
from workflows.proposals import answering, choosing, proposing, sweeping
from workflows.proposals.answering import AnswerPage
from workflows.proposals.choosing import DatesPage
from workflows.proposals.policy import NewDates


def at(day: date, hour: int = 10) -> datetime:
    """Return a time of day on that day in London."""
    return clock.at(day, hour)


def propose(world: World, family: Family, by: Person, *days: date) -> Proposal:
    """Propose these days, each at ten."""
    new = NewDates(
        dates=tuple((f"day_{n}", at(day)) for n, day in enumerate(days, start=1))
    )
    with world.work() as session:
        return proposing.propose(
            session,
            actor=world.actor(by),
            group_id=family.id,
            new=new,
            now=world.now,
            profile=world.profile,
        )


def dates_of(world: World, proposal: Proposal) -> list[ProposedDate]:
    """Return the proposed dates, the soonest first."""
    with world.work() as session:
        return list(queries.list_dates(session, proposal.id))


def answer(
    world: World,
    one: ProposedDate,
    by: Person,
    said: ComingAs = ComingAs.MYSELF,
    *,
    for_person: Person | None = None,
) -> AnswerPage:
    """Say something to one date."""
    with world.work() as session:
        return answering.answer(
            session,
            actor=world.actor(by),
            date_id=one.id,
            for_person_id=None if for_person is None else for_person.id,
            said=said,
            now=world.now,
            profile=world.profile,
        )


def fix(world: World, one: ProposedDate, by: Person, because: str = CANARY) -> Meeting:
    """Fix one date."""
    with world.work() as session:
        return conferences.fix_core_group(
            session,
            actor=world.actor(by),
            date_id=one.id,
            because=because,
            now=world.now,
            profile=world.profile,
        )


def reopen(world: World, proposal: Proposal, by: Person) -> Proposal:
    """Ask about the dates again."""
    with world.work() as session:
        return proposing.reopen(
            session,
            actor=world.actor(by),
            proposal_id=proposal.id,
            now=world.now,
            profile=world.profile,
        )


def take_back(world: World, proposal: Proposal, by: Person) -> Proposal:
    """Ask about the dates no more."""
    with world.work() as session:
        return proposing.take_back(
            session, actor=world.actor(by), proposal_id=proposal.id, now=world.now
        )


def page(world: World, family: Family, by: Person) -> DatesPage:
    """Return what the convenor sees."""
    with world.work() as session:
        return choosing.open_page(
            session,
            actor=world.actor(by),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )


def owed(world: World, person: Person) -> DatesOwed:
    """Return what somebody owes to dates, as their daily list has it."""
    with world.work() as session:
        return core_groups.asked(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def to_find(world: World, person: Person) -> tuple[core_groups.ToFind, ...]:
    """Return the core groups for which somebody is to find a date."""
    with world.work() as session:
        return core_groups.to_find(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def sweep(world: World) -> int:
    """Let the clock do what is due, and give for how many proposals it did."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def answers(world: World) -> list[DateAnswer]:
    """Return everything that was said to dates."""
    with world.work() as session:
        return list(session.exec(select(DateAnswer)).all())


def meetings(world: World) -> list[Meeting]:
    """Return every meeting, cancelled ones too."""
    with world.work() as session:
        return list(session.exec(select(Meeting).order_by(Meeting.recorded_at)).all())  # type: ignore[arg-type] # a column, which its class calls a date


def daily(world: World) -> list[str]:
    """Return whom a list of the day waits for or has gone to."""
    return world.told("overview.daily_list")
