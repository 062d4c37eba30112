"""Working days against the published bank holidays, and at their edges."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from workflows.working_days import Calendar

CALENDAR = Calendar()
PUBLISHED = Path(__file__).parents[1] / "data" / "bank_holidays_england_wales.csv"


def published_bank_holidays():
    with PUBLISHED.open() as file:
        return {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}


def test_every_published_bank_holiday_and_no_other_weekday_is_free():
    published = published_bank_holidays()
    every_day = [date(2015, 1, 1) + timedelta(days=n) for n in range(14 * 365 + 4)]

    free = {
        day
        for day in every_day
        if day.weekday() < 5 and not CALENDAR.is_working_day(day)
    }

    assert every_day[-1] == date(2028, 12, 31)
    assert free == published


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # Strategy discussion on a Monday, initial conference 15 days later.
        (date(2019, 11, 11), 15, date(2019, 12, 2)),
        # Referral on Christmas Eve: Friday 25th and Monday 28th are holidays.
        (date(2020, 12, 24), 1, date(2020, 12, 29)),
        (date(2020, 12, 24), 3, date(2020, 12, 31)),
        # The Jubilee: a sample census file has this one wrong by a day.
        (date(2022, 6, 2), 15, date(2022, 6, 24)),
        # The Friday before a bank holiday.
        (date(2026, 8, 28), 1, date(2026, 9, 1)),
        # The Monday of a state funeral.
        (date(2022, 9, 16), 1, date(2022, 9, 20)),
        # The weeks in which the clocks change have five days like any other.
        (date(2026, 3, 27), 5, date(2026, 4, 7)),
        (date(2027, 10, 29), 5, date(2027, 11, 5)),
        (date(2026, 10, 23), 5, date(2026, 10, 30)),
        # The day of the event is day 0, at a weekend too.
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_working_days_are_added(start, days, end):
    assert CALENDAR.add(start, days) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2020, 12, 29), 1, date(2020, 12, 24)),
        (date(2026, 11, 23), 1, date(2026, 11, 20)),
        (date(2026, 11, 22), 1, date(2026, 11, 20)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_working_days_are_subtracted(start, days, end):
    assert CALENDAR.subtract(start, days) == end


@pytest.mark.parametrize(
    ("day", "on_or_before", "following"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 12, 25), date(2026, 12, 24), date(2026, 12, 29)),
        (date(2026, 12, 28), date(2026, 12, 24), date(2026, 12, 29)),
    ],
)
def test_the_nearest_working_days_of_a_day(day, on_or_before, following):
    assert CALENDAR.on_or_before(day) == on_or_before
    assert CALENDAR.next_working_day(day) == following


def test_a_local_closure_does_not_count():
    closed_on = date(2026, 12, 29)
    calendar = Calendar(closures=frozenset({closed_on}))

    assert not calendar.is_working_day(closed_on)
    assert calendar.add(date(2026, 12, 24), 1) == date(2026, 12, 30)
    assert calendar.count_between(date(2026, 12, 24), date(2026, 12, 30)) == 1
    assert CALENDAR.count_between(date(2026, 12, 24), date(2026, 12, 30)) == 2


def test_a_closure_at_a_weekend_changes_nothing():
    saturday = date(2026, 11, 21)
    calendar = Calendar(closures=frozenset({saturday}))

    assert calendar.count_between(saturday - timedelta(days=1), date(2026, 11, 23)) == 1


def test_an_instant_is_refused_because_it_would_never_equal_a_holiday():
    christmas = datetime(2026, 12, 25, 9, tzinfo=UTC)

    for count in (
        lambda: CALENDAR.is_working_day(christmas),
        lambda: CALENDAR.add(christmas, 1),
        lambda: CALENDAR.count_between(christmas, date(2026, 12, 30)),
        lambda: CALENDAR.count_between(date(2026, 12, 20), christmas),
    ):
        with pytest.raises(TypeError, match="from dates"):
            count()


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(ValueError, match="0 or more, not -1"):
        CALENDAR.add(date(2026, 11, 20), -1)


def test_a_year_closed_throughout_is_noticed():
    start = date(2026, 1, 1)
    closures = frozenset(start + timedelta(days=n) for n in range(800))

    with pytest.raises(ValueError, match="local closures"):
        Calendar(closures=closures).add(start, 3)
