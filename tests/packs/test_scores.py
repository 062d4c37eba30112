"""Scores over time: for the core group, and only what every round has closed on."""

import pytest

from tests.packs.rounds import differing_round
from workflows.errors import NotYours
from workflows.packs import use_cases as packs


def scores(world, person, family):
    with world.work() as session:
        return packs.scores(
            session, actor=world.actor(person), group_id=family.id, now=world.now
        )


@pytest.mark.parametrize("name", ["asha", "ben", "dev", "femi", "grace", "quentin"])
def test_scores_over_time_are_for_the_group_and_only_of_closed_rounds(world, name):
    family, found = differing_round(world)

    before = scores(world, getattr(world, name), family)
    world.close(found)
    after = scores(world, getattr(world, name), family)

    assert [one.lines for one in before] == [(), ()]
    assert [len(one.lines) for one in after] == [3, 3]
    assert len(world.audited("scores read")) == 2


@pytest.mark.parametrize("name", ["hugh", "sofia", "ines", "xan"])
def test_scores_are_for_nobody_else(world, name):
    family, found = differing_round(world)
    world.close(found)

    with pytest.raises(NotYours):
        scores(world, getattr(world, name), family)


def test_a_member_sees_the_scores_of_the_children_they_work_with(world):
    family = world.group(children=2)
    world.member(family, world.piotr, children=family.children[1:])
    found = world.open_round(family)
    world.submit(found, world.asha, world.answers(family))
    world.close(found)

    assert [one.alias for one in scores(world, world.piotr, family)] == [
        f"{family.alias}/2"
    ]
