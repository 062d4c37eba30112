"""A family with every kind of entry, and what then happens to them."""

from datetime import date
from typing import Final

from sqlmodel import col, select

from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from tests.world import World
from workflows import clock
from workflows.conferences import use_cases as conferences

# Clocks go forward on 29 March 2026 and 28 March 2027, and back on 25 October 2026.
DAYS: Final = (
    *(date(2026, 3, 27), date(2026, 3, 30), date(2026, 7, 15), date(2026, 10, 23)),
    *(date(2026, 10, 26), date(2026, 12, 30), date(2027, 3, 30)),
)


def fill(world: World) -> Conference:
    """Build a family with every kind of entry, and return its conference."""
    family = world.group()
    conference = world.conference(family, in_working_days=40)
    world.round(conference)
    world.conference(world.group(), provisional=True)
    for number, day in enumerate(DAYS):
        world.keep(
            Meeting(
                group_id=family.id,
                kind=list(MeetingKind)[number % 3],
                dated_on=day,
                starts_at=clock.at(day, 9, 30),
                minutes=45 + 15 * number,
                recorded_at=world.now,
            )
        )
    world.meeting(family, world.in_working_days(5))
    return conference


def change(world: World, conference: Conference) -> None:
    """Move the conference and every third meeting, and cancel every fourth."""
    world.later(minutes=5)
    with world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(world.femi),
            conference_id=conference.id,
            dated_on=world.in_working_days(45),
            now=world.now,
            profile=world.profile,
        )
        rows = session.exec(select(Meeting).order_by(col(Meeting.dated_on))).all()
        for row in rows[::3]:
            row.starts_at = clock.at(row.dated_on, 16)
        for row in rows[1::4]:
            row.cancelled_at = world.now
        for row in (*rows[::3], *rows[1::4]):
            row.sequence, row.changed_at = row.sequence + 1, world.now
            session.add(row)
