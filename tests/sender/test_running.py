"""The sender in a thread of its own, with the machine's own clock."""

import threading
import time

import pytest
import sqlalchemy as sa

from models.vocabulary import OutboxState
from tests.sender.office import Office, real_waits, working_clock
from workflows import outbox
from workflows.delivery import sending
from workflows.delivery.states import Waits

ENOUGH = 30.0


@pytest.fixture
def running(database, api_url):
    """Return a partnership on a working morning whose clock runs."""
    return Office(
        database=database,
        api_url=api_url,
        clock=working_clock(),
        waits=real_waits(quiet=0.5),
    )


def plan(office, count):
    """Plan a prompt each for so many people who were written to before."""
    with office.database.work() as session:
        for number, person_id in enumerate(office.people(count)):
            row = office.planned_row(person_id, f"prompt {number}")
            row.slack_channel = f"DU{number:05}"
            session.add(row)


def run_until(sender, is_over):
    """Run a sender until something holds; return the seconds that took."""
    stop = threading.Event()
    thread = threading.Thread(target=sender.run, args=(stop,))
    started = time.monotonic()
    thread.start()
    while not is_over() and time.monotonic() < started + ENOUGH:
        stop.wait(0.01)
    taken = time.monotonic() - started
    stop.set()
    sender.wake()
    thread.join(ENOUGH)
    assert not thread.is_alive()
    return taken


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_known_rate_is_reached_although_slack_answers_slowly(running, slack):
    slack.latency = 0.15
    plan(running, 100)
    sender = running.sender(workers=16, known_rate=20.0)

    taken = run_until(sender, lambda: len(slack.visible()) == 100)

    # One at a time would take over 15 seconds, the rate alone takes five.
    assert taken < 8
    assert set(slack.visible().values()) == {1}


def test_what_is_written_while_it_runs_is_sent_soon(running, slack):
    [ben] = running.people(1)
    sender = running.sender(workers=2, poll=0.1)

    def is_over():
        if not running.rows():
            running.tell(ben, "news")
            sender.wake()
        return bool(slack.visible())

    assert run_until(sender, is_over) < 10
    assert slack.visible() == {"news": 1}


def test_stopping_finishes_what_is_on_its_way(running, slack):
    slack.latency = 0.3
    plan(running, 6)
    sender = running.sender(workers=6, known_rate=100)

    run_until(sender, lambda: bool(slack.calls))

    states = {row.state for row in running.rows()}
    assert states <= {OutboxState.SENT, OutboxState.PLANNED}
    assert OutboxState.SENT in states


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_idle_it_asks_the_database_once_a_second_and_slack_never(running, slack):
    sender = running.sender(workers=2, poll=1.0)
    units: list[object] = []
    sa.event.listen(running.database.engine, "begin", units.append)

    run_until(sender, lambda: not threading.Event().wait(2.0))

    # Two or three turns of a few units each, and one more to give the lease back.
    assert slack.calls == []
    assert 0 < len(units) <= 24


class TestAnswerAgainstReminder:
    """Two connections to PostgreSQL: the answer withdraws, the sender takes up."""

    @pytest.fixture
    def database_url(self, postgresql_url):
        return postgresql_url

    def test_an_answer_first_means_silence(self, running):
        [ben] = running.people(1)
        row_id = running.tell(ben, "reminder")
        now = running.clock.now()

        with running.database.work() as answering:
            withdrawn = outbox.withdraw(
                answering, dedupe_prefix="trial:", because="answered", now=now
            )
            with running.database.work() as other:
                assert sending.take(other, row_id, now=now) is None

        assert withdrawn == 1
        assert running.row(row_id).state is OutboxState.CANCELLED

    def test_an_intent_first_is_not_undone_behind_its_back(self, running):
        [ben] = running.people(1)
        row_id = running.tell(ben, "reminder")
        now, withdrawn = running.clock.now(), []

        def answer():
            with running.database.work() as session:
                withdrawn.append(
                    outbox.withdraw(
                        session, dedupe_prefix="trial:", because="answered", now=now
                    )
                )

        thread = threading.Thread(target=answer)
        with running.database.work() as session:
            row = sending.take(session, row_id, now=now)
            assert row is not None
            sending.intend(
                session,
                row,
                channel="D1",
                watermark=None,
                now=now,
                at=running.clock.machine(),
                waits=Waits(),
            )
            session.flush()
            # Nor does the answer wait: both could then wait for each other for ever.
            thread.start()
            thread.join(ENOUGH)
            assert withdrawn == [0]

        assert running.row(row_id).state is OutboxState.SENDING

    def test_whoever_lost_a_row_in_the_meantime_changes_nothing(self, running):
        [ben] = running.people(1)
        row_id = running.tell(ben, "reminder")
        now, at = running.clock.now(), running.clock.machine()
        with running.database.work() as session:
            row = sending.take(session, row_id, now=now)
            assert row is not None
            fence = sending.claim(session, row, at=at, waits=Waits())
        with running.database.work() as session:
            assert sending.abandon(session, at=None, quiet_until=at) == 1

        with running.database.work() as session:
            is_kept = sending.done(
                session, row_id, fence=fence, now=now, at=at, waits=Waits(), ts="1.1"
            )

        assert not is_kept
        assert running.row(row_id).state is OutboxState.PLANNED
