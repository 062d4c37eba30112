"""
The clock's part: one fixed table of sweeps, each asking what is due now.

APScheduler only ticks. What is due lives in our tables, so nothing is lost when a tick
is: each sweep runs first at its time of the day, then again and again until night.
"""

import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlmodel import Session

from models.database import Database
from models.queries import actions as action_queries
from models.queries import alerts as alert_queries
from models.queries import challenges as challenge_queries
from models.queries import coming as coming_queries
from models.queries import meetings as meeting_queries
from models.queries import notices as notice_queries
from models.queries import outbox as outbox_queries
from models.queries import outcomes as outcome_queries
from models.queries import proposals as proposal_queries
from models.queries import records as record_queries
from models.queries import referrals as referral_queries
from models.queries import scores as score_queries
from models.queries import spine
from models.queries import statements as statement_queries
from models.tables.spine import SweepRun
from workflows import audit
from workflows.actions import sweeping as action_sweeping
from workflows.challenges import sweeping as challenge_sweeping
from workflows.clock import LONDON, Clock, at, today
from workflows.coming import sweeping as coming_sweeping
from workflows.drift import sweeping as drift_sweeping
from workflows.meetings import sweeping as meeting_sweeping
from workflows.notices import sweeping as notice_sweeping
from workflows.outcomes import sweeping as outcome_sweeping
from workflows.profile import Profile
from workflows.proposals import sweeping as proposal_sweeping
from workflows.records import sweeping as record_sweeping
from workflows.referrals import sweeping as referral_sweeping
from workflows.scores import sweeping as score_sweeping
from workflows.statements import sweeping as round_sweeping
from workflows.sweep import Swept

log = structlog.get_logger(__name__)
When = TypeVar("When")

# In these hours the clock may be put back or forward, and nobody is at work.
LAST_HOUR: Final = 22
FIRST_HOUR: Final = 3
# Longer than a sweep takes; another process waits no longer for one that died.
SWEEP_LEASE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """
    One sweep: first at `first` (London), then `every` so often until night.

    `run` is harmless twice and returns in how many things it failed. `next_on` gives
    the next day on which it has something to do, where the database can say; one that
    `looks_daily` may find something on any other, too. `next_at` gives the moment,
    where that may lie in the middle of a day.
    """

    name: str
    first: time
    every: timedelta
    run: Callable[[Database, datetime, Profile], int]
    next_on: Callable[[Database], date | None] | None = None
    looks_daily: bool = False
    next_at: Callable[[Database], datetime | None] | None = None

    def is_open(self, now: datetime) -> bool:
        """Say whether this sweep runs at this time of the day."""
        local = now.astimezone(LONDON)
        return local.time() >= self.first and FIRST_HOUR <= local.hour <= LAST_HOUR

    def first_after(self, now: datetime) -> datetime:
        """Return the next time at which this sweep is the first of its day."""
        day = today(now)
        moment = self.first_on(day)
        return moment if moment > now else self.first_on(day + timedelta(days=1))

    def next_after(self, now: datetime) -> datetime:
        """Return when this sweep is to run again."""
        again = now + self.every
        return again if self.is_open(again) else self.first_after(now)

    def first_on(self, day: date) -> datetime:
        """Return when this sweep first runs on a day."""
        return at(day, self.first.hour, self.first.minute)


def _failures(
    sweep: Callable[..., Swept],
) -> Callable[[Database, datetime, Profile], int]:
    def run(database: Database, now: datetime, profile: Profile) -> int:
        return sweep(database, now=now, profile=profile).failed

    return run


def _asked_of(find: Callable[[Session], When]) -> Callable[[Database], When]:
    def ask(database: Database) -> When:
        with database.work() as session:
            return find(session)

    return ask


def _anchor(database: Database, now: datetime, _: Profile) -> int:
    with database.work() as session:
        kept = audit.anchor(session, day=today(now), now=now)
    # The log lies outside the database: whoever rolls that back cannot change this.
    log.info("audit anchored", digest=kept.digest, chains=kept.chains)
    return 0


SWEEPS: Final = (
    Sweep(
        name="audit_anchor",
        first=time(6, 0),
        every=timedelta(hours=2),
        run=_anchor,
    ),
    # Before people are written to, and once more after the day's work.
    Sweep(
        name="drift",
        first=time(6, 50),
        every=timedelta(hours=12),
        run=_failures(drift_sweeping.sweep),
        next_on=_asked_of(alert_queries.next_day_to_act),
        looks_daily=True,
    ),
    Sweep(
        name="notices",
        first=time(7, 30),
        every=timedelta(minutes=30),
        run=_failures(notice_sweeping.sweep),
        next_on=_asked_of(notice_queries.next_day_to_act),
    ),
    Sweep(
        name="meetings",
        first=time(7, 35),
        every=timedelta(minutes=30),
        run=_failures(meeting_sweeping.sweep),
        next_on=_asked_of(meeting_queries.next_day_to_act),
    ),
    Sweep(
        name="proposals",
        first=time(7, 36),
        every=timedelta(minutes=15),
        run=_failures(proposal_sweeping.sweep),
        next_on=_asked_of(proposal_queries.next_day_to_act),
    ),
    Sweep(
        name="coming",
        first=time(7, 38),
        every=timedelta(minutes=15),
        run=_failures(coming_sweeping.sweep),
        next_on=_asked_of(coming_queries.next_day_to_act),
    ),
    Sweep(
        name="records",
        first=time(7, 39),
        every=timedelta(minutes=30),
        run=_failures(record_sweeping.sweep),
        next_on=_asked_of(record_queries.next_day_to_act),
    ),
    Sweep(
        name="actions",
        first=time(7, 37),
        every=timedelta(minutes=30),
        run=_failures(action_sweeping.sweep),
        next_on=_asked_of(action_queries.next_day_to_act),
    ),
    Sweep(
        name="challenges",
        first=time(7, 34),
        every=timedelta(minutes=30),
        run=_failures(challenge_sweeping.sweep),
        next_on=_asked_of(challenge_queries.next_day_to_act),
    ),
    Sweep(
        name="referrals",
        first=time(7, 33),
        every=timedelta(minutes=15),
        run=_failures(referral_sweeping.sweep),
        next_on=_asked_of(referral_queries.next_day_to_act),
        next_at=_asked_of(referral_queries.next_to_act),
    ),
    Sweep(
        name="scores",
        first=time(7, 41),
        every=timedelta(minutes=15),
        run=_failures(score_sweeping.sweep),
        next_on=_asked_of(score_queries.next_day_to_act),
    ),
    Sweep(
        name="outcomes",
        first=time(7, 42),
        every=timedelta(minutes=30),
        run=_failures(outcome_sweeping.sweep),
        next_on=_asked_of(outcome_queries.next_day_to_act),
    ),
    Sweep(
        name="rounds",
        first=time(7, 40),
        every=timedelta(minutes=15),
        run=_failures(round_sweeping.sweep),
        next_on=_asked_of(statement_queries.next_day_to_act),
    ),
)


def _nothing() -> Sequence[dict[str, Any]]:
    return ()


@dataclass(kw_only=True)
class Scheduler:
    """
    Runs the sweeps, by the clock or, in practice, on the way to another time.

    `drain` sends what has become due (bot.sender) and `alone` keeps it from sending
    otherwise, so that all that is sent on the way is known; only moving the clock
    needs them.
    """

    database: Database
    clock: Clock
    profile: Profile
    sweeps: Sequence[Sweep] = SWEEPS
    drain: Callable[[], Sequence[dict[str, Any]]] = _nothing
    alone: Callable[[], AbstractContextManager[object]] = nullcontext
    ran: Callable[[str, bool], None] = lambda _name, _is_well: None
    _holder: str = ""
    _one: threading.RLock = field(default_factory=threading.RLock)
    _ticker: Any = None

    def __post_init__(self) -> None:
        is_alone = self.database.engine.dialect.name == "sqlite"
        # One process alone uses an SQLite file: it need not wait for itself.
        self._holder = "the one process" if is_alone else secrets.token_hex(8)

    def start(self) -> None:
        """Tick from now on, in threads of the ticker's own."""
        ticker = BackgroundScheduler(
            timezone=LONDON,
            # A tick that comes late still comes, and many late ones come as one.
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,
            },
        )
        for sweep in self.sweeps:
            tick = {"func": self._tick, "args": [sweep]}
            daily = CronTrigger(
                hour=sweep.first.hour, minute=sweep.first.minute, timezone=LONDON
            )
            often = IntervalTrigger(
                seconds=int(sweep.every.total_seconds()), timezone=LONDON
            )
            ticker.add_job(trigger=daily, id=f"{sweep.name} first", **tick)
            # And once at the start, for what fell due while nobody ran.
            ticker.add_job(
                trigger=often,
                id=f"{sweep.name} again",
                next_run_time=self.clock.machine(),
                **tick,
            )
        ticker.start()
        self._ticker = ticker

    def stop(self) -> None:
        """Stop ticking; a sweep that runs is finished first."""
        if self._ticker is not None:
            self._ticker.shutdown(wait=True)
            self._ticker = None

    def run(self, sweep: Sweep, *, now: datetime) -> bool:
        """
        Run one sweep, unless another process is at it; say whether it came through.

        Whatever goes wrong in it, the next one runs.
        """
        with self._one:
            if not self._take(sweep):
                return True
            run = SweepRun(name=sweep.name, started_at=now)
            self._keep(run)
            try:
                run.failures = sweep.run(self.database, now, self.profile)
            except Exception:
                run.failures = 1
                log.exception("sweep failed", sweep=sweep.name)
            run.finished_at = self.clock.now()
            run.due_at = sweep.next_after(now)
            self._keep(run)
            self._give_back(sweep)
            self.ran(sweep.name, run.failures == 0)
            return run.failures == 0

    def run_due(self, *, until: datetime) -> list[dict[str, Any]]:
        """
        Move the clock to `until`, doing on the way what falls due, in its order.

        Return the calls to Slack that were made. What is behind us is left as it is.
        """
        sent: list[dict[str, Any]] = []
        with self._one, self.alone():
            while (moment := self._next_stop(self.clock.now())) <= until:
                self.clock.move_to(moment)
                for sweep in self.sweeps:
                    is_first = sweep.first_on(today(moment)) == moment
                    if is_first or self._moment_of(sweep) == moment:
                        self.run(sweep, now=moment)
                sent += self.drain()
            self.clock.move_to(until)
            for sweep in self.sweeps:
                if sweep.is_open(until):
                    self.run(sweep, now=until)
            sent += self.drain()
        return sent

    def next_due(self, now: datetime) -> datetime | None:
        """Return when something is next to be done, as far as the database knows."""
        moments = [self._next_message(now)]
        for sweep in self.sweeps:
            day = sweep.next_on(self.database) if sweep.next_on is not None else None
            if day is not None:
                moments.append(max(sweep.first_on(day), sweep.first_after(now)))
            within = self._moment_of(sweep)
            moments += [within] if within is not None and within > now else []
        return min((moment for moment in moments if moment is not None), default=None)

    def _next_stop(self, now: datetime) -> datetime:
        stops = [sweep.first_after(now) for sweep in self.sweeps]
        moments = [self._moment_of(sweep) for sweep in self.sweeps]
        stops += [moment for moment in moments if moment is not None and moment > now]
        message = self._next_message(now)
        if message is not None:
            stops.append(message)
        return min(stops)

    def _moment_of(self, sweep: Sweep) -> datetime | None:
        return None if sweep.next_at is None else sweep.next_at(self.database)

    def _next_message(self, now: datetime) -> datetime | None:
        with self.database.work() as session:
            return outbox_queries.next_due(session, after=now)

    def _tick(self, sweep: Sweep) -> None:
        now = self.clock.now()
        if sweep.is_open(now):
            self.run(sweep, now=now)

    def _take(self, sweep: Sweep) -> bool:
        machine = self.clock.machine()
        with self.database.work() as session:
            return spine.take_lease(
                session,
                f"sweep:{sweep.name}",
                holder=self._holder,
                at=machine,
                until=machine + SWEEP_LEASE,
            )

    def _give_back(self, sweep: Sweep) -> None:
        with self.database.work() as session:
            spine.end_lease(
                session,
                f"sweep:{sweep.name}",
                holder=self._holder,
                at=self.clock.machine(),
            )

    def _keep(self, run: SweepRun) -> None:
        with self.database.work() as session:
            spine.keep_run(session, SweepRun(**run.model_dump()))
