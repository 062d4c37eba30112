"""What an import does the second time, when nothing or something changed."""

from datetime import date

from sqlmodel import col, select

from models.tables.audit import AuditRow
from models.tables.conferences import Conference
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round
from models.vocabulary import (
    Category,
    ConferenceKind,
)
from tests.imports.looking import everything, rows
from tests.imports.sources import (
    NOW,
    PROFILE,
    held,
)
from workflows import audit
from workflows.actor import OPERATOR
from workflows.conferences import register
from workflows.imports.rows import Kind


def test_a_second_run_changes_nothing(database, caseload):
    caseload.load(database)
    before = everything(database)

    again = caseload.load(database)

    assert everything(database) == before
    assert not any(again.report.loaded.values())
    assert not any(again.report.changed.values())
    assert again.report.unchanged[Kind.PLANS] == 3


def test_mended_rows_come_in_the_next_time_and_the_quarantine_goes(database, caseload):
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_start_date="")
    caseload.load(database)
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_start_date="08/09/2025")

    imported = caseload.load(database)

    assert imported.report.loaded[Kind.PLANS] == 1
    assert list(caseload.folder.rglob("*.quarantine.csv")) == []
    assert len(rows(database, CoreGroup)) == 2


def test_a_changed_plan_is_updated_and_audited(database, caseload):
    caseload.load(database)
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_latest_category="Emotional Abuse")

    imported = caseload.load(database)

    assert imported.report.changed == {Kind.PLANS: 1}
    with database.work() as session:
        changed = session.exec(
            select(Plan).where(Plan.latest_category == Category.EMOTIONAL)
        ).one()
        entry = session.exec(
            select(AuditRow).where(AuditRow.event == "plan changed")
        ).one()
        assert entry.subject == changed.id
        assert audit.verify(session) == []


def test_a_review_that_was_held_is_written_down_and_the_next_one_planned(
    database, caseload
):
    caseload.load(database)
    for row in (3, 5):
        caseload.change(
            "ssd_cp_reviews",
            row,
            cppr_cp_review_due="2026-02-09",
            cppr_cp_review_date="2026-02-09",
            cppr_cp_review_outcome_continue_cp="Y",
        )

    caseload.load(database)

    with database.work() as session:
        reviews = session.exec(
            select(Conference)
            .where(
                Conference.kind == ConferenceKind.REVIEW,
                col(Conference.cancelled_at).is_(None),
            )
            .order_by(col(Conference.dated_on))
        ).all()
    dated = [(review.dated_on, review.held_on is not None) for review in reviews]
    assert dated == [
        (date(2025, 12, 2), True),
        (date(2025, 12, 2), True),
        (date(2026, 2, 9), True),
        (date(2026, 5, 5), False),
        # Six months, on the last working day in time.
        (date(2026, 8, 7), False),
    ]


def test_a_date_that_was_set_here_stays_until_the_source_says_something_new(
    database, caseload
):
    caseload.load(database)
    with database.work() as session:
        review = session.exec(
            select(Conference).where(col(Conference.held_on).is_(None))
        ).first()
        register.move(
            session,
            review,
            actor=OPERATOR,
            dated_on=date(2026, 4, 21),
            now=NOW,
            profile=PROFILE,
        )

    caseload.load(database)

    with database.work() as session:
        kept = session.get_one(Conference, review.id)
    assert (kept.dated_on, kept.provisional) == (date(2026, 4, 21), False)


def test_siblings_whose_review_moves_together_keep_one_conference(database, caseload):
    caseload.load(database)
    for row in (3, 5):
        caseload.change("ssd_cp_reviews", row, cppr_cp_review_due="2026-05-12")

    caseload.load(database)
    before = everything(database)
    again = caseload.load(database)

    days = sorted(c.dated_on for c in rows(database, Conference) if c.held_on is None)
    assert days == [date(2026, 5, 5), date(2026, 5, 12)]
    assert everything(database) == before
    assert not any(again.report.changed.values())


def test_a_sibling_whose_review_moves_alone_gets_another_conference(database, caseload):
    caseload.load(database)
    caseload.change("ssd_cp_reviews", 3, cppr_cp_review_due="2026-06-02")

    caseload.load(database)
    before = everything(database)
    caseload.load(database)

    to_come = [c for c in rows(database, Conference) if c.held_on is None]
    assert sorted(c.dated_on for c in to_come) == [
        date(2026, 5, 5),
        date(2026, 5, 5),
        date(2026, 6, 2),
    ]
    assert everything(database) == before


def test_an_ended_plan_gives_up_its_review(database, caseload):
    caseload.load(database)
    caseload.change("ssd_cp_plans", 4, cppl_cp_plan_end_date="2026-02-01")

    imported = caseload.load(database)

    cancelled = [c for c in rows(database, Conference) if c.cancelled_at is not None]
    assert len(cancelled) == 1
    assert [found.cancelled_at for found in rows(database, Round)].count(None) == 1
    assert "close its core group" in imported.report.warnings[-1].reason


def test_an_unborn_baby_is_known_by_the_expected_date_and_then_by_the_birth(
    database, caseload
):
    caseload.change("ssd_person", 4, pers_dob="", pers_expected_dob="2026-03-20")
    caseload.load(database)
    with database.work() as session:
        unborn = session.exec(
            select(Child).where(col(Child.unborn_due_on).is_not(None))
        ).one()
    caseload.change("ssd_person", 4, pers_dob="2026-02-08")

    caseload.load(database)

    with database.work() as session:
        born = session.get_one(Child, unborn.id)
        reader = audit.reading(
            session, actor=OPERATOR, event="test", now=NOW, group_id=born.group_id
        )
        assert unborn.birth_month_sealed is None
        assert born.unborn_due_on is None
        assert reader.text(born, "birth_month") == "2026-02"


def test_a_review_that_stands_in_two_rows_is_taken_once(database, caseload):
    caseload.files["ssd_cp_reviews"].append(held(1, cppr_cp_review_id="H9"))

    imported = caseload.load(database)
    before = everything(database)
    caseload.load(database)

    assert imported.report.quarantined == ()
    assert any("taken once" in w.reason for w in imported.report.warnings)
    assert everything(database) == before
