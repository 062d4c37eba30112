"""What an import keeps out: a bad row, with the plan that it belongs to."""

import csv

import pytest

from bot.imports.quarantine import path_beside
from models.tables.plans import Plan
from tests.imports.looking import everything, reasons, rows
from tests.imports.sources import (
    due,
    held,
    person,
)
from workflows.imports.rows import Kind

BREAKAGES = [
    ("ssd_cp_plans", 2, {"cppl_cp_plan_start_date": ""}, "the date is missing"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_start_date": "yes"}, "not a date"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_start_date": "2026-03-01"}, "after today"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_end_date": "2025-09-01"}, "8925"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_end_date": "2025-09-08"}, "8840"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_end_date": "2027-01-01"}, "8930"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_initial_category": ""}, "8905"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_initial_category": "sad"}, "8905: not"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_latest_category": ""}, "8910"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_latest_category": "sad"}, "8910: not"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_id": ""}, "identifier is missing"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_id": "L3"}, "more than one row"),
    ("ssd_cp_plans", 2, {"cppl_person_id": "P9"}, "no such person"),
    ("ssd_cp_plans", 2, {"cppl_person_id": "P2"}, "8935"),
    ("ssd_cp_reviews", 2, {"cppr_cp_review_date": "2025-09-08"}, "8841"),
    ("ssd_cp_reviews", 2, {"cppr_cp_review_date": "32/01/2026"}, "not a date"),
    ("ssd_cp_reviews", 2, {"cppr_cp_review_quorate": "maybe"}, "neither yes"),
    ("ssd_cp_reviews", 2, {"cppr_cp_review_id": "D1"}, "more than one row"),
    ("ssd_cp_reviews", 3, {"cppr_cp_review_due": ""}, "8842Q"),
    ("ssd_initial_cp_conference", 2, {"icpc_icpc_date": "?"}, "not a date"),
    ("ssd_initial_cp_conference", 3, {"icpc_cp_plan_id": "L1"}, "a second conference"),
    ("ssd_person", 2, {"pers_dob": "31/02/2011"}, "not a date"),
    ("ssd_person", 2, {"pers_dob": "2026-11-01"}, "birth is still to come"),
    ("ssd_cp_plans", 2, {"cppl_cp_plan_start_date": "2010-01-01"}, "nine months"),
    ("ssd_family", 4, {"fami_person_id": "P1"}, "in two families"),
]


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage[3])
def test_a_bad_row_keeps_its_plan_out_and_says_why(sqlite_database, caseload, breakage):
    file, row, changes, reason = breakage
    caseload.change(file, row, **changes)

    imported = caseload.load(sqlite_database)

    bad = [
        fault
        for fault in imported.report.quarantined
        if fault.place.file == f"{file}.csv" and reason in fault.reason
    ]
    assert bad
    ends = {plan.ended_on for plan in rows(sqlite_database, Plan)}
    assert ends == {None}
    assert 1 <= len(rows(sqlite_database, Plan)) < 3


def test_what_hangs_on_a_bad_plan_is_held_back_and_its_sibling_is_taken(
    database, caseload
):
    caseload.change("ssd_cp_reviews", 2, cppr_cp_review_date="32/01/2026")

    imported = caseload.load(database)

    assert reasons(imported) == {
        ("ssd_cp_reviews.csv", 2, "not a date such as 2026-05-05 or 05/05/2026"),
        (
            "ssd_cp_plans.csv",
            2,
            "held back with its plan: see ssd_cp_reviews.csv, row 2",
        ),
        (
            "ssd_cp_reviews.csv",
            3,
            "held back with its plan: see ssd_cp_reviews.csv, row 2",
        ),
        (
            "ssd_initial_cp_conference.csv",
            2,
            "held back with its plan: see ssd_cp_reviews.csv, row 2",
        ),
    }
    assert len(rows(database, Plan)) == 2


def test_the_quarantine_lies_beside_each_file(database, caseload):
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_start_date="")
    caseload.change("people", 3, email="nobody")

    imported = caseload.load(database)

    inputs = caseload.write()
    assert path_beside(inputs.people) in imported.quarantines
    with path_beside(inputs.ssd / "ssd_cp_plans.csv").open(newline="") as file:
        heading, row = csv.reader(file)
    assert heading == ["file", "row", "column", "reason"]
    assert row[:3] == ["ssd_cp_plans.csv", "2", "cppl_cp_plan_start_date"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(database, caseload):
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_latest_category="")
    before = everything(database)

    imported = caseload.load(database, dry_run=True)

    assert everything(database) == before
    assert imported.report.loaded[Kind.PLANS] == 2
    assert imported.quarantines == ()
    assert list(caseload.folder.rglob("*.quarantine.csv")) == []
    assert imported.report.quarantined


def test_reviews_of_unknown_plans_are_kept_out(database, caseload):
    caseload.files["ssd_cp_reviews"] += [due(8), held(9)]
    caseload.files["ssd_person"].append(person(8))

    imported = caseload.load(database)

    assert {fault.reason for fault in imported.report.quarantined} == {
        "no such plan in ssd_cp_plans"
    }
