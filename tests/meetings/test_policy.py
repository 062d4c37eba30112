"""The rules for dating and changing core groups."""

from datetime import date, timedelta

import pytest

from workflows import timescales
from workflows.meetings import policy
from workflows.meetings.policy import Agreement
from workflows.working_days import Calendar

PROFILE = timescales.load("england-default")
# A Tuesday; the Friday before Easter is 3 April.
TODAY = date(2026, 3, 24)
LIMIT = date(2026, 4, 14)


def check(on, agreement=Agreement.NONE, limit=LIMIT):
    policy.check_date(
        on,
        taken=[date(2026, 4, 8)],
        limit=limit,
        today=TODAY,
        agreement=agreement,
        calendar=Calendar(),
    )


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (TODAY - timedelta(days=1), policy.InThePast),
        (date(2026, 3, 28), policy.NotAWorkingDay),
        (date(2026, 4, 3), policy.NotAWorkingDay),
        (date(2026, 4, 8), policy.AlreadyDated),
        (LIMIT + timedelta(days=1), policy.BeyondTheLimit),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_the_day(on, refusal):
    with pytest.raises(refusal) as refused:
        check(on)

    assert refused.value.field == "day"


@pytest.mark.parametrize("on", [TODAY, date(2026, 4, 7), LIMIT])
def test_a_working_day_up_to_the_limit_can_be(on):
    check(on)


def test_a_later_day_needs_the_chair_and_a_reason():
    with pytest.raises(policy.NeedsAReason) as refused:
        check(LIMIT + timedelta(days=1), Agreement.WITHOUT_REASON)

    assert refused.value.field == "because"
    check(LIMIT + timedelta(days=1), Agreement.WITH_REASON)


def test_once_the_limit_is_past_any_day_is_better_than_none():
    check(date(2026, 4, 20), limit=TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "days", "is_short"),
    [
        (TODAY, 0, True),
        (date(2026, 3, 30), 4, True),
        (date(2026, 3, 31), 5, False),
        # Good Friday and Easter Monday are no notice.
        (date(2026, 4, 7), 8, False),
    ],
)
def test_notice_is_counted_in_working_days_and_is_short_under_five(on, days, is_short):
    notice = policy.notice_given(TODAY, on, PROFILE)

    assert (notice.days, notice.is_short) == (days, is_short)
