"""The sweeps run in the day, in order, and none silences another."""

import threading
from datetime import date, datetime, time, timedelta

import pytest

from bot.scheduler import SWEEPS, Scheduler, Sweep
from models.queries import spine
from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, Urgency
from workflows import timescales
from workflows.clock import Clock, at

DAY = date(2026, 2, 10)


class SetClock(Clock):
    """A clock that is moved, and stands still in between."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now

    def machine(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


class NoonClock(SetClock):
    """Always noon to the bot; the ticker has no clock but the machine's."""

    def machine(self) -> datetime:
        return Clock().machine()


class Trial:
    """A scheduler whose sweeps write down when they ran."""

    def __init__(self, database, *, sweeps=None, now=None):
        self.ran = []
        self.clock = SetClock(now or at(DAY, 9))
        self.database = database
        self.scheduler = Scheduler(
            database=database,
            clock=self.clock,
            profile=timescales.load("england-default"),
            sweeps=sweeps if sweeps is not None else (self.sweep("rounds"),),
            drain=self.drain,
        )
        self.drained = []

    def sweep(self, name, first=time(7, 40), **more):
        return Sweep(
            name=name,
            first=first,
            every=timedelta(minutes=15),
            run=self.note(name),
            **more,
        )

    def note(self, name):
        def run(_database, now, _profile):
            self.ran.append((name, now))
            return 0

        return run

    def found(self, name):
        with self.database.work() as session:
            run = spine.find_run(session, name)
        assert run is not None
        return run

    def drain(self):
        self.drained.append(self.clock.now())
        return [{"method": "chat.postMessage", "args": {"n": len(self.drained)}}]

    def plan_message(self, not_before):
        with self.database.work() as session:
            session.add(
                OutboxRow(
                    dedupe_key=not_before.isoformat(),
                    effect=Effect.CREATE_CHANNEL,
                    kind="trial",
                    payload="{}",
                    urgency=Urgency.ROUTINE,
                    not_before=not_before,
                    created_at=not_before,
                )
            )


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [
        (7, 39, False),
        (7, 40, True),
        (12, 0, True),
        (22, 59, True),
        (23, 0, False),
        (0, 30, False),
        (2, 30, False),
    ],
)
def test_a_sweep_runs_from_its_time_until_night(hour, minute, is_open):
    sweep = Sweep(
        name="rounds",
        first=time(7, 40),
        every=timedelta(minutes=15),
        run=lambda *_: 0,
    )

    assert sweep.is_open(at(DAY, hour, minute)) == is_open


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_sweep_keeps_its_london_time_when_the_clocks_change(day):
    sweep = SWEEPS[-1]

    local = sweep.first_after(at(day - timedelta(days=1), 12)).astimezone(
        at(day, 12).astimezone().tzinfo
    )

    assert sweep.first_on(day) == at(day, 7, 40)
    assert local == at(day, 7, 40)


def test_no_sweep_of_ours_begins_at_night():
    assert all(3 <= sweep.first.hour <= 22 for sweep in SWEEPS)


def test_moving_two_days_runs_every_sweep_at_its_time_and_in_its_order(database):
    trial = Trial(database, sweeps=())
    trial.scheduler.sweeps = (
        trial.sweep("early", first=time(6, 0)),
        trial.sweep("rounds"),
    )

    sent = trial.scheduler.run_due(until=at(date(2026, 2, 12), 9))

    days = (date(2026, 2, 11), date(2026, 2, 12))
    expected = [
        (name, at(day, *when))
        for day in days
        for name, when in (("early", (6, 0)), ("rounds", (7, 40)))
    ]
    last = at(date(2026, 2, 12), 9)
    assert trial.ran == [*expected, ("early", last), ("rounds", last)]
    assert trial.clock.now() == last
    # Sent at each stop, with what was sent given back in order.
    assert [call["args"]["n"] for call in sent] == [1, 2, 3, 4, 5]


def test_a_message_due_on_the_way_is_sent_at_its_time(database):
    trial = Trial(database)
    trial.plan_message(at(DAY, 10, 30))

    trial.scheduler.run_due(until=at(DAY, 12))

    assert trial.drained == [at(DAY, 10, 30), at(DAY, 12)]


def test_nothing_is_swept_when_the_clock_is_moved_into_the_night(database):
    trial = Trial(database)

    trial.scheduler.run_due(until=at(DAY, 23, 30))

    assert trial.ran == []
    assert trial.clock.now() == at(DAY, 23, 30)


def test_a_sweep_that_breaks_silences_no_other_and_is_noted(database):
    def broken(*_):
        raise ZeroDivisionError

    trial = Trial(database, sweeps=())
    told = []
    trial.scheduler.ran = lambda name, is_well: told.append((name, is_well))
    trial.scheduler.sweeps = (
        Sweep(name="broken", first=time(6), every=timedelta(hours=1), run=broken),
        trial.sweep("rounds"),
    )

    trial.scheduler.run_due(until=at(DAY, 10))

    assert [name for name, _ in trial.ran] == ["rounds"]
    assert told == [("broken", False), ("rounds", True)]
    assert trial.found("broken").failures == 1
    run = trial.found("rounds")
    assert (run.failures, run.started_at) == (0, at(DAY, 10))
    assert run.finished_at is not None


def test_a_sweep_that_another_process_is_at_is_left_to_it(database):
    trial = Trial(database)
    with database.work() as session:
        spine.take_lease(
            session,
            "sweep:rounds",
            holder="another",
            at=at(DAY, 9),
            until=at(DAY, 9, 30),
        )

    trial.scheduler.run(trial.scheduler.sweeps[0], now=at(DAY, 9))
    assert trial.ran == []

    trial.clock.move_to(at(DAY, 9, 31))
    trial.scheduler.run(trial.scheduler.sweeps[0], now=at(DAY, 9, 31))
    assert len(trial.ran) == 1


def test_next_due_is_the_first_thing_that_the_database_knows_of(database):
    trial = Trial(database, sweeps=())
    trial.scheduler.sweeps = (
        trial.sweep("rounds", next_on=lambda _: date(2026, 2, 13)),
    )
    now = at(DAY, 9)

    assert trial.scheduler.next_due(now) == at(date(2026, 2, 13), 7, 40)

    trial.plan_message(at(date(2026, 2, 11), 8))
    assert trial.scheduler.next_due(now) == at(date(2026, 2, 11), 8)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 9), at(date(2026, 2, 11), 7, 40)),
        (DAY, at(date(2026, 2, 11), 7, 40)),
        (date(2026, 2, 11), at(date(2026, 2, 11), 7, 40)),
    ],
)
def test_what_was_due_before_is_next_due_in_the_morning(database, day, expected):
    trial = Trial(database, sweeps=())
    trial.scheduler.sweeps = (trial.sweep("rounds", next_on=lambda _: day),)

    assert trial.scheduler.next_due(at(DAY, 9)) == expected


def test_with_nothing_to_do_nothing_is_due(database):
    assert Trial(database).scheduler.next_due(at(DAY, 9)) is None


def test_the_shipped_sweeps_run_on_an_empty_register(database):
    trial = Trial(database, sweeps=SWEEPS)

    trial.scheduler.run_due(until=at(date(2026, 2, 11), 9))

    assert all(trial.found(sweep.name).failures == 0 for sweep in SWEEPS)


def test_the_ticker_runs_what_fell_due_while_nobody_ran(database):
    has_run = threading.Event()

    def run(*_):
        has_run.set()
        return 0

    scheduler = Scheduler(
        database=database,
        clock=NoonClock(at(DAY, 12)),
        profile=timescales.load("england-default"),
        sweeps=(
            Sweep(
                name="rounds",
                first=time(7, 40),
                every=timedelta(hours=1),
                run=run,
            ),
        ),
    )

    scheduler.start()
    try:
        assert has_run.wait(10)
    finally:
        scheduler.stop()
