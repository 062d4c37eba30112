"""What changed since the last review, and who could come to the next."""

import pytest

from models.vocabulary import AgencyKind, Recommendation
from workflows import timescales
from workflows.packs.contents import QuorumLine
from workflows.packs.policy import (
    Expected,
    Snapshot,
    changes,
    listed,
    quorum_line,
)

PROFILE = timescales.load("england-default")
STAY, END = Recommendation.CONTINUE, Recommendation.END_CHILD_IN_NEED


BEFORE = Snapshot(
    agencies=frozenset({"Health", "Police", "School"}),
    recommendations={"Health": frozenset({STAY}), "School": frozenset({STAY})},
    scores={"Health": frozenset({3}), "School": frozenset({4})},
)


def test_who_left_comes_first_then_who_joined_then_what_each_says():
    now = Snapshot(
        agencies=frozenset({"Health", "School", "Horizon"}),
        recommendations={
            "Health": frozenset({STAY}),
            "School": frozenset({END, STAY}),
            "Horizon": frozenset({STAY}),
        },
        scores={"Health": frozenset({5, 6}), "School": frozenset({4})},
    )

    assert changes(now, BEFORE) == (
        "Police has left the core group",
        "Horizon has joined the core group",
        "Health scored 3, now 5 and 6",
        "School said continue, now says continue and end, child in need or family help",
    )


def test_who_said_nothing_once_has_not_changed_their_mind():
    silent = Snapshot(agencies=BEFORE.agencies, recommendations={}, scores={})

    assert changes(silent, BEFORE) == ()
    assert changes(BEFORE, silent) == ()


def test_at_the_first_review_nothing_can_have_changed():
    assert changes(BEFORE, None) == ()


NEEDED = PROFILE.conferences.quorum_other_agencies
ASHA = Expected(agency="Social care", kind=AgencyKind.SOCIAL_CARE, is_coming=True)
BEN = Expected(agency="Health visiting", kind=AgencyKind.HEALTH, is_coming=True)
BEA = Expected(agency="Health visiting", kind=AgencyKind.HEALTH, is_coming=True)
CAROL = Expected(agency="Ash Lane School", kind=AgencyKind.EDUCATION, is_coming=True)
CAROL_SILENT = Expected(
    agency="Ash Lane School", kind=AgencyKind.EDUCATION, is_coming=None
)
CAROL_AWAY = Expected(
    agency="Ash Lane School", kind=AgencyKind.EDUCATION, is_coming=False
)
NOT_QUORATE = QuorumLine(
    is_quorate=False,
    sentence="Not quorate: it takes children's social care and 2 other agencies.",
)


def test_social_care_and_two_other_agencies_are_quorate():
    line = quorum_line([ASHA, BEN, CAROL], NEEDED)

    assert line == QuorumLine(
        is_quorate=True, sentence="Quorate by those who are coming."
    )


@pytest.mark.parametrize(
    "people",
    [
        [],
        [ASHA],
        [ASHA, BEN],
        [BEN, CAROL],
        [ASHA, BEN, CAROL_AWAY],
        # Two of one agency are one agency.
        [ASHA, BEN, BEA],
        # Somebody not yet heard from who would not make it quorate either.
        [BEN, CAROL_SILENT],
    ],
)
def test_less_is_not_quorate(people):
    assert quorum_line(people, NEEDED) == NOT_QUORATE


def test_the_forecast_names_whom_it_hangs_on():
    line = quorum_line([ASHA, BEN, CAROL_SILENT], NEEDED)

    assert line == QuorumLine(
        is_quorate=False,
        sentence="Quorate only if Ash Lane School can come; not yet heard from.",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_words_are_listed_as_in_a_sentence(words, sentence):
    assert listed(words) == sentence
