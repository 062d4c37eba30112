"""When the social worker saw each child, as the council's own system tells it."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.tables.audit import AuditRow
from models.tables.plans import Child
from tests.imports.looking import reasons, rows
from tests.imports.sources import NOW, PROFILE, TODAY
from workflows.drift import facts, policy
from workflows.imports.rows import Kind

WORKER, ANYONE = "not_seen_by_worker", "not_seen_by_anyone"


def visit(child, day, seen="Y"):
    return {
        "cppv_person_id": f"P{child}",
        "cppv_cp_visit_date": day,
        "cppv_cp_visit_seen": seen,
        "cppv_cp_visit_comment": "quagga was told, and is not read",
    }


def seen(database):
    return [
        (child.visited_on, child.visits_known_on) for child in rows(database, Child)
    ]


def signals(database, now=NOW):
    with database.work() as session:
        ids = sorted({child.group_id for child in session.exec(select(Child))})
        found = facts.gather(session, ids, now=now, profile=PROFILE)
        return {
            name: one
            for group in found.values()
            for name, one in policy.find_signals(group, PROFILE).items()
            if name in (WORKER, ANYONE)
        }


def test_the_last_visit_at_which_each_child_was_seen_is_kept(database, caseload):
    caseload.files["ssd_cp_visits"] = [
        visit(1, "2026-01-20"),
        visit(1, "03/02/2026", "Yes"),
        # Nobody was found at home, so this is no day on which the child was seen.
        visit(1, "2026-02-09", "N"),
        visit(2, "2026-01-20"),
        visit(4, "2026-01-21"),
    ]

    imported = caseload.load(database)

    assert imported.report.loaded[Kind.VISITS] == 2
    assert set(seen(database)) == {
        (date(2026, 2, 3), TODAY),
        (date(2026, 1, 20), TODAY),
        (None, TODAY),
    }


def test_without_the_file_nothing_is_known_of_visits(database, caseload):
    caseload.load(database)

    assert set(seen(database)) == {(None, None)}
    assert signals(database) == {}


@pytest.mark.parametrize(("days", "names"), [(28, set()), (29, {WORKER, ANYONE})])
def test_a_child_whom_nobody_has_seen_for_too_long_is_told(
    sqlite_database, caseload, days, names
):
    last = (TODAY - timedelta(days=days)).isoformat()
    caseload.files["ssd_cp_visits"] = [visit(child, last) for child in (1, 2, 3)]

    caseload.load(sqlite_database)

    assert set(signals(sqlite_database)) == names


def test_nothing_is_said_of_days_that_the_source_has_not_told_of(
    sqlite_database, caseload
):
    day = (TODAY - timedelta(days=2)).isoformat()
    caseload.files["ssd_cp_visits"] = [visit(child, day) for child in (1, 2, 3)]

    caseload.load(sqlite_database)

    assert signals(sqlite_database, now=NOW + timedelta(weeks=9)) == {}


def test_a_visit_that_is_taken_back_is_taken_back_here(database, caseload):
    caseload.files["ssd_cp_visits"] = [visit(1, "2026-02-03"), visit(2, "2026-02-03")]
    caseload.load(database)
    caseload.files["ssd_cp_visits"] = [visit(1, "2026-01-20"), visit(2, "2026-02-03")]

    again = caseload.load(database)

    assert again.report.changed[Kind.VISITS] == 1
    assert again.report.unchanged[Kind.VISITS] == 1
    assert date(2026, 1, 20) in {day for day, _ in seen(database)}
    audited = [row for row in rows(database, AuditRow) if row.event.startswith("visit")]
    assert len(audited) == 3


def test_a_bad_row_is_kept_out_and_the_plan_is_taken(database, caseload):
    caseload.files["ssd_cp_visits"] = [
        visit(1, "2026-02-30"),
        visit(1, (TODAY + timedelta(days=1)).isoformat()),
        visit(1, "2026-02-03", "perhaps"),
        visit(1, "2026-02-02"),
    ]

    imported = caseload.load(database)

    assert imported.report.loaded[Kind.PLANS] == 3
    assert date(2026, 2, 2) in {day for day, _ in seen(database)}
    file = "ssd_cp_visits.csv"
    assert reasons(imported) == {
        (file, 2, "not a date such as 2026-05-05 or 05/05/2026"),
        (file, 3, "the visit is still to come"),
        (file, 4, "neither yes nor no"),
    }
