"""Who is asked, reminded and heard: Ben's and the others' side of a round."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.vocabulary import Gap
from workflows import timescales
from workflows.statements import policy
from workflows.statements.dates import DatedFrom, RoundDates
from workflows.statements.policy import (
    Absence,
    Asked,
    AskedAs,
    MemberFacts,
    Missing,
    Reminder,
    ReminderFacts,
    Rung,
)
from workflows.working_days import Calendar

PROFILE = timescales.load("england-default")
CALENDAR = Calendar()
ONE_DAY = timedelta(days=1)

HALF_TIME_ON = date(2027, 2, 3)
DATES = RoundDates(
    opens_on=date(2027, 1, 27),
    half_time_on=HALF_TIME_ON,
    last_call_on=date(2027, 2, 8),
    closes_on=date(2027, 2, 10),
    chair_decides=False,
    reason=DatedFrom.CONFERENCE,
)
BEN = MemberFacts(
    member_id="ben-in-4817",
    person_id="ben",
    agency="Health visiting",
    children=frozenset({"CG-4817/1", "CG-4817/2"}),
    from_on=date(2026, 9, 1),
    until_on=None,
    is_in_slack=True,
    safeguarding_lead_id="named-nurse",
)
AS_MEMBER = Asked(person_id="ben", asked_as=AskedAs.MEMBER)
AS_DEPUTY = Asked(person_id="bea", asked_as=AskedAs.DEPUTY)
AS_LEAD = Asked(person_id="named-nurse", asked_as=AskedAs.SAFEGUARDING_LEAD)
AWAY = Absence(from_on=date(2027, 2, 1), until_on=date(2027, 2, 5), deputy_id="bea")


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2027, 1, 31), AS_MEMBER),
        (date(2027, 2, 1), AS_DEPUTY),
        (date(2027, 2, 5), AS_DEPUTY),
        (date(2027, 2, 6), AS_MEMBER),
    ],
)
def test_the_deputy_is_asked_on_the_days_of_absence(day, asked):
    member = replace(BEN, absences=(AWAY,))

    assert policy.who_is_asked(member, day) == asked


def test_away_without_a_deputy_the_member_is_still_asked():
    member = replace(BEN, absences=(replace(AWAY, deputy_id=None),))

    assert policy.who_is_asked(member, AWAY.from_on) == AS_MEMBER


def test_a_member_outside_slack_is_asked_through_their_safeguarding_lead():
    assert policy.who_is_asked(replace(BEN, is_in_slack=False), DATES.opens_on) == (
        AS_LEAD
    )


def test_a_deputy_in_slack_answers_for_a_member_who_is_not():
    member = replace(BEN, is_in_slack=False, absences=(AWAY,))

    assert policy.who_is_asked(member, AWAY.from_on) == AS_DEPUTY


def test_nobody_is_asked_for_a_member_whom_nobody_can_reach():
    member = replace(BEN, is_in_slack=False, safeguarding_lead_id=None)

    assert policy.who_is_asked(member, DATES.opens_on) is None


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [
        (BEN.from_on - ONE_DAY, False),
        (BEN.from_on, True),
        (date(2027, 2, 4), True),
        (date(2027, 2, 5), False),
    ],
)
def test_only_somebody_who_is_a_member_that_day_is_asked(day, is_asked):
    member = replace(BEN, until_on=date(2027, 2, 4))

    assert (policy.who_is_asked(member, day) is not None) == is_asked


def reminder_on(day, *, member=BEN, has_answered=False, reminded=(), paused=None):
    facts = ReminderFacts(
        dates=DATES,
        member=member,
        has_answered=has_answered,
        reminded=frozenset(reminded),
        paused_until=paused,
    )
    return policy.due_for_reminder(facts, day)


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        (DATES.opens_on - ONE_DAY, None),
        (DATES.opens_on, None),
        (HALF_TIME_ON - ONE_DAY, None),
        (HALF_TIME_ON, Rung.HALF_TIME),
        (HALF_TIME_ON + ONE_DAY, Rung.HALF_TIME),
        (DATES.last_call_on - ONE_DAY, Rung.HALF_TIME),
        (DATES.last_call_on, Rung.LAST_CALL),
        (DATES.closes_on, Rung.LAST_CALL),
        (DATES.closes_on + ONE_DAY, None),
    ],
)
def test_reminders_are_due_at_half_time_and_at_the_last_call(day, rung):
    reminder = reminder_on(day)

    assert (reminder and reminder.rung) == rung


@pytest.mark.parametrize("day", [HALF_TIME_ON, DATES.last_call_on])
def test_who_has_answered_is_never_reminded(day):
    assert reminder_on(day) is not None
    assert reminder_on(day, has_answered=True) is None


@pytest.mark.parametrize(
    ("day", "rung"),
    [(HALF_TIME_ON, Rung.HALF_TIME), (DATES.last_call_on, Rung.LAST_CALL)],
)
def test_each_reminder_is_given_once(day, rung):
    assert reminder_on(day, reminded=[rung]) is None


def test_the_half_time_reminder_does_not_stand_for_the_last_call():
    reminder = reminder_on(DATES.last_call_on, reminded=[Rung.HALF_TIME])

    assert reminder == Reminder(
        rung=Rung.LAST_CALL, asked=AS_MEMBER, tell_safeguarding_lead=True
    )


def test_the_safeguarding_lead_is_told_at_the_last_call_only():
    assert not reminder_on(HALF_TIME_ON).tell_safeguarding_lead
    assert reminder_on(DATES.last_call_on).tell_safeguarding_lead


def test_a_safeguarding_lead_who_is_asked_is_not_told_as_well():
    outside = replace(BEN, is_in_slack=False)
    without_lead = replace(BEN, safeguarding_lead_id=None)

    for member in (outside, without_lead):
        reminder = reminder_on(DATES.last_call_on, member=member)
        assert not reminder.tell_safeguarding_lead


@pytest.mark.parametrize(
    ("day", "is_reminded"),
    [
        (date(2027, 2, 3), False),
        (date(2027, 2, 5), False),
        (date(2027, 2, 6), True),
    ],
)
def test_a_pause_keeps_reminders_back_and_they_are_made_up_for(day, is_reminded):
    reminder = reminder_on(day, paused=date(2027, 2, 5))

    assert (reminder is not None) == is_reminded


def test_the_deputy_is_reminded_while_the_member_is_away():
    reminder = reminder_on(HALF_TIME_ON, member=replace(BEN, absences=(AWAY,)))

    assert reminder.asked == AS_DEPUTY


def test_who_has_left_is_not_reminded():
    left = replace(BEN, until_on=HALF_TIME_ON - ONE_DAY)

    assert reminder_on(HALF_TIME_ON, member=left) is None


def test_without_a_half_time_the_last_call_comes_first():
    dates = replace(DATES, half_time_on=None)
    facts = ReminderFacts(
        dates=dates, member=BEN, has_answered=False, reminded=frozenset()
    )

    assert policy.due_for_reminder(facts, HALF_TIME_ON) is None
    last_call = policy.due_for_reminder(facts, DATES.last_call_on)
    assert last_call is not None
    assert last_call.rung is Rung.LAST_CALL


def test_a_round_of_a_single_day_has_its_last_call_at_once():
    day = DATES.opens_on
    dates = replace(DATES, half_time_on=None, last_call_on=day, closes_on=day)
    facts = ReminderFacts(
        dates=dates, member=BEN, has_answered=False, reminded=frozenset()
    )

    assert policy.due_for_reminder(facts, day) is not None


def pause(until_on, reason="Asha is with the family at hospital"):
    policy.check_can_pause(
        until_on,
        reason,
        today=date(2027, 1, 29),
        calendar=CALENDAR,
        profile=PROFILE,
    )


def test_reminders_pause_for_at_most_five_working_days():
    pause(date(2027, 2, 5))

    with pytest.raises(policy.PauseTooLong):
        pause(date(2027, 2, 6))


def test_reminders_pause_for_a_reason_only():
    with pytest.raises(policy.PauseReasonMissing):
        pause(date(2027, 2, 1), reason=" ")


CAROL = replace(
    BEN, member_id="carol-in-4817", person_id="carol", agency="Ash Lane School"
)


def test_every_missing_view_is_a_named_gap_child_by_child():
    answered = frozenset({(BEN.member_id, "CG-4817/1")})

    missing = policy.gaps([BEN, CAROL], answered, DATES.closes_on)

    assert [(gap.child, gap.agency) for gap in missing] == [
        ("CG-4817/1", "Ash Lane School"),
        ("CG-4817/2", "Ash Lane School"),
        ("CG-4817/2", "Health visiting"),
    ]


def test_a_gap_says_whether_the_member_could_be_asked_at_all():
    unreachable = replace(CAROL, is_in_slack=False, safeguarding_lead_id=None)
    one_child = frozenset({"CG-4817/1"})

    missing = policy.gaps(
        [replace(BEN, children=one_child), replace(unreachable, children=one_child)],
        frozenset(),
        DATES.closes_on,
    )

    assert missing == (
        Missing(
            child="CG-4817/1",
            member_id="carol-in-4817",
            agency="Ash Lane School",
            why=Gap.CANNOT_BE_ASKED,
        ),
        Missing(
            child="CG-4817/1",
            member_id="ben-in-4817",
            agency="Health visiting",
            why=Gap.NOT_HEARD_FROM,
        ),
    )


def test_who_left_before_closing_is_no_gap_and_who_leaves_that_day_is():
    leaving = replace(BEN, until_on=DATES.closes_on)
    left = replace(BEN, until_on=DATES.closes_on - ONE_DAY)

    assert policy.gaps([leaving], frozenset(), DATES.closes_on) != ()
    assert policy.gaps([left], frozenset(), DATES.closes_on) == ()


def test_the_tenth_sibling_stands_after_the_second():
    member = replace(BEN, children=frozenset({"CG-4817/10", "CG-4817/2"}))

    missing = policy.gaps([member], frozenset(), DATES.closes_on)

    assert [gap.child for gap in missing] == ["CG-4817/2", "CG-4817/10"]
