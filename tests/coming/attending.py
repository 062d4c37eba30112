"""What people and the clock do before a core group, for the tests of it."""

from datetime import date, time

from models.queries import coming as queries
from models.tables.access import Person
from models.tables.coming import Coming, Headcount
from models.tables.meetings import Meeting
from models.vocabulary import ComingAs
from tests.cast import Family
from tests.world import World
from workflows.coming import counting, notes, saying, sweeping
from workflows.coming.counting import WhoComes
from workflows.coming.notes import Notes
from workflows.coming.owing import ToSay, to_say
from workflows.coming.saying import Reply
from workflows.conferences import use_cases as conferences
from workflows.meetings.use_cases import NewDate
from workflows.overview import core_groups


def dated(
    world: World, family: Family, on: date, starts: time | None = time(10)
) -> Meeting:
    """Date a core group as its convenor does."""
    with world.work() as session:
        return conferences.date_core_group(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            new=NewDate(dated_on=on, starts=starts),
            now=world.now,
            profile=world.profile,
        )


def cancel(world: World, meeting: Meeting) -> Meeting:
    """Cancel a core group without a new date."""
    with world.work() as session:
        return conferences.cancel_core_group(
            session,
            actor=world.actor(world.asha),
            meeting_id=meeting.id,
            because="Snow.",
            new=None,
            now=world.now,
            profile=world.profile,
        )


def say(
    world: World,
    meeting: Meeting,
    by: Person,
    answer: ComingAs = ComingAs.MYSELF,
    *,
    for_person: Person | None = None,
    deputy: Person | None = None,
    report: bool = False,
) -> Coming:
    """Say whether somebody comes."""
    reply = Reply(
        answer=answer,
        deputy_id=None if deputy is None else deputy.id,
        sends_report=report,
    )
    with world.work() as session:
        return saying.say(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            for_person_id=None if for_person is None else for_person.id,
            reply=reply,
            now=world.now,
            profile=world.profile,
        )


def who(world: World, meeting: Meeting, by: Person) -> WhoComes:
    """See who comes."""
    with world.work() as session:
        return counting.who_comes(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            now=world.now,
            profile=world.profile,
        )


def owed(world: World, person: Person) -> list[ToSay]:
    """Return the core groups for which somebody is to say whether they come."""
    with world.work() as session:
        return to_say(session, person_id=person.id, now=world.now)


def owed_at_sending(world: World, person: Person) -> core_groups.DatesOwed:
    """Return what the sender would list, with what it lists held."""
    with world.work() as session:
        return core_groups.asked(
            session,
            person_id=person.id,
            now=world.now,
            profile=world.profile,
            lock=True,
        )


def read_notes(world: World, meeting: Meeting, by: Person) -> Notes:
    """Read where a core group is."""
    with world.work() as session:
        return notes.read(
            session, actor=world.actor(by), meeting_id=meeting.id, now=world.now
        )


def write_notes(
    world: World,
    meeting: Meeting,
    by: Person,
    venue: str = "",
    interpreter: str = "",
    *,
    is_independent: bool = False,
) -> Meeting:
    """Write where a core group is and who interprets."""
    with world.work() as session:
        return notes.write(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            venue=venue,
            interpreter=interpreter,
            is_independent=is_independent,
            now=world.now,
        )


def sweep(world: World) -> int:
    """Let the clock do what is due, and give before how many core groups it did."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def headcount(world: World, meeting: Meeting) -> Headcount:
    """Return how the members of a meeting are asked."""
    with world.work() as session:
        found = queries.find_headcount(session, meeting.id)
    assert found is not None
    return found


def daily(world: World) -> list[str]:
    """Return whom a list of the day waits for or has gone to."""
    return world.told("overview.daily_list")
