"""The sample of Annex A, list 7, and its three natural stories."""

from datetime import date
from pathlib import Path

from sqlmodel import col, select

from bot.imports.run import Inputs, run_import
from models.tables.conferences import Conference
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round
from models.vocabulary import Category
from tests.imports.sources import PROFILE, Caseload, plan
from workflows import clock
from workflows.imports.rows import Kind

SAMPLE = Path(__file__).parent.parent / "data/annex_a/Annex_A_2024_Jan.xlsx"
# Six weeks after the sample's newest plans began.
NOW = clock.at(date(2021, 3, 22), 9)


def copied(tmp_path):
    sample = tmp_path / SAMPLE.name
    sample.write_bytes(SAMPLE.read_bytes())
    return sample


def rows(database, table):
    with database.work() as session:
        return session.exec(select(table)).all()


def test_six_plans_come_in_and_the_one_before_any_pregnancy_does_not(
    database, tmp_path
):
    inputs = Inputs(annex_a=copied(tmp_path))

    imported = run_import(database, inputs, now=NOW, profile=PROFILE)

    (fault,) = imported.report.quarantined
    assert (fault.place.row, fault.column) == (8, "Child Protection Plan Start Date")
    assert "nine months before" in fault.reason
    assert imported.report.loaded[Kind.PLANS] == 6
    (written,) = imported.quarantines
    assert written.name == "Annex_A_2024_Jan.quarantine.csv"


def test_the_plan_that_ended_at_its_first_review_is_there_with_that_review(
    database, tmp_path
):
    run_import(database, Inputs(annex_a=copied(tmp_path)), now=NOW, profile=PROFILE)

    with database.work() as session:
        early = session.exec(
            select(Plan).where(Plan.started_on == date(2020, 11, 23))
        ).one()
        reviews = session.exec(
            select(Conference).where(Conference.group_id == early.group_id)
        ).all()
        group = session.get_one(CoreGroup, early.group_id)
    assert early.ended_on == date(2021, 2, 16)
    assert [review.held_on for review in reviews] == [early.ended_on]
    assert early.initial_category is Category.PHYSICAL
    assert group.closed_at is not None


def test_the_two_on_a_second_plan_get_a_provisional_first_review(database, tmp_path):
    run_import(database, Inputs(annex_a=copied(tmp_path)), now=NOW, profile=PROFILE)

    with database.work() as session:
        second = session.exec(
            select(Plan).where(Plan.started_on == date(2021, 2, 8))
        ).all()
        reviews = session.exec(
            select(Conference).where(col(Conference.held_on).is_(None))
        ).all()
    assert [plan.earlier_plans for plan in second] == [1, 1]
    # Three months to the day is a Saturday, so the last working day in time.
    assert [review.dated_on for review in reviews] == [date(2021, 5, 7)] * 2
    assert all(review.provisional for review in reviews)
    assert len(rows(database, Round)) == 2


def test_a_second_run_of_the_workbook_changes_nothing(database, tmp_path):
    inputs = Inputs(annex_a=copied(tmp_path))
    run_import(database, inputs, now=NOW, profile=PROFILE)

    again = run_import(database, inputs, now=NOW, profile=PROFILE).report

    assert not any(again.loaded.values())
    assert not any(again.changed.values())


def test_no_worker_and_no_day_of_birth_is_kept(database, tmp_path):
    run_import(database, Inputs(annex_a=copied(tmp_path)), now=NOW, profile=PROFILE)

    kept = str([row.model_dump() for row in rows(database, Child)])
    assert "2018" not in kept
    assert "16036763" not in kept


def test_a_plan_that_the_dataset_told_of_is_not_doubled(database, tmp_path):
    caseload = Caseload(tmp_path / "files")
    caseload.files["ssd_person"][0]["pers_person_id"] = "5358472"
    caseload.files["ssd_person"][0]["pers_dob"] = "2015-05-29"
    caseload.files["ssd_family"][0]["fami_person_id"] = "5358472"
    caseload.files["ssd_cp_plans"] = [
        plan(1, cppl_person_id="5358472", cppl_cp_plan_start_date="2021-02-08")
    ]
    caseload.files["ssd_cp_reviews"] = []
    caseload.files["ssd_initial_cp_conference"] = []
    caseload.people = [caseload.people[0]]
    inputs = caseload.write()
    both = Inputs(people=inputs.people, ssd=inputs.ssd, annex_a=copied(tmp_path))

    report = run_import(database, both, now=NOW, profile=PROFILE).report

    assert report.loaded[Kind.PLANS] == 6
    assert len(rows(database, CoreGroup)) == 6
