"""One family with an open round, and the bot behind its signed HTTP interface."""

from collections.abc import Iterator

import pytest

from tests.edge.one_round import OneRound
from tests.http_access.rig import Rig, standing
from tests.world import World


@pytest.fixture
def one(world: World) -> OneRound:
    """Return an open round of a family with one child."""
    family = world.group()
    found = world.open_round(family, in_working_days=20)
    world.on(world.today, 10)
    return OneRound(world=world, family=family, found=found)


@pytest.fixture
def rig(world: World, one: OneRound) -> Iterator[Rig]:
    """Yield the bot at that time."""
    with standing(world.database, world.profile, world.now) as made:
        yield made
