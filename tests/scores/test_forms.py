"""The form for scores and answers, and what is read out of it."""

from dataclasses import replace

import pytest

from bot.forms import score_pages, scores
from models.vocabulary import EndChoice, EndQuestion
from tests.gallery.score_pages import score_views
from tests.http_access import payloads
from tests.http_access.score_cells import QUESTIONS
from tests.scores import scoring


def _view(**fields):
    answers = {name: payloads.choice(value) for name, value in QUESTIONS.items()}
    values = {**answers, **fields}
    return {
        "state": {"values": {place: {"answer": one} for place, one in values.items()}}
    }


def _asked(view):
    return {
        block["block_id"]: block for block in view["blocks"] if block["type"] == "input"
    }


def test_it_begins_with_whom_to_telephone_and_asks_everything_at_once(world, meeting):
    view = scores.give(scoring.form(world, meeting, world.ben), world.profile)

    assert "Nobody is watching this." in view["blocks"][0]["text"]["text"]
    asked = _asked(view)
    assert sum(place.startswith("score") for place in asked) == 3
    for question in EndQuestion:
        assert asked[question.value]["element"]["type"] == "radio_buttons"
        assert not asked[question.value]["optional"]
        assert asked[f"{question.value}:line"]["optional"]


def test_each_score_can_be_left_empty_and_says_what_it_means(world, meeting):
    view = scores.give(scoring.form(world, meeting, world.ben), world.profile)

    block = _asked(view)["score"]

    options = [one["text"]["text"] for one in block["element"]["options"]]
    assert len(options) == 11
    for number, meaning in world.profile.scores.anchors.items():
        assert options[number] == f"{number}: {meaning}"[:75]
    assert block["optional"]


def test_without_scores_only_the_questions_are_asked(world, meeting):
    profile = world.profile
    without = replace(profile, scores=replace(profile.scores, asked=False))

    view = scores.give(scoring.form(world, meeting, world.ben), without)

    assert not any(place.startswith("score") for place in _asked(view))
    assert len(_asked(view)) == 2 * len(EndQuestion)


def test_what_was_given_is_filled_in_when_it_is_amended(world, family, meeting):
    one, two = family.children
    said = scoring.new(6, apart={two.id: 2}, stuck=EndChoice.SOMETHING_STUCK)
    scoring.give(world, meeting, world.ben, said)

    asked = _asked(scores.give(scoring.form(world, meeting, world.ben), world.profile))

    def chosen(place):
        return asked[place]["element"].get("initial_option", {}).get("value")

    assert chosen("score") is None
    assert (chosen(f"score:{one.id}"), chosen(f"score:{two.id}")) == ("6", "2")
    assert chosen("stuck") == "something_stuck"


def test_what_is_filled_in_is_read(world):
    found = scores.read(
        _view(
            **{
                "score": payloads.choice("7", "static_select"),
                "score:abc": payloads.choice("0", "static_select"),
                "stuck:line": payloads.text("The housing."),
            }
        )
    )

    assert not isinstance(found, dict)
    assert (found.score, found.scores) == (7, {"abc": 0})
    assert found.answers[EndQuestion.STUCK].line == "The housing."
    assert found.answers[EndQuestion.LEGAL_ROUTE].choice is EndChoice.NOBODY_ASKED


@pytest.mark.parametrize("score", ["11", "-1", "3.5", "many", "٣"])
@pytest.mark.parametrize("place", ["score", "score:abc"])
def test_a_score_outside_0_to_10_is_refused_beside_it(score, place):
    found = scores.read(_view(**{place: payloads.choice(score, "static_select")}))

    assert found == {place: scores.OUT_OF_RANGE}


def test_what_is_not_chosen_is_asked_for_beside_each():
    found = scores.read({"state": {"values": {}}})

    assert found == {one.value: scores.CHOOSE for one in EndQuestion}


@pytest.mark.parametrize("metadata", ["", "older", "[1]", "null", "{}"])
def test_a_form_of_another_version_has_no_place(metadata):
    assert scores.read_place({"private_metadata": metadata}) is None


def test_no_average_and_no_total_is_shown(world, meeting):
    for name, score in (("asha", 9), ("ben", 2), ("carol", 4)):
        scoring.give(world, meeting, getattr(world, name), scoring.new(score))

    view = score_pages.page(scoring.read(world, meeting, world.femi))
    texts = [one["text"]["text"] for one in view["blocks"] if one["type"] == "section"]

    (place, _) = (n for n, text in enumerate(texts) if text.endswith(": 2 to 9"))
    assert texts[place + 1].split("\n") == [
        "Health visiting: 2",
        "Hill Top School: 4",
        "Children's social care: 9",
    ]
    assert "verage" not in repr(view)


def test_every_form_with_lines_begins_with_the_alarm(world):
    for name, view in score_views(world.profile).items():
        if name.startswith("give"):
            assert "Nobody is watching this." in view["blocks"][0]["text"]["text"]
