"""One family, a team that receives referrals, and the bot behind its interface."""

from collections.abc import Iterator

import pytest

from models.tables.referrals import ReceivingTeam
from tests.cast import Family
from tests.http_access.rig import Rig, standing
from tests.referrals import referring
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Return a family with two children, on a working morning."""
    made = world.group(children=2)
    world.on(world.today, 10)
    return made


@pytest.fixture
def team(world: World) -> ReceivingTeam:
    """Return a team of two with a manager."""
    return referring.team(world, world.xan, world.piotr, manager=world.grace)


@pytest.fixture
def rig(world: World, family: Family, team: ReceivingTeam) -> Iterator[Rig]:
    """Yield the bot at that time."""
    with standing(world.database, world.profile, world.now) as made:
        yield made
