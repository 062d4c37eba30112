"""What a calendar costs, whole and when nothing changed, beside the bare library."""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from icalendar import Calendar
from starlette.responses import Response

from bot import calendar_http, settings
from bot.slack_errors import make_client
from bot.workroom import Workroom
from models import crypto
from models.database import Database, make_engine, migrate
from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from tests.world import World
from workflows import clock
from workflows.calendars import use_cases
from workflows.calendars.use_cases import Options
from workflows.clock import Clock

# Every family adds its deadline to its meetings.
OF_A_FAMILY, TURNS = 19, 31
NOTHING: Final[dict[str, str]] = {}


class Patient(Clock):
    """A clock that moves on with each fetch, so that none comes too often."""

    def __init__(self, start: datetime) -> None:
        """Begin at this moment."""
        super().__init__()
        self._moment = start

    def now(self) -> datetime:
        """Return the next moment."""
        self._moment += timedelta(seconds=40)
        return self._moment


@dataclass(frozen=True, kw_only=True)
class Took:
    """How long each way took, in milliseconds."""

    events: int
    bare: float
    whole: float
    unchanged: float


def report() -> None:
    """Measure a calendar of 60 and of 6,000 entries, and print times and ratios."""
    print(f"A calendar, SQLite on disk (ms, median of {TURNS})")
    print(
        f"  {'entries':>9}{'bare':>9}{'whole':>9}{'times':>7}{'unchanged':>11}"
        f"{'of whole':>10}"
    )
    for families in (3, 300):
        with tempfile.TemporaryDirectory() as folder:
            took = _measure(Path(folder) / "bench.db", families)
        print(
            f"  {took.events:9,}{took.bare:9.2f}{took.whole:9.2f}"
            f"{took.whole / took.bare:7.2f}{took.unchanged:11.2f}"
            f"{took.unchanged / took.whole:10.1%}"
        )
    print("  goals: whole at most 1.5 times the bare serialisation by the library,")
    print("  unchanged (304) under a tenth of the whole")


def _measure(path: Path, families: int) -> Took:
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    world = World(Database(engine=engine, ring=crypto.new_ring()))
    name = _fill(world, families)
    with ThreadPoolExecutor(1) as afterwards:
        room = _room(world, afterwards)
        first = calendar_http.give(room, name, NOTHING)
        known = {"if-none-match": first.headers["etag"]}
        calendar = Calendar.from_ical(bytes(first.body))
        bare, whole, unchanged = _by_turns(
            afterwards,
            calendar.to_ical,
            lambda: _given(calendar_http.give(room, name, NOTHING), 200),
            lambda: _given(calendar_http.give(room, name, known), 304),
        )
    engine.dispose()
    events = len(calendar.walk("VEVENT"))
    return Took(events=events, bare=bare, whole=whole, unchanged=unchanged)


def _given(response: Response, status: int) -> None:
    assert response.status_code == status


def _by_turns(
    afterwards: ThreadPoolExecutor, *ways: Callable[[], object]
) -> list[float]:
    """
    Return the median of each way; by turns, so that a busy spell meets them all.

    Until the answer is there: that it is counted comes after, and before the next.
    """
    took: list[list[float]] = [[] for _ in ways]
    for _ in range(TURNS):
        for way, times in zip(ways, took, strict=True):
            began = time.perf_counter()
            way()
            times.append((time.perf_counter() - began) * 1000)
            afterwards.submit(lambda: None).result()
    return [statistics.median(times) for times in took]


def _fill(world: World, families: int) -> str:
    """Build the families of one member with their meetings; return the file's name."""
    for _ in range(families):
        family = world.group(members=[world.ben])
        with world.work() as session:
            session.add_all(
                Meeting(
                    group_id=family.id,
                    kind=MeetingKind.CORE_GROUP,
                    dated_on=day,
                    starts_at=clock.at(day, 10),
                    recorded_at=world.now,
                )
                for number in range(OF_A_FAMILY)
                for day in (world.today + timedelta(weeks=number),)
            )
    with world.work() as session:
        token = use_cases.make(
            session,
            actor=world.actor(world.ben),
            options=Options(),
            now=world.now,
            public_address="https://example.org",
        )
    return f"{token}{calendar_http.ENDING}"


def _room(world: World, afterwards: ThreadPoolExecutor) -> Workroom:
    return Workroom(
        settings=settings.read({"COREGROUP_PRACTICE": "1"}),
        database=world.database,
        profile=world.profile,
        clock=Patient(world.now),
        client=make_client("xoxb-practice", "http://127.0.0.1:1/"),
        afterwards=afterwards,
        nudge_sender=lambda: None,
    )
