"""From a telephone referral to a named person's decision: who is told what, when."""

from datetime import date, timedelta

import pytest

from models.referral_vocabulary import MadeAs, ReferralAnswer
from tests.referrals import referring
from workflows import clock, timescales
from workflows.referrals import policy, whose
from workflows.referrals.owing import Kind

# The Friday before the late May bank holiday of 2026, at the end of the day.
FRIDAY = date(2026, 5, 22)
TUESDAY, WEDNESDAY, THURSDAY, NEXT_FRIDAY = (date(2026, 5, n) for n in (26, 27, 28, 29))


@pytest.fixture
def _on_friday(world):
    world.on(FRIDAY, 16)


@pytest.mark.usefixtures("_on_friday")
def test_a_friday_afternoon_before_a_bank_holiday_goes_up_to_a_decision(world, team):
    receipt = referring.refer(world, team)
    assert receipt.confirm_by == clock.at(date(2026, 5, 24), 16)
    assert receipt.acknowledge_by == TUESDAY
    # Three days end on the bank holiday; it is said in the next working hours.
    assert receipt.chase_at == clock.at(TUESDAY, 8)

    referring.sweep_until(world, clock.at(TUESDAY, 7, 59))
    assert referring.chases(world, receipt) == []
    assert FRIDAY in referring.told_on(world, world.xan)

    referring.sweep_until(world, clock.at(TUESDAY, 8))
    (first,) = referring.chases(world, receipt)
    assert (first.number, first.asked_id, first.due_on) == (0, None, WEDNESDAY)
    assert {one.person_id for one in referring.chased(world)} == {
        world.xan.id,
        world.piotr.id,
    }
    kinds = {one.kind for one in referring.owed(world, world.ben).own}
    assert kinds == {Kind.CONFIRM, Kind.CHASED}
    assert TUESDAY in referring.told_on(world, world.ben)

    referring.sweep_until(world, clock.at(NEXT_FRIDAY, 18))
    asked = [one.asked_id for one in referring.chases(world, receipt)]
    assert asked == [None, world.grace.id, world.quentin.id, world.sofia.id]
    days = [clock.today(one.begun_at) for one in referring.chases(world, receipt)]
    assert days == [TUESDAY, WEDNESDAY, THURSDAY, NEXT_FRIDAY]
    # Nobody is above her: it comes back to her on each working day.
    referring.sweep_until(world, clock.at(date(2026, 6, 3), 12))
    told = referring.told_on(world, world.sofia)
    assert told[-3:] == [date(2026, 6, n) for n in (1, 2, 3)]
    assert len(referring.chased(world)) == 5

    kept = referring.answer(world, receipt, world.sofia)
    assert kept.is_late
    referring.sweep_until(world, clock.at(date(2026, 6, 10), 12))
    assert len(referring.chases(world, receipt)) == 4
    assert referring.row(world, receipt).acts_at is None


@pytest.mark.usefixtures("_on_friday")
def test_working_days_count_the_weekend_and_the_holiday_out(world, team, monkeypatch):
    rules = world.profile.referrals
    rule = timescales.Rule(
        value=3, unit=timescales.Unit.WORKING_DAYS, source="here", verified=True
    )
    monkeypatch.setitem(vars(rules), "chased_after", rule)

    receipt = referring.refer(world, team)

    assert receipt.chase_at == clock.at(THURSDAY, 16)


@pytest.mark.usefixtures("_on_friday")
@pytest.mark.parametrize("rung", range(4))
def test_answered_a_minute_before_each_chase_it_is_never_sent(world, team, rung):
    receipt = referring.refer(world, team)
    begins = [TUESDAY, WEDNESDAY, THURSDAY, NEXT_FRIDAY][rung]
    referring.sweep_until(world, clock.at(begins, 7, 59))
    assert len(referring.chases(world, receipt)) == rung

    referring.answer(world, receipt, world.xan, ReferralAnswer.NO_FURTHER_ACTION)
    referring.sweep_until(world, clock.at(begins + timedelta(days=14), 12))

    assert len(referring.chases(world, receipt)) == rung


def test_a_call_is_to_be_confirmed_in_two_days_and_said_after_one(world, team):
    receipt = referring.refer(world, team)
    called = world.now
    referring.answer(world, receipt, world.xan, ReferralAnswer.NEED_MORE)
    (_, confirm) = referring.owed(world, world.ben).own
    assert (confirm.kind, confirm.is_late) == (Kind.CONFIRM, False)
    world.now = called + timedelta(hours=48, minutes=1)
    assert referring.owed(world, world.ben).own[1].is_late

    referring.confirm(world, receipt)
    before = referring.row(world, receipt).confirmed_at
    world.later(hours=1)
    referring.confirm(world, receipt)

    assert [one.kind for one in referring.owed(world, world.ben).own] == [Kind.SAY_MORE]
    assert referring.row(world, receipt).confirmed_at == before


@pytest.mark.parametrize("made_as", [MadeAs.FORM, MadeAs.IN_PERSON])
def test_only_a_call_is_to_be_confirmed(world, team, made_as):
    referring.refer(world, team, made_as=made_as)

    assert referring.owed(world, world.ben).own == ()


def test_what_nobody_acknowledges_is_told_to_the_manager_after_a_day(world, team):
    receipt = referring.refer(world, team)
    other = referring.refer(world, team)
    referring.take(world, other, world.xan)
    due = receipt.acknowledge_by

    referring.sweep_until(world, clock.at(due, 18))
    assert referring.told_on(world, world.grace) == []
    referring.sweep_until(world, clock.at(due + timedelta(days=1), 8))

    assert referring.told_on(world, world.grace) == [due + timedelta(days=1)]
    late = {
        one.alias: one.is_late for one in referring.owed(world, world.grace).to_answer
    }
    assert late == {receipt.alias: True, other.alias: False}


def test_a_team_without_anybody_there_goes_to_its_manager_at_once(world):
    empty = referring.team(world, manager=world.grace)
    receipt = referring.refer(world, empty)
    assert referring.told_on(world, world.grace) == [world.today]

    referring.sweep_until(world, policy.chase_at(world.now, world.profile))

    assert [one.asked_id for one in referring.chases(world, receipt)] == [
        world.grace.id
    ]


def test_without_any_manager_the_next_rung_is_asked(world):
    empty = referring.team(world)
    receipt = referring.refer(world, empty)

    referring.sweep_until(world, policy.chase_at(world.now, world.profile))

    assert [one.asked_id for one in referring.chases(world, receipt)] == [
        world.quentin.id
    ]


def test_who_is_away_is_asked_through_their_deputy_who_may_answer(world, team):
    world.away(world.xan, deputy=world.bea, days=30)
    receipt = referring.refer(world, team)

    referring.sweep_until(world, policy.chase_at(world.now, world.profile))

    asked = {one.person_id for one in referring.chased(world)}
    assert asked == {world.bea.id, world.piotr.id}
    referring.answer(world, receipt, world.bea)
    assert referring.row(world, receipt).ended_at is not None


def test_a_team_that_asks_for_more_waits_and_has_its_days_anew(world, team):
    receipt = referring.refer(world, team)
    world.later(hours=1)
    referring.answer(world, receipt, world.xan, ReferralAnswer.NEED_MORE)
    back = policy.chase_at(world.now, world.profile)
    referring.sweep_until(world, back - timedelta(minutes=30))
    assert referring.chases(world, receipt) == []
    assert len(referring.told_on(world, world.ben)) == 4

    referring.add(world, receipt)
    chase = policy.chase_at(world.now, world.profile)
    referring.sweep_until(world, chase - timedelta(minutes=1))
    assert referring.chases(world, receipt) == []
    referring.sweep_until(world, chase)

    assert len(referring.chases(world, receipt)) == 1
    shown = referring.read(world, receipt, world.xan, whose.ANSWER)
    assert len(shown.additions) == 1


@pytest.mark.parametrize("has_left", [False, True])
def test_if_nobody_says_more_the_team_decides_without(world, team, has_left):
    receipt = referring.refer(world, team)
    referring.answer(world, receipt, world.xan, ReferralAnswer.NEED_MORE)
    asked = world.now
    if has_left:
        world.deactivate(world.ben)
        referring.sweep_until(world, asked + timedelta(hours=23))
    else:
        referring.sweep_until(world, policy.chase_at(asked, world.profile))

    row = referring.row(world, receipt)
    assert not row.asks_more
    assert row.clock_from == world.now or has_left
    assert not referring.owed(world, world.xan).to_answer[0].waits
    referring.sweep_until(world, policy.chase_at(row.clock_from, world.profile))
    assert len(referring.chases(world, receipt)) == 1


def test_a_clock_that_was_put_back_does_nothing_twice(world, team):
    receipt = referring.refer(world, team)
    chase = policy.chase_at(world.now, world.profile)
    referring.sweep_until(world, chase)
    sent = referring.chased(world)

    world.now = chase - timedelta(hours=6)
    referring.sweep(world)
    world.now = chase
    referring.sweep(world)

    assert len(referring.chases(world, receipt)) == 1
    assert referring.chased(world) == sent
