"""The bot behind its signed HTTP interface, with two families to act on."""

from collections.abc import Iterator

import pytest

from tests.http_access.places import Partnership, build
from tests.http_access.rig import Rig, standing
from tests.world import World


@pytest.fixture
def partnership(world: World) -> Partnership:
    """Return two families and somebody of every class; once for each database."""
    return build(world)


@pytest.fixture
def rig(world: World, partnership: Partnership) -> Iterator[Rig]:
    """Yield the bot, with every row remembered as it is."""
    with standing(world.database, world.profile, world.now) as made:
        made.keep()
        yield made
