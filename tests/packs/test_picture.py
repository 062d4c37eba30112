"""Scores over time as a picture, and what it says to those who cannot see it."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from bot import picture
from models.vocabulary import AgencyKind
from workflows.packs.contents import Speaker
from workflows.scores.over_time import (
    LABELS,
    Scored,
    ScoreLine,
    ScorePoint,
    Scores,
    scores_over_time,
)

FIRST = date(2026, 2, 3)


def point(on, lowest, highest=None):
    return ScorePoint(on=on, lowest=lowest, highest=highest or lowest)


def line(label, *points):
    return ScoreLine(label=label, agency=f"{label} of Anytown", points=points)


def scores(*lines):
    days = {one.on for drawn in lines for one in drawn.points}
    return Scores(alias="CG-4817/2", rounds=tuple(sorted(days)), lines=lines)


def opened(png):
    return Image.open(io.BytesIO(png))


def speaker(agency, kind):
    return Speaker(
        person_id=f"of {agency}",
        name="Ben",
        title="",
        agency_id=f"id of {agency}",
        agency=agency,
        kind=kind,
    )


@pytest.mark.parametrize("agencies", [0, 1, 12])
@pytest.mark.parametrize("rounds", [1, 2, 9])
def test_it_is_as_wide_as_a_phone_and_as_high_as_it_needs(agencies, rounds):
    days = [FIRST + timedelta(days=90 * n) for n in range(rounds)]
    lines = [
        line(f"Health {n}", *(point(day, n % 11) for day in days))
        for n in range(agencies)
    ]

    image = opened(picture.draw(scores(*lines)))

    assert image.format == "PNG"
    assert image.width == 2 * 390
    assert image.height >= 2 * 87 * agencies
    assert len(image.convert("RGB").getcolors()) > 2


def test_it_is_small_enough_to_send():
    days = [FIRST + timedelta(days=90 * n) for n in range(9)]
    lines = [line(f"Health {n}", *(point(d, n % 11) for d in days)) for n in range(12)]

    assert len(picture.draw(scores(*lines))) < 200_000


def test_a_round_without_a_score_leaves_a_hole():
    days = [FIRST, FIRST + timedelta(days=90), FIRST + timedelta(days=180)]
    other = line("Police", *(point(day, 0) for day in days))
    whole = line("Health", *(point(day, 5) for day in days))
    holed = line("Health", point(days[0], 5), point(days[2], 5))

    assert ink(picture.draw(scores(holed, other))) < 0.8 * ink(
        picture.draw(scores(whole, other))
    )


def ink(png):
    """Count how much of the line's own blue there is in the first strip."""
    image = opened(png).convert("RGB").crop((0, 140, 780, 314))
    return sum(1 for r, g, b in image.get_flattened_data() if b > r + 60)


def test_the_words_say_what_the_picture_shows():
    said = picture.alt_text(
        scores(
            line("Health", point(FIRST, 3), point(date(2026, 5, 5), 4, 7)),
            line("Police", point(FIRST, 2)),
        )
    )

    assert said == (
        "CG-4817/2: scores by agency, 0 to 10, higher is safer. "
        "Health: 3 on 3 Feb 26, 4 to 7 on 5 May 26. Police: 2 on 3 Feb 26."
    )


def test_no_scores_are_said_to_be_none():
    assert picture.alt_text(scores()).endswith("No scores were given.")


@pytest.mark.parametrize("agencies", [1, 12, 70, 400])
def test_the_words_stay_within_slacks_limit(agencies):
    days = [FIRST + timedelta(days=90 * n) for n in range(9)]
    lines = [
        line(f"Health {n}", *(point(day, 10) for day in days)) for n in range(agencies)
    ]

    assert len(picture.alt_text(scores(*lines))) <= 2000


def test_the_picture_names_kinds_of_agency_and_no_organisation():
    made = scores_over_time(
        "CG-4817/1",
        [
            Scored(speaker=speaker("Hill Top School", kind), on=FIRST, score=4)
            for kind in [AgencyKind.EDUCATION]
        ]
        + [
            Scored(
                speaker=speaker("Little Acorns", AgencyKind.EDUCATION),
                on=FIRST,
                score=2,
            ),
            Scored(speaker=speaker("Police", AgencyKind.POLICE), on=FIRST, score=2),
        ],
    )

    assert [one.label for one in made.lines] == ["Education A", "Education B", "Police"]
    assert "Hill Top" not in picture.alt_text(made)
    assert [one.agency for one in made.lines][:2] == [
        "Hill Top School",
        "Little Acorns",
    ]


def test_two_members_of_an_agency_who_differ_are_both_shown_and_never_averaged():
    health = speaker("Health visiting", AgencyKind.HEALTH)

    made = scores_over_time(
        "CG-4817/1",
        [Scored(speaker=health, on=FIRST, score=score) for score in (8, 2)],
    )

    assert made.lines[0].points == (point(FIRST, 2, 8),)
    assert picture.score_in_words(made.lines[0].points[0]) == "2 to 8"


def test_every_kind_of_agency_has_a_label():
    assert set(LABELS) == set(AgencyKind)
