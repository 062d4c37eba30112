"""Each question to put: when the facts ask it, when they do not, and how it reads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.vocabulary import AgencyKind, JointView, Knowing, Recommendation
from workflows import timescales
from workflows.packs import questions
from workflows.packs.questions import (
    QUESTIONS,
    HeardView,
    PackFacts,
    Seen,
    questions_to_put,
)

PROFILE = timescales.load("england-default")
PACKS = PROFILE.packs
TODAY = date(2027, 3, 31)
STAY, END = Recommendation.CONTINUE, Recommendation.END_CHILD_IN_NEED
LEGAL = Recommendation.SEEK_LEGAL_ADVICE
BEN = HeardView(
    agency="Health visiting",
    recommendation=STAY,
    knows=frozenset({Knowing.SEEN_MYSELF}),
    score=5,
    would_last=True,
    adults_heard=True,
)
CAROL = replace(BEN, agency="Ash Lane School")
ASHA = replace(BEN, agency="Social care", is_lead_social_worker=True)
# A child about whom the facts ask nothing.
CALM = PackFacts(
    child="/2",
    today=TODAY,
    is_first_review=False,
    views=(ASHA, BEN, CAROL),
    seen=(Seen(kind=AgencyKind.EDUCATION, seen_on=TODAY, alone=True),),
    member_kinds=frozenset(AgencyKind),
    joint_view=JointView.DISCUSSED,
)


def says(ask, **changed):
    question = ask(replace(CALM, **changed), PACKS)
    return question and question.text


def seen_days_ago(days, *, kind=AgencyKind.EDUCATION, alone=True):
    return (Seen(kind=kind, seen_on=TODAY - timedelta(days=days), alone=alone),)


def test_facts_that_ask_nothing_give_no_question():
    assert questions_to_put(CALM, profile=PROFILE) == ()


def test_questions_come_in_the_order_of_the_table_safest_first():
    worst = replace(
        CALM,
        is_first_review=True,
        views=(
            replace(ASHA, would_last=False, adults_heard=None, score=1),
            replace(BEN, recommendation=END, adults_heard=False),
            replace(CAROL, recommendation=LEGAL, adults_heard=None),
        ),
        seen=(),
        not_heard_from=("Police",),
        member_kinds=frozenset(),
        joint_view=JointView.NOT_DISCUSSED,
    )
    only_told = replace(
        worst,
        views=tuple(
            replace(view, knows=frozenset({Knowing.PARENT_SAID}))
            for view in worst.views
        ),
    )

    asked = questions_to_put(only_told, profile=PROFILE)

    assert asked == tuple(ask(only_told, PACKS) for ask in QUESTIONS)
    assert None not in asked
    assert all(question.source for question in asked)


@pytest.mark.parametrize(
    ("is_under_one", "days", "is_asked"),
    [
        (False, 28, False),
        (False, 29, True),
        (True, 14, False),
        (True, 15, True),
    ],
)
def test_a_child_not_seen_for_four_weeks_or_a_baby_for_two(
    is_under_one, days, is_asked
):
    said = says(questions.not_seen, is_under_one=is_under_one, seen=seen_days_ago(days))

    assert (said is not None) == is_asked


def test_a_child_not_seen_is_asked_about_with_the_day():
    assert says(questions.not_seen, seen=seen_days_ago(40)) == (
        "No one has seen /2 since 19 February. What is in the way, and who will see "
        "this child, and when?"
    )


@pytest.mark.parametrize("ask", [questions.not_seen, questions.not_seen_alone])
def test_the_last_time_that_a_child_was_seen_counts(ask):
    assert says(ask, seen=(*seen_days_ago(5), *seen_days_ago(100))) is None
    assert "since 19 February" in says(
        ask, seen=(*seen_days_ago(40), *seen_days_ago(100))
    )


def test_the_year_is_said_when_it_is_not_this_one():
    assert "since 31 December 2026." in says(questions.not_seen, seen=seen_days_ago(90))


def test_a_child_whom_nobody_ever_saw_is_asked_about():
    assert "No one has seen /2, as far as anyone has said." in says(
        questions.not_seen, seen=()
    )


def test_nobody_can_have_seen_an_unborn_baby():
    for ask in (questions.not_seen, questions.not_seen_alone):
        assert says(ask, seen=(), is_unborn=True) is None


@pytest.mark.parametrize(("days", "is_asked"), [(28, False), (29, True)])
def test_a_child_not_seen_alone_outside_social_care_for_four_weeks(days, is_asked):
    said = says(questions.not_seen_alone, seen=seen_days_ago(days))

    assert (said is not None) == is_asked


@pytest.mark.parametrize(
    "recent",
    [
        seen_days_ago(1, alone=False),
        seen_days_ago(1, kind=AgencyKind.SOCIAL_CARE),
    ],
)
def test_being_seen_in_company_or_by_social_care_does_not_count_as_seen_alone(recent):
    said = says(questions.not_seen_alone, seen=(*recent, *seen_days_ago(28)))
    assert said is None

    assert says(questions.not_seen_alone, seen=(*recent, *seen_days_ago(29))) == (
        "No one outside social care has seen /2 alone since 2 March. "
        "Who could, and when?"
    )


def test_a_baby_is_not_asked_to_be_seen_alone():
    assert says(questions.not_seen_alone, seen=(), is_under_one=True) is None


def test_the_legal_route_is_asked_about_with_the_agencies_that_want_it():
    views = (
        ASHA,
        replace(CAROL, recommendation=LEGAL),
        replace(BEN, recommendation=LEGAL),
    )

    assert says(questions.legal_route, views=views) == (
        "Not enough, says the view of Ash Lane School and Health visiting on the plan "
        "of /2. Has the legal route been considered, and if not, why not?"
    )
    assert says(questions.legal_route) is None


@pytest.mark.parametrize(
    ("lead_says", "carol_says", "is_asked"),
    [
        (STAY, END, True),
        (LEGAL, Recommendation.END_UNIVERSAL, True),
        (STAY, LEGAL, False),
        (END, END, False),
        (Recommendation.CANNOT_SAY, END, False),
    ],
)
def test_an_ending_against_the_lead_social_worker_is_asked_about(
    lead_says, carol_says, is_asked
):
    views = (
        replace(ASHA, recommendation=lead_says),
        replace(CAROL, recommendation=carol_says),
    )

    said = says(questions.against_lead_social_worker, views=views)

    assert (said is not None) == is_asked


@pytest.mark.parametrize(
    ("is_first_review", "recommendation", "is_asked"),
    [(True, END, True), (False, END, False), (True, STAY, False)],
)
def test_an_ending_at_the_first_review_is_asked_about(
    is_first_review, recommendation, is_asked
):
    views = (ASHA, replace(CAROL, recommendation=recommendation))

    said = says(
        questions.ending_at_first_review, is_first_review=is_first_review, views=views
    )

    assert (said is not None) == is_asked


@pytest.mark.parametrize(
    ("ben_expects", "carol_expects", "carol_says", "is_asked"),
    [
        # Nobody expects it to last, ...
        (False, False, STAY, True),
        (False, None, STAY, True),
        # ... or somebody does, and the plan would end all the same.
        (False, True, END, True),
        (False, True, STAY, False),
        (True, True, END, False),
        (None, None, END, False),
    ],
)
def test_a_change_that_would_not_last_is_asked_about(
    ben_expects, carol_expects, carol_says, is_asked
):
    views = (
        replace(BEN, would_last=ben_expects),
        replace(CAROL, would_last=carol_expects, recommendation=carol_says),
    )

    said = says(questions.would_not_last, views=views)

    assert (said is not None) == is_asked


@pytest.mark.parametrize(
    ("ben_knows", "carol_knows", "is_asked"),
    [
        ({Knowing.PARENT_SAID}, {Knowing.PARENT_SAID}, True),
        ({Knowing.PARENT_SAID}, set(), True),
        ({Knowing.PARENT_SAID}, {Knowing.PARENT_SAID, Knowing.SEEN_MYSELF}, False),
        ({Knowing.PARENT_SAID}, {Knowing.CHILD_TOLD_ME}, False),
        (set(), set(), False),
    ],
)
def test_a_single_narrator_is_noticed(ben_knows, carol_knows, is_asked):
    views = (
        replace(BEN, knows=frozenset(ben_knows)),
        replace(CAROL, knows=frozenset(carol_knows)),
    )

    assert (says(questions.single_narrator, views=views) is not None) == is_asked


@pytest.mark.parametrize(
    ("heard", "is_asked"),
    [((None, None), True), ((False, None), True), ((False, True), False)],
)
def test_adults_whom_nobody_heard_alone_are_asked_about(heard, is_asked):
    views = tuple(replace(BEN, adults_heard=one) for one in heard)

    assert (says(questions.adults_not_heard, views=views) is not None) == is_asked


def test_without_a_single_view_nothing_is_said_about_adults_or_scores():
    for ask in (questions.adults_not_heard, questions.scores_apart):
        assert says(ask, views=()) is None


@pytest.mark.parametrize(("low", "is_asked"), [(3, False), (2, True)])
def test_scores_three_points_apart_are_asked_about(low, is_asked):
    views = (BEN, replace(CAROL, score=low), replace(ASHA, score=None))

    assert (says(questions.scores_apart, views=views) is not None) == is_asked


def test_scores_apart_name_both_ends():
    views = (BEN, ASHA, replace(CAROL, score=2))

    assert says(questions.scores_apart, views=views) == (
        "Safety of /2: 2 from Ash Lane School, 5 from Health visiting and Social care. "
        "What does the one see that the other does not?"
    )


def test_agencies_not_heard_from_are_named_once():
    silent = ("Police", "Housing", "Police")

    assert says(questions.not_heard_from, not_heard_from=silent) == (
        "Not yet heard from about /2: Housing and Police. "
        "What would they say, and who will ask them?"
    )
    assert says(questions.not_heard_from) is None


@pytest.mark.parametrize(
    ("kinds", "is_unborn", "missing"),
    [
        ({AgencyKind.HEALTH, AgencyKind.EDUCATION}, False, None),
        ({AgencyKind.HEALTH}, False, "education"),
        ({AgencyKind.EDUCATION}, False, "health"),
        (set(), False, "health and education"),
        ({AgencyKind.HEALTH}, True, None),
        (set(), True, "health"),
    ],
)
def test_each_child_has_a_health_and_an_education_voice(kinds, is_unborn, missing):
    said = says(
        questions.voices_missing, member_kinds=frozenset(kinds), is_unborn=is_unborn
    )

    assert (said is None) == (missing is None)
    assert missing is None or f"speaks for the {missing} of /2" in said


@pytest.mark.parametrize(
    ("joint_view", "is_asked"),
    [
        (JointView.DISCUSSED, False),
        (JointView.NOT_DISCUSSED, True),
        (None, True),
    ],
)
def test_a_discussion_that_was_not_held_is_asked_for(joint_view, is_asked):
    said = says(questions.not_discussed, joint_view=joint_view)

    assert (said is not None) == is_asked
