"""A family of two children whose core group meets today at ten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from tests.cast import Family
from tests.http_access.rig import Rig, standing
from tests.world import World
from workflows import clock


@pytest.fixture
def family(world: World) -> Family:
    """Return a family with Asha, Ben and Carol around it."""
    return world.group(children=2)


def met(world: World, family: Family, starts_at: datetime) -> Meeting:
    """Date a core group at a time."""
    return world.keep(
        Meeting(
            group_id=family.id,
            kind=MeetingKind.CORE_GROUP,
            dated_on=clock.today(starts_at),
            starts_at=starts_at,
            recorded_at=world.now - timedelta(days=20),
        )
    )


@pytest.fixture
def meeting(world: World, family: Family) -> Meeting:
    """Return its core group, which began a quarter of an hour ago."""
    found = met(world, family, clock.at(world.today, 10))
    world.on(world.today, 10, 15)
    return found


@pytest.fixture
def rig(world: World, meeting: Meeting) -> Iterator[Rig]:
    """Yield the bot at that time."""
    assert meeting.starts_at is not None
    with standing(world.database, world.profile, world.now) as made:
        yield made
