"""What people and the clock do with records, for the tests of them."""

from collections.abc import Iterable
from datetime import date

from models.queries import records as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.plans import Child
from models.tables.records import ChildSeen, Record, RecordReader
from models.vocabulary import AdultHeard, AttendedAs
from tests.world import World
from workflows.overview import records as overview
from workflows.records import reading, sweeping, writing
from workflows.records.owing import RecordsOwed
from workflows.records.policy import Adults, Attendance, Sighting
from workflows.records.shown import AttendanceForm, ReadRecord
from workflows.records.writing import HowFar


def _ids(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.id for person in people)


def attend(
    world: World,
    meeting: Meeting,
    by: Person,
    *,
    on: date | None = None,
    missing: str = "",
    **people: Iterable[Person],
) -> HowFar:
    """Record who took part in a meeting: came, deputies, reports, apologies."""
    nobody: dict[str, Iterable[Person]] = dict.fromkeys(
        ("came", "deputies", "reports", "apologies"), ()
    )
    found = {how: _ids(who) for how, who in {**nobody, **people}.items()}
    new = Attendance(held_on=on or meeting.dated_on, missing=missing, **found)
    with world.work() as session:
        return writing.keep_attendance(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            new=new,
            now=world.now,
            profile=world.profile,
        )


def see(
    world: World, meeting: Meeting, by: Person, children: Iterable[Child], **said
) -> HowFar:
    """Record who last saw some of the children: nobody, unless something is said."""
    new = Sighting(
        children=tuple(child.id for child in children),
        **{"seen_on": None, "seen_by": None, **said},
    )
    with world.work() as session:
        return writing.keep_sighting(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            new=new,
            now=world.now,
        )


def finish(
    world: World, meeting: Meeting, by: Person, *, seen: Adults | None = None
) -> int:
    """Finish a record, with the adults who were seen if it asks for them."""
    with world.work() as session:
        return writing.finish(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            seen=seen,
            now=world.now,
            profile=world.profile,
        )


def form(world: World, meeting: Meeting, by: Person) -> AttendanceForm:
    """Open the first page of a record."""
    with world.work() as session:
        return reading.attendance_form(
            session, actor=world.actor(by), meeting_id=meeting.id, now=world.now
        )


def read(world: World, meeting: Meeting, by: Person) -> ReadRecord | None:
    """Read a record."""
    with world.work() as session:
        return reading.read(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            now=world.now,
            profile=world.profile,
        )


def adults(world: World, meeting: Meeting, by: Person) -> dict[str, AdultHeard | None]:
    """Return the adults whom the last page of a record asks about, as it has them."""
    with world.work() as session:
        form = reading.children_form(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            now=world.now,
            profile=world.profile,
        )
    return {one.called: one.heard for one in form.adults}


def page(world: World, meeting: Meeting, by: Person) -> ReadRecord:
    """Read a record that is finished."""
    found = read(world, meeting, by)
    assert found is not None
    return found


def owed(world: World, person: Person) -> RecordsOwed:
    """Return the records that somebody is to write or read."""
    with world.work() as session:
        return overview.asked(session, person_id=person.id, now=world.now)


def sweep_on(world: World, day: date) -> int:
    """Let the clock do on that morning what is due, and give for how many meetings."""
    world.on(day, 7, 39)
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def newest(world: World, meeting: Meeting) -> Record:
    """Return the newest version of a record."""
    with world.work() as session:
        found = queries.find_newest(session, meeting.id)
    assert found is not None
    return found


def attended(world: World, meeting: Meeting) -> dict[str, AttendedAs]:
    """Return how each member took part, by their ids."""
    with world.work() as session:
        rows = queries.list_attended(session, newest_id(session, meeting))
        return {row.person_id: row.attended for row in rows}


def seen(world: World, meeting: Meeting) -> dict[str, ChildSeen]:
    """Return what is kept of each child."""
    with world.work() as session:
        rows = queries.list_children_seen(session, newest_id(session, meeting))
        return {row.child_id: row for row in rows}


def readers(world: World, meeting: Meeting) -> dict[str, RecordReader]:
    """Return to whom a record was circulated."""
    with world.work() as session:
        rows = queries.list_readers(session, newest_id(session, meeting))
        return {row.person_id: row for row in rows}


def newest_id(session, meeting: Meeting) -> str:
    """Return the id of the newest version of a record."""
    found = queries.find_newest(session, meeting.id)
    assert found is not None
    return found.id
