"""Who reads actions, who sees only dates, and in which order they stand."""

from datetime import timedelta

import pytest

from models.vocabulary import Progress
from tests.actions import acting
from tests.log_guard import CANARY
from workflows.actions import reading
from workflows.errors import NotYours

READ = "actions read"


@pytest.fixture
def family(world):
    return world.group(members=(world.ben, world.carol, world.dev))


@pytest.mark.parametrize("who", ["asha", "ben", "dev", "femi", "grace"])
def test_the_group_the_chair_and_the_manager_read_and_it_is_kept(world, family, who):
    acting.make(world, family, world.ben)
    person = getattr(world, who)

    page = acting.page(world, family, person)

    assert page.actions[0].what == CANARY
    assert [row.actor_id for row in world.audited(READ)] == [person.id]


def test_business_support_sees_dates_and_who_and_nothing_that_was_written(
    world, family
):
    receipt = acting.make(world, family, world.ben)
    acting.report(world, receipt, world.ben, Progress.STUCK)
    ended = acting.make(world, family, world.carol)
    acting.end(world, ended)

    page = acting.page(world, family, world.ines)

    assert [one.owner for one in page.actions] == [
        "Ben (Health visiting)",
        "Carol (Hill Top School)",
    ]
    assert page.actions[0].due_on == receipt.due_on
    assert CANARY not in str(page)
    assert world.audited(READ) == []


@pytest.mark.parametrize("who", ["hugh", "quentin", "sofia", "xan", "piotr"])
def test_nobody_else_sees_anything(world, family, who):
    acting.make(world, family, world.ben)

    with pytest.raises(NotYours):
        acting.page(world, family, getattr(world, who))


def test_open_ones_stand_soonest_first_then_what_is_over(world, family):
    days = (9, 3, 6)
    made = {
        n: acting.make(world, family, world.ben, due_on=world.in_working_days(n))
        for n in days
    }
    done = acting.make(world, family, world.ben, due_on=world.in_working_days(1))
    acting.report(world, done, world.ben)
    world.on(made[3].due_on + timedelta(days=1))

    page = acting.page(world, family, world.asha)

    assert [one.action_id for one in page.actions] == [
        *(made[n].action_id for n in sorted(days)),
        done.action_id,
    ]
    assert [one.is_overdue for one in page.actions] == [True, False, False, False]
    assert page.actions[-1].done_on is not None


def test_many_are_turned_page_by_page_and_none_is_lost(world, family):
    made = {acting.make(world, family, world.ben).action_id for _ in range(23)}

    pages = [acting.page(world, family, world.asha, number=n) for n in range(3)]

    assert [len(page.actions) for page in pages] == [10, 10, 3]
    assert {one.action_id for page in pages for one in page.actions} == made
    assert {page.pages for page in pages} == {3}
    assert acting.page(world, family, world.asha, number=99) == pages[2]


def test_each_may_press_what_is_theirs(world, family):
    acting.make(world, family, world.ben)

    (of_ben,) = acting.page(world, family, world.ben).actions
    (of_asha,) = acting.page(world, family, world.asha).actions

    assert (of_ben.may_report, of_ben.may_change) == (True, False)
    assert (of_asha.may_report, of_asha.may_change) == (False, True)


def test_the_form_for_a_report_shows_a_deputy_what_it_is_and_keeps_it(world, family):
    receipt = acting.make(world, family, world.ben)
    world.away(world.ben, deputy=world.bea)

    with world.work() as session:
        form = reading.report_form(
            session,
            actor=world.actor(world.bea),
            action_id=receipt.action_id,
            now=world.now,
        )

    assert form.action.what == CANARY
    assert [row.actor_id for row in world.audited("action read")] == [world.bea.id]
    with pytest.raises(NotYours):
        acting.page(world, family, world.bea)
