"""Killed at any instruction, the sender loses nothing and says nothing twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.slack_errors import make_client
from models.database import Database, make_engine
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from tests.faults import twins
from tests.faults.killing import Counted, count, kill_until_done, slack_process
from tests.sender.office import AT_ONCE, MORNING, ManualClock, Office
from workflows import audit
from workflows.clock import Clock

PROMPTS = 60
OPEN = (
    OutboxState.PLANNED,
    OutboxState.CLAIMED,
    OutboxState.SENDING,
    OutboxState.UNCERTAIN,
)
# Of all posts: answers lost, errors after all, and plain refusals.
SHARES = {
    "drop_after": 0.05,
    "drop_before": 0.03,
    "status_500_after": 0.05,
    "ratelimit": 0.03,
}
# One prompt takes some 8,500 instructions of ours, so about every other one is cut.
LONGEST = 12_000


class RunningClock(ManualClock):
    """The machine's own seconds on a working morning; waiting takes no time."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self._started = Clock().machine()

    def now(self):
        return super().now() + (Clock().machine() - self._started)

    machine = now


def is_done(url: str, ring) -> bool:
    engine = make_engine(url)
    try:
        with Database(engine=engine, ring=ring).work() as session:
            states = session.exec(select(OutboxRow.state).distinct()).all()
        return not set(states) & set(OPEN)
    finally:
        # A connection must not be carried over a fork.
        engine.dispose()


def fill(url: str, ring, prompts: int) -> set[str]:
    engine = make_engine(url)
    office = Office(database=Database(engine=engine, ring=ring), api_url="")
    texts = set()
    for number, person_id in enumerate(office.people(prompts)):
        text = f"prompt {number}"
        office.tell(person_id, text, not_before=MORNING)
        texts.add(text)
    engine.dispose()
    return texts


def send(url: str, ring, api_url: str) -> Callable[[int], None]:
    """Return the real sender, from its start until nothing is left to do."""

    def operation(turn: int) -> None:
        engine = make_engine(url)
        office = Office(
            database=Database(engine=engine, ring=ring),
            api_url=api_url,
            clock=RunningClock(MORNING + turn * timedelta(seconds=20)),
            waits=AT_ONCE,
        )
        sender = office.sender(
            holder="the one process", channel_gap=0.0, known_rate=1e6, poll=5.0
        )
        sender.drain(seconds=600)

    return operation


def twin(sender, url: str, ring, api_url: str) -> Callable[[int], None]:
    """Return a sender that has to be caught."""

    def operation(_turn: int) -> None:
        database = Database(engine=make_engine(url), ring=ring)
        sender(database, make_client("xoxb-practice", api_url))

    return operation


def kill(url: str, ring, make, *, kills: int, prompts: int, longest: int) -> Counted:
    with slack_process(**SHARES) as api_url:
        wanted = fill(url, ring, prompts)
        killed = kill_until_done(
            make(api_url),
            lambda: is_done(url, ring),
            kills=kills,
            longest=longest,
            seed=4817,
        )
        assert is_done(url, ring)
        return count(api_url, wanted, kills=killed)


def check_audit(url: str, ring) -> None:
    engine = make_engine(url)
    with Database(engine=engine, ring=ring).work() as session:
        assert audit.verify(session) == []
    engine.dispose()


def test_every_prompt_is_seen_once_however_often_we_are_killed(database_url, ring):
    def make(api_url):
        return send(database_url, ring, api_url)

    found = kill(database_url, ring, make, kills=200, prompts=PROMPTS, longest=LONGEST)

    assert (found.lost, found.duplicated) == (0, 0)
    assert found.kills >= 40
    check_audit(database_url, ring)


def test_a_sender_that_tries_until_it_is_told_ok_is_caught(sqlite_url, ring):
    def make(api_url):
        return twin(twins.retry_until_ok, sqlite_url, ring, api_url)

    found = kill(sqlite_url, ring, make, kills=60, prompts=PROMPTS, longest=2_000)

    assert found.duplicated > 0


def test_a_sender_that_notes_first_is_caught(sqlite_url, ring):
    def make(api_url):
        return twin(twins.mark_then_send, sqlite_url, ring, api_url)

    found = kill(sqlite_url, ring, make, kills=60, prompts=PROMPTS, longest=2_000)

    assert found.lost > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_kills(new_sqlite_url, ring):
    kills = 0
    while kills < 10_000:
        url = new_sqlite_url()

        def make(api_url, url=url):
            return send(url, ring, api_url)

        found = kill(url, ring, make, kills=1000, prompts=200, longest=LONGEST)
        assert (found.lost, found.duplicated) == (0, 0)
        check_audit(url, ring)
        kills += found.kills
