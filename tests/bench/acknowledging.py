"""How soon a button and a form are acknowledged, beside a bare handler of Bolt's."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot import app, settings
from bot.practice_time import keep_ahead
from bot.slack_errors import make_client
from models import crypto
from models.database import Database, make_engine, migrate
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from tests.cast import TEAM
from tests.edge.one_round import OneRound
from tests.http_access import payloads
from tests.http_access.payloads import Sent
from tests.world import World
from workflows import timescales
from workflows.clock import Clock
from workflows.statements import giving

PROJECT = Path(__file__).parents[2]
RATE, MANY, FEW = 20.0, 200, 10
# Three views each: enough for the steady run and for half of the burst.
FAMILIES = 100
SLACK_WAITS_MS = 3000.0


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How long acknowledgements took, in milliseconds."""

    took: list[float]
    asked: int

    def at(self, share: float) -> float:
        """Return the time within which this share of them came."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def too_late(self) -> int:
        """Return how many Slack would have given up on, unanswered ones among them."""
        late = sum(one > SLACK_WAITS_MS for one in self.took)
        return late + self.asked - len(self.took)


class Load:
    """The load generator's process."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self._program = program
        self.url: str = self._read()["url"]

    def send(self, sent: list[Sent], rate: float) -> Taken:
        """Send these at a rate, and return how long each took."""
        bodies = [json.loads(payloads.unwrapped(one)) for one in sent]
        assert self._program.stdin is not None
        line = json.dumps({"rate": rate, "payloads": bodies})
        self._program.stdin.write(f"{line}\n")
        self._program.stdin.flush()
        return Taken(took=self._read()["took"], asked=len(sent))

    def _read(self) -> Any:
        assert self._program.stdout is not None
        return json.loads(self._program.stdout.readline())


@contextmanager
def load() -> Iterator[Load]:
    """Run a load generator meanwhile."""
    program = subprocess.Popen(
        (sys.executable, "-m", "tests.bench.load"),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Load(program)
    finally:
        program.terminate()
        program.wait()


def bare(sent: list[list[Sent]], rates: list[float]) -> list[Taken]:
    """Measure a handler that does nothing."""
    with load() as generator:
        client = make_client("xoxb-practice", generator.url)
        bolt = App(
            client=client,
            signing_secret="not used",
            process_before_response=True,
            token_verification_enabled=False,
            token="xoxb-practice",
        )
        bolt.action("statements.open")(lambda ack: ack())
        bolt.view("statements.form")(lambda ack: ack())
        handler = SocketModeHandler(
            bolt, "xapp-practice", web_client=client, concurrency=app.THREADS
        )
        handler.connect()
        try:
            return [
                generator.send(one, rate) for one, rate in zip(sent, rates, strict=True)
            ]
        finally:
            handler.close()


def ours(folder: Path) -> tuple[list[list[Sent]], list[float], list[Taken]]:
    """Measure the bot on an SQLite file: buttons, forms, and a burst of both."""
    with load() as generator:
        engine = make_engine(f"sqlite:///{folder / 'bench.db'}")
        migrate(engine)
        database = Database(engine=engine, ring=crypto.new_ring())
        world = World(database)
        everybody = _asked(world)
        bot = _bot(world, generator.url)
        bot.start()
        try:
            buttons = _buttons(everybody)
            # The first few find everything cold; they are shown, but apart.
            sent = [buttons[:FEW], buttons[FEW:], _forms(everybody[:MANY])]
            rest = zip(_buttons(everybody), _forms(everybody[MANY:]), strict=False)
            sent.append([one for pair in rest for one in pair][:MANY])
            rates = [RATE, RATE, RATE, 0.0]
            taken = [
                generator.send(some, rate)
                for some, rate in zip(sent, rates, strict=True)
            ]
            return sent, rates, taken
        finally:
            bot.stop()
            engine.dispose()


def _bot(world: World, url: str) -> app.Bot:
    found = settings.read(
        {
            "COREGROUP_PRACTICE": "1",
            "COREGROUP_SLACK_MODE": "socket",
            "COREGROUP_PORT": "0",
            "DATABASE_URL": "sqlite:///unused",
            "SLACK_API_URL": url,
            "SLACK_APP_TOKEN": "xapp-practice",
            "SLACK_BOT_TOKEN": "xoxb-practice",
        }
    )
    # The invented partnership lives on a working morning of its own.
    keep_ahead(world.database, world.now - Clock().machine())
    return app.build(found, timescales.load("england-default"), world.database)


def _asked(world: World) -> list[tuple[OneRound, Person]]:
    """Ask three people in each of many families, with all but the last page saved."""
    # Of their own: nobody is in a hundred core groups.
    people = [_people(world, number) for number in range(FAMILIES)]
    families = [world.group(members=members) for members in people]
    rounds = [
        world.round(world.conference(family, in_working_days=20)) for family in families
    ]
    world.on(rounds[0].opens_on, 7, 40)
    world.sweep()
    world.on(world.today, 10)
    each = list(zip(families, rounds, people, strict=True))
    with world.work() as session:
        # What these days had to say is said, so that the sender is idle.
        session.exec(sa.update(OutboxRow).values(state=OutboxState.CANCELLED))
        for family, found, members in each:
            for person in members:
                giving.save_draft(
                    session,
                    actor=world.actor(person),
                    round_id=found.id,
                    answers=world.answers(family),
                    now=world.now,
                )
    return [
        (OneRound(world=world, family=family, found=found), person)
        for family, found, members in each
        for person in members
    ]


def _people(world: World, number: int) -> list[Person]:
    return [
        world.keep(
            Person(
                email=f"m{number}-{agency}@example.org",
                name=f"Member {number}",
                agency_id=world.agencies[agency].id,
                slack_team_id=TEAM,
                slack_user_id=f"UM{number:04}{agency[:2].upper()}",
                recorded_at=world.now,
            )
        )
        for agency in ("health", "school", "police")
    ]


def _buttons(everybody: list[tuple[OneRound, Person]]) -> list[Sent]:
    return [
        payloads.press(one.account(person), "statements.open", one.found.id)
        for one, person in everybody[:MANY]
    ]


def _forms(everybody: list[tuple[OneRound, Person]]) -> list[Sent]:
    return [one.the_end(person) for one, person in everybody]


def report() -> None:
    """Measure both in one run, and print them side by side."""
    with tempfile.TemporaryDirectory() as folder:
        sent, rates, taken = ours(Path(folder))
    floor = bare(sent, rates)
    names = ("the first few", "a button", "a form", f"burst of {MANY}")
    print("Acknowledgement over Socket Mode, SQLite on disk, 20 a second (ms)")
    heads = f"{'p50':>8}{'p99':>8}{'most':>8}{'> 3 s':>7}{'bare p50':>10}{'p99':>8}"
    print(f"  {'':14}{heads}")
    for name, mine, theirs in zip(names, taken, floor, strict=True):
        print(
            f"  {name:14}{mine.at(0.5):8.1f}{mine.at(0.99):8.1f}{mine.at(1):8.1f}"
            f"{mine.too_late:7}{theirs.at(0.5):10.1f}{theirs.at(0.99):8.1f}"
        )
    print("  goals: p50 under 3, p99 under 20, none over 3 s in the burst")
