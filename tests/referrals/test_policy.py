"""When each thing about a referral begins to be owed, to the minute."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.referral_vocabulary import MadeAs, ReferralAnswer
from workflows import clock, timescales
from workflows.referrals import policy
from workflows.referrals.policy import Due, Standing

PROFILE = timescales.load("england-default")
# A Tuesday in winter time.
MADE = clock.at(date(2026, 2, 10), 10)
CALL = Standing(made_as=MadeAs.TELEPHONE, made_at=MADE, clock_from=MADE)
FORM = replace(CALL, made_as=MadeAs.FORM, acknowledged=True)
MINUTE = timedelta(minutes=1)
CHASE = MADE + timedelta(days=3)


@pytest.mark.parametrize(
    ("standing", "begins", "due"),
    [
        (
            replace(CALL, acknowledged=True),
            MADE + timedelta(hours=24),
            Due(confirm=True),
        ),
        (
            replace(CALL, confirmed=True),
            clock.at(date(2026, 2, 12), 8),
            Due(acknowledge=True),
        ),
        (FORM, CHASE, Due(climb=True)),
        (
            replace(FORM, rung=0, next_rung_on=date(2026, 2, 16)),
            clock.at(date(2026, 2, 16), 8),
            Due(climb=True),
        ),
    ],
)
def test_each_thing_begins_to_be_owed_at_its_moment(standing, begins, due):
    assert policy.due(standing, now=begins - MINUTE, profile=PROFILE) == Due()
    assert policy.due(standing, now=begins, profile=PROFILE) == due
    assert policy.next_look(standing, now=MADE, profile=PROFILE) == begins


def test_once_answered_nothing_is_due_for_ever():
    ended = replace(CALL, ended=True, asked_more_at=MADE, rung=3)
    for days in (0, 1, 3, 400):
        now = MADE + timedelta(days=days)
        assert policy.due(ended, now=now, profile=PROFILE) == Due()
        assert policy.next_look(ended, now=now, profile=PROFILE) is None


@pytest.mark.parametrize("minutes", range(0, 6 * 24 * 60, 97))
def test_until_it_is_answered_the_clock_always_looks_again_and_soon(minutes):
    now = MADE + timedelta(minutes=minutes)
    waiting = replace(FORM, asked_more_at=MADE)
    for standing in (CALL, FORM, waiting, replace(FORM, rung=3)):
        looked = policy.next_look(standing, now=now, profile=PROFILE)
        assert looked is not None
        # Over a weekend, at most; and never in the past.
        assert now < looked <= now + timedelta(days=4)


def test_the_hours_of_a_call_are_hours_and_the_days_of_a_chase_are_days():
    # The clocks go forward on the last Sunday of March 2026.
    made = clock.at(date(2026, 3, 28), 10)

    assert policy.confirm_by(made, PROFILE) == clock.at(date(2026, 3, 30), 11)
    assert policy.answer_by(made, PROFILE) == clock.at(date(2026, 3, 31), 10)


@pytest.mark.parametrize(
    ("answer", "is_over", "is_without"),
    [
        (ReferralAnswer.NO_FURTHER_ACTION, False, True),
        (ReferralAnswer.ACCEPTED, True, False),
        (ReferralAnswer.PASSED_ON, True, False),
        (None, True, True),
        (None, False, False),
    ],
)
def test_without_action_is_refused_or_not_answered_in_time(answer, is_over, is_without):
    assert policy.is_without_action(answer, is_over=is_over) == is_without
