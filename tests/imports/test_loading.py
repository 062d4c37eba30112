"""What an import takes: families, plans, conferences, channels."""

from datetime import date

from sqlmodel import col, select

from models.tables.conferences import Conference, ConferenceChild
from models.tables.outbox import OutboxRow
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round
from models.vocabulary import (
    ConferenceKind,
    Effect,
)
from tests.imports.looking import rows
from tests.imports.sources import (
    initial,
    plan,
)
from workflows.imports.rows import Kind


def test_families_come_in_with_their_plans_conferences_and_members(database, caseload):
    imported = caseload.load(database)

    assert imported.report.quarantined == ()
    assert imported.report.loaded == {
        Kind.PEOPLE: 2,
        Kind.FAMILIES: 2,
        Kind.PLANS: 3,
        Kind.CONFERENCES: 6,
        Kind.MEMBERSHIPS: 3,
    }
    with database.work() as session:
        groups = session.exec(select(CoreGroup)).all()
        siblings = session.exec(select(Child).order_by(col(Child.number))).all()
        reviews = session.exec(
            select(Conference).where(Conference.kind == ConferenceKind.REVIEW)
        ).all()
        rounds = session.exec(select(Round)).all()
    assert all(group.alias.startswith("CG-") for group in groups)
    assert [child.number for child in siblings] == [1, 1, 2]
    assert {(r.dated_on, r.held_on, r.provisional) for r in reviews} == {
        (date(2025, 12, 2), date(2025, 12, 2), False),
        (date(2026, 5, 5), None, True),
    }
    assert len(rounds) == 2
    assert all(found.provisional for found in rounds)


def test_siblings_share_a_conference(database, caseload):
    caseload.load(database)

    with database.work() as session:
        for conference in session.exec(select(Conference)):
            places = session.exec(
                select(ConferenceChild).where(
                    ConferenceChild.conference_id == conference.id
                )
            ).all()
            group = session.get_one(CoreGroup, conference.group_id)
            children = session.exec(
                select(Child).where(Child.group_id == group.id)
            ).all()
            assert len(places) == len(children)


def test_a_channel_is_asked_for_and_who_is_who_and_what_is_due_told(database, caseload):
    caseload.load(database)

    effects = sorted(row.effect for row in rows(database, OutboxRow))
    # Nobody has been found in Slack yet, so nobody can be invited.
    assert effects == sorted(
        [Effect.CREATE_CHANNEL, Effect.PIN, Effect.CHANNEL_MESSAGE] * 2
    )


def test_a_family_whose_plans_have_all_ended_gets_no_channel(database, caseload):
    for row in (2, 3):
        caseload.change("ssd_cp_plans", row, cppl_cp_plan_end_date="2026-02-01")

    caseload.load(database)

    closed = [group for group in rows(database, CoreGroup) if group.closed_at]
    channels = [
        row for row in rows(database, OutboxRow) if row.effect is Effect.CREATE_CHANNEL
    ]
    assert len(closed) == 1
    assert [row.group_id for row in channels] != [closed[0].id]
    assert len(channels) == 1


def test_of_a_birth_only_the_month_is_kept_and_sealed(database, caseload):
    caseload.load(database)

    for child in rows(database, Child):
        assert child.birth_month_sealed.startswith("k1:")
        assert "-06-15" not in str(child.model_dump())
        open_ = child.model_dump(exclude={"birth_month_sealed"})
        assert "P1" not in str(open_)


def test_plans_of_other_families_and_a_child_in_none(database, caseload):
    caseload.files["ssd_family"] = []

    imported = caseload.load(database)

    assert len(rows(database, CoreGroup)) == 3
    assert all("core group" in w.reason for w in imported.report.warnings)


def test_a_transfer_in_conference_is_known_as_such(database, caseload):
    caseload.files["ssd_initial_cp_conference"][2] = initial(
        3, icpc_icpc_transfer_in="Y"
    )

    caseload.load(database)

    kinds = [c.kind for c in rows(database, Conference)]
    assert kinds.count(ConferenceKind.TRANSFER_IN) == 1


def test_a_later_plan_of_the_same_child_counts_the_earlier_ones(database, caseload):
    caseload.files["ssd_cp_plans"].append(
        plan(
            4,
            cppl_person_id="P3",
            cppl_cp_plan_start_date="2019-01-07",
            cppl_cp_plan_end_date="2020-01-07",
        )
    )

    caseload.load(database)

    counted = sorted((p.started_on, p.earlier_plans) for p in rows(database, Plan))
    assert counted[0] == (date(2019, 1, 7), 0)
    assert [number for _, number in counted].count(1) == 1


def test_an_overdue_review_is_pointed_out_and_asks_nobody(database, caseload):
    for row in (3, 5, 7):
        caseload.change("ssd_cp_reviews", row, cppr_cp_review_due="2026-02-03")

    imported = caseload.load(database)

    assert rows(database, Round) == []
    assert sum("overdue" in w.reason for w in imported.report.warnings) == 2
