"""Practice time: the clock that can be moved ahead, and what happens on the way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from models.database import Database
from models.tables.spine import PracticeClock
from workflows.clock import LONDON, Clock

NAME: Final = "practice"


class Mover(Protocol):
    """What does everything that falls due on the way to another time."""

    def run_due(self, *, until: datetime) -> Sequence[dict[str, Any]]:
        """Move the clock to `until`, and return the calls that were made."""
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """Return when something is next to be done."""
        ...


class PracticeTime:
    """The moved clock, kept in the database so that a restart does not put it back."""

    def __init__(self, database: Database, clock: Clock, mover: Mover) -> None:
        """Keep the dependencies."""
        self._database = database
        self._clock = clock
        self._mover = mover

    def read(self) -> dict[str, Any]:
        """Return what time it is, and when something is next due."""
        now = self._clock.now()
        following = self._mover.next_due(now)
        return {"now": _text(now), "next": _text(following) if following else None}

    def move(self, moment: datetime) -> dict[str, Any]:
        """Move ahead to `moment`; a moment that is past changes nothing."""
        sent: Sequence[dict[str, Any]] = ()
        if moment > self._clock.now():
            sent = self._mover.run_due(until=moment)
            keep_ahead(self._database, self._clock.ahead)
        return {"now": _text(self._clock.now()), "sent": list(sent)}


def read_ahead(database: Database) -> timedelta:
    """Return how far the practice clock was moved before."""
    with database.work() as session:
        row = session.get(PracticeClock, NAME)
        return timedelta(seconds=row.ahead_seconds if row else 0)


def keep_ahead(database: Database, ahead: timedelta) -> None:
    """Keep how far the practice clock has been moved."""
    with database.work() as session:
        seconds = int(ahead.total_seconds())
        session.merge(PracticeClock(name=NAME, ahead_seconds=seconds))


def _text(moment: datetime) -> str:
    return moment.astimezone(LONDON).isoformat(timespec="seconds")
