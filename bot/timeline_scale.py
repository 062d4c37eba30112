"""Where each day stands across a timeline. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.picture import MARGIN, SCALE, WIDTH

LEFT: Final = MARGIN + 8 * SCALE
RIGHT: Final = WIDTH - MARGIN - 14 * SCALE
# As many months as can be dated side by side at a phone's width.
MOST_DATES: Final = 6
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The days between two, laid out evenly."""

    first_on: date
    last_on: date

    def at(self, day: date) -> float:
        """Return the place of a day; what lies outside stands at the edge."""
        whole = max((self.last_on - self.first_on).days, 1)
        part = (day - self.first_on).days / whole
        return LEFT + (RIGHT - LEFT) * min(max(part, 0.0), 1.0)

    def months(self) -> Iterator[date]:
        """Yield first days of months, so few that each can be dated."""
        first, last = _number(self.first_on), _number(self.last_on)
        step = next((n for n in STEPS if (last - first) / n <= MOST_DATES), STEPS[-1])
        for number in range(first + 1, last + 1):
            if number % step == 0:
                yield date(number // 12, number % 12 + 1, 1)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
