"""The dates that follow from an area's rules, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import timescales
from workflows.profile import Rule, Unit
from workflows.working_days import Calendar

PROFILE = timescales.load("england-default")
CALENDAR = Calendar()
DATES = st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 12, 31))


def rule(value, unit):
    return Rule(value=value, unit=unit, source="a test", verified=False)


@pytest.mark.parametrize(
    ("value", "unit", "due"),
    [
        (10, Unit.WORKING_DAYS, date(2027, 1, 11)),
        (10, Unit.DAYS, date(2027, 1, 2)),
        (6, Unit.WEEKS, date(2027, 2, 3)),
        (3, Unit.MONTHS, date(2027, 3, 23)),
    ],
)
def test_a_rule_is_counted_in_its_own_unit(value, unit, due):
    assert timescales.after(date(2026, 12, 23), rule(value, unit), CALENDAR) == due


def test_a_rule_that_is_no_span_of_days_gives_no_date():
    with pytest.raises(KeyError):
        timescales.after(date(2026, 12, 23), rule(2, Unit.AGENCIES), CALENDAR)


def test_the_first_core_group_is_due_ten_working_days_after_the_conference():
    first_within = PROFILE.core_groups.first_within

    assert timescales.after(date(2026, 12, 16), first_within, CALENDAR) == date(
        2027, 1, 4
    )


@pytest.mark.parametrize(
    ("start", "first", "later"),
    [
        (date(2026, 1, 15), date(2026, 4, 15), date(2026, 7, 15)),
        # A month without the day ends earlier, never in the next one.
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30)),
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 5, 30)),
        (date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28)),
        # The year turns.
        (date(2026, 9, 30), date(2026, 12, 30), date(2027, 3, 30)),
        (date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)),
    ],
)
def test_reviews_are_lawful_within_three_then_six_calendar_months(start, first, later):
    assert timescales.legal_due(start, is_first=True, profile=PROFILE) == first
    assert timescales.legal_due(start, is_first=False, profile=PROFILE) == later


def test_reports_count_91_then_183_days_and_can_differ_from_the_law_by_days():
    start = date(2026, 2, 1)

    first = timescales.reporting_due(start, is_first=True, profile=PROFILE)
    later = timescales.reporting_due(start, is_first=False, profile=PROFILE)

    assert first == date(2026, 5, 3)
    assert later == date(2026, 8, 3)
    assert timescales.legal_due(start, is_first=True, profile=PROFILE) == date(
        2026, 5, 1
    )


@given(DATES)
def test_months_and_days_are_never_far_apart(start):
    for is_first, days in ((True, 91), (False, 183)):
        legal = timescales.legal_due(start, is_first=is_first, profile=PROFILE)
        reported = timescales.reporting_due(start, is_first=is_first, profile=PROFILE)

        assert reported - start == timedelta(days=days)
        assert abs((legal - reported).days) <= 3


@given(DATES, DATES)
def test_a_later_conference_never_has_an_earlier_review(one, other):
    earlier, later = sorted((one, other))

    assert timescales.legal_due(
        earlier, is_first=True, profile=PROFILE
    ) <= timescales.legal_due(later, is_first=True, profile=PROFILE)
