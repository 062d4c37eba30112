"""One family with a core group dated ten working days ahead."""

import pytest

from models.tables.meetings import Meeting
from tests.cast import Family
from tests.coming import attending
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Build a family that last met a week ago, on a working morning."""
    family = world.group(members=(world.ben, world.carol, world.hetty))
    world.meeting(family, world.in_working_days(-5))
    return family


@pytest.fixture
def meeting(world: World, family: Family) -> Meeting:
    """Date its next core group."""
    return attending.dated(world, family, world.in_working_days(10))
