"""Meetings whose record is missing, begun and finished."""

from datetime import timedelta

from models.tables.access import Person
from tests.cast import Family
from tests.records import recording
from tests.world import World


def records(
    world: World, family: Family, *, lead: Person, came: Person
) -> dict[str, str]:
    """Name a meeting to record, one whose record is begun, and one recorded."""
    held, begun, recorded = (
        world.meeting(family, world.today - timedelta(days=days)) for days in (4, 5, 6)
    )
    for meeting in (begun, recorded):
        recording.attend(world, meeting, lead, came=[came])
        recording.see(world, meeting, lead, family.children)
    recording.finish(world, recorded, lead)
    return {
        "held_id": held.id,
        "begun_id": begun.id,
        "recorded_id": recorded.id,
    }
