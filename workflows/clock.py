"""The only reader of the clock."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")


class Clock:
    """The time, in practice mode moved ahead of the true one."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        """Start `ahead` of the true time."""
        self._ahead = ahead
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        with self._lock:
            return datetime.now(UTC) + self._ahead

    def machine(self) -> datetime:
        """Return the machine's own time, however far this clock was moved."""
        with self._lock:
            return datetime.now(UTC)

    @property
    def ahead(self) -> timedelta:
        """Return how far this clock is ahead of the true time."""
        with self._lock:
            return self._ahead

    def move_to(self, moment: datetime) -> None:
        """Move ahead to `moment`; never back."""
        with self._lock:
            step = moment - (datetime.now(UTC) + self._ahead)
            if step > timedelta():
                self._ahead += step


def today(now: datetime) -> date:
    """Return the day in London at this instant."""
    return now.astimezone(LONDON).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the instant of a London wall time on that day, in UTC."""
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    return local.astimezone(UTC)
