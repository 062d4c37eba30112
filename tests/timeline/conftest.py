"""One family, and the bot behind its signed HTTP interface."""

from collections.abc import Iterator

import pytest

from tests.cast import Family
from tests.http_access.rig import Rig, standing
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Return a family with members of four agencies, on a working morning."""
    made = world.group(children=2, members=(world.ben, world.carol, world.piotr))
    world.on(world.today, 10)
    return made


@pytest.fixture
def rig(world: World, family: Family) -> Iterator[Rig]:
    """Yield the bot at that time."""
    with standing(world.database, world.profile, world.now) as made:
        yield made
