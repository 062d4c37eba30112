"""Managers look again at an ending that needs it, and are chased until they have."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from models.sealed import unseal
from models.tables.access import Grant
from models.tables.conferences import Conference
from models.vocabulary import Duty, Finding, GrantedRole, Recommendation
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS
from workflows import hours
from workflows.errors import NotYours, Refused
from workflows.outcomes import refusals

AGAINST = {"asha": Recommendation.CONTINUE, "ben": Recommendation.END_CHILD_IN_NEED}
EARLY = {Duty.CONFIRM, Duty.AUDIT}
REVIEWS = {Duty.MANAGER_REVIEW, Duty.SENIOR_REVIEW}


def _reviewed_before(world, family):
    earlier = world.conference(family, on=world.today - timedelta(days=30))
    with world.work() as session:
        row = session.get_one(Conference, earlier.id)
        row.held_on = row.dated_on
        session.add(row)


def test_an_ending_at_the_first_review_is_confirmed_in_hours_and_audited_in_days(
    world, conference
):
    deciding.record(world, conference, decision=ENDS)

    duties = deciding.duties(world, conference)
    assert set(duties) == EARLY
    assert duties[Duty.CONFIRM].due_at == world.now + timedelta(hours=72)
    last = world.profile.calendar.add(world.today, 10)
    assert duties[Duty.AUDIT].due_at == hours.end_of(last)
    assert {duty.owed_by for duty in duties.values()} == {world.quentin.id}
    assert deciding.list_days(world, world.quentin) == [world.today]


def test_an_ending_against_the_lead_is_reviewed_by_both_managers(world, family):
    _reviewed_before(world, family)
    held = deciding.held(world, family, AGAINST)

    deciding.record(world, held, decision=ENDS)

    duties = deciding.duties(world, held)
    assert set(duties) == REVIEWS
    assert duties[Duty.MANAGER_REVIEW].owed_by == world.grace.id
    assert duties[Duty.SENIOR_REVIEW].owed_by == world.quentin.id


def test_a_plan_that_goes_on_or_ends_later_and_agreed_owes_nothing(world, family):
    _reviewed_before(world, family)
    held = deciding.held(world, family, {"asha": ENDS_TOO})

    deciding.record(world, held, decision=ENDS)

    assert deciding.duties(world, held) == {}


ENDS_TOO = Recommendation.END_CHILD_IN_NEED


def test_it_is_done_with_a_finding_and_sealed_words_and_owed_no_more(world, conference):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    before = deciding.owed(world, world.quentin).to_assure

    receipt = deciding.look_at(world, duty, world.quentin, finding=Finding.TOO_EARLY)

    row = deciding.duties(world, conference)[Duty.CONFIRM]
    assert not receipt.is_late
    assert (row.done_by, row.finding) == (world.quentin.id, Finding.TOO_EARLY)
    with world.work() as session:
        assert unseal(session, row, "text") == CANARY
    assert len(before) == 2
    assert [one.duty for one in deciding.owed(world, world.quentin).to_assure] == [
        Duty.AUDIT
    ]
    (audited,) = world.audited("ending looked at")
    assert CANARY not in audited.details


def test_late_it_is_kept_all_the_same_and_marked(world, conference):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    world.later(hours=73)

    receipt = deciding.look_at(world, duty, world.quentin)

    assert receipt.is_late


def test_nobody_signs_what_they_decided_themselves(world, family, conference):
    deciding.record(world, conference, decision=ENDS)
    world.allocate(family, world.quentin, since=world.today)
    deciding.record(world, conference, by=world.quentin, decision=ENDS)
    duties = deciding.duties(world, conference)

    for duty in duties.values():
        with pytest.raises(refusals.DecidedIt):
            deciding.look_at(world, duty, world.quentin)

    assert all(
        duty.done_at is None for duty in deciding.duties(world, conference).values()
    )
    assert deciding.owed(world, world.quentin).to_assure == ()


def test_a_senior_manager_who_chairs_is_not_asked_but_another(
    world, family, conference
):
    world.grant(world.xan, GrantedRole.SENIOR_MANAGER)
    world.allocate(family, world.quentin, since=world.today)

    deciding.record(world, conference, by=world.quentin, decision=ENDS)

    assert {duty.owed_by for duty in deciding.duties(world, conference).values()} == {
        world.xan.id
    }


@pytest.mark.parametrize("who", ["femi", "asha", "grace", "sofia", "xan", "ines"])
def test_nobody_signs_who_is_not_named_for_it(world, conference, who):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.AUDIT]

    with pytest.raises(NotYours):
        deciding.look_at(world, duty, getattr(world, who))


def test_another_senior_manager_is_not_named_until_it_is_passed_on(world, conference):
    world.grant(world.xan, GrantedRole.SENIOR_MANAGER)
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    other = world.quentin if duty.owed_by == world.xan.id else world.xan

    with pytest.raises(NotYours):
        deciding.look_at(world, duty, other)
    world.later(hours=73)
    deciding.sweep(world)

    assert deciding.look_at(world, duty, other).is_late


def test_done_twice_the_first_finding_stands(world, conference):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    deciding.look_at(world, duty, world.quentin)

    with pytest.raises(refusals.AlreadyDone):
        deciding.look_at(world, duty, world.quentin, finding=Finding.TOO_EARLY)

    assert deciding.duties(world, conference)[Duty.CONFIRM].finding is Finding.SOUND


@pytest.mark.parametrize(
    ("text", "refusal"), [(" ", refusals.TextMissing), ("x" * 3001, refusals.TooLong)]
)
def test_it_says_what_was_looked_at(world, conference, text, refusal):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]

    with pytest.raises(refusal) as caught:
        deciding.look_at(world, duty, world.quentin, text=text)

    assert caught.value.field == "text"


def test_it_goes_on_once_the_group_has_closed_and_who_left_has_no_right(world, family):
    held = deciding.held(world, family, AGAINST)
    deciding.record(world, held, decision=ENDS)
    duties = deciding.duties(world, held)
    deciding.sweep_until(world, world.today + timedelta(days=8))

    deciding.look_at(world, duties[Duty.AUDIT], world.quentin)
    deciding.look_at(world, duties[Duty.MANAGER_REVIEW], world.grace)
    world.deactivate(world.quentin)

    assert deciding.group(world, family).closed_at is not None
    with pytest.raises(NotYours):
        deciding.look_at(world, duties[Duty.CONFIRM], world.quentin)


def test_it_is_asked_for_every_second_working_day_until_it_is_done(world, conference):
    deciding.record(world, conference, decision=ENDS)
    first = world.today
    calendar = world.profile.calendar
    deciding.sweep_until(world, calendar.add(first, 2))

    for duty in deciding.duties(world, conference).values():
        deciding.look_at(world, duty, world.quentin)
    deciding.sweep_until(world, calendar.add(first, 12))

    assert deciding.list_days(world, world.quentin) == [first, calendar.add(first, 2)]


def test_late_to_confirm_it_goes_to_another_senior_manager_and_the_service_manager(
    world, conference
):
    world.grant(world.xan, GrantedRole.SENIOR_MANAGER)
    deciding.record(world, conference, decision=ENDS)
    due_at = deciding.duties(world, conference)[Duty.CONFIRM].due_at
    world.now = due_at
    deciding.sweep(world)
    on_time = deciding.duties(world, conference)[Duty.CONFIRM]

    world.later(minutes=1)
    deciding.sweep(world)
    deciding.sweep(world)

    late = deciding.duties(world, conference)[Duty.CONFIRM]
    assert on_time.escalated_at is None
    assert late.escalated_at == world.now
    assert {late.owed_by, late.escalated_to} == {world.quentin.id, world.xan.id}
    assert world.told("outcomes.not_looked_at") == ["sofia"]
    assert deciding.owed(world, world.xan).to_assure[0].is_late


def test_the_team_managers_review_is_not_passed_on_but_told_of(world, family):
    _reviewed_before(world, family)
    held = deciding.held(world, family, AGAINST)
    deciding.record(world, held, decision=ENDS)

    deciding.sweep_until(world, world.in_working_days(11))

    duties = deciding.duties(world, held)
    assert duties[Duty.MANAGER_REVIEW].escalated_at is not None
    assert duties[Duty.MANAGER_REVIEW].escalated_to is None
    assert world.told("outcomes.not_looked_at") == ["sofia", "sofia"]


def test_without_any_senior_manager_the_service_manager_is_told_at_once(
    world, conference
):
    world.deactivate(world.quentin)

    deciding.record(world, conference, decision=ENDS)
    deciding.sweep(world)

    duties = deciding.duties(world, conference)
    assert {duty.owed_by for duty in duties.values()} == {None}
    assert world.told("outcomes.not_looked_at") == ["sofia", "sofia"]


def test_signed_twice_at_once_it_is_done_once(world, conference):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    found = []

    def sign(finding):
        try:
            deciding.look_at(world, duty, world.quentin, finding=finding)
            found.append(finding)
        except Refused as refusal:
            found.append(type(refusal))

    threads = [
        threading.Thread(target=sign, args=(one,))
        for one in (Finding.SOUND, Finding.TOO_EARLY)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals.AlreadyDone in found
    assert world.reload(duty).finding in found
    assert len(world.audited("ending looked at")) == 1


def test_who_is_no_senior_manager_any_more_may_not_sign(world, family, conference):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.AUDIT]
    deciding.sweep_until(world, world.today + timedelta(days=8))
    with world.work() as session:
        for row in session.exec(
            select(Grant).where(Grant.person_id == world.quentin.id)
        ):
            row.to_on = world.today - timedelta(days=1)
            session.add(row)

    with pytest.raises(NotYours):
        deciding.look_at(world, duty, world.quentin)

    assert deciding.group(world, family).closed_at is not None
    assert deciding.owed(world, world.quentin).to_assure == ()
