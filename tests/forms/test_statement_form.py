"""The form for one's view keeps every draft, for one child or many, alike or not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import blocks
from bot.forms import statement_questions as questions
from bot.forms import statements as form
from models.vocabulary import (
    Given,
    Knowing,
    Recommendation,
    Restriction,
    StatementPart,
)
from tests.forms.filling import left_empty, opened
from tests.gallery import facts
from tests.gallery.everything import profile
from workflows.statements.answers import Answers, ChildAnswers, RestrictedAnswer
from workflows.statements.whose import Right

PROFILE = profile()
WRITTEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
CHILD = st.builds(
    ChildAnswers,
    child_id=st.just(""),
    recommendation=st.none() | st.sampled_from(Recommendation),
    reason=WRITTEN,
    # In the order of the form, which is the order that they come back in.
    knowing=st.sets(st.sampled_from(Knowing)).map(
        lambda ways: tuple(way for way in Knowing if way in ways)
    ),
    life=WRITTEN,
    score=st.none() | st.integers(0, 10),
    seen_on=DAYS,
    seen_alone=st.booleans(),
    observed=st.booleans(),
    changed=WRITTEN,
    wrong_if=WRITTEN,
    adults=WRITTEN,
    adults_heard=st.none() | st.booleans(),
    would_last=st.none() | st.booleans(),
)


@st.composite
def restricted_parts(draw):
    parts = draw(st.sets(st.sampled_from(StatementPart)))
    kind, why = draw(st.sampled_from(Restriction)), draw(WRITTEN)
    return tuple(
        RestrictedAnswer(part=part, restriction=kind, why=why)
        for part in StatementPart
        if part in parts
    )


@st.composite
def drafts(draw):
    """Draw a draft about one to twelve children, some of whom are said to differ."""
    number = draw(st.integers(1, 12))
    said = draw(st.lists(CHILD, min_size=1, max_size=3))
    children = tuple(
        replace(draw(st.sampled_from(said)), child_id=child.child_id)
        for child in facts.children(number)
    )
    right = draw(st.sampled_from(Right))
    is_taken = right is Right.TAKER
    answers = draw(
        st.builds(
            Answers,
            children=st.just(children),
            told_parents=WRITTEN,
            urgent=st.booleans(),
            urgent_text=WRITTEN,
            intimidated=st.booleans(),
            restricted=restricted_parts(),
            given_on=DAYS if is_taken else st.none(),
            read_back=st.booleans() if is_taken else st.just(value=False),
        )
    )
    return facts.form_facts(
        PROFILE, facts.children(number), answers=answers, right=right
    )


def turned(found, place):
    """Return the next page, which there is."""
    following = form.beside(found, place, +1)
    assert following is not None
    return following


def walk(found):
    """Go through all pages as somebody who changes nothing, and give what is kept."""
    place = form.first_place(found)
    while True:
        view = opened(form.build(found, place, PROFILE))
        assert form.read_place(view) == place
        answers, place = form.read(view, found, place)
        found = replace(found, answers=answers)
        if place.page == form.END:
            return answers
        place = turned(found, place)


@settings(max_examples=150, deadline=None)
@given(drafts())
@example(facts.form_facts(PROFILE, facts.children(12)))
def test_any_draft_comes_through_the_form_as_it_was(found):
    before = found.answers or Answers(
        children=tuple(
            ChildAnswers(child_id=child.child_id) for child in found.children
        )
    )

    assert walk(found) == before


def test_the_longest_draft_comes_through_as_it_was():
    shown = facts.children(12, is_long=True)
    found = facts.form_facts(
        PROFILE, shown, answers=facts.long_answers(shown), right=Right.TAKER
    )

    assert walk(found) == found.answers


def typed(found, page, **values):
    """Fill in one page and give the answers and the place that it leads to."""
    place = replace(form.first_place(found), page=page)
    view = form.build(found, place, PROFILE)
    filled = {f"{page}:{name}": value for name, value in values.items()}
    return form.read(opened(view, **filled), found, place)


@pytest.mark.parametrize("number", [2, 6, 11, 12])
def test_one_answer_counts_for_all_but_for_whom_it_was_changed(number):
    found = facts.form_facts(PROFILE, facts.children(number))
    last = found.children[-1].child_id

    answers, place = typed(
        found, form.ALL, recommendation="continue", reason="Too soon.", differ=[last]
    )
    found = replace(found, answers=answers)
    following = turned(found, place)
    view = form.build(found, following, PROFILE)
    answers, place = form.read(
        opened(view, **{f"{last}:recommendation": "end_universal"}), found, following
    )

    said = [child.recommendation for child in answers.children]
    assert said == [Recommendation.CONTINUE] * (number - 1) + [
        Recommendation.END_UNIVERSAL
    ]
    assert {child.reason for child in answers.children} == {"Too soon."}
    assert turned(found, place).page == form.END


def test_changing_the_shared_answer_leaves_the_child_who_differs_alone():
    shown = facts.children(3)
    own = ChildAnswers(child_id=shown[2].child_id, reason="Of their own.")
    others = [ChildAnswers(child_id=c.child_id, reason="Shared.") for c in shown[:2]]
    answers = Answers(children=(*others, own))
    found = facts.form_facts(PROFILE, shown, answers=answers)

    answers, _ = typed(found, form.ALL, reason="Shared anew.")

    assert [child.reason for child in answers.children] == [
        *("Shared anew.", "Shared anew."),
        "Of their own.",
    ]


def test_a_child_that_no_longer_differs_takes_the_shared_answer():
    shown = facts.children(3)
    own = ChildAnswers(child_id=shown[2].child_id, reason="Of their own.")
    others = [ChildAnswers(child_id=c.child_id, reason="Shared.") for c in shown[:2]]
    found = facts.form_facts(PROFILE, shown, answers=Answers(children=(*others, own)))

    answers, place = typed(found, form.ALL, differ=[])

    assert {child.reason for child in answers.children} == {"Shared."}
    assert place.differ == ()


@pytest.mark.parametrize("way", Given)
def test_how_a_view_was_told_is_read_back_from_the_form(way):
    found = facts.form_facts(PROFILE, facts.children(1), right=Right.TAKER)
    place = replace(form.first_place(found), page=form.END)
    view = form.build(found, place, PROFILE)
    if way is Given.SLACK:
        # Nobody takes by telephone what was given in Slack; it is not offered.
        filled = opened(view)
        expected = Given.TELEPHONE
    else:
        filled = opened(view, **{"end:given": way.value})
        expected = way

    read = questions.read_given(blocks.answers(filled), form.END)

    assert read is expected


def test_slack_itself_asks_for_what_must_be_answered():
    found = facts.form_facts(PROFILE, facts.children(2), right=Right.TAKER)
    first = form.first_place(found)
    end = replace(first, page=form.END)

    assert left_empty(form.build(found, first, PROFILE)) == {
        *("all:recommendation", "all:reason", "all:knowing"),
    }
    assert left_empty(form.build(found, end, PROFILE)) == {
        *("end:given", "end:given_on", "end:read_back", "end:told_parents"),
    }


@pytest.mark.parametrize(
    ("answers", "mended"),
    [
        ({"told_parents": ""}, {"told_parents"}),
        ({"urgent": "yes"}, {"told_parents", "urgent_text"}),
        (
            {"told_parents": "All of it.", "parts": ["reason"]},
            {"restriction", "why"},
        ),
        ({"told_parents": "All of it."}, set()),
    ],
)
def test_the_last_page_says_what_needs_mending(answers, mended):
    found = facts.form_facts(PROFILE, facts.children(1))
    place = replace(form.first_place(found), page=form.END)
    view = opened(
        form.build(found, place, PROFILE),
        **{f"end:{name}": value for name, value in answers.items()},
    )
    read, place = form.read(view, found, place)

    errors = form.errors(view, place, read, "2026-09-16")

    assert set(errors) == {f"end:{name}" for name in mended}


@pytest.mark.parametrize(
    "metadata", ["", "[]", "{}", "null", "7", '"x"', "[1]", "not json"]
)
def test_a_form_that_is_none_of_ours_has_no_place(metadata):
    assert form.read_place({"private_metadata": metadata}) is None
