"""What people do whom a timeline tells of, for the tests of it."""

from collections.abc import Iterable
from datetime import date

from models.tables.access import Person
from models.tables.meetings import Meeting
from tests.cast import Family
from tests.log_guard import CANARY
from tests.records import recording
from tests.scores import scoring
from tests.world import World
from workflows.overview import timeline as overview
from workflows.timelines.contents import Timeline


def timeline(
    world: World, family: Family, person: Person, *, is_whole: bool
) -> Timeline:
    """Open the timeline as this person."""
    with world.work() as session:
        return overview.timeline(
            session,
            actor=world.actor(person),
            group_id=family.id,
            is_whole=is_whole,
            now=world.now,
        )


def recorded(
    world: World,
    family: Family,
    *,
    came: Iterable[Person],
    apologies: Iterable[Person] = (),
    meeting: Meeting | None = None,
    on: date | None = None,
) -> Meeting:
    """Hold a core group today, and finish its record, or its next version."""
    meeting = meeting or world.meeting(family, world.today)
    recording.attend(
        world,
        meeting,
        world.asha,
        on=on or world.today,
        missing=CANARY,
        came=came,
        apologies=apologies,
    )
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)
    return meeting


def gave(world: World, meeting: Meeting, person: Person, score: int) -> None:
    """Give a score and calm answers as this person."""
    scoring.give(world, meeting, person, scoring.new(score))
