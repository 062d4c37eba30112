"""How long a sweep takes to find what is due, beside the bare indexed query."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from models import crypto
from models.columns import new_id
from models.database import Database, make_engine, migrate
from models.queries import statements as queries
from tests.world import World
from workflows.statements import sweeping

DUE, MEMBERS, TURNS = 100, 10, 101
BARE = (
    "SELECT id FROM round WHERE acts_on <= ?",
    "SELECT round_id FROM asked WHERE remind_on <= ?",
)


def report() -> None:
    """Measure with 40,000 and 400,000 pending, and print the times and ratios."""
    print(f"A sweep with {DUE} due (ms, median of {TURNS})")
    print(
        f"  {'pending':>9}{'bare query':>12}{'found':>8}{'times':>7}{'idle sweep':>12}"
    )
    for pending in (40_000, 400_000):
        with tempfile.TemporaryDirectory() as folder:
            bare, ours, idle = _measure(Path(folder) / "bench.db", pending)
        print(f"  {pending:9,}{bare:12.3f}{ours:8.3f}{ours / bare:7.1f}{idle:12.2f}")
    print("  goal: within 3 times of the bare query, no slower when pending grows")


def _measure(path: Path, pending: int) -> tuple[float, float, float]:
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    database = Database(engine=engine, ring=crypto.new_ring())
    world = World(database)
    family = world.group()
    found = world.round(world.conference(family))
    idle_day = world.today - timedelta(days=1)
    engine.dispose()
    _fill(path, found.id, pending, today=world.today.isoformat())
    with sqlite3.connect(path) as plain:

        def bare() -> None:
            for query in BARE:
                plain.execute(query, (world.today.isoformat(),)).fetchall()

        def ours() -> None:
            with database.work() as session:
                assert len(queries.list_due(session, today=world.today)) == DUE

        def idle() -> None:
            now = world.on(idle_day)
            sweeping.sweep(database, now=now, profile=world.profile)

        answer = (_median(bare), _median(ours), _median(idle))
    plain.close()
    engine.dispose()
    return answer


def _median(work: Callable[[], None]) -> float:
    work()
    took = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _fill(path: Path, like: str, pending: int, *, today: str) -> None:
    """Multiply one planned round, with its members waiting for a later day."""
    later = "2099-01-05"
    plain = sqlite3.connect(path)
    # Copies share their conference and their people, which matters to no query here.
    plain.execute("PRAGMA foreign_keys=OFF")
    plain.row_factory = sqlite3.Row
    round_ = dict(plain.execute("SELECT * FROM round WHERE id = ?", (like,)).fetchone())
    ids = [new_id() for _ in range(pending // MEMBERS)]
    rounds = [
        {**round_, "id": one, "conference_id": one, "group_id": one, "acts_on": later}
        for one in ids
    ]
    _insert(plain, "round", rounds)
    opened = round_["recorded_at"]
    _insert(
        plain,
        "asked",
        [
            {
                "id": new_id(),
                "round_id": one,
                "group_id": one,
                "person_id": f"p{member}",
                "asked_at": opened,
                "remind_on": today if member == 0 and n < DUE else later,
            }
            for n, one in enumerate(ids)
            for member in range(MEMBERS)
        ],
    )
    plain.execute("UPDATE round SET acts_on = ? WHERE id = ?", (later, like))
    plain.commit()
    plain.close()


def _insert(
    plain: sqlite3.Connection, table: str, rows: list[dict[str, object]]
) -> None:
    names = list(rows[0])
    marks = ", ".join(f":{name}" for name in names)
    plain.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows
    )
