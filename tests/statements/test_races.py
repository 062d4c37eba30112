"""An answer and a reminder at the same moment: nobody is reminded after answering."""

import threading
import time

import pytest

from models.database import Database, make_engine
from models.queries import outbox as outbox_queries
from models.queries import statements as queries
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from tests.world import World
from workflows.overview import owing
from workflows.statements import chasing, giving, sweeping

PAUSE = 0.4


@pytest.fixture
def postgresql_world(postgresql_url, ring):
    """Build the cast on PostgreSQL, where two transactions can truly meet."""
    engine = make_engine(postgresql_url)
    yield World(Database(engine=engine, ring=ring))
    engine.dispose()


class Meeting:
    """Runs one thing in its own transaction while another one holds its locks."""

    def __init__(self, act):
        self.failure = None
        self.done = threading.Event()
        self.began = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(act,))
        self._thread.start()

    def _run(self, act):
        try:
            self.began.set()
            act()
        except BaseException as failure:  # noqa: BLE001 - shown by `end`
            self.failure = failure
        finally:
            self.done.set()

    def is_waiting(self):
        """Say whether it has begun and waits for the other."""
        self.began.wait(5)
        time.sleep(PAUSE)
        return not self.done.is_set()

    def end(self):
        """Wait until it is through."""
        self._thread.join(20)
        assert not self._thread.is_alive()
        if self.failure is not None:
            raise self.failure


def test_a_reminder_waits_for_the_answer_and_then_is_not_wanted(postgresql_world):
    world = postgresql_world
    family = world.group()
    found = world.open_round(family)
    seen = []

    def remind():
        with world.work() as session:
            seen.append(
                owing.owed(
                    session,
                    person_id=world.ben.id,
                    now=world.now,
                    profile=world.profile,
                    lock=True,
                )
            )

    with world.work() as session:
        giving.submit(
            session,
            actor=world.actor(world.ben),
            round_id=found.id,
            answers=world.answers(family),
            now=world.now,
            profile=world.profile,
        )
        session.flush()
        reminder = Meeting(remind)
        assert reminder.is_waiting()
    reminder.end()

    assert seen == [[]]


def test_an_answer_waits_for_a_reminder_whose_intent_is_being_written(postgresql_world):
    world = postgresql_world
    family = world.group()
    found = world.open_round(family)

    with world.work() as session:
        owed = owing.owed(
            session,
            person_id=world.ben.id,
            now=world.now,
            profile=world.profile,
            lock=True,
        )
        answer = Meeting(lambda: world.submit(found, world.ben, world.answers(family)))
        assert answer.is_waiting()
    answer.end()

    assert [item.round_id for item in owed] == [found.id]
    assert world.asked(found, world.ben).answered_at is not None


def test_an_answer_does_not_wait_for_a_nudge_that_is_being_taken_up(postgresql_world):
    world = postgresql_world
    family = world.group()
    found = world.open_round(family)
    asked = world.asked(found, world.ben)
    with world.work() as session:
        chasing.nudge(
            session,
            actor=world.actor(world.asha),
            asked_id=asked.id,
            now=world.now,
            profile=world.profile,
        )
    (nudge,) = world.outbox("statements.nudge")

    with world.work() as session:
        # As the sender does: the row first, and then what it is about.
        session.get_one(OutboxRow, nudge.id, with_for_update=True)
        answer = Meeting(lambda: world.submit(found, world.ben, world.answers(family)))
        answer.end()
        fresh = queries.lock_asked(session, [asked.id])[0]
        assert fresh.answered_at is not None

    (row,) = world.outbox("statements.nudge")
    assert row.state is OutboxState.PLANNED


def test_a_nudge_that_nobody_holds_is_taken_back_at_once(postgresql_world):
    world = postgresql_world
    family = world.group()
    found = world.open_round(family)
    asked = world.asked(found, world.ben)
    with world.work() as session:
        chasing.nudge(
            session,
            actor=world.actor(world.asha),
            asked_id=asked.id,
            now=world.now,
            profile=world.profile,
        )

    world.submit(found, world.ben, world.answers(family))

    with world.work() as session:
        assert list(outbox_queries.lock_planned(session, f"nudge:{asked.id}")) == []


def test_two_sweeps_at_once_open_a_round_once(postgresql_world):
    world = postgresql_world
    found = world.round(world.conference(world.group()))
    world.on(found.opens_on, 7, 40)

    with world.work() as session:
        sweeping.advance(session, found.id, now=world.now, profile=world.profile)
        session.flush()
        other = Meeting(world.sweep)
        assert other.is_waiting()
    other.end()

    assert world.told("overview.daily_list") == ["asha", "ben", "carol"]
    assert len(world.audited("round opened")) == 1


def test_two_versions_at_once_are_two_versions(postgresql_world):
    world = postgresql_world
    family = world.group()
    found = world.open_round(family)

    with world.work() as session:
        first = giving.submit(
            session,
            actor=world.actor(world.ben),
            round_id=found.id,
            answers=world.answers(family),
            now=world.now,
            profile=world.profile,
        )
        session.flush()
        second = Meeting(lambda: world.submit(found, world.ben, world.answers(family)))
        assert second.is_waiting()
    second.end()

    assert first.version == 1
    assert sorted(row.version for row in world.statements(found)) == [1, 2]
