"""What follows from an outcome, tried the day before, on the day and the day after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.vocabulary import (
    AgencyKind,
    Decision,
    Duty,
    Lasted,
    MemberRole,
    Recommendation,
)
from workflows import clock, hours, timescales
from workflows.outcomes import policy, refusals
from workflows.outcomes.policy import MemberFacts

PROFILE = timescales.load("england-default")
TUESDAY = date(2026, 2, 10)
MAUNDY_THURSDAY = date(2026, 4, 2)
AFTER_EASTER = date(2026, 4, 7)
GOES_ON, LEGAL = Decision.CONTINUES, Decision.CONTINUES_AND_LEGAL
ENDS, OVER = Decision.END_CHILD_IN_NEED, Decision.END_UNIVERSAL


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("recommended", [*Recommendation, None])
def test_against_the_lead_is_an_ending_that_their_view_did_not_want(
    decision, recommended
):
    found = policy.is_against(decision, recommended)

    wanted_to_go_on = recommended in {
        Recommendation.CONTINUE,
        Recommendation.SEEK_LEGAL_ADVICE,
    }
    assert found == (decision in {ENDS, OVER} and wanted_to_go_on)


def test_who_said_otherwise_about_any_child_is_named_and_who_cannot_say_is_not():
    said = {
        ("ben", "1"): Recommendation.CONTINUE,
        ("ben", "2"): Recommendation.END_CHILD_IN_NEED,
        ("carol", "1"): Recommendation.CONTINUE,
        ("dev", "1"): Recommendation.CANNOT_SAY,
        ("asha", "1"): Recommendation.SEEK_LEGAL_ADVICE,
        ("piotr", "3"): Recommendation.END_UNIVERSAL,
    }

    found = policy.said_otherwise({"1": GOES_ON, "2": GOES_ON}, said)

    assert found == {"ben", "asha"}


def test_a_decision_can_be_challenged_for_seventy_two_hours():
    decided = clock.at(TUESDAY, 11, 20)

    assert policy.dissent_until(decided, PROFILE) == decided + timedelta(hours=72)


def test_over_easter_it_can_be_until_the_next_working_day_is_over():
    decided = clock.at(MAUNDY_THURSDAY, 17)

    until = policy.dissent_until(decided, PROFILE)

    assert until == hours.end_of(AFTER_EASTER)
    assert until > decided + timedelta(hours=72)


def test_a_correction_of_words_does_not_open_the_time_to_challenge_again():
    at = [datetime(2026, 2, day, 9, tzinfo=UTC) for day in (10, 11, 12)]

    same = policy.decided_at([(one, {"1": ENDS}) for one in at])
    changed = policy.decided_at(
        [(at[0], {"1": ENDS}), (at[1], {"1": GOES_ON}), (at[2], {"1": ENDS})]
    )

    assert same == at[0]
    assert changed == at[2]


@pytest.mark.parametrize(
    ("is_early", "is_against", "owed"),
    [
        (False, False, set()),
        (True, False, {Duty.CONFIRM, Duty.AUDIT}),
        (False, True, {Duty.MANAGER_REVIEW, Duty.SENIOR_REVIEW}),
        (True, True, set(Duty)),
    ],
)
def test_what_managers_owe_after_an_ending(is_early, is_against, owed):
    assert policy.duties(is_early=is_early, is_against_lead=is_against) == owed


def test_to_confirm_is_counted_in_hours_and_the_rest_in_working_days():
    at = clock.at(TUESDAY, 15, 30)

    due = {duty: policy.due_at(duty, at, PROFILE) for duty in Duty}

    assert due[Duty.CONFIRM] == at + timedelta(hours=72)
    end = hours.end_of(date(2026, 2, 24))
    assert due[Duty.AUDIT] == end
    assert due[Duty.MANAGER_REVIEW] == due[Duty.SENIOR_REVIEW] == end


@pytest.mark.parametrize(
    ("today", "asks", "tells"),
    [
        (date(2026, 2, 10), False, False),
        (date(2026, 2, 11), True, False),
        (date(2026, 2, 16), True, False),
        (date(2026, 2, 17), True, True),
    ],
)
def test_a_missing_outcome_is_asked_for_the_next_working_day_and_told_of_on_the_fifth(
    today, asks, tells
):
    found = policy.chase(TUESDAY, today=today, was_told=False, profile=PROFILE)

    assert (found.asks_chair, found.tells_manager) == (asks, tells)
    assert found.again_on > today


@pytest.mark.parametrize(("day", "late"), [(10, False), (11, False), (12, True)])
def test_from_the_second_working_day_after_the_conference_it_is_late(day, late):
    assert policy.is_late(TUESDAY, date(2026, 2, day), PROFILE) == late


def test_checks_are_by_calendar_months_and_never_a_day_later_than_said():
    days = policy.check_days(date(2026, 11, 30), PROFILE)

    assert days == {
        1: date(2026, 12, 30),
        3: date(2027, 2, 28),
        6: date(2027, 5, 30),
        12: date(2027, 11, 30),
    }


def test_only_lead_leader_health_and_education_in_slack_are_asked_after_a_plan():
    def member(who, kind, role=MemberRole.MEMBER, *, is_in_slack=True):
        return MemberFacts(person_id=who, role=role, kind=kind, is_in_slack=is_in_slack)

    lead = MemberRole.LEAD_SOCIAL_WORKER
    members = [
        member("asha", AgencyKind.SOCIAL_CARE, lead),
        member("ben", AgencyKind.HEALTH),
        member("carol", AgencyKind.EDUCATION),
        member("dev", AgencyKind.VOLUNTARY),
        member("piotr", AgencyKind.POLICE),
        member("hetty", AgencyKind.HEALTH, is_in_slack=False),
    ]

    found = policy.who_is_asked_after(members, led_by="dev")

    assert found == {"asha", "ben", "carol", "dev"}


@pytest.mark.parametrize(
    ("answers", "is_back", "is_over", "lasted"),
    [
        ([], False, False, None),
        ([Lasted.HOLDING], False, False, None),
        ([Lasted.HOLDING], False, True, True),
        ([Lasted.DO_NOT_KNOW], False, True, None),
        ([Lasted.HOLDING, Lasted.WORRIES_AGAIN], False, True, False),
        ([Lasted.HOLDING], True, True, False),
    ],
)
def test_only_twelve_months_without_a_worry_or_a_plan_have_lasted(
    answers, is_back, is_over, lasted
):
    found = policy.has_lasted(answers, is_back_on_plan=is_back, is_over=is_over)

    assert found is lasted


def test_nobody_signs_a_version_that_they_recorded():
    policy.check_may_sign("quentin", {"femi"})

    with pytest.raises(refusals.DecidedIt):
        policy.check_may_sign("femi", {"femi", "xan"})
