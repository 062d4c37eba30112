"""What an action must say, and when its owner is asked after it."""

from dataclasses import replace
from datetime import date

import pytest

from models.vocabulary import Progress, Relation
from workflows import timescales
from workflows.actions import policy
from workflows.actions.policy import NewAction, NewReport

PROFILE = timescales.load("england-default")
# A Tuesday; no bank holiday near it.
TODAY = date(2026, 2, 10)
GOOD = NewAction(
    what="Call the surgery", outcome="Weighed", due_on=TODAY, owner_id="member"
)


def _check(new, **known):
    policy.check_action(new, today=TODAY, members={"member"}, adults={"adult"}, **known)


def test_what_is_right_is_kept():
    _check(GOOD)
    _check(replace(GOOD, owner_id=None, adult_id="adult"))


@pytest.mark.parametrize(
    ("changed", "kind", "field"),
    [
        ({"due_on": date(2026, 2, 9)}, policy.DueInThePast, "due_on"),
        ({"what": " "}, policy.WhatMissing, "what"),
        ({"outcome": "\n"}, policy.OutcomeMissing, "outcome"),
        ({"what": "x" * 601}, policy.TooLong, "what"),
        ({"outcome": "x" * 601}, policy.TooLong, "outcome"),
        ({"owner_id": "adult"}, policy.NobodyChosen, "owner"),
        ({"owner_id": None}, policy.NobodyChosen, "owner"),
        ({"adult_id": "adult"}, policy.NobodyChosen, "owner"),
        ({"owner_id": None, "adult_id": "member"}, policy.NobodyChosen, "owner"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(changed, kind, field):
    with pytest.raises(kind) as refused:
        _check(replace(GOOD, **changed))

    assert refused.value.field == field


def test_a_due_date_that_is_past_may_stay_but_not_be_chosen():
    past, other = date(2026, 2, 6), date(2026, 2, 5)

    _check(replace(GOOD, due_on=past), due_before=past)
    with pytest.raises(policy.DueInThePast):
        _check(replace(GOOD, due_on=other), due_before=past)


def test_only_a_later_day_counts_as_rolled_over():
    assert policy.is_rolled_over(TODAY, date(2026, 2, 11))
    assert not policy.is_rolled_over(TODAY, TODAY)
    assert not policy.is_rolled_over(TODAY, date(2026, 2, 9))


def test_an_owner_is_asked_two_days_before_on_the_day_and_every_third_after():
    due_on = date(2026, 2, 26)
    asked, shown, today = [], [], TODAY
    was_shown = False
    for _ in range(8):
        due = policy.chase(due_on, today=today, was_shown=was_shown, profile=PROFILE)
        asked += [today] if due.reminds else []
        if due.shows_convenor:
            shown.append(today)
            was_shown = True
        today = due.again_on

    assert asked == [
        date(2026, 2, 24),
        date(2026, 2, 26),
        date(2026, 3, 3),
        date(2026, 3, 6),
        date(2026, 3, 11),
        date(2026, 3, 16),
        date(2026, 3, 19),
    ]
    assert shown == [date(2026, 3, 3)]


def test_the_convenor_is_not_kept_waiting_by_the_interval_of_the_owner():
    due_on = date(2026, 2, 26)
    late = date(2026, 2, 27)

    due = policy.chase(due_on, today=late, was_shown=False, profile=PROFILE)

    assert due.again_on == date(2026, 3, 3)
    assert not due.shows_convenor


def test_what_is_stuck_is_said_in_a_line():
    policy.check_report(NewReport(progress=Progress.UNDER_WAY))
    with pytest.raises(policy.LineMissing) as refused:
        policy.check_report(NewReport(progress=Progress.STUCK, line=" "))
    assert refused.value.field == "line"
    with pytest.raises(policy.TooLong):
        policy.check_report(NewReport(progress=Progress.DONE, line="x" * 601))


def test_adults_are_read_by_relation_and_number():
    assert policy.called(Relation.MOTHER, 1) == "mother"
    assert policy.called(Relation.FATHER, 2) == "father 2"
    assert set(policy.RELATIONS) == set(Relation)
