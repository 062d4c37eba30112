"""Locks that hold up only who wants the same, and waiting that ends well."""

import re
import threading
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.database import Database, make_engine
from models.tables.spine import SweepRun
from workflows import clock

QUERIES = Path(__file__).parents[2] / "models" / "queries"
LOCK = re.compile(r"with_for_update\(([^)]*)\)")
NAMES = ("one", "other")


def test_no_lock_holds_up_a_row_that_only_refers_to_the_locked_one():
    """
    Keeping a view refers to its round, which a sweep may hold: both went on waiting.

    A lock that also keeps references out (PostgreSQL's plain FOR UPDATE) is never
    needed, for no id ever changes.
    """
    found = [
        (path.name, lock)
        for path in sorted(QUERIES.glob("*.py"))
        for lock in LOCK.findall(path.read_text())
    ]

    assert found
    assert [one for one in found if "key_share=True" not in one[1]] == []


@pytest.fixture
def shared(postgresql_url, ring):
    engine = make_engine(postgresql_url)
    yield Database(engine=engine, ring=ring)
    engine.dispose()


def _prepare(database):
    with database.work() as session:
        session.add_all(
            SweepRun(name=name, started_at=clock.at(date(2026, 11, 2), 9))
            for name in NAMES
        )


def _crosswise(database, carry):
    """Let two units of work each lock what the other wants next; return the tries."""
    both_hold, tries, faults = threading.Barrier(2), [], []

    def work(first, second):
        mine = []

        def do(session):
            tries.append(first)
            mine.append(first)
            _raise(session, first)
            if len(mine) == 1:
                both_hold.wait(10)
            _raise(session, second)

        try:
            carry(do)
        except sa.exc.DBAPIError as error:
            faults.append(error)

    pair = [threading.Thread(target=work, args=names) for names in (NAMES, NAMES[::-1])]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(30)
    with database.work() as session:
        counts = [session.get_one(SweepRun, name).failures for name in NAMES]
    return tries, faults, counts


def _raise(session, name):
    session.connection().execute(
        sa.update(SweepRun)
        .where(SweepRun.name == name)
        .values(failures=SweepRun.failures + 1)
    )


def test_of_two_that_wait_for_each_other_both_come_through(shared):
    _prepare(shared)

    tries, faults, counts = _crosswise(shared, shared.carry_out)

    assert faults == []
    assert counts == [2, 2]
    # One of them began again: without that, the test would have shown nothing. On a
    # busy machine it may be in the other's way once more.
    assert len(tries) >= 3


def test_without_a_second_try_one_of_them_is_lost(shared):
    _prepare(shared)

    def once(do):
        with shared.work() as session:
            do(session)

    _, faults, counts = _crosswise(shared, once)

    assert [error.orig.sqlstate for error in faults] == ["40P01"]
    assert counts == [1, 1]


def test_what_goes_wrong_for_another_reason_is_tried_once(database):
    tries = []

    def do(session):
        tries.append(1)
        session.execute(sa.text("SELECT 1 FROM no_such_table"))

    with pytest.raises(sa.exc.DBAPIError):
        database.carry_out(do)

    assert tries == [1]
