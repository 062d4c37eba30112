"""The ladders of each profile, by which one a challenge goes, and when it goes up."""

from datetime import date, timedelta

import pytest

from models.vocabulary import ChallengeAbout, Ladder, PersonClass
from workflows import clock, timescales
from workflows.challenges import policy
from workflows.challenges.policy import NewChallenge, Path
from workflows.errors import Refused

DEFAULT = timescales.load("england-default")
# A Tuesday; no bank holiday is near.
HELD = date(2026, 2, 10)
LSW, CHR, TM, QA, CSM = (
    PersonClass.LEAD_SOCIAL_WORKER,
    PersonClass.CHAIR,
    PersonClass.TEAM_MANAGER,
    PersonClass.SENIOR_MANAGER,
    PersonClass.CONFERENCE_SERVICE_MANAGER,
)


def _ladder(name, ladder, about=ChallengeAbout.OTHER):
    profile = timescales.load(name)
    return [
        (step.rung.answers, step.rung.within.value)
        for step in policy.steps_of(ladder, about, profile)
    ]


@pytest.mark.parametrize("name", ["england-default", "tees"])
def test_by_default_practitioners_have_a_day_and_managers_three(name):
    ladder = _ladder(name, Ladder.ORDINARY)

    assert ladder == [(LSW, 1), (TM, 3), (QA, 2), (CSM, 5)]


def test_in_sussex_practitioners_have_a_working_week_and_its_source_was_read():
    ladder = _ladder("sussex", Ladder.ORDINARY)
    first = timescales.load("sussex").challenges.ordinary[0]

    assert ladder == [(LSW, 5), (TM, 3), (QA, 2), (CSM, 5)]
    assert first.within.verified
    assert "[SX-DIFF]" in first.within.source


@pytest.mark.parametrize("name", ["england-default", "tees", "sussex"])
def test_dissent_goes_to_the_chair_then_to_who_looks_after_the_chairs(name):
    assert _ladder(name, Ladder.DISSENT) == [(CHR, 3), (CSM, 3), (QA, 2)]


def test_a_challenge_about_the_chair_never_has_the_chair_on_its_ladder():
    path = policy.path_of(
        ChallengeAbout.CHAIR, raised_at=clock.at(HELD, 9), window_ends_at=None
    )

    assert path == Path(ladder=Ladder.DISSENT)
    assert _ladder("england-default", path.ladder, ChallengeAbout.CHAIR) == [
        (CSM, 3),
        (QA, 2),
    ]


def test_dissent_is_in_time_for_72_hours_from_the_end_of_the_day():
    ends_at = policy.window_ends_at(HELD, DEFAULT)

    assert ends_at == clock.at(date(2026, 2, 14), 0)


def test_over_the_change_of_the_clocks_72_hours_stay_72():
    ends_at = policy.window_ends_at(date(2026, 3, 27), DEFAULT)

    assert ends_at - clock.at(date(2026, 3, 28), 0) == timedelta(hours=72)


@pytest.mark.parametrize(
    ("late_by", "wanted"),
    [
        (timedelta(seconds=-1), Path(ladder=Ladder.DISSENT)),
        (timedelta(), Path(ladder=Ladder.DISSENT)),
        (timedelta(seconds=1), Path(ladder=Ladder.ORDINARY, is_late=True)),
        (timedelta(days=90), Path(ladder=Ladder.ORDINARY, is_late=True)),
    ],
)
def test_dissent_that_comes_later_is_taken_marked_late_by_the_ordinary_ladder(
    late_by, wanted
):
    ends_at = policy.window_ends_at(HELD, DEFAULT)

    path = policy.path_of(
        ChallengeAbout.CONFERENCE_DECISION,
        raised_at=ends_at + late_by,
        window_ends_at=ends_at,
    )

    assert path == wanted


def test_without_a_conference_a_decision_is_challenged_as_anything_else():
    path = policy.path_of(
        ChallengeAbout.CONFERENCE_DECISION,
        raised_at=clock.at(HELD, 9),
        window_ends_at=None,
    )

    assert path == Path(ladder=Ladder.ORDINARY)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-1, (False, False, False)),
        (0, (True, False, False)),
        (1, (True, True, False)),
        (2, (True, True, True)),
        (9, (True, True, True)),
    ],
)
def test_it_is_chased_on_the_day_and_after_and_taken_up_two_days_later(days, wanted):
    due_on = date(2026, 2, 10)
    calendar = DEFAULT.calendar
    today = (
        calendar.add(due_on, days) if days >= 0 else calendar.subtract(due_on, -days)
    )

    found = policy.chase(due_on, today=today, profile=DEFAULT)

    assert (found.reminds, found.shows_late, found.takes_up) == wanted


def test_over_a_weekend_nothing_is_taken_up_that_a_working_day_would_not():
    friday = date(2026, 2, 13)

    on_monday = policy.chase(friday, today=date(2026, 2, 16), profile=DEFAULT)
    on_tuesday = policy.chase(friday, today=date(2026, 2, 17), profile=DEFAULT)

    assert not on_monday.takes_up
    assert on_tuesday.takes_up


def test_at_risk_an_answer_is_due_in_a_day_and_looked_for_from_the_top():
    steps = policy.steps_of(Ladder.ORDINARY, ChallengeAbout.OTHER, DEFAULT)

    ordered = policy.in_order(steps, after=0, from_the_top=True)
    due_on = policy.due_on(ordered[0], today=HELD, at_risk=True, profile=DEFAULT)

    assert [step.rung.answers for step in ordered] == [CSM, QA, TM, LSW]
    assert due_on == date(2026, 2, 11)


@pytest.mark.parametrize(
    ("said", "kind", "field"),
    [
        ({"what": ""}, policy.WhatMissing, "what"),
        ({"what": " \n"}, policy.WhatMissing, "what"),
        ({"wanted": "\t"}, policy.WantedMissing, "wanted"),
        ({"what": "x" * 3001}, policy.TooLong, "what"),
        ({"wanted": "x" * 3001}, policy.TooLong, "wanted"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(said, kind, field):
    whole = {"about": ChallengeAbout.OTHER, "what": "x", "wanted": "x", **said}

    with pytest.raises(Refused) as refusal:
        policy.check_challenge(NewChallenge(**whole))

    assert (type(refusal.value), refusal.value.field) == (kind, field)


def test_the_longest_that_can_be_kept_is_kept():
    longest = "x" * policy.LONGEST

    policy.check_challenge(
        NewChallenge(about=ChallengeAbout.OTHER, what=longest, wanted=longest)
    )
    policy.check_text(longest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", policy.AnswerMissing),
        (" ", policy.AnswerMissing),
        ("x" * 3001, policy.TooLong),
    ],
)
def test_an_answer_says_something_and_not_too_much(text, kind):
    with pytest.raises(kind):
        policy.check_text(text)


def test_a_rung_is_called_by_its_name_and_who_answers_once():
    steps = policy.steps_of(Ladder.DISSENT, ChallengeAbout.OTHER, DEFAULT)

    names = [policy.step_name(step, DEFAULT) for step in steps]

    assert names == [
        "Conference chair",
        "Conference service manager",
        "Senior managers (Senior manager)",
    ]
