"""
The calendar equals an independent one for every pair of dates from 2024 to 2034.

The independent one knows the bank holidays by their own rules, not by a library.
Source: reliability N20.
"""

from datetime import date, timedelta
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from workflows.working_days import Calendar

CALENDAR = Calendar()
FIRST, LAST = date(2024, 1, 1), date(2034, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DATES = st.dates(min_value=FIRST, max_value=LAST)
COUNTS = st.integers(min_value=0, max_value=60)


def easter_sunday(year):
    # The anonymous Gregorian algorithm (Nature, 1876).
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def first_monday_from(day):
    while day.weekday() != 0:
        day += timedelta(days=1)
    return day


def moved_from_the_weekend(day, taken):
    while day.weekday() > 4 or day in taken:
        day += timedelta(days=1)
    return day


def free_days_of(year):
    easter = easter_sunday(year)
    free = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        first_monday_from(date(year, 5, 1)),
        first_monday_from(date(year, 5, 25)),
        first_monday_from(date(year, 8, 25)),
        moved_from_the_weekend(date(year, 1, 1), set()),
    }
    # Boxing Day keeps its own date when it can; the one at a weekend moves on.
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    fixed = {day for day in (christmas, boxing) if day.weekday() < 5}
    for day in (christmas, boxing):
        if day not in fixed:
            fixed.add(moved_from_the_weekend(day, fixed))
    return free | fixed


FREE = set().union(*(free_days_of(year) for year in range(2024, 2035)))
WORKED = [day.weekday() < 5 and day not in FREE for day in DAYS]


def test_every_pair_of_dates_counts_as_on_the_independent_calendar():
    # One row for each first date: 4,018 rows, 8,074,171 pairs.
    for n, start in enumerate(DAYS):
        expected = list(accumulate(WORKED[n + 1 :], initial=0))

        counted = [CALENDAR.count_between(start, end) for end in DAYS[n:]]

        assert counted == expected, f"counted from {start}"


def test_every_date_steps_as_on_the_independent_calendar():
    # Twenty-five steps from each date reach beyond the longest rule, 20 days.
    reach = DAYS.index(date(2034, 11, 1))
    for n, start in enumerate(DAYS[:reach]):
        ahead = [
            day
            for day, worked in zip(
                DAYS[n + 1 :][:60], WORKED[n + 1 :][:60], strict=True
            )
            if worked
        ]

        assert [CALENDAR.add(start, steps) for steps in range(1, 26)] == ahead[:25]


@given(DATES, COUNTS)
def test_adding_and_counting_agree(day, n):
    assert CALENDAR.count_between(day, CALENDAR.add(day, n)) == n


@given(DATES, COUNTS)
def test_a_step_back_undoes_a_step_from_a_working_day(day, n):
    start = CALENDAR.on_or_before(day)

    assert CALENDAR.subtract(CALENDAR.add(start, n), n) == start


@given(DATES, DATES, DATES)
def test_counts_add_up_in_any_order(first, second, third):
    there = CALENDAR.count_between(first, second)
    onward = CALENDAR.count_between(second, third)

    assert there + onward == CALENDAR.count_between(first, third)


@given(DATES, st.sets(DATES, max_size=20))
def test_a_closure_never_brings_a_date_forward(day, closures):
    closed = Calendar(closures=frozenset(closures))

    assert closed.add(day, 10) >= CALENDAR.add(day, 10)
    assert closed.subtract(day, 10) <= CALENDAR.subtract(day, 10)
