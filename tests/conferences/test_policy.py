"""When a child's next review is due, and from which day a round is dated."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import timescales
from workflows.conferences.policy import (
    NextConference,
    PlanFacts,
    ReviewDue,
    next_conference,
    review_due,
)
from workflows.working_days import Calendar

ENGLAND = timescales.load("england-default")
TEES = timescales.load("tees")
CALENDAR = Calendar()
INITIAL_ON = date(2026, 9, 9)


def due_of(profile=ENGLAND, **facts):
    plan = PlanFacts(child="CG-4817/2", initial_on=INITIAL_ON, **facts)
    return review_due(plan, calendar=CALENDAR, profile=profile)


def test_the_first_review_is_due_within_three_months_of_the_initial_conference():
    due = due_of()

    assert due == ReviewDue(
        child="CG-4817/2",
        is_first=True,
        legal_due=date(2026, 12, 9),
        reporting_due=date(2026, 12, 9),
        after_birth_due=None,
    )


def test_a_later_review_is_due_within_six_months_of_the_one_before():
    due = due_of(last_review_on=date(2026, 12, 2))

    assert not due.is_first
    assert due.legal_due == date(2027, 6, 2)
    assert due.reporting_due == date(2027, 6, 3)


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 12, 31)))
def test_alerts_use_the_earlier_of_the_two(initial_on):
    plan = PlanFacts(child="CG-4817/2", initial_on=initial_on)

    due = review_due(plan, calendar=CALENDAR, profile=ENGLAND)

    assert due.due_by == min(due.legal_due, due.reporting_due)


@pytest.mark.parametrize(
    ("initial_on", "born_on", "due_by"),
    [
        # Child Q: born between 3 and 28 February 2020.
        (date(2020, 1, 20), date(2020, 2, 3), date(2020, 2, 17)),
        (date(2020, 1, 20), date(2020, 2, 28), date(2020, 3, 13)),
        # Born late: three months after the initial conference come sooner.
        (date(2020, 1, 20), date(2020, 4, 14), date(2020, 4, 20)),
    ],
)
def test_in_tees_a_newborn_is_reviewed_by_the_sooner_of_two_dates(
    initial_on, born_on, due_by
):
    plan = PlanFacts(child="CG-4817/3", initial_on=initial_on, born_on=born_on)

    assert review_due(plan, calendar=CALENDAR, profile=TEES).due_by == due_by


def test_an_unborn_baby_is_reviewed_three_months_after_the_conference():
    assert due_of(profile=TEES).after_birth_due is None


@pytest.mark.parametrize(
    ("born_after_days", "has_own_date"), [(-1, False), (0, False), (1, True)]
)
def test_the_rule_is_for_children_born_after_the_initial_conference(
    born_after_days, has_own_date
):
    due = due_of(profile=TEES, born_on=INITIAL_ON + timedelta(days=born_after_days))

    assert (due.after_birth_due is not None) == has_own_date


def test_the_birth_no_longer_matters_after_the_first_review():
    born_on = INITIAL_ON + timedelta(days=14)

    due = due_of(profile=TEES, born_on=born_on, last_review_on=date(2026, 10, 7))

    assert due.after_birth_due is None


def test_other_areas_have_no_such_rule():
    assert due_of(born_on=INITIAL_ON + timedelta(days=14)).after_birth_due is None


def test_without_a_date_the_conference_is_provisional_on_its_last_working_day():
    # 91 days after 26 September is the Boxing Day bank holiday's weekend.
    plan = PlanFacts(child="CG-4817/2", initial_on=date(2026, 9, 26))
    due = review_due(plan, calendar=CALENDAR, profile=ENGLAND)

    conference = next_conference(due, None, calendar=CALENDAR)

    assert due.due_by == date(2026, 12, 26)
    assert conference == NextConference(
        held_on=date(2026, 12, 24), is_provisional=True, is_beyond_limit=False
    )


@pytest.mark.parametrize(
    ("days_after_due", "is_beyond_limit"), [(-1, False), (0, False), (1, True)]
)
def test_a_fixed_date_counts_and_is_marked_beyond_the_limit(
    days_after_due, is_beyond_limit
):
    due = due_of()
    fixed_on = due.due_by + timedelta(days=days_after_due)

    conference = next_conference(due, fixed_on, calendar=CALENDAR)

    assert conference == NextConference(
        held_on=fixed_on, is_provisional=False, is_beyond_limit=is_beyond_limit
    )
