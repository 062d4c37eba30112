"""A family in which nothing drifts, and one whose core group is late."""

import pytest

from tests.cast import Family
from tests.drift.drifting import weeks
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Return a family of two children whose plans go well, on a working morning."""
    made = world.group(children=2, members=(world.ben, world.carol, world.piotr))
    world.meeting(made, world.today - weeks(1))
    world.conference(made, on=world.today - weeks(2))
    world.on(world.today, 10)
    return made


@pytest.fixture
def late(world: World) -> Family:
    """Return a family whose core group has not met for ten weeks."""
    made = world.group(members=(world.ben, world.carol, world.piotr))
    world.meeting(made, world.today - weeks(10))
    world.conference(made, on=world.today - weeks(2))
    world.on(world.today, 10)
    return made
