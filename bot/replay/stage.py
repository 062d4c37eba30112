"""The stage of a story: a database thrown away, its people, and days that pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session

from bot.replay.cast import Cast, enrol
from bot.replay.recording import DeafClient, Ear, Recorder
from bot.replay.recording import Story as StoryClock
from bot.replay.story import Days, Story, Variant
from bot.scheduler import SWEEPS, Sweep
from bot.sender.guard import Guard
from bot.sender.loop import Sender
from bot.sender.means import Means, Settings
from models import crypto
from models.database import Database, make_engine, migrate
from models.queries import outbox as outbox_queries
from models.queries import plans as plan_queries
from models.tables.plans import CoreGroup
from workflows import catalogue, timescales
from workflows.actor import Actor
from workflows.clock import at
from workflows.errors import Refused

# What happens in a story happens in the morning, once the lists of the day are out.
EVENTS_FROM: Final = 10
LISTS_OUT: Final = 9
AFTERNOON: Final = 16
# Nobody waits for a Slack that answers at once.
AT_ONCE: Final = Settings(
    known_rate=1000.0,
    channel_gap=0.0,
    method_share=0.0,
    workers=0,
    lease=timedelta(days=1),
)
# People write in these words wherever the story gives none. They must never be sent.
UNSAID: Final = "Tangerine lighthouse: whoever reads this must have asked for it."


class SweepFailed(Exception):
    """A sweep failed in the story; its log says why."""


class Stage:
    """One variant of a story while it is replayed."""

    def __init__(self, story: Story, variant: Variant, database: Database) -> None:
        """Set the cast up on the day before the first event."""
        self.story = story
        self.variant = variant
        self.database = database
        self.profile = timescales.load(story.profile)
        first = min(event.on.at(variant) for event in story.events)
        self.clock = StoryClock(at(first - timedelta(days=1), EVENTS_FROM))
        self.recorder = Recorder()
        self.ear = Ear(clock=self.clock, recorder=self.recorder)
        self.cast: Cast = enrol(database, story, now=self.clock.now())
        # The story's names of core groups, meetings and actions, and their ids.
        self.groups: dict[str, str] = {}
        self.actions: dict[str, str] = {}
        self.referrals: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        # Every text that somebody wrote, to be looked for in what was sent.
        self.written: set[str] = {UNSAID}
        self._sender = self._make_sender()

    @property
    def now(self) -> datetime:
        """Return the time of the story."""
        return self.clock.now()

    def work(self) -> Any:
        """Open one unit of work."""
        return self.database.work()

    def day(self, days: Days) -> date:
        """Return the day that this variant takes."""
        return days.at(self.variant)

    def actor(self, who: str) -> Actor:
        """Return somebody of the cast as somebody who acts."""
        return Actor(person_id=self.cast.ids[who])

    def group(self, name: str) -> str:
        """Return the id of one of the story's core groups."""
        return self.groups[name]

    def keep_group(self, name: str, group: CoreGroup) -> None:
        """Keep a core group under its name, and an alias of the report for its own."""
        self.groups[name] = group.id
        self.aliases[group.alias] = f"CG-{len(self.groups):04}"

    def child(self, session: Session, group: str, number: int) -> str:
        """Return the id of one child of a core group, by number."""
        children = plan_queries.list_children(session, self.group(group))
        for child in children:
            if child.number == number:
                return child.id
        raise Refused(f"The core group has no child {number}.")

    def says(self, text: str | None) -> str:
        """Return what somebody writes, and keep that it must not be sent."""
        self.written.add(text or UNSAID)
        return text or UNSAID

    def live_through(self, day: date, happenings: list[Any]) -> None:
        """Let one day pass: its sweeps, its messages, what happens, and the evening."""
        for sweep in sorted(SWEEPS, key=lambda one: one.first):
            self.clock.move_to(sweep.first_on(day))
            self._sweep(sweep, day)
        self._live_within(day, at(day, LISTS_OUT))
        self._send_at(at(day, LISTS_OUT))
        self._live_within(day, at(day, EVENTS_FROM))
        for number, happening in enumerate(happenings):
            self.clock.move_to(at(day, EVENTS_FROM, number))
            happening(self)
        if not happenings:
            # What was due is done, but for what comes due within the day.
            self._live_within(day, at(day, AFTERNOON))
            return
        self._send_at(self.now)
        self._live_within(day, at(day, AFTERNOON))
        self.clock.move_to(at(day, AFTERNOON))
        for sweep in SWEEPS:
            self._sweep(sweep, day)
        self._send_at(self.now)

    def _live_within(self, day: date, until: datetime) -> None:
        """Let happen what comes due at a moment of its own, up to and with `until`."""
        for sweep in SWEEPS:
            done: datetime | None = None
            while sweep.next_at is not None:
                moment = sweep.next_at(self.database)
                if moment is None or moment > until or moment == done:
                    break
                done = moment
                self.clock.move_to(max(moment, self.now))
                self._sweep(sweep, day)
                self._send_at(self.now)

    def _sweep(self, sweep: Sweep, day: date) -> None:
        if not (sweep.looks_daily or _is_due(sweep, self.database, day)):
            return
        if sweep.run(self.database, self.now, self.profile):
            raise SweepFailed(f"the sweep of {sweep.name} failed on {day}")

    def _send_at(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        with self.work() as session:
            due = outbox_queries.next_due(session)
        if due is not None and due <= self.now:
            self._sender.drain()

    def _make_sender(self) -> Sender:
        means = Means(
            database=self.database,
            client=DeafClient(self.ear),
            clock=self.clock,
            guard=Guard(entries=catalogue.entries(self.profile), profile=self.profile),
            renderer=self.recorder,
            settle=lambda: 0,
        )
        return Sender(means, settings=AT_ONCE, pause=partial(_pass, self.clock))


def _is_due(sweep: Sweep, database: Database, day: date) -> bool:
    due = sweep.next_on(database) if sweep.next_on is not None else None
    return due is not None and due <= day


def _need_not_last(connection: Any, _: Any) -> None:
    # It is thrown away: nothing in it has to survive a power cut.
    connection.execute("PRAGMA synchronous=0")


def _pass(clock: StoryClock, seconds: float) -> None:
    clock.move_to(clock.now() + timedelta(seconds=max(seconds, 0.001)))


@contextmanager
def opened(story: Story, variant: Variant) -> Iterator[Stage]:
    """Yield a stage on an empty database that is gone afterwards."""
    with TemporaryDirectory(prefix="coregroup-replay-") as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'story.db'}")
        sa.event.listen(engine, "connect", _need_not_last)
        try:
            migrate(engine)
            database = Database(engine=engine, ring=crypto.new_ring())
            yield Stage(story, variant, database)
        finally:
            engine.dispose()
