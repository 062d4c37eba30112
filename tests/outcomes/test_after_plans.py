"""Months after a plan: few are asked, with a press, and the former chair reads it."""

from datetime import date, timedelta

import pytest

from models.sealed import unseal
from models.tables.plans import Plan
from models.vocabulary import Category, Lasted
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS, GOES_ON
from workflows.errors import NotYours
from workflows.outcomes import refusals, telling


@pytest.fixture
def ended(world, conference):
    """End both plans, and return the conference that did."""
    deciding.record(world, conference, decision=ENDS)
    return conference


def _due(world, ended, who, month=1):
    return next(
        row
        for row in deciding.checks(world, ended)
        if (row.asked_of, row.month) == (who.id, month)
    )


def _asked(world, ended, who, month=1):
    check = _due(world, ended, who, month)
    deciding.sweep_until(world, check.due_on)
    world.later(hours=2)
    return check


def test_it_is_asked_after_one_three_six_and_twelve_months(world, ended):
    rows = [
        row for row in deciding.checks(world, ended) if row.asked_of == world.ben.id
    ]

    assert [row.month for row in rows] == [1, 3, 6, 12]
    held_on = ended.dated_on
    assert rows[0].due_on == date(held_on.year, held_on.month + 1, held_on.day)
    assert rows[3].due_on == date(held_on.year + 1, held_on.month, held_on.day)


def test_only_those_with_a_reason_to_know_are_asked(world, family):
    world.member(family, world.piotr, since=world.today - timedelta(days=90))
    world.member(family, world.hetty, since=world.today - timedelta(days=90))
    conference = deciding.unasked(world, family)

    deciding.record(world, conference, decision=ENDS, led_by=world.dev.id)

    # The lead, health and education, and who leads what follows: not the police, nor
    # anybody outside Slack.
    assert {row.asked_of for row in deciding.checks(world, conference)} == {
        one.id for one in (world.asha, world.ben, world.carol, world.dev)
    }


def test_who_is_tied_to_a_child_that_goes_on_is_not_asked(world):
    family = world.group(children=2, members=(world.ben,))
    first, second = family.plans
    world.member(
        family, world.carol, children=family.children[:1], since=first.started_on
    )
    conference = deciding.unasked(world, family)

    deciding.record(world, conference, decision=GOES_ON, differs={second.id: ENDS})

    assert world.carol.id not in {
        row.asked_of for row in deciding.checks(world, conference)
    }


def test_on_its_day_it_stands_on_home_and_in_the_list_and_is_reminded_of_once(
    world, ended
):
    check = _due(world, ended, world.ben)
    deciding.sweep_until(world, check.due_on - timedelta(days=1))
    early = deciding.owed(world, world.ben).to_check
    before = deciding.list_days(world, world.ben)
    calendar = world.profile.calendar
    first = check.due_on

    deciding.sweep_until(world, calendar.add(first, 8))

    days = [day for day in deciding.list_days(world, world.ben) if day not in before]
    assert early == ()
    assert len(days) == 2
    assert days[1] >= calendar.add(days[0], 4)
    (item,) = deciding.owed(world, world.ben).to_check
    assert (item.check_id, item.month) == (check.id, 1)


def test_who_is_not_heard_from_after_the_reminder_is_let_be(world, ended):
    check = _due(world, ended, world.ben)
    calendar = world.profile.calendar
    deciding.sweep_until(world, calendar.add(check.due_on, 9))
    before = deciding.owed(world, world.ben).to_check

    deciding.sweep_until(world, calendar.add(check.due_on, 12))

    assert [one.check_id for one in before] == [check.id]
    assert deciding.owed(world, world.ben).to_check == ()


def test_a_press_and_a_line_are_kept_though_the_membership_has_ended(
    world, family, ended
):
    check = _asked(world, ended, world.ben)

    deciding.answer(world, check, world.ben)

    row = world.reload(check)
    assert deciding.group(world, family).closed_at is not None
    assert row.lasted is Lasted.HOLDING
    with world.work() as session:
        assert unseal(session, row, "line") == CANARY
    assert not deciding.owed(world, world.ben).to_check
    (audited,) = world.audited("after-plan check answered")
    assert CANARY not in audited.details


def test_the_former_chair_reads_it_and_nobody_else(world, ended):
    check = _asked(world, ended, world.ben)
    deciding.answer(world, check, world.ben)
    (news,) = deciding.owed(world, world.femi).news

    page = deciding.after(world, ended, world.femi)

    assert news.answers == 1
    said = next(line for line in page.lines if line.lasted is not None)
    assert said.line == CANARY
    assert deciding.owed(world, world.femi).news == ()
    assert len(world.audited("after-plan checks read")) == 1
    for name in ("asha", "ben", "grace", "quentin", "sofia", "xan"):
        with pytest.raises(NotYours):
            deciding.after(world, ended, getattr(world, name))


def test_a_worry_says_which_and_reaches_the_former_chair_at_once(world, ended):
    check = _asked(world, ended, world.carol)

    with pytest.raises(refusals.LineMissing) as caught:
        deciding.answer(world, check, world.carol, Lasted.WORRIES_AGAIN, " ")
    deciding.answer(world, check, world.carol, Lasted.WORRIES_AGAIN)

    assert caught.value.field == "line"
    assert world.told("outcomes.woken") == ["femi"]
    (row,) = world.outbox("outcomes.woken")
    assert CANARY not in row.payload
    assert deciding.after(world, ended, world.femi).has_lasted is False


def test_answered_twice_the_first_answer_stands(world, ended):
    check = _asked(world, ended, world.ben)
    deciding.answer(world, check, world.ben)

    with pytest.raises(refusals.AlreadyDone):
        deciding.answer(world, check, world.ben, Lasted.DO_NOT_KNOW)

    assert world.reload(check).lasted is Lasted.HOLDING


def test_a_line_that_is_too_long_is_refused(world, ended):
    check = _asked(world, ended, world.ben)

    with pytest.raises(refusals.TooLong):
        deciding.answer(world, check, world.ben, line="x" * 601)


@pytest.mark.parametrize("who", ["carol", "grace", "femi", "xan", "quentin"])
def test_nobody_answers_what_another_was_asked(world, ended, who):
    check = _asked(world, ended, world.ben)

    with pytest.raises(NotYours):
        deciding.answer(world, check, getattr(world, who))


def test_before_it_is_asked_nobody_answers_it(world, ended):
    with pytest.raises(NotYours):
        deciding.answer(world, _due(world, ended, world.ben), world.ben)


def test_whose_account_has_ended_is_not_asked_and_has_no_right(world, ended):
    check = _asked(world, ended, world.ben)
    world.deactivate(world.ben)
    world.deactivate(world.carol)

    deciding.sweep_until(world, _due(world, ended, world.carol, 3).due_on)

    with pytest.raises(NotYours):
        deciding.answer(world, check, world.ben)
    assert _due(world, ended, world.carol, 3).asked_at is None
    assert _due(world, ended, world.carol, 3).ended_at is not None


def test_on_a_plan_again_nobody_is_asked_and_it_has_not_lasted(world, family, ended):
    child = family.children[0]
    deciding.sweep_until(world, world.today + timedelta(days=10))
    world.keep(
        Plan(
            child_id=child.id,
            group_id=family.id,
            started_on=world.today,
            initial_category=Category.NEGLECT,
            latest_category=Category.NEGLECT,
            recorded_at=world.now,
        )
    )

    deciding.sweep_until(world, _due(world, ended, world.ben).due_on)

    assert all(row.asked_at is None for row in deciding.checks(world, ended))
    assert deciding.after(world, ended, world.femi).has_lasted is False


def test_twelve_months_of_holding_are_a_yes_and_until_then_it_is_not_known(
    world, ended
):
    for month in (1, 3, 6, 12):
        check = _asked(world, ended, world.ben, month)
        deciding.answer(world, check, world.ben)
        known = deciding.after(world, ended, world.femi).has_lasted
        assert known is (True if month == 12 else None)


def test_a_new_referral_wakes_the_former_chair_once_a_day(world, family, ended):
    deciding.sweep_until(world, world.today + timedelta(days=40))

    with world.work() as session:
        who = [
            telling.wake(session, family.id, now=world.now, profile=world.profile)
            for _ in range(2)
        ]

    assert ended is not None
    assert who == [world.femi.id] * 2
    assert world.told("outcomes.woken") == ["femi"]


def test_while_a_plan_runs_nobody_is_woken(world, family, conference):
    deciding.record(world, conference, decision=GOES_ON)

    with world.work() as session:
        who = telling.wake(session, family.id, now=world.now, profile=world.profile)
        nowhere = telling.wake(session, "0" * 16, now=world.now, profile=world.profile)

    assert (who, nowhere) == (None, None)
    assert world.outbox("outcomes.woken") == []


def test_a_deputy_has_no_reason_to_know_and_does_not_answer_it(world, ended):
    check = _asked(world, ended, world.ben)
    world.away(world.ben, deputy=world.bea)

    with pytest.raises(NotYours):
        deciding.answer(world, check, world.bea)
    assert not deciding.owed(world, world.bea)


def test_who_left_before_the_group_closed_is_not_asked_and_may_not_answer(
    world, family, ended
):
    world.leave(family, world.ben)
    world.later(minutes=1)

    check = _asked(world, ended, world.ben)

    assert world.reload(check).asked_at is None
    assert world.reload(check).ended_at is not None
    assert not deciding.owed(world, world.ben).to_check
