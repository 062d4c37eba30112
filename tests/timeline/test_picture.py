"""The picture of a timeline: its size, its words, and nothing of anybody's."""

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PIL import Image

from bot import timeline_picture, timeline_words
from bot.timeline_scale import LEFT, RIGHT, Scale
from tests.timeline.samples import FIRST, LAST, empty_timeline, sample_timeline


def drawn(found):
    """Return the picture, opened."""
    return Image.open(io.BytesIO(timeline_picture.draw(found)))


@pytest.mark.parametrize("count", [0, 1, 4, 40, 120])
def test_it_is_twice_a_phone_wide_and_small_enough_to_send(count):
    found = sample_timeline(count=count)

    picture = drawn(found)

    assert picture.width == 2 * 390
    assert len(timeline_picture.draw(found)) < 500_000


def test_an_empty_history_is_drawn_and_says_so():
    picture = drawn(empty_timeline())

    assert picture.width == 2 * 390
    assert timeline_words.alt_text(empty_timeline()) == (
        "CG-4817: timeline, 1 December 2025 to 1 December 2025, from the beginning. "
        "Nothing is recorded."
    )


def test_every_lane_adds_to_its_height():
    whole = sample_timeline()

    without = [
        drawn(replace(whole, spreads=None)).height,
        drawn(replace(whole, signals=None)).height,
        drawn(replace(whole, notices=())).height,
    ]

    assert max(without) < drawn(whole).height


def test_each_mark_has_a_place_of_its_own_in_the_picture():
    found = replace(empty_timeline(), last_on=LAST)
    one = replace(found, lead_changes=(FIRST + timedelta(days=100),))

    assert drawn(found).tobytes() != drawn(one).tobytes()


@pytest.mark.parametrize("count", [1, 4, 9, 120])
def test_the_alternative_text_fits_and_says_the_same(count):
    found = sample_timeline(count=count)

    text = timeline_words.alt_text(found)

    assert len(text) <= 2000
    if count <= 4:
        assert all(line in text for line in timeline_words.lines(found))
    if count == 120:
        assert "meetings 120" in text
        assert "All of it stands in words below the picture." in text


def test_every_fact_is_said_in_words():
    said = "\n".join(timeline_words.lines(sample_timeline(count=4)))

    assert "core group cancelled at short notice on 1 April 2026" in said
    assert "Agencies at meetings: 12 on 1 December 2025; 11 on" in said
    assert "2 of 6 answered" in said
    assert "still open" in said
    assert "low scores that nobody has challenged since 1 December 2025 to" in said


def test_who_may_not_read_scores_sees_no_lane_of_them():
    said = "\n".join(timeline_words.lines(replace(sample_timeline(), spreads=None)))

    assert "Scores" not in said


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 15), date(2026, 2, 3)),
        (date(2025, 11, 3), date(2026, 11, 3)),
        (date(2016, 1, 1), date(2026, 12, 31)),
    ],
)
def test_months_are_dated_so_that_they_do_not_touch(first, last):
    scale = Scale(first_on=first, last_on=last)

    places = [scale.at(month) for month in scale.months()]

    assert len(places) <= 6
    assert all(LEFT <= place <= RIGHT for place in places)
    assert all(after - before > 2 * 30 for before, after in pairwise(places))


def test_days_outside_stand_at_the_edges():
    scale = Scale(first_on=FIRST, last_on=LAST)

    assert scale.at(FIRST - timedelta(days=9)) == scale.at(FIRST) == LEFT
    assert scale.at(LAST + timedelta(days=9)) == scale.at(LAST) == RIGHT
