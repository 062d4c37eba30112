"""However the files are broken, a plan is in the register whole or not at all."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from models.database import Database, make_engine
from models.sealed import ring as ring_of
from models.tables.audit import AuditRow
from models.tables.conferences import Conference, ConferenceChild
from models.tables.plans import Child, Plan
from tests.imports.looking import everything
from tests.imports.sources import Caseload
from workflows import audit

NASTY = ["", "x", "2025-09-08", "2031-01-01", "31/02/2025", "=1+1", "P1", "L1", "D1"]
FILES = [
    "ssd_person",
    "ssd_family",
    "ssd_cp_plans",
    "ssd_cp_reviews",
    "ssd_initial_cp_conference",
]


@st.composite
def breakages(draw):
    """Return up to four changes to the sound caseload: cells, rows gone, rows twice."""
    return [
        (
            draw(st.sampled_from(FILES)),
            draw(st.integers(min_value=0, max_value=5)),
            draw(st.sampled_from(["change", "remove", "repeat"])),
            draw(st.integers(min_value=0, max_value=7)),
            draw(st.one_of(st.sampled_from(NASTY), st.text(max_size=12))),
        )
        for _ in range(draw(st.integers(min_value=1, max_value=4)))
    ]


def break_(caseload, changes):
    for file, row, how, column, value in changes:
        rows = caseload.files[file]
        if row >= len(rows):
            continue
        if how == "remove":
            del rows[row]
        elif how == "repeat":
            rows.append(dict(rows[row]))
        else:
            columns = list(rows[row])
            rows[row] = {**rows[row], columns[column % len(columns)]: _plain(value)}


def _plain(text):
    # What makes a whole file unreadable is tested where files are read.
    return "".join(letter for letter in text if letter.isprintable() and letter != "\0")


@given(changes=breakages())
@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_plan_is_never_half_loaded(sqlite_template, ring, changes):
    with TemporaryDirectory() as folder:
        shutil.copyfile(sqlite_template, Path(folder) / "test.db")
        engine = make_engine(f"sqlite:///{folder}/test.db")
        database = Database(engine=engine, ring=ring)
        caseload = Caseload(Path(folder) / "files")
        break_(caseload, changes)

        report = caseload.load(database).report
        before = everything(database)
        again = caseload.load(database).report
        assert everything(database) == before

        with database.work() as session:
            faulty = {
                (fault.place.file, fault.place.row) for fault in report.quarantined
            }
            twice = {
                (warning.place.file, warning.place.row)
                for warning in report.warnings
                if "taken once" in warning.reason
            }
            for plan in session.exec(select(Plan)):
                assert_whole(session, plan, caseload, faulty=faulty, twice=twice)
            for child in session.exec(select(Child)):
                plans = select(Plan).where(Plan.child_id == child.id)
                assert session.exec(plans).first() is not None
            assert audit.verify(session) == []
            entries = session.exec(select(AuditRow)).all()
        assert not any(again.loaded.values())
        assert not any(again.changed.values())
        assert len(entries) > 0
        engine.dispose()


def assert_whole(session, plan, caseload, *, faulty, twice):
    """Check that everything that the files hang on a plan came with it."""
    keys = ring_of(session)
    source = next(
        row
        for row in caseload.files["ssd_cp_plans"]
        if keys.opaque("plan", row["cppl_cp_plan_id"].strip()) == plan.source_key
    )
    seats = {
        place.source_key
        for place in session.exec(
            select(ConferenceChild)
            .join(Conference)
            .where(ConferenceChild.plan_id == plan.id)
        )
    }
    for number, row in enumerate(caseload.files["ssd_cp_reviews"], start=2):
        if row["cppr_cp_plan_id"].strip() == source["cppl_cp_plan_id"].strip():
            place = ("ssd_cp_reviews.csv", number)
            assert place not in faulty
            key = keys.opaque("review", row["cppr_cp_review_id"].strip())
            assert (key in seats) != (place in twice)


@given(changes=breakages())
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_files_that_changed_have_said_all_after_one_run(sqlite_template, ring, changes):
    with TemporaryDirectory() as folder:
        shutil.copyfile(sqlite_template, Path(folder) / "test.db")
        engine = make_engine(f"sqlite:///{folder}/test.db")
        database = Database(engine=engine, ring=ring)
        caseload = Caseload(Path(folder) / "files")
        caseload.load(database)
        break_(caseload, changes)

        caseload.load(database)
        settled = everything(database)
        again = caseload.load(database).report

        assert not any(again.loaded.values())
        assert not any(again.changed.values())
        assert everything(database) == settled
        engine.dispose()
