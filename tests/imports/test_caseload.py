"""The example caseload, on any day of the year."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.caseload import caseload
from models.database import Database, make_engine
from models.tables.access import Person
from models.tables.plans import Child, CoreGroup
from models.tables.statements import Asked, Round, Statement
from workflows import audit, clock, timescales

PROFILE = timescales.load("england-default")
TUESDAY = date(2026, 2, 10)
DAYS = [TUESDAY + timedelta(days=step) for step in range(7)]
# Easter, both changes of the clocks, Christmas and the new year.
DAYS += [date(2026, 3, 29), date(2026, 4, 6), date(2026, 10, 25)]
DAYS += [date(2026, 12, 25), date(2027, 1, 1), date(2028, 2, 29)]


def find_account(email):
    # The GP is not in Slack, as GPs often are not.
    name = email.split(".")[0].upper()
    return None if name == "LENA" else ("T0PRACTICE", f"U{name}")


def seed(database, day):
    return caseload.seed(
        database, now=clock.at(day, 9, 30), profile=PROFILE, find_account=find_account
    )


def test_three_families_come_in_with_six_siblings_and_an_unborn_baby(database):
    seed(database, TUESDAY)

    with database.work() as session:
        groups = session.exec(select(CoreGroup)).all()
        children = session.exec(select(Child)).all()
        people = session.exec(select(Person)).all()
    sizes = [sum(c.group_id == group.id for c in children) for group in groups]
    assert sorted(sizes) == [1, 2, 6]
    assert sum(child.unborn_due_on is not None for child in children) == 1
    assert len([p for p in people if p.slack_user_id is not None]) == 14
    assert len({p.agency_id for p in people}) == 8


@pytest.mark.parametrize("day", DAYS, ids=date.isoformat)
def test_one_round_is_open_one_is_closed_and_one_is_to_come(sqlite_url, ring, day):
    engine = make_engine(sqlite_url)
    database = Database(engine=engine, ring=ring)

    report = seed(database, day)

    with database.work() as session:
        rounds = session.exec(select(Round).order_by(col(Round.closes_on))).all()
        closed, still_open, to_come = rounds
        asked = session.exec(select(Asked)).all()
        views = session.exec(select(Statement)).all()
        assert audit.verify(session) == []
    engine.dispose()
    assert report.quarantined == ()
    assert closed.closed_at is not None
    assert still_open.opened_at is not None
    assert still_open.closed_at is None
    assert still_open.closes_on > day
    assert to_come.opened_at is None
    assert sum(view.round_id == still_open.id for view in views) == 2
    assert sum(view.round_id == closed.id for view in views) == 3
    waiting = [a for a in asked if a.round_id == still_open.id and not a.answered_at]
    assert len(waiting) == 4


def test_seeding_again_changes_nothing(database):
    seed(database, TUESDAY)

    assert seed(database, TUESDAY) is None
