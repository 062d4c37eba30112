"""The rules for records, on facts alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.vocabulary import AgencyKind, AttendedAs
from workflows import timescales
from workflows.records import policy
from workflows.records.policy import Attendance, Sighting, TookPart

ENGLAND = timescales.load("england-default")
TODAY = date(2026, 2, 10)
MEMBERS = ("asha", "ben", "carol", "hetty", "piotr")
ALL_CAME = Attendance(
    held_on=TODAY,
    came=frozenset({"asha"}),
    deputies=frozenset({"ben"}),
    reports=frozenset({"carol"}),
    apologies=frozenset({"hetty"}),
)
SEEN = Sighting(children=("one",), seen_on=TODAY, seen_by="ben")


def test_who_is_named_nowhere_was_absent():
    found = policy.attended(ALL_CAME, members=MEMBERS, today=TODAY)

    assert found == {
        "asha": AttendedAs.CAME,
        "ben": AttendedAs.DEPUTY,
        "carol": AttendedAs.SENT_REPORT,
        "hetty": AttendedAs.APOLOGIES,
        "piotr": AttendedAs.ABSENT,
    }


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, policy.DayToCome, "held_on"),
        ({"came": frozenset({"xan"})}, policy.NotAMember, "came"),
        ({"reports": frozenset({"xan"})}, policy.NotAMember, "reports"),
        ({"deputies": frozenset({"asha"})}, policy.TwiceTicked, "deputies"),
        ({"apologies": frozenset({"carol"})}, policy.TwiceTicked, "apologies"),
        ({"came": frozenset(), "deputies": frozenset()}, policy.NobodyCame, "came"),
    ],
)
def test_what_cannot_have_been_is_refused_where_it_stands(changed, refusal, field):
    with pytest.raises(refusal) as caught:
        policy.attended(replace(ALL_CAME, **changed), members=MEMBERS, today=TODAY)

    assert caught.value.field == field


def test_a_deputy_alone_is_somebody_who_came():
    new = replace(ALL_CAME, came=frozenset())

    assert policy.attended(new, members=MEMBERS, today=TODAY)["asha"] is (
        AttendedAs.ABSENT
    )


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"children": ()}, policy.ChooseAChild, "children"),
        ({"children": ("another",)}, policy.ChooseAChild, "children"),
        (
            {"seen_on": TODAY + timedelta(days=1)},
            policy.SeenAfterTheMeeting,
            "seen_on",
        ),
        ({"seen_by": None}, policy.WhoSawThem, "seen_by"),
        ({"seen_by": "xan"}, policy.WhoSawThem, "seen_by"),
    ],
)
def test_a_sighting_that_cannot_be_is_refused_where_it_stands(changed, refusal, field):
    with pytest.raises(refusal) as caught:
        policy.check_sighting(
            replace(SEEN, **changed),
            of_group=("one", "two"),
            members=MEMBERS,
            held_on=TODAY,
        )

    assert caught.value.field == field


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"seen_on": None, "seen_by": None},
        {"seen_by": None, "by_somebody_else": True},
        {"seen_on": TODAY - timedelta(days=100)},
    ],
)
def test_who_saw_a_child_may_be_somebody_else_or_nobody(changed):
    policy.check_sighting(
        replace(SEEN, **changed), of_group=("one",), members=MEMBERS, held_on=TODAY
    )


def _there(*agencies, attended=AttendedAs.CAME):
    kinds = {"social": AgencyKind.SOCIAL_CARE, "school": AgencyKind.EDUCATION}
    return [
        TookPart(
            agency_id=one,
            kind=kinds.get(one, AgencyKind.HEALTH),
            attended=attended,
        )
        for one in agencies
    ]


@pytest.mark.parametrize(
    ("people", "is_quorate"),
    [
        (_there("social", "school", "health"), True),
        (_there("social", "school", "school"), False),
        (_there("social", "school"), False),
        (_there("school", "health", "gp"), False),
        (
            _there("social", "school")
            + _there("health", attended=AttendedAs.SENT_REPORT),
            False,
        ),
        (
            _there("social", "school") + _there("health", attended=AttendedAs.DEPUTY),
            True,
        ),
    ],
)
def test_social_care_and_two_other_agencies_are_a_quorum(people, is_quorate):
    assert policy.is_quorate(people, ENGLAND) is is_quorate


def _chase(today, *, was_told=False):
    # A Tuesday.
    return policy.chase(TODAY, today=today, was_told=was_told, profile=ENGLAND)


def test_the_convenor_is_asked_from_the_next_working_day_and_every_second_one():
    on_the_day = _chase(TODAY)
    first = _chase(date(2026, 2, 11))
    second = _chase(date(2026, 2, 13))

    assert (on_the_day.asks_convenor, on_the_day.again_on) == (
        False,
        date(2026, 2, 11),
    )
    assert (first.asks_convenor, first.tells_manager) == (True, False)
    assert first.again_on == date(2026, 2, 13)
    # Friday: the manager's day comes before the second working day after it.
    assert second.again_on == date(2026, 2, 17)


def test_after_five_working_days_the_manager_is_told_once():
    told = _chase(date(2026, 2, 17))
    later = _chase(date(2026, 2, 19), was_told=True)

    assert told.tells_manager
    assert (later.asks_convenor, later.tells_manager) == (True, False)
