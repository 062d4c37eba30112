"""Killed at any moment of a round, the bot loses nothing and says nothing twice."""

import pytest

from tests.kills import harness
from tests.kills.harness import Plan
from tests.kills.process import TWIN

# On the days of opening, half time, last call, closing and pack.
CHECK = (11, 5, 4, 3, 2)
SOAK_KILLS = 200
# A minute or two on an idle machine; a busy one is no fault of the bot.
patient = pytest.mark.timeout(900)


def check(plan, url, ring, folder, note):
    """Let a round go by under fire, and check everything that can be seen then."""
    verdict, health = harness.run(url, ring, folder, plan)

    note("figures", f"seed {plan.seed}: {verdict}")
    assert verdict.is_clean, str(verdict)
    assert verdict.kills == sum(plan.kills)
    assert verdict.views > 0
    assert health == {"well": True, "why": []}
    return verdict


@patient
def test_twenty_five_kills_lose_nothing_and_double_nothing(
    sqlite_url, ring, tmp_path, record_property
):
    plan = Plan(members=24, kills=CHECK, seed=4817)

    check(plan, sqlite_url, ring, tmp_path, record_property)


@patient
def test_on_postgresql_kills_lose_nothing_either(
    postgresql_url, ring, tmp_path, record_property
):
    plan = Plan(members=10, kills=(3, 1, 0, 2), seed=4818)

    check(plan, postgresql_url, ring, tmp_path, record_property)


@patient
def test_a_bot_that_simply_tries_again_is_caught(
    sqlite_url, ring, tmp_path, record_property
):
    plan = Plan(members=24, kills=(8,), seed=4819, program=TWIN)

    verdict, _ = harness.run(sqlite_url, ring, tmp_path, plan)

    record_property("figures", f"the twin: {verdict}")
    assert verdict.duplicated > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_hundred_kills(new_sqlite_url, ring, tmp_path, record_property):
    kills, seed = 0, 1
    while kills < SOAK_KILLS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        plan = Plan(members=24, kills=CHECK, seed=seed)
        kills += check(plan, new_sqlite_url(), ring, folder, record_property).kills
        seed += 1
