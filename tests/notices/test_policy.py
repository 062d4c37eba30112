"""What a notice must say and whom it reaches: the day before, the day, the next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.vocabulary import NoticeKind
from tests.gallery.everything import profile
from workflows.notices import policy
from workflows.notices.policy import Happened, MemberFacts, NewNotice, People

PROFILE = profile()
DAY = date(2026, 2, 10)
ONE_DAY = timedelta(days=1)
PEOPLE = People(lead_id="asha", manager_id="grace", chair_id="femi")
NEW = NewNotice(kind=NoticeKind.OTHER, happened_on=DAY, line="A line.")


def check(new, *, today=DAY, begun_on=DAY):
    policy.check_notice(new, today=today, begun_on=begun_on, of_group=("1", "2"))


def refused(on):
    return Happened(kind=NoticeKind.ACCESS_REFUSED, on=on, assisted_entry=False)


def entered(on):
    return Happened(kind=NoticeKind.POLICE_ATTENDED, on=on, assisted_entry=True)


def told(happened, earlier=(), people=PEOPLE, given_by="ben"):
    return policy.who_is_told_at_once(
        happened, list(earlier), people, given_by=given_by, profile=PROFILE
    )


def test_a_notice_is_about_a_day_that_has_come():
    check(NEW, today=DAY)
    check(NEW, today=DAY + ONE_DAY)
    with pytest.raises(policy.DayToCome) as found:
        check(NEW, today=DAY - ONE_DAY)

    assert found.value.field == "happened_on"


def test_a_notice_is_about_a_day_of_the_core_group():
    check(NEW, begun_on=DAY - ONE_DAY)
    check(NEW, begun_on=DAY)
    with pytest.raises(policy.BeforeTheGroup):
        check(NEW, begun_on=DAY + ONE_DAY)


@pytest.mark.parametrize(
    ("said", "kind", "field"),
    [
        ({"children": ("1", "3")}, policy.UnknownChild, "children"),
        ({"line": " \n "}, policy.LineMissing, "line"),
        ({"line": "x" * 3001}, policy.LineTooLong, "line"),
    ],
)
def test_what_cannot_be_kept_names_its_field(said, kind, field):
    check(replace(NEW, children=("1", "2"), line="x" * 3000))
    with pytest.raises(kind) as found:
        check(replace(NEW, **said))

    assert found.value.field == field


def test_every_member_is_asked_but_the_one_who_gave_it():
    members = [MemberFacts(person_id=who) for who in ("asha", "ben", "carol")]

    readers = policy.who_reads(members, given_by="ben", children=("1",))

    assert readers == ("asha", "carol")


def test_a_member_tied_to_other_children_is_not_asked():
    tied = MemberFacts(person_id="carol", children=frozenset({"2"}))

    assert policy.who_reads([tied], given_by="ben", children=("1",)) == ()
    assert policy.who_reads([tied], given_by="ben", children=("1", "2")) == ("carol",)


@pytest.mark.parametrize("kind", NoticeKind)
def test_police_and_a_refused_access_go_at_once(kind):
    happened = Happened(kind=kind, on=DAY, assisted_entry=False)

    is_at_once = kind in {NoticeKind.POLICE_ATTENDED, NoticeKind.ACCESS_REFUSED}
    assert told(happened) == (("asha", "grace") if is_at_once else ())


def test_the_one_who_gave_it_is_not_told_what_they_said():
    assert told(refused(DAY), given_by="asha") == ("grace",)
    assert told(refused(DAY), given_by="grace") == ("asha",)


def test_without_a_manager_the_chair_is_told():
    assert told(refused(DAY), people=replace(PEOPLE, manager_id=None)) == (
        "asha",
        "femi",
    )


@pytest.mark.parametrize(
    ("before", "is_told"),
    [
        (date(2025, 2, 9), False),
        (date(2025, 2, 10), True),
        (date(2025, 2, 11), True),
        (DAY, True),
        # Recorded later, though it happened earlier.
        (date(2027, 2, 10), True),
        (date(2027, 2, 11), False),
    ],
)
def test_access_refused_twice_in_twelve_months_reaches_the_chair(before, is_told):
    assert ("femi" in told(refused(DAY), [refused(before)])) is is_told


def test_another_kind_of_notice_does_not_count_as_a_refusal():
    assert "femi" not in told(refused(DAY), [entered(DAY)])


@pytest.mark.parametrize(
    ("before", "is_second"),
    [(date(2025, 2, 9), False), (date(2025, 2, 10), True), (date(2025, 2, 11), True)],
)
def test_a_second_police_assisted_entry_in_twelve_months_is_noticed(before, is_second):
    assert policy.is_second_entry(entered(DAY), [entered(before)], PROFILE) is is_second


def test_police_who_were_let_in_are_no_assisted_entry():
    let_in = replace(entered(DAY), assisted_entry=False)

    assert not policy.is_second_entry(entered(DAY), [let_in], PROFILE)
    assert not policy.is_second_entry(let_in, [entered(DAY)], PROFILE)


@pytest.mark.parametrize("given_by", ["asha", "grace", "ben"])
def test_a_second_entry_offers_the_three_a_check_in_whoever_gave_it(given_by):
    found = told(entered(DAY), [entered(DAY)], given_by=given_by)

    assert found == ("asha", "grace", "femi")


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (DAY - ONE_DAY, policy.CheckInInThePast),
        (DAY, None),
        (DAY + 2 * ONE_DAY, None),
        (DAY + 3 * ONE_DAY, policy.CheckInTooLate),
    ],
)
def test_a_quick_check_in_is_within_two_days(on, kind):
    latest = policy.latest_check_in(DAY + 2 * ONE_DAY, today=DAY, profile=PROFILE)

    if kind is None:
        policy.check_check_in(on, today=DAY, latest=latest)
        return
    with pytest.raises(kind):
        policy.check_check_in(on, today=DAY, latest=latest)


def test_once_the_two_days_are_past_the_next_two_are_better_than_none():
    late = DAY + 3 * ONE_DAY

    latest = policy.latest_check_in(DAY + 2 * ONE_DAY, today=late, profile=PROFILE)

    assert latest == late + 2 * ONE_DAY
