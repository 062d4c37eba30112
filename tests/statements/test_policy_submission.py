"""What makes a view one that can be kept, when it came, and who may take it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.vocabulary import PersonClass, Recommendation, Timing
from workflows.statements import policy
from workflows.statements.dates import DatedFrom, RoundDates
from workflows.statements.policy import Answer, TakingFacts

ONE_DAY = timedelta(days=1)

DATES = RoundDates(
    opens_on=date(2027, 1, 27),
    half_time_on=date(2027, 2, 3),
    last_call_on=date(2027, 2, 8),
    closes_on=date(2027, 2, 10),
    chair_decides=False,
    reason=DatedFrom.CONFERENCE,
)
CONTINUE = Answer(
    child="CG-4817/1",
    recommendation=Recommendation.CONTINUE,
    reason="Weight has fallen since the last visit.",
)
BLANK = Answer(child="CG-4817/2", recommendation=None, reason="")


def submit(*answers):
    policy.check_can_submit(answers, asked_about=frozenset({"CG-4817/1", "CG-4817/2"}))


def test_a_view_of_one_child_may_be_given_without_the_others():
    submit(CONTINUE, BLANK)


@pytest.mark.parametrize(
    ("answers", "refusal", "field"),
    [
        ([], policy.NothingAnswered, "recommendation"),
        ([BLANK], policy.NothingAnswered, "recommendation"),
        ([replace(CONTINUE, reason=" \n")], policy.ReasonMissing, "reason"),
        ([replace(CONTINUE, child="CG-4817/3")], policy.NotAsked, "recommendation"),
    ],
)
def test_a_view_that_says_too_little_is_refused(answers, refusal, field):
    with pytest.raises(refusal) as refused:
        submit(*answers)

    assert refused.value.field == field


def test_cannot_say_needs_a_reason_too():
    with pytest.raises(policy.ReasonMissing):
        submit(replace(CONTINUE, recommendation=Recommendation.CANNOT_SAY, reason=""))


@pytest.mark.parametrize(
    ("given_on", "timing"),
    [
        (DATES.opens_on - ONE_DAY, Timing.EARLY),
        (DATES.opens_on, Timing.ON_TIME),
        (DATES.closes_on, Timing.ON_TIME),
        (DATES.closes_on + ONE_DAY, Timing.LATE),
    ],
)
def test_a_view_is_marked_early_on_time_or_late(given_on, timing):
    assert policy.kind_of_submission(DATES, given_on) is timing


TAKING = TakingFacts(
    taker=PersonClass.LEAD_SOCIAL_WORKER,
    member_is_in_slack=False,
    taker_has_given_own=True,
    somebody_else_can_take=True,
    last_call_on=DATES.last_call_on,
)


def take(day=DATES.opens_on, **changed):
    policy.check_can_take(replace(TAKING, **changed), day)


@pytest.mark.parametrize(
    "taker", [PersonClass.SAFEGUARDING_LEAD, PersonClass.BUSINESS_SUPPORT]
)
def test_the_safeguarding_lead_and_business_support_take_a_view_from_the_start(taker):
    take(taker=taker, taker_has_given_own=False)


def test_nobody_takes_a_view_for_a_member_who_is_in_slack():
    with pytest.raises(policy.AnswersForThemselves):
        take(taker=PersonClass.SAFEGUARDING_LEAD, member_is_in_slack=True)


@pytest.mark.parametrize(
    "taker",
    sorted(
        set(PersonClass)
        - {
            PersonClass.SAFEGUARDING_LEAD,
            PersonClass.BUSINESS_SUPPORT,
            PersonClass.LEAD_SOCIAL_WORKER,
        }
    ),
)
def test_nobody_else_takes_a_view(taker):
    with pytest.raises(policy.NotYoursToTake):
        take(day=DATES.closes_on, taker=taker, somebody_else_can_take=False)


def test_the_lead_social_worker_gives_their_own_view_first():
    with pytest.raises(policy.OwnViewFirst):
        take(day=DATES.closes_on, taker_has_given_own=False)


def test_the_lead_social_worker_comes_last():
    with pytest.raises(policy.OthersFirst):
        take(day=DATES.last_call_on - ONE_DAY)

    take(day=DATES.last_call_on)
    take(day=DATES.opens_on, somebody_else_can_take=False)
