"""What an import takes of people and memberships, and what it keeps out."""

from datetime import date

import pytest
from sqlmodel import select

from models.tables.access import Grant, Person
from models.tables.membership import Allocation, Membership, MembershipChild
from models.vocabulary import (
    GrantedRole,
    MemberRole,
)
from tests.imports.looking import reasons, rows
from tests.imports.sources import (
    NOW,
    TODAY,
    lead,
    member,
)


def test_people_are_registered_with_agency_manager_and_deputy(database, caseload):
    caseload.people = [
        lead(manager_email="grace@example.org", deputy_email="ada@example.org"),
        lead("ada", group="", role="business_support", **{"from": ""}),
        lead("grace", group="", role="Team manager"),
        member("dev", agency_code="8", voluntary_organisation="Safe Harbour"),
        member("ben", role="health_visitor", children="P1; P2"),
        member("xan", group="", role="Social worker", agency_code="5B"),
        member("femi", role="chair", agency_code="5A"),
    ]

    imported = caseload.load(database)

    assert imported.report.quarantined == ()
    people = {found.name: found for found in rows(database, Person)}
    assert people["Asha"].manager_id == people["Grace"].id
    assert people["Asha"].deputy_id == people["Ada"].id
    assert people["Ben"].title == "Health visitor"
    assert {grant.role for grant in rows(database, Grant)} == {
        GrantedRole.BUSINESS_SUPPORT,
        GrantedRole.TEAM_MANAGER,
    }
    roles = {m.person_id: m.role for m in rows(database, Membership)}
    assert roles == {
        people["Asha"].id: MemberRole.LEAD_SOCIAL_WORKER,
        people["Dev"].id: MemberRole.VOLUNTARY_MEMBER,
        people["Ben"].id: MemberRole.MEMBER,
    }
    assert len(rows(database, MembershipChild)) == 2
    assert [a.person_id for a in rows(database, Allocation)] == [people["Femi"].id]


BAD_PEOPLE = [
    ({"email": "not an address"}, "not an e-mail address"),
    ({"email": ""}, "e-mail address is missing"),
    ({"name": ""}, "the name is missing"),
    ({"name": "N" * 121}, "longer than 120"),
    ({"role": ""}, "the role is missing"),
    ({"role": "voluntary_worker"}, "invited by a form"),
    ({"agency_code": "1A"}, "of a person, not of an agency"),
    ({"agency_code": "99"}, "not a DfE source code"),
    ({"agency_code": ""}, "agency code is missing"),
    ({"from": "tomorrow"}, "not a date"),
    ({"to": "2025-09-09"}, "the end is before the start"),
    ({"group": ""}, "needs a family"),
    ({"group": "F9"}, "no core group for this family"),
    ({"children": "P3"}, "not in the core group"),
    ({"manager_email": "ben@example.org"}, "their own manager"),
    ({"role": "lead_social_worker"}, "a second lead social worker"),
    ({"role": "voluntary_member"}, "voluntary organisation is missing"),
    ({"email": "asha@example.org"}, "differs from row 2"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD_PEOPLE)
def test_a_bad_row_of_people_is_kept_out_and_says_why(
    sqlite_database, caseload, changes, reason
):
    caseload.change("people", 3, **changes)

    imported = caseload.load(sqlite_database)

    bad = [fault for fault in imported.report.quarantined if reason in fault.reason]
    assert {fault.place.row for fault in bad} == {3}
    assert len(rows(sqlite_database, Membership)) == 2


def test_the_same_membership_twice_is_said_so(sqlite_database, caseload):
    caseload.people.append(caseload.people[1])

    imported = caseload.load(sqlite_database)

    assert reasons(imported) == {("people.csv", 5, "the same membership as in row 3")}


def test_a_handover_follows_the_days_of_the_rows(database, caseload):
    caseload.load(database)
    caseload.change("people", 2, to="2026-02-01")
    caseload.people.append(lead("ada", **{"from": "2026-02-01"}))

    imported = caseload.load(database)

    assert imported.report.quarantined == ()
    led = [m for m in rows(database, Membership) if m.role is not MemberRole.MEMBER]
    assert sorted((m.from_on, m.to_on is None) for m in led) == [
        (date(2025, 9, 10), False),
        (date(2025, 9, 10), True),
        (date(2026, 2, 1), True),
    ]


def test_a_second_lead_social_worker_is_kept_out_while_the_first_stays(
    database, caseload
):
    caseload.load(database)
    caseload.people = [lead("ada", **{"from": "2026-02-01"})]

    imported = caseload.load(database)

    assert [fault.place.row for fault in imported.report.quarantined] == [2]
    assert "another lead social worker" in imported.report.quarantined[0].reason


def test_a_membership_that_was_ended_here_is_not_opened_again(database, caseload):
    caseload.load(database)
    with database.work() as session:
        row = session.exec(
            select(Membership).where(Membership.role == MemberRole.MEMBER)
        ).one()
        row.to_on, row.ended_at = TODAY, NOW
        session.add(row)

    imported = caseload.load(database)

    with database.work() as session:
        assert session.get_one(Membership, row.id).ended_at is not None
    assert any("ended here already" in w.reason for w in imported.report.warnings)


def test_lead_social_workers_come_from_the_dataset_where_people_name_none(
    database, caseload
):
    caseload.people = [lead(group="", role="Social worker")]
    caseload.files["ssd_professionals"] = [
        {"prof_professional_id": "W1", "prof_professional_name": "Asha"}
    ]
    caseload.files["ssd_involvements"] = [
        {
            "invo_professional_id": worker,
            "invo_person_id": child,
            "invo_professional_role_id": role,
            "invo_involvement_start_date": "10/09/2025",
            "invo_involvement_end_date": "",
        }
        for worker, child, role in (
            ("W1", "P1", "Allocated Case Worker"),
            ("W1", "P2", "Allocated Case Worker"),
            ("W1", "P3", "Foster carer link"),
            ("W2", "P3", "Social Worker"),
        )
    ]

    imported = caseload.load(database)

    (only,) = rows(database, Membership)
    assert only.role is MemberRole.LEAD_SOCIAL_WORKER
    assert any("known to be this worker" in w.reason for w in imported.report.warnings)
