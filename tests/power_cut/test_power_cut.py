"""After a power cut every view is there whose giver was told that it is kept."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from models.database import Database, make_engine
from models.tables.statements import Statement
from models.vocabulary import Recommendation
from tests.browser import missing
from tests.power_cut.cutting import apply, disks, lay_down
from tests.power_cut.recording import (
    NotRecordable,
    Recorder,
    Recording,
    make_recorder,
)
from tests.world import World
from workflows import audit

SEED = 4817


@pytest.fixture(scope="session")
def recorder() -> Recorder:
    """Return the recorder of this Python's own SQLite."""
    try:
        return make_recorder()
    except NotRecordable:
        missing("a Python that shows the functions of its SQLite")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A recording, and after how many steps each view was acknowledged."""

    recording: Recording
    acknowledged: list[tuple[int, str]]
    database: Path

    def told_by(self, cut: int) -> set[str]:
        """Give the views whose givers had been told so before the cut."""
        return {view for step, view in self.acknowledged if step <= cut}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of some cuts."""

    cuts: int
    acknowledged: int
    lost: int


def give_views(
    recorder: Recorder, url: str, ring, *, views: int, synchronous: str
) -> Kept:
    """Give views through the real unit of work, and note when each is acknowledged."""
    acknowledged = []
    with recorder.recording() as recording:
        engine = make_engine(url)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        world = World(Database(engine=engine, ring=ring))
        family = world.group(children=2)
        found = world.open_round(family)
        people = (world.asha, world.ben, world.carol)
        words = list(Recommendation)
        for number in range(views):
            world.later(seconds=20)
            said = world.answers(family, recommendation=words[number % len(words)])
            receipt = world.submit(found, people[number % 3], said)
            acknowledged.append((len(recording.steps), receipt.statement_id))
    path = Path(engine.url.database or "")
    check_recording_is_whole(recording)
    engine.dispose()
    return Kept(recording=recording, acknowledged=acknowledged, database=path)


def check_recording_is_whole(recording: Recording) -> None:
    """Check that the steps, all done, give the very bytes of the real files."""
    for path, first in recording.first.items():
        content = bytearray(first)
        apply(content, [s for s in recording.steps if s.path == path])
        assert Path(path).read_bytes() == bytes(content), Path(path).name


def cut(kept: Kept, folder: Path, ring, *, cuts: int, share: float) -> Found:
    """Cut the power again and again, and look at what each cut left."""
    draw = random.Random(SEED)  # noqa: S311 -- to be repeated, not secret
    first = kept.acknowledged[0][0]
    ends = [step for step, _ in kept.acknowledged]
    # Half of them the instant after an acknowledgement, half at any step whatever.
    points = draw.sample(ends, min(len(ends), cuts // 2))
    points += draw.choices(range(first, ends[-1]), k=cuts - len(points))
    lost = told = 0
    for number, (point, disk) in enumerate(disks(kept.recording, sorted(points))):
        place = folder / f"{share}-{number}"
        place.mkdir()
        lay_down(disk.after_cut(share, draw), place)
        there = views_in(place / kept.database.name, ring)
        wanted = kept.told_by(point)
        told, lost = told + len(wanted), lost + len(wanted - there)
        for file in place.iterdir():
            file.unlink()
    return Found(cuts=len(points), acknowledged=told, lost=lost)


def views_in(path: Path, ring) -> set[str]:
    """Open what a cut left, check that it is sound, and give the views in it."""
    engine = make_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            sound = connection.execute(sa.text("PRAGMA integrity_check")).scalar()
            assert sound == "ok"
            broken = connection.execute(sa.text("PRAGMA foreign_key_check")).all()
            assert broken == []
        with Database(engine=engine, ring=ring).work() as session:
            assert audit.verify(session) == []
            return set(session.exec(select(Statement.id)).all())
    finally:
        engine.dispose()


def test_what_was_acknowledged_survives_a_power_cut(
    recorder, sqlite_url, tmp_path, ring
):
    kept = give_views(recorder, sqlite_url, ring, views=120, synchronous="FULL")

    for share in (0.0, 0.5):
        found = cut(kept, tmp_path, ring, cuts=40, share=share)

        assert found == replace(found, cuts=40, lost=0)
        assert found.acknowledged > 1000


def test_with_a_weaker_setting_the_same_cuts_lose_views(
    recorder, sqlite_url, tmp_path, ring
):
    weak = give_views(recorder, sqlite_url, ring, views=60, synchronous="NORMAL")

    found = cut(weak, tmp_path, ring, cuts=20, share=0.0)

    assert found.lost > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_thousand_cuts_lose_nothing(recorder, sqlite_url, tmp_path, ring, share):
    many = give_views(recorder, sqlite_url, ring, views=1000, synchronous="FULL")

    found = cut(many, tmp_path, ring, cuts=1000, share=share)

    assert found.lost == 0
    assert found.acknowledged > 10_000
