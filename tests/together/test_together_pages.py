"""Views side by side: siblings of whom the same is said are read once."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot import together_pages
from models.vocabulary import (
    Gap,
    Given,
    Knowing,
    Recommendation,
    StatementPart,
    Timing,
)
from tests.journeys.stage import words_of
from workflows.statements.children import ShownChild
from workflows.statements.shown import (
    ChildPage,
    Part,
    Standpoint,
    Together,
    Unheard,
    Voice,
)

BEN = Voice(
    person_id="p2",
    name="Ben",
    title="Health visitor",
    agency="Health",
    recommendation=Recommendation.SEEK_LEGAL_ADVICE,
    stood_at_closing=None,
    parts=(Part(part=StatementPart.REASON, text="They have lost weight."),),
    knowing=(Knowing.SEEN_MYSELF,),
    score=2,
    seen_on=None,
    seen_alone=False,
    observed=False,
    adults_heard=None,
    version=1,
    timing=Timing.ON_TIME,
    given=Given.SLACK,
    given_at=datetime(2026, 5, 5, 9, tzinfo=UTC),
    taken_by=None,
    amended_late=False,
)
CAROL = replace(
    BEN,
    person_id="p3",
    name="Carol",
    agency="School",
    recommendation=Recommendation.CONTINUE,
    parts=(Part(part=StatementPart.REASON, text="School is steady."),),
)
IAIN = Unheard(
    person_id="p9",
    name="Iain",
    agency="Housing",
    why=Gap.NOT_HEARD_FROM,
    came_late=False,
)


def page(number, *voices, gaps=(IAIN,)):
    standpoints = tuple(
        Standpoint(recommendation=voice.recommendation, voices=(voice,))
        for voice in voices
    )
    return ChildPage(
        child=ShownChild(
            child_id=f"c{number}",
            number=number,
            alias=f"CG-4817/{number}",
            age_band="5 to 9",
            label=None,
        ),
        is_split=len(voices) > 1,
        standpoints=standpoints,
        gaps=gaps,
    )


def read(*pages):
    together = Together(
        round_id="r1",
        alias="CG-4817",
        conference_on=date(2026, 5, 20),
        closes_on=date(2026, 5, 6),
        pages=pages,
        talks=(),
    )
    return words_of(together_pages.view(together, 0))


def test_what_is_said_alike_of_siblings_is_read_once():
    words = read(page(1, BEN, CAROL), page(2, BEN, CAROL), page(3, CAROL))

    assert words.count("They have lost weight.") == 1
    assert "CG-4817/1 and /2" in words
    assert "CG-4817/3" in words


def test_a_sibling_with_another_gap_has_a_page_of_their_own():
    words = read(page(1, BEN, CAROL), page(2, BEN, CAROL, gaps=()))

    assert words.count("They have lost weight.") == 2
    assert "and /2" not in words


def test_who_recommends_what_stands_before_the_gaps_and_the_reasons():
    words = read(page(1, BEN, CAROL))

    places = [
        words.index("seek legal advice (Health)"),
        words.index("Continue the plan (School)"),
        words.index("Not heard from"),
        words.index("They have lost weight."),
    ]
    assert places == sorted(places)


def test_no_day_given_is_not_read_as_not_seen():
    words = read(page(1, BEN))

    assert "gave no day on which they saw the child" in words
    assert "has not seen" not in words
