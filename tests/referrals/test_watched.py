"""The watcher notices what waits for somebody and would never be looked at again."""

import pytest

from models.tables.challenges import Challenge
from models.tables.drift import Alert
from models.tables.referrals import Referral
from tests.challenges import challenging
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.referrals import referring
from workflows import watch


def _faults(world):
    with world.work() as session:
        found = watch.faults(session, now=world.now)
    return [one for one in found if "nothing will look at them" in one]


@pytest.fixture
def waiting(world, family, team):
    """Return a referral, a challenge and an alert that wait for an answer."""
    world.meeting(family, world.today - weeks(10))
    world.conference(family, on=world.today - weeks(2))
    referral = referring.refer(world, team)
    challenge = challenging.raise_(world, family)
    drifting.sweep(world)
    return {
        "referral": (Referral, referral.referral_id, "acts_at"),
        "challenge": (Challenge, challenge.challenge_id, "acts_on"),
        "alert": (Alert, drifting.alert(world, family).id, "acts_on"),
    }


def test_what_has_a_next_step_is_well(world, waiting):
    assert len(waiting) == 3
    assert _faults(world) == []


@pytest.mark.parametrize("name", ["referral", "challenge", "alert"])
def test_one_without_a_next_step_is_counted_until_it_has_ended(world, waiting, name):
    table, found_id, looks = waiting[name]
    with world.work() as session:
        row = session.get_one(table, found_id)
        setattr(row, looks, None)
        session.add(row)

    (fault,) = _faults(world)
    assert fault.startswith("1 referrals, challenges or alerts")

    with world.work() as session:
        row = session.get_one(table, found_id)
        row.ended_at = world.now
        session.add(row)
    assert _faults(world) == []
