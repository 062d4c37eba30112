"""One family that has met, and the bot behind its signed HTTP interface."""

from collections.abc import Iterator

import pytest

from models.tables.meetings import Meeting
from tests.cast import Family
from tests.http_access.rig import Rig, standing
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Build a family with three children and members of four agencies."""
    members = (world.ben, world.carol, world.piotr, world.hetty)
    return world.group(children=3, members=members)


@pytest.fixture
def meeting(world: World, family: Family) -> Meeting:
    """Let its core group have met yesterday."""
    found = world.meeting(family, world.in_working_days(-1))
    world.on(world.today, 10)
    return found


@pytest.fixture
def rig(world: World, meeting: Meeting) -> Iterator[Rig]:
    """Yield the bot at that time."""
    with standing(world.database, world.profile, world.now) as made:
        yield made
