"""One family, and the bot behind its signed HTTP interface."""

from collections.abc import Iterator

import pytest

from models.tables.conferences import Conference
from tests.cast import Family
from tests.http_access.rig import Rig, standing
from tests.outcomes import deciding
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Return a family of two children with members of three agencies."""
    return world.group(children=2, members=(world.ben, world.carol, world.dev))


@pytest.fixture
def conference(world: World, family: Family) -> Conference:
    """Return a review that was held yesterday, before which nobody was asked."""
    return deciding.unasked(world, family)


@pytest.fixture
def rig(world: World, conference: Conference) -> Iterator[Rig]:
    """Yield the bot on the morning after the conference."""
    assert conference.held_on is None
    with standing(world.database, world.profile, world.now) as made:
        yield made
