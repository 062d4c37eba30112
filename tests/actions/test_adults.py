"""The significant adults of a family: by relation and number, never by name."""

import threading

import pytest

from models.queries import actions as queries
from models.vocabulary import Relation
from tests.actions import acting
from workflows.actions import facts, policy
from workflows.errors import NotYours


def _now(world, family):
    with world.work() as session:
        return [
            policy.called(one.relation, one.number)
            for one in facts.adults_now(session, family.id, day=world.today)
        ]


def test_each_gets_the_next_number_of_their_relation(world):
    family, other = world.group(), world.group()
    for relation in (Relation.FATHER, Relation.MOTHER, Relation.FATHER):
        acting.adult(world, family, relation)
        world.later(minutes=1)
    acting.adult(world, other, Relation.FATHER)

    assert _now(world, family) == ["father", "mother", "father 2"]
    assert _now(world, other) == ["father"]


def test_a_number_is_never_given_to_another(world):
    family = world.group()
    first = acting.adult(world, family, Relation.FATHER)
    acting.take_off(world, first)

    second = acting.adult(world, family, Relation.FATHER)

    assert second.number == 2
    assert _now(world, family) == ["father 2"]
    with world.work() as session:
        assert len(queries.list_adults(session, family.id)) == 2


def test_nobody_is_taken_off_twice_or_while_something_is_asked_of_them(world):
    family = world.group()
    mother = acting.adult(world, family)
    receipt = acting.make(world, family, mother)

    with pytest.raises(policy.HasActions):
        acting.take_off(world, mother)
    acting.end(world, receipt)
    acting.take_off(world, mother)
    with pytest.raises(policy.AlreadyEnded):
        acting.take_off(world, mother)


@pytest.mark.parametrize("who", ["asha", "grace", "ines"])
def test_who_may_set_up_a_group_may_add_an_adult(world, who):
    family = world.group()

    one = acting.adult(world, family, by=getattr(world, who))
    acting.take_off(world, one, by=getattr(world, who))

    assert _now(world, family) == []
    assert [row.details for row in world.audited("adult added")] == [
        '{"number": 1, "relation": "mother"}'
    ]
    assert len(world.audited("adult taken off")) == 1


@pytest.mark.parametrize("who", ["ben", "carol", "femi", "xan", "quentin"])
def test_nobody_else_may(world, who):
    family = world.group()
    one = acting.adult(world, family)

    with pytest.raises(NotYours):
        acting.adult(world, family, by=getattr(world, who))
    with pytest.raises(NotYours):
        acting.take_off(world, one, by=getattr(world, who))
    assert _now(world, family) == ["mother"]


def test_two_who_add_a_father_at_once_add_two(world):
    family = world.group()
    threads = [
        threading.Thread(target=acting.adult, args=(world, family, Relation.FATHER))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with world.work() as session:
        numbers = {one.number for one in queries.list_adults(session, family.id)}
    assert numbers == {1, 2}
