"""Looking for drift in every open plan, beside the same facts by hand-written SQL."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from models import crypto
from models.database import Database, make_engine, migrate
from models.tables.actions import Action, ActionVersion
from models.tables.meetings import Meeting
from models.tables.records import Attended, ChildSeen, Record
from models.tables.scores import EndAnswer, EndOfMeeting, MeetingScore
from models.vocabulary import AttendedAs, EndChoice, EndQuestion, MeetingKind
from tests.cast import Family
from tests.world import World
from workflows.drift import sweeping

CHILDREN, CORE_GROUPS, SCORED = 2, 17, 4
HISTORY: Final = timedelta(weeks=6)
# What is copied once a family, parents first; people and agencies are shared.
TABLES: Final = (
    *("coregroup", "child", "plan", "membership", "allocation", "meeting", "record"),
    *("attended", "childseen", "endofmeeting", "meetingscore", "endanswer"),
    *("action", "actionversion", "conference"),
)
OF_FAMILY: Final = frozenset(
    {
        *("id", "group_id", "child_id", "meeting_id", "record_id", "end_id"),
        *("action_id", "alias"),
    }
)
NEWEST: Final = """r.finished_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM record l WHERE l.meeting_id = r.meeting_id
    AND l.version > r.version AND l.finished_at IS NOT NULL)"""
LAST_TWO: Final = """SELECT id FROM (SELECT m.id, row_number() OVER (
    PARTITION BY m.group_id ORDER BY coalesce(m.held_on, m.dated_on) DESC) AS place
    FROM meeting m WHERE m.kind = 'core_group' AND m.cancelled_at IS NULL
    AND EXISTS (SELECT 1 FROM endofmeeting e WHERE e.meeting_id = m.id))
    WHERE place <= 2"""
NEWEST_END: Final = """NOT EXISTS (SELECT 1 FROM endofmeeting l
    WHERE l.meeting_id = e.meeting_id AND l.person_id = e.person_id
    AND l.version > e.version)"""
LAST_RECORDS: Final = f"""SELECT id FROM (SELECT r.id, row_number() OVER (
    PARTITION BY r.group_id ORDER BY r.held_on DESC) AS place
    FROM record r WHERE {NEWEST}) WHERE place <= 2"""
# The same facts as ours, in whole tables and by hand.
BARE: Final = (
    """SELECT p.group_id, c.id, c.number, p.started_on, p.earlier_plans
    FROM plan p JOIN child c ON c.id = p.child_id WHERE p.ended_on IS NULL""",
    """SELECT group_id, max(coalesce(held_on, dated_on)), max(agreed_by)
    FROM meeting WHERE kind = 'core_group' AND cancelled_at IS NULL
    GROUP BY group_id""",
    "SELECT group_id, dated_on FROM meeting WHERE cancelled_at IS NOT NULL",
    f"""SELECT r.group_id, max((SELECT count(DISTINCT a.agency_id) FROM attended a
    WHERE a.record_id = r.id AND a.attended IN ('came', 'deputy'))) FROM record r
    WHERE {NEWEST} GROUP BY r.group_id""",
    f"""SELECT n.id, count(DISTINCT a.agency_id) FROM ({LAST_RECORDS}) n
    JOIN attended a ON a.record_id = n.id WHERE a.attended IN ('came', 'deputy')
    GROUP BY n.id""",
    f"""SELECT DISTINCT a.record_id, g.kind FROM ({LAST_RECORDS}) n
    JOIN attended a ON a.record_id = n.id JOIN agency g ON g.id = a.agency_id""",
    """SELECT m.group_id, p.agency_id, g.kind, m.from_on, m.to_on, m.ended_at
    FROM membership m JOIN person p ON p.id = m.person_id
    JOIN agency g ON g.id = p.agency_id""",
    f"""SELECT s.child_id, max(r.held_on), max(CASE WHEN EXISTS (SELECT 1
    FROM membership m WHERE m.group_id = r.group_id AND m.person_id = s.seen_by
    AND m.role = 'lead_social_worker') THEN s.seen_on END), max(s.seen_on)
    FROM childseen s JOIN record r ON r.id = s.record_id WHERE {NEWEST}
    GROUP BY s.child_id""",
    f"""SELECT r.group_id, r.held_on FROM childseen s
    JOIN record r ON r.id = s.record_id WHERE s.access_refused AND {NEWEST}""",
    "SELECT group_id, happened_on FROM notice WHERE kind = 'access_refused'",
    f"""SELECT e.meeting_id, c.number, s.score, count(*) FROM endofmeeting e
    JOIN meetingscore s ON s.end_id = e.id JOIN child c ON c.id = s.child_id
    WHERE e.meeting_id IN ({LAST_TWO}) AND {NEWEST_END} GROUP BY 1, 2, 3""",
    f"""SELECT e.meeting_id, a.question, a.choice, count(*) FROM endofmeeting e
    JOIN endanswer a ON a.end_id = e.id WHERE e.meeting_id IN ({LAST_TWO})
    AND {NEWEST_END} AND a.question IN ('achieved', 'account') GROUP BY 1, 2, 3""",
    "SELECT group_id, max(raised_at) FROM challenge GROUP BY group_id",
    """SELECT a.group_id, a.due_on, a.rolled_over, v.recorded_at FROM action a
    JOIN actionversion v ON v.action_id = a.id AND v.number = a.version
    WHERE a.done_at IS NULL AND a.ended_at IS NULL""",
    "SELECT group_id, from_on FROM leadchange WHERE withdrawn_at IS NULL",
    """SELECT group_id, kind, dated_on, held_on, provisional FROM conference
    WHERE cancelled_at IS NULL""",
    """SELECT r.group_id, r.id, r.closed_at FROM round r
    JOIN conference c ON c.id = r.conference_id WHERE r.closed_at IS NOT NULL""",
)


@dataclass(frozen=True, kw_only=True)
class Took:
    """How long each way took, in seconds."""

    rows: int
    bare: float
    ours: float


def report() -> None:
    """Measure with 5,000 and 50,000 plans of two years, and print times and ratios."""
    print("Looking for drift, SQLite on disk, two years of history (seconds)")
    print(f"  {'plans':>9}{'rows':>13}{'by hand':>10}{'sweep':>8}{'times':>7}")
    for plans, turns in ((5_000, 3), (50_000, 1)):
        with tempfile.TemporaryDirectory() as folder:
            took = measure(Path(folder) / "bench.db", plans, turns=turns)
        print(
            f"  {plans:9,}{took.rows:13,}{took.bare:10.2f}{took.ours:8.2f}"
            f"{took.ours / took.bare:7.2f}"
        )
    print("  goal: within 3 times of the same facts by hand; under 10 s for 50,000")


def measure(path: Path, plans: int, *, turns: int) -> Took:
    """Return how long looking at so many plans takes, and the floor beneath it."""
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    database = Database(engine=engine, ring=crypto.new_ring())
    world = World(database)
    _history(world)
    engine.dispose()
    rows = _multiply(path, plans // CHILDREN)
    with sqlite3.connect(path) as plain:

        def bare() -> None:
            for query in BARE:
                plain.execute(query).fetchall()

        def ours() -> None:
            world.on(world.today, 6, 50)
            swept = sweeping.sweep(database, now=world.now, profile=world.profile)
            # All goes well, so that only the looking is measured.
            assert (swept.done, swept.failed) == (0, 0)

        answer = Took(rows=rows, bare=_took(bare, turns), ours=_took(ours, turns))
    plain.close()
    engine.dispose()
    return answer


def _took(work: Callable[[], None], turns: int) -> float:
    work()
    took = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _history(world: World) -> Family:
    """Build a family that has met every six weeks for two years, and does well."""
    family = world.group(
        children=CHILDREN,
        members=(world.ben, world.carol, world.dev, world.hetty, world.piotr),
        since=world.today - timedelta(days=200),
    )
    world.conference(family, on=world.today - timedelta(days=60))
    for number in range(CORE_GROUPS):
        on = world.today - timedelta(days=7) - number * HISTORY
        meeting = world.keep(
            Meeting(
                group_id=family.id,
                kind=MeetingKind.CORE_GROUP,
                dated_on=on,
                held_on=on,
                recorded_at=world.now,
            )
        )
        _record(world, family, meeting)
        if number < SCORED:
            _answer(world, family, meeting)
    for days in range(-30, 8):
        _action(world, family, world.today + timedelta(days=days), is_done=days < 1)
    return family


def _record(world: World, family: Family, meeting: Meeting) -> None:
    people = (world.asha, world.ben, world.carol, world.dev, world.hetty, world.piotr)
    record = world.keep(
        Record(
            meeting_id=meeting.id,
            group_id=family.id,
            held_on=meeting.dated_on,
            begun_by=world.asha.id,
            begun_at=world.now,
            finished_by=world.asha.id,
            finished_at=world.now,
            profile_version=world.profile.stamp,
        )
    )
    with world.work() as session:
        session.add_all(
            Attended(
                record_id=record.id,
                person_id=person.id,
                agency_id=person.agency_id,
                attended=AttendedAs.CAME,
            )
            for person in people
        )
        session.add_all(
            ChildSeen(
                record_id=record.id,
                child_id=child.id,
                seen_on=meeting.dated_on - timedelta(days=2),
                seen_by=world.asha.id,
            )
            for child in family.children
        )


def _answer(world: World, family: Family, meeting: Meeting) -> None:
    people = (world.asha, world.ben, world.carol, world.dev, world.hetty, world.piotr)
    choices = {
        EndQuestion.ACHIEVED: EndChoice.SOMETHING_ACHIEVED,
        EndQuestion.STUCK: EndChoice.NOTHING_STUCK,
        EndQuestion.ACCOUNT: EndChoice.SEVERAL_ACCOUNTS,
        EndQuestion.CHALLENGED: EndChoice.NOBODY_DISAGREES,
        EndQuestion.LEGAL_ROUTE: EndChoice.NOT_NEEDED,
    }
    for number, person in enumerate(people):
        end = world.keep(
            EndOfMeeting(
                meeting_id=meeting.id,
                person_id=person.id,
                agency_id=person.agency_id,
                given_by=person.id,
                given_at=world.now,
                profile_version=world.profile.stamp,
            )
        )
        with world.work() as session:
            session.add_all(
                MeetingScore(end_id=end.id, child_id=child.id, score=5 + number % 3)
                for child in family.children
            )
            session.add_all(
                EndAnswer(end_id=end.id, question=question, choice=choice)
                for question, choice in choices.items()
            )


def _action(world: World, family: Family, due_on: date, *, is_done: bool) -> None:
    action = world.keep(
        Action(
            group_id=family.id,
            owner_id=world.ben.id,
            due_on=due_on,
            profile_version=world.profile.stamp,
            recorded_at=world.now,
            done_at=world.now if is_done else None,
        )
    )
    world.keep(
        ActionVersion(
            action_id=action.id,
            number=1,
            owner_id=world.ben.id,
            what_sealed="",
            outcome_sealed="",
            due_on=due_on,
            set_by=world.asha.id,
            recorded_at=world.now,
        )
    )


def _multiply(path: Path, families: int) -> int:
    """Copy the one family with all its history, and return how many rows there are."""
    plain = sqlite3.connect(path)
    # Copies share their people and what is sealed, which matters to no question here.
    plain.execute("PRAGMA foreign_keys=OFF")
    plain.execute("CREATE TEMP TABLE number (n INTEGER PRIMARY KEY)")
    plain.executemany(
        "INSERT INTO number VALUES (?)", ((n,) for n in range(1, families))
    )
    rows = 0
    for table in TABLES:
        plain.execute(f"CREATE TEMP TABLE one AS SELECT * FROM {table}")
        names = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
        copied = ", ".join(_copied(name) for name in names)
        plain.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {copied} FROM number, one"
        )
        (count,) = plain.execute(f"SELECT count(*) FROM {table}").fetchone()
        rows += count
        plain.execute("DROP TABLE one")
    plain.commit()
    plain.execute("ANALYZE")
    plain.commit()
    plain.close()
    return rows


def _copied(name: str) -> str:
    """Return a column as its copy has it: what is the family's own gets a number."""
    if name not in OF_FAMILY:
        return name
    if name == "alias":
        return "'CG-' || (100000 + n)"
    # No id of ours has an x in it, so that no copy has the id of the first family.
    return f"substr({name}, 1, 10) || printf('x%05x', n)"
