"""What a meeting was, and on which days actions were overdue."""

from datetime import date, timedelta

import pytest

from workflows.timelines.contents import MeetingMark
from workflows.timelines.policy import (
    Dated,
    Promise,
    mark,
    overdue_spans,
    overdue_steps,
)

TODAY = date(2026, 3, 20)


def on(day: int) -> date:
    """Give a day of March."""
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("held", "limit", "cancelled", "short", "expected"),
    [
        (on(9), on(10), False, False, MeetingMark.HELD),
        (on(10), on(10), False, False, MeetingMark.HELD),
        (on(11), on(10), False, False, MeetingMark.LATE),
        (on(11), None, False, False, MeetingMark.HELD),
        (None, on(10), False, False, None),
        (None, on(10), True, False, MeetingMark.CANCELLED),
        (None, on(10), True, True, MeetingMark.SHORT_NOTICE),
    ],
)
def test_each_mark(held, limit, cancelled, short, expected):
    meeting = Dated(
        held_on=held, limit_on=limit, is_cancelled=cancelled, is_short_notice=short
    )

    assert mark(meeting) == expected


@pytest.mark.parametrize(
    ("promises", "ended", "expected"),
    [
        # The day before it is due, on the day, and the day after.
        ([(on(1), on(21))], None, []),
        ([(on(1), on(20))], None, []),
        ([(on(1), on(19))], None, [(on(20), on(20))]),
        ([(on(1), on(10))], on(10), []),
        ([(on(1), on(10))], on(11), []),
        ([(on(1), on(10))], on(12), [(on(11), on(11))]),
        # Put off in time, put off late, and late again.
        ([(on(1), on(10)), (on(9), on(19))], None, [(on(20), on(20))]),
        ([(on(1), on(10)), (on(13), on(30))], None, [(on(11), on(12))]),
        (
            [(on(1), on(5)), (on(8), on(10))],
            on(13),
            [(on(6), on(7)), (on(11), on(12))],
        ),
        # Agreed for a day that was past already.
        ([(on(10), on(5))], None, [(on(10), on(20))]),
    ],
)
def test_an_action_is_overdue_between_these_days(promises, ended, expected):
    given = [Promise(agreed_on=agreed, due_on=due) for agreed, due in promises]

    assert list(overdue_spans(given, ended, today=TODAY)) == expected


def test_steps_count_as_a_day_by_day_count_does():
    spans = [(on(2), on(5)), (on(4), on(9)), (on(9), on(12)), (on(14), on(20))]

    steps = overdue_steps(spans, first_on=on(3), last_on=on(18))

    def counted(day: date) -> int:
        return sum(first <= day <= last for first, last in spans)

    def stepped(day: date) -> int:
        so_far = [one.overdue for one in steps if one.on <= day]
        return so_far[-1] if so_far else 0

    days = [on(3) + timedelta(days=n) for n in range(16)]
    assert [stepped(day) for day in days] == [counted(day) for day in days]


def test_what_lies_outside_is_not_counted():
    assert overdue_steps([(on(1), on(2))], first_on=on(3), last_on=on(9)) == ()
    assert overdue_steps([(on(12), on(14))], first_on=on(3), last_on=on(9)) == ()
