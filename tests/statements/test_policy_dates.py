"""The days of a round, counted by hand and then for every number of days left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import timescales
from workflows.statements.dates import (
    DatedFrom,
    core_group_to_discuss,
    moved_round_dates,
    pack_ready_on,
    round_dates,
)
from workflows.working_days import Calendar

PROFILE = timescales.load("england-default")
CALENDAR = Calendar()
# A Wednesday with no bank holiday for two months on either side.
CONFERENCE = date(2027, 2, 24)
LONG_BEFORE = date(2026, 12, 1)
DATES = st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 12, 31))


def dates_for(today, conference_on=CONFERENCE, core_groups=()):
    return round_dates(
        conference_on, core_groups, today=today, calendar=CALENDAR, profile=PROFILE
    )


def moved(opened, conference_on, today, core_groups=()):
    return moved_round_dates(
        opened,
        conference_on,
        core_groups,
        today=today,
        calendar=CALENDAR,
        profile=PROFILE,
    )


def before(days):
    return CALENDAR.subtract(CONFERENCE, days)


def test_without_a_core_group_a_round_closes_ten_working_days_before():
    dates = dates_for(LONG_BEFORE)

    assert dates.closes_on == date(2027, 2, 10)
    assert dates.opens_on == date(2027, 1, 27)
    assert dates.half_time_on == date(2027, 2, 3)
    assert dates.last_call_on == date(2027, 2, 8)
    assert dates.reason is DatedFrom.CONFERENCE
    assert not dates.chair_decides


@pytest.mark.parametrize(
    ("core_group", "reason"),
    [
        (21, DatedFrom.CONFERENCE),
        (20, DatedFrom.CORE_GROUP),
        (13, DatedFrom.CORE_GROUP),
        (6, DatedFrom.CORE_GROUP),
        (5, DatedFrom.CONFERENCE),
    ],
)
def test_only_a_core_group_20_to_6_working_days_before_sets_the_closing(
    core_group, reason
):
    dates = dates_for(LONG_BEFORE, core_groups=[before(core_group)])

    closing = core_group + 2 if reason is DatedFrom.CORE_GROUP else 10
    assert dates.reason is reason
    assert dates.closes_on == before(closing)
    assert dates.opens_on == before(closing + 10)


def test_the_last_of_several_core_groups_counts():
    dates = dates_for(LONG_BEFORE, core_groups=[before(7), before(19), before(3)])

    assert dates.closes_on == before(9)


@pytest.mark.parametrize(
    ("left", "closing", "reason"),
    [
        # Twenty or more: opens as planned. Fifteen leave five to the closing.
        (20, 10, DatedFrom.CONFERENCE),
        (15, 10, DatedFrom.CONFERENCE),
        # Fewer than five to the closing: five days from the opening ...
        (14, 9, DatedFrom.SHORT_WINDOW),
        (8, 3, DatedFrom.SHORT_WINDOW),
        (7, 2, DatedFrom.SHORT_WINDOW),
        # ... but two before the conference, ...
        (6, 2, DatedFrom.SHORT_WINDOW),
        (4, 2, DatedFrom.SHORT_WINDOW),
        # ... and never under two from the opening.
        (3, 1, DatedFrom.SHORT_WINDOW),
        # That would reach the conference: the chair decides.
        (2, 1, DatedFrom.CHAIR_DECIDES),
        (1, 1, DatedFrom.CHAIR_DECIDES),
        (0, 0, DatedFrom.CHAIR_DECIDES),
    ],
)
def test_a_short_window(left, closing, reason):
    dates = dates_for(before(left))

    assert dates.opens_on == before(left)
    assert dates.closes_on == before(closing)
    assert dates.reason is reason
    assert dates.chair_decides == (reason is DatedFrom.CHAIR_DECIDES)


@pytest.mark.parametrize(
    ("left", "half_time", "last_call"),
    [
        # Ten days, five days and, with an opening six days before, four, ...
        (20, 15, 12),
        (14, 12, 11),
        # ... where half time would fall on the last call and goes without.
        (6, None, 4),
        (5, None, 4),
        (4, None, 3),
        (3, None, 2),
        (2, None, 1),
        (1, None, 1),
        (0, None, 0),
    ],
)
def test_reminders_fit_the_window(left, half_time, last_call):
    dates = dates_for(before(left))

    assert dates.half_time_on == (half_time and before(half_time))
    assert dates.last_call_on == before(last_call)


def test_a_round_that_is_due_at_a_weekend_opens_on_monday():
    saturday = date(2027, 1, 30)

    assert dates_for(saturday).opens_on == date(2027, 2, 1)


def test_a_round_over_christmas_counts_working_days_only():
    dates = dates_for(LONG_BEFORE, conference_on=date(2027, 1, 13))

    assert dates.closes_on == date(2026, 12, 29)
    assert dates.opens_on == date(2026, 12, 11)
    assert dates.half_time_on == date(2026, 12, 18)
    assert dates.last_call_on == date(2026, 12, 23)


def test_a_conference_that_is_past_is_left_to_the_chair():
    dates = dates_for(CONFERENCE + timedelta(days=28))

    assert dates.chair_decides
    assert dates.opens_on == dates.closes_on == CONFERENCE + timedelta(days=28)


@given(DATES, st.integers(0, 30), st.lists(st.integers(-5, 30), max_size=4))
def test_every_window_closes_in_time_or_the_chair_decides(conference_on, left, groups):
    today = CALENDAR.subtract(conference_on, left)
    core_groups = [conference_on - timedelta(days=days) for days in groups]

    dates = dates_for(today, conference_on, core_groups)

    assert dates.opens_on >= today
    assert dates.opens_on <= dates.closes_on
    assert dates.opens_on <= dates.last_call_on <= dates.closes_on
    if dates.half_time_on is not None:
        assert dates.opens_on < dates.half_time_on < dates.last_call_on
    if dates.chair_decides:
        assert left <= 2
    else:
        assert dates.closes_on < conference_on
        assert CALENDAR.count_between(dates.opens_on, dates.closes_on) >= 2
    assert dates == dates_for(today, conference_on, reversed(core_groups))


@pytest.mark.parametrize("left", range(31))
def test_a_window_never_gives_more_than_ten_working_days(left):
    dates = dates_for(before(left))

    given_days = CALENDAR.count_between(dates.opens_on, dates.closes_on)
    assert given_days <= 10
    if left >= 3:
        assert given_days >= 2


OPENED = dates_for(LONG_BEFORE)


def test_nothing_moves_while_the_conference_stands():
    for day in (OPENED.opens_on, OPENED.half_time_on, OPENED.closes_on):
        assert moved(OPENED, CONFERENCE, day) == OPENED


def test_a_round_that_has_not_opened_is_dated_anew():
    later = CALENDAR.add(CONFERENCE, 10)
    today = OPENED.opens_on - timedelta(days=1)

    dates = moved(OPENED, later, today)

    assert dates == dates_for(today, conference_on=later)
    assert dates.opens_on > OPENED.opens_on


def test_an_open_round_keeps_its_opening_and_closes_later():
    later = CALENDAR.add(CONFERENCE, 10)

    dates = moved(OPENED, later, OPENED.half_time_on)

    assert dates.opens_on == OPENED.opens_on
    assert dates.closes_on == CALENDAR.add(OPENED.closes_on, 10)


def test_a_core_group_dated_since_is_heeded_when_the_conference_moves():
    later = CALENDAR.add(CONFERENCE, 10)
    core_group = CALENDAR.subtract(later, 8)

    dates = moved(OPENED, later, OPENED.half_time_on, [core_group])

    assert dates.closes_on == CALENDAR.subtract(core_group, 2)
    assert dates.reason is DatedFrom.CORE_GROUP


@pytest.mark.parametrize(
    ("days_to_go", "lost"), [(8, 3), (5, 3), (4, 2), (3, 1), (2, 0), (1, 0), (0, 0)]
)
def test_a_closing_that_comes_forward_leaves_two_working_days(days_to_go, lost):
    # The conference comes three days forward; those who hear of it late keep two
    # working days, and never get more than they had.
    sooner = CALENDAR.subtract(CONFERENCE, 3)
    today = CALENDAR.subtract(OPENED.closes_on, days_to_go)

    dates = moved(OPENED, sooner, today)

    assert dates.closes_on == CALENDAR.subtract(OPENED.closes_on, lost)


def test_an_open_round_that_loses_most_of_its_days_becomes_short():
    today = CALENDAR.add(OPENED.opens_on, 1)
    sooner = CALENDAR.add(today, 8)

    dates = moved(OPENED, sooner, today)

    assert dates.reason is DatedFrom.SHORT_WINDOW
    assert dates.closes_on == CALENDAR.add(OPENED.opens_on, 5)


def test_an_open_round_left_with_five_working_days_is_not_short():
    today = CALENDAR.add(OPENED.opens_on, 1)
    sooner = CALENDAR.add(OPENED.opens_on, 15)

    dates = moved(OPENED, sooner, today)

    assert dates.reason is DatedFrom.CONFERENCE
    assert dates.closes_on == CALENDAR.add(OPENED.opens_on, 5)


def test_a_round_still_moves_on_its_closing_day():
    later = CALENDAR.add(CONFERENCE, 10)

    assert moved(OPENED, later, OPENED.closes_on).closes_on == CALENDAR.add(
        OPENED.closes_on, 10
    )


def test_a_conference_brought_forward_to_tomorrow_is_the_chairs_to_decide():
    today = OPENED.half_time_on
    tomorrow = CALENDAR.add(today, 1)

    dates = moved(OPENED, tomorrow, today)

    assert dates.chair_decides
    assert dates.closes_on == today


def test_a_closed_round_stays_closed():
    today = OPENED.closes_on + timedelta(days=1)

    assert moved(OPENED, CALENDAR.add(CONFERENCE, 60), today) == OPENED


@given(st.integers(0, 20), st.integers(-15, 60))
def test_a_moved_round_still_closes_in_time(days_open, shift):
    today = CALENDAR.add(OPENED.opens_on, days_open)
    conference_on = (
        CALENDAR.add(CONFERENCE, shift)
        if shift >= 0
        else CALENDAR.subtract(CONFERENCE, -shift)
    )

    dates = moved(OPENED, conference_on, today)

    assert dates.opens_on == OPENED.opens_on
    if dates != OPENED:
        assert dates.closes_on >= min(today, OPENED.closes_on)
        assert dates.chair_decides or dates.closes_on < conference_on


@pytest.mark.parametrize(
    ("core_groups", "found"),
    [
        ([], None),
        ([OPENED.closes_on], None),
        ([OPENED.closes_on + timedelta(days=1)], OPENED.closes_on + timedelta(days=1)),
        ([before(8), before(2), before(5)], before(2)),
        ([CONFERENCE], None),
    ],
)
def test_the_question_goes_to_the_last_core_group_before_the_conference(
    core_groups, found
):
    day = core_group_to_discuss(OPENED.closes_on, CONFERENCE, core_groups)

    assert day == found


@pytest.mark.parametrize(
    ("closes_on", "ready_on"),
    [
        (date(2027, 2, 10), date(2027, 2, 17)),
        (date(2027, 2, 16), date(2027, 2, 17)),
        (date(2027, 2, 17), date(2027, 2, 18)),
        # Closing is through 23:59 on Friday; people read on Monday.
        (date(2027, 2, 19), date(2027, 2, 22)),
        (date(2027, 2, 23), date(2027, 2, 24)),
    ],
)
def test_the_pack_is_ready_at_the_later_of_closing_and_five_days_before(
    closes_on, ready_on
):
    ready = pack_ready_on(closes_on, CONFERENCE, calendar=CALENDAR, profile=PROFILE)

    assert ready == ready_on


@given(st.integers(0, 60))
def test_the_pack_is_never_ready_while_somebody_can_still_write(days_before):
    closes_on = CONFERENCE - timedelta(days=days_before)

    ready = pack_ready_on(closes_on, CONFERENCE, calendar=CALENDAR, profile=PROFILE)

    assert ready > closes_on
