"""Days that count: Monday to Friday without bank holidays and local closures. Pure."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final

import holidays

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


@dataclass(frozen=True)
class Calendar:
    """
    The working days of one area.

    The day of an event is day 0, so the first working day is counted after it.
    Source: domain 2.1, working-day arithmetic.
    """

    closures: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Say whether people are at work on a day."""
        _refuse_an_instant(day)
        return (
            day.weekday() < SATURDAY
            and day not in _bank_holidays(day.year)
            and day not in self.closures
        )

    def add(self, day: date, n: int) -> date:
        """Give the n-th working day after a day; 0 is the day."""
        return self._step(day, n, ONE_DAY)

    def subtract(self, day: date, n: int) -> date:
        """Give the n-th working day before a day; 0 is the day."""
        return self._step(day, n, -ONE_DAY)

    def count_between(self, start: date, end: date) -> int:
        """
        Count working days after `start`, up to and with `end`.

        Counting backwards gives the same figure with a minus.
        """
        _refuse_an_instant(start)
        _refuse_an_instant(end)
        if end < start:
            return -self.count_between(end, start)
        off = _weekdays_off(self.closures, start.year, end.year)
        weekdays = _weekdays_to(end) - _weekdays_to(start)
        return weekdays - (bisect_right(off, end) - bisect_right(off, start))

    def on_or_before(self, day: date) -> date:
        """Give the day, or the last working day before it."""
        return day if self.is_working_day(day) else self.subtract(day, 1)

    def next_working_day(self, day: date) -> date:
        """Give the first working day after a day."""
        return self.add(day, 1)

    def _step(self, day: date, n: int, direction: timedelta) -> date:
        _refuse_an_instant(day)
        if n < 0:
            msg = f"working days are counted with 0 or more, not {n}"
            raise ValueError(msg)
        # A slip in the closures (every day of a year, say) must not keep the bot
        # searching for ever.
        for _ in range(366 + 7 * n):
            if n == 0:
                return day
            day += direction
            n -= self.is_working_day(day)
        msg = f"too few working days before {day}: look at the local closures"
        raise ValueError(msg)


def _refuse_an_instant(day: date) -> None:
    # A datetime is a date to Python, but never equal to one: a bank holiday
    # would silently count as a working day.
    if isinstance(day, datetime):
        msg = "working days are counted from dates, not from instants"
        raise TypeError(msg)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@lru_cache(maxsize=1024)
def _weekdays_off(closures: frozenset[date], first: int, last: int) -> list[date]:
    holidays_and_closures = closures.union(
        *(_bank_holidays(year) for year in range(first, last + 1))
    )
    return sorted(day for day in holidays_and_closures if day.weekday() < SATURDAY)


def _weekdays_to(day: date) -> int:
    # date.min, ordinal 1, is a Monday.
    weeks, days = divmod(day.toordinal(), 7)
    return 5 * weeks + min(days, 5)
