"""The rules for scores and answers: what can be kept, and when it is read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import EndChoice, EndQuestion
from tests.scores.scoring import CALM, new
from workflows import clock, timescales
from workflows.scores import policy
from workflows.scores.policy import Met, NewAnswer, Said

DAY = date(2026, 2, 10)
PROFILE = timescales.load("england-default")


@given(score=st.integers())
def test_a_score_is_kept_from_0_to_10_and_no_other(score):
    said = replace(new(score), scores={"one": 5})

    if 0 <= score <= 10:
        policy.check(said, children=["one"])
        return
    with pytest.raises(policy.ScoreOutOfRange) as refused:
        policy.check(said, children=["one"])
    assert refused.value.field == "score"


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_of_one_child_alone_is_looked_at_too(score):
    with pytest.raises(policy.ScoreOutOfRange) as refused:
        policy.check(replace(new(5), scores={"one": score}), children=["one"])

    assert refused.value.field == "score:one"


def test_a_child_who_is_not_theirs_cannot_be_scored():
    with pytest.raises(policy.UnknownChild):
        policy.check(replace(new(5), scores={"two": 5}), children=["one"])


def test_one_score_is_for_all_the_children_unless_one_has_its_own():
    said = replace(new(6), scores={"two": 2})

    found = policy.scores_of(said, children=["one", "two", "three"], profile=PROFILE)

    assert found == {"one": 6, "two": 2, "three": 6}


def test_a_score_that_is_left_empty_is_no_score():
    said = replace(new(None), scores={"two": 0})

    found = policy.scores_of(said, children=["one", "two"], profile=PROFILE)

    assert found == {"two": 0}


def test_an_area_can_leave_the_scores_out():
    without = replace(PROFILE, scores=replace(PROFILE.scores, asked=False))

    assert policy.scores_of(new(6), children=["one"], profile=without) == {}


@pytest.mark.parametrize("question", EndQuestion)
def test_each_question_is_answered_with_one_of_its_own_choices(question):
    others = set(EndChoice) - set(policy.OFFERED[question])
    answers = dict(new().answers)
    wrong = [*({**answers, question: NewAnswer(choice=one)} for one in others)]
    del answers[question]

    for one in (answers, *wrong):
        with pytest.raises(policy.AnswerMissing) as refused:
            policy.check(replace(new(), answers=one), children=[])
        assert refused.value.field == question.value


def test_every_choice_belongs_to_one_question():
    offered = [one for choices in policy.OFFERED.values() for one in choices]

    assert sorted(offered) == sorted(EndChoice)
    assert set(policy.OFFERED) == set(EndQuestion) == set(CALM)


def test_a_line_is_a_line():
    policy.check(new(line="x" * policy.LONGEST), children=[])

    with pytest.raises(policy.LineTooLong) as refused:
        policy.check(new(line="x" * (policy.LONGEST + 1)), children=[])

    assert refused.value.field == "achieved:line"


def test_the_others_can_be_read_once_all_are_in_or_the_day_is_over():
    met = Met(on=DAY, begins_at=clock.at(DAY, 10))
    now, next_day = clock.at(DAY, 11), DAY + timedelta(days=1)

    assert not met.can_be_read(all_in_at=None, today=DAY)
    assert met.can_be_read(all_in_at=now, today=DAY)
    assert met.can_be_read(all_in_at=None, today=next_day)


def test_it_is_owed_for_three_working_days_over_a_weekend():
    # 12 February 2026 is a Thursday.
    met = Met(on=date(2026, 2, 12), begins_at=clock.at(date(2026, 2, 12), 10))

    assert met.ends_on(PROFILE) == date(2026, 2, 17)


def test_it_is_asked_for_each_working_day_and_ended_after_the_last():
    ends_on = date(2026, 2, 17)

    found = [
        policy.next_asking(today=day, ends_on=ends_on, profile=PROFILE)
        for day in (date(2026, 2, 12), date(2026, 2, 13), ends_on)
    ]

    assert found == [date(2026, 2, 13), date(2026, 2, 16), date(2026, 2, 18)]


def test_who_answered_as_fewest_did_stands_first():
    said = [
        Said(who="Ben", choice=EndChoice.SEVERAL_ACCOUNTS),
        Said(who="Asha", choice=EndChoice.SEVERAL_ACCOUNTS),
        Said(who="Carol", choice=EndChoice.CANNOT_SAY),
    ]

    found = policy.minority_first(said, EndQuestion.ACCOUNT)

    assert found == (
        (EndChoice.CANNOT_SAY, ("Carol",)),
        (EndChoice.SEVERAL_ACCOUNTS, ("Asha", "Ben")),
    )


def test_as_many_on_each_side_stand_as_the_form_has_them():
    said = [
        Said(who="Ben", choice=EndChoice.NOTHING_CHANGED),
        Said(who="Asha", choice=EndChoice.SOMETHING_ACHIEVED),
    ]

    found = policy.minority_first(said, EndQuestion.ACHIEVED)

    assert [choice for choice, _ in found] == [*policy.OFFERED[EndQuestion.ACHIEVED]]
