"""Owners are asked before, on and after the day; a convenor sees what waits."""

from datetime import timedelta

import pytest

from bot.render import Renderer
from models.vocabulary import Progress
from tests.actions import acting
from tests.log_guard import CANARY
from workflows.overview import entries as daily
from workflows.wording import by_kind

LIST = "overview.daily_list"


@pytest.fixture
def family(world):
    return world.group(members=(world.ben, world.carol, world.hetty))


def _text(world, person, day):
    """Give what somebody's list of a day says at this moment, or nothing."""
    (row,) = [
        one
        for one in world.outbox(LIST)
        if one.person_id == person.id and one.not_before.date() == day
    ]
    entry = by_kind(daily.entries(world.profile))[LIST]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        if entry.wanted(session, row, message, world.now) is not None:
            return None
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))
    return f"{sent.text}\n{sent.blocks}"


def test_an_owner_is_asked_two_days_before_on_the_day_and_every_third_after(
    world, family
):
    receipt = acting.make(world, family, world.ben)
    due_on = receipt.due_on
    calendar = world.profile.calendar

    acting.sweep_until(world, calendar.add(due_on, 7))

    assert acting.list_days(world, world.ben) == [
        calendar.subtract(due_on, 2),
        due_on,
        calendar.add(due_on, 3),
        calendar.add(due_on, 6),
    ]
    assert acting.list_days(world, world.carol) == []


def test_run_again_on_the_same_day_it_does_nothing_more(world, family):
    receipt = acting.make(world, family, world.ben)
    acting.sweep_on(world, world.profile.calendar.subtract(receipt.due_on, 2))
    before = acting.row(world, receipt), len(world.outbox()), len(world.audited())

    acting.sweep(world)
    world.later(minutes=30)
    acting.sweep(world)

    after = acting.row(world, receipt), len(world.outbox()), len(world.audited())
    assert after == before


def test_the_list_says_until_when_and_has_the_button_but_not_what(world, family):
    receipt = acting.make(world, family, world.ben)
    acting.sweep_on(world, world.profile.calendar.subtract(receipt.due_on, 2))

    text = _text(world, world.ben, world.today)

    assert family.alias in text
    assert receipt.action_id in text
    assert "actions.open_report" in text
    assert CANARY not in text


def test_an_action_far_off_stands_on_home_and_on_no_list(world, family):
    acting.make(world, family, world.ben)

    on_home = acting.owed(world, world.ben)
    on_list = acting.owed(world, world.ben, list_of=world.today)

    assert len(on_home.to_do) == 1
    assert not on_list


@pytest.mark.parametrize("progress", [Progress.UNDER_WAY, Progress.STUCK])
def test_only_done_stops_the_asking(world, family, progress):
    receipt = acting.make(world, family, world.ben)
    calendar = world.profile.calendar
    acting.sweep_until(world, receipt.due_on)
    acting.report(world, receipt, world.ben, progress)
    acting.sweep_until(world, calendar.add(receipt.due_on, 3))
    asked = len(acting.list_days(world, world.ben))

    acting.report(world, receipt, world.ben, Progress.DONE)
    acting.sweep_until(world, calendar.add(receipt.due_on, 12))

    assert asked == 3
    assert len(acting.list_days(world, world.ben)) == asked
    assert not acting.owed(world, world.ben)


def test_a_list_that_waits_drops_what_was_done_meanwhile(world, family):
    receipt = acting.make(world, family, world.ben)
    acting.sweep_on(world, receipt.due_on)
    before = _text(world, world.ben, world.today)

    acting.report(world, receipt, world.ben)

    assert before is not None
    assert _text(world, world.ben, world.today) is None


@pytest.mark.parametrize("who", ["asha", "femi", "grace"])
def test_lead_chair_and_manager_are_asked_after_theirs(world, family, who):
    person = getattr(world, who)
    receipt = acting.make(world, family, person)

    acting.sweep_on(world, receipt.due_on)

    assert acting.list_days(world, person) == [receipt.due_on]
    (item,) = acting.owed(world, person, list_of=world.today).to_do
    assert (item.action_id, item.for_name) == (receipt.action_id, None)


def test_put_off_it_is_asked_about_by_the_new_date(world, family):
    receipt = acting.make(world, family, world.ben)
    calendar = world.profile.calendar
    acting.sweep_until(world, calendar.add(receipt.due_on, 3))
    asked = acting.list_days(world, world.ben)
    later = calendar.add(world.today, 10)

    acting.change(world, receipt, world.ben, due_on=later)
    acting.sweep_until(world, later)

    assert acting.list_days(world, world.ben) == [
        *asked,
        calendar.subtract(later, 2),
        later,
    ]


def test_the_convenor_is_shown_what_is_overdue_three_days_after_and_once(world, family):
    receipt = acting.make(world, family, world.ben)
    calendar = world.profile.calendar
    shown_on = calendar.add(receipt.due_on, 3)
    acting.sweep_until(world, calendar.add(receipt.due_on, 2))
    early = acting.owed(world, world.asha)

    acting.sweep_on(world, shown_on)
    text = _text(world, world.asha, shown_on)
    acting.sweep_until(world, calendar.add(receipt.due_on, 12))

    assert not early
    assert "1 action is overdue" in text
    assert "actions.open" in text
    assert CANARY not in text
    assert acting.list_days(world, world.asha) == [shown_on]
    # Home shows it for as long as it waits; the list of another day does not.
    assert acting.owed(world, world.asha).to_look_at[0].overdue == 1
    assert not acting.owed(world, world.asha, list_of=world.today)


def test_what_the_plan_asks_of_a_parent_is_asked_of_the_lead(world, family):
    receipt = acting.make(world, family, acting.adult(world, family))

    acting.sweep_until(world, world.profile.calendar.add(receipt.due_on, 3))

    assert len(acting.list_days(world, world.asha)) == 3
    (item,) = acting.owed(world, world.asha).to_do
    assert (item.is_of_adult, item.is_overdue) == (True, True)
    assert acting.owed(world, world.asha).to_look_at == ()
    text = _text(world, world.asha, world.today)
    assert "mother" not in text
    assert CANARY not in text


def test_who_is_away_is_not_asked_but_their_deputy(world, family):
    receipt = acting.make(world, family, world.ben)
    world.on(receipt.due_on, 7, 30)
    world.away(world.ben, deputy=world.bea)

    acting.sweep(world)

    assert acting.list_days(world, world.ben) == []
    assert acting.list_days(world, world.bea) == [world.today]
    (item,) = acting.owed(world, world.bea).to_do
    assert item.for_name == "Ben"


def test_who_left_is_not_chased_and_the_convenor_sees_it_without_anyone_once(
    world, family
):
    receipt = acting.make(world, family, world.ben)
    world.leave(family, world.ben)
    tomorrow = world.in_working_days(1)

    acting.sweep_on(world, tomorrow)
    text = _text(world, world.asha, tomorrow)
    acting.sweep_until(world, world.profile.calendar.add(receipt.due_on, 12))

    assert "1 action is without anyone" in text
    assert acting.list_days(world, world.ben) == []
    assert acting.list_days(world, world.asha) == [tomorrow]
    (shown,) = acting.owed(world, world.asha).to_look_at
    assert (shown.overdue, shown.without_anyone) == (0, 1)
    page = acting.page(world, family, world.asha)
    assert page.actions[0].has_nobody


def test_given_to_somebody_else_they_are_asked_and_the_convenor_is_done(world, family):
    receipt = acting.make(world, family, world.ben)
    world.leave(family, world.ben)
    acting.sweep_on(world, world.in_working_days(1))

    acting.change(world, receipt, world.carol, due_on=receipt.due_on)
    acting.sweep_until(world, receipt.due_on)

    assert acting.owed(world, world.asha).to_look_at == ()
    assert len(acting.list_days(world, world.carol)) == 2


def test_who_is_outside_slack_is_not_written_to_and_the_convenor_sees_it(world, family):
    receipt = acting.make(world, family, world.hetty)
    shown_on = world.profile.calendar.add(receipt.due_on, 3)

    acting.sweep_until(world, shown_on)

    assert acting.list_days(world, world.hetty) == []
    assert acting.list_days(world, world.asha) == [shown_on]


def test_a_group_that_closed_is_left_in_peace(world, family):
    receipt = acting.make(world, family, world.ben)
    with world.work() as session:
        group = session.merge(family.group)
        group.closed_at = world.now
        session.add(group)

    acting.sweep_until(world, receipt.due_on + timedelta(days=5))

    assert acting.row(world, receipt).acts_on is None
    assert world.outbox(LIST) == []
    assert not acting.owed(world, world.ben)


def test_days_of_silence_are_made_up_for_with_one_list(world, family):
    receipt = acting.make(world, family, world.ben)

    acting.sweep_on(world, world.profile.calendar.add(receipt.due_on, 8))

    assert acting.list_days(world, world.ben) == [world.today]
    assert acting.list_days(world, world.asha) == [world.today]
