"""Whoever raised a challenge says: settled, not settled, or withdrawn."""

import pytest

from models.vocabulary import ChallengeAbout, ChallengeEnd, RungBegun
from tests.challenges import challenging
from tests.log_guard import CANARY
from workflows.challenges import policy
from workflows.challenges.deciding import Decision
from workflows.errors import NotYours

ENDS = [
    (Decision.SETTLED, ChallengeEnd.SETTLED),
    (Decision.WITHDRAWN, ChallengeEnd.WITHDRAWN),
]


@pytest.mark.parametrize(("decision", "end"), ENDS)
@pytest.mark.parametrize("is_answered", [True, False])
def test_it_ends_as_its_raiser_says_and_nobody_is_asked_any_more(
    world, family, decision, end, is_answered
):
    receipt = challenging.raise_(world, family)
    if is_answered:
        challenging.answer(world, receipt, world.asha)

    found = challenging.decide(world, receipt, decision, line=CANARY)
    asked = len(world.outbox())
    challenging.sweep_until(world, world.in_working_days(10))

    row = challenging.row(world, receipt)
    assert (row.ended_as, row.acts_on) == (end, None)
    assert challenging.said(world, row, "ended_because") == CANARY
    assert found.alias == family.alias
    assert not challenging.owed(world, world.asha)
    assert not challenging.owed(world, world.ben)
    assert len(world.outbox()) == asked
    assert len(world.audited(f"challenge {decision.value}")) == 1


def test_not_settled_goes_up_a_rung_with_why_and_a_new_limit(world, family):
    receipt = challenging.raise_(world, family)
    challenging.answer(world, receipt, world.asha)

    found = challenging.decide(world, receipt, Decision.NOT_SETTLED, line=CANARY)

    _, second = challenging.rungs(world, receipt)
    assert found.owed_by == "Grace (Children's social care)"
    assert found.due_on == second.due_on == world.in_working_days(3)
    assert second.begun_as is RungBegun.NOT_SETTLED
    assert challenging.said(world, second, "why") == CANARY
    assert challenging.list_days(world, world.grace) == [world.today]
    assert not challenging.owed(world, world.ben)


def test_up_the_whole_ladder_each_rung_has_its_named_person_and_then_none(
    world, family
):
    receipt = challenging.raise_(world, family)
    for _ in range(3):
        challenging.decide(world, receipt, Decision.NOT_SETTLED)

    with pytest.raises(policy.NoRungAbove) as refusal:
        challenging.decide(world, receipt, Decision.NOT_SETTLED)

    assert [one.owed_by for one in challenging.rungs(world, receipt)] == [
        world.asha.id,
        world.grace.id,
        world.quentin.id,
        world.sofia.id,
    ]
    assert refusal.value.field == "text"
    assert challenging.owed(world, world.sofia).to_answer


@pytest.mark.parametrize("who", ["asha", "carol", "grace", "femi", "xan", "bea"])
def test_nobody_else_can_say_so(world, family, who):
    receipt = challenging.raise_(world, family)
    world.away(world.ben, deputy=world.bea)

    for decision in Decision:
        with pytest.raises(NotYours):
            challenging.decide(world, receipt, decision, by=getattr(world, who))

    row = challenging.row(world, receipt)
    assert (row.rung, row.ended_at) == (1, None)


def test_who_has_left_cannot_and_the_answer_is_still_owed(world, family):
    receipt = challenging.raise_(world, family)
    world.leave(family, world.ben)
    world.later(minutes=1)

    with pytest.raises(NotYours):
        challenging.decide(world, receipt, Decision.WITHDRAWN)

    assert not challenging.owed(world, world.ben)
    assert challenging.owed(world, world.asha).to_answer


@pytest.mark.parametrize(
    ("stays", "who"), [(True, "hugh"), (False, "femi")], ids=["lead", "chair"]
)
def test_what_a_leaver_raised_comes_to_their_safeguarding_lead_or_the_chair(
    world, family, stays, who
):
    if stays:
        world.member(family, world.bea)
    receipt = challenging.raise_(world, family)
    world.leave(family, world.ben)
    world.later(minutes=1)
    challenging.answer(world, receipt, world.asha)
    (owed,) = challenging.owed(world, getattr(world, who)).to_decide
    assert owed.is_handed_on
    other = world.femi if stays else world.hugh
    with pytest.raises(NotYours):
        challenging.decide(world, receipt, Decision.SETTLED, by=other)

    challenging.decide(world, receipt, Decision.SETTLED, by=getattr(world, who))

    assert challenging.row(world, receipt).ended_as is ChallengeEnd.SETTLED


def test_what_a_leaver_raised_about_the_chair_never_comes_to_the_chair(world, family):
    receipt = challenging.raise_(world, family, about=ChallengeAbout.CHAIR)
    world.leave(family, world.ben)
    world.later(minutes=1)

    with pytest.raises(NotYours):
        challenging.decide(world, receipt, Decision.WITHDRAWN, by=world.femi)


@pytest.mark.parametrize("decision", list(Decision))
def test_once_it_has_ended_nothing_more_is_kept(world, family, decision):
    receipt = challenging.raise_(world, family)
    challenging.decide(world, receipt, Decision.SETTLED)

    with pytest.raises(policy.AlreadyEnded):
        challenging.decide(world, receipt, decision)

    assert challenging.row(world, receipt).ended_as is ChallengeEnd.SETTLED


def test_nobody_takes_it_past_a_rung_that_they_did_not_see(world, family):
    receipt = challenging.raise_(world, family)
    challenging.pass_up(world, receipt, world.asha)

    with pytest.raises(policy.MovedMeanwhile):
        challenging.decide(world, receipt, Decision.NOT_SETTLED, seen=1)

    assert challenging.row(world, receipt).rung == 2


def test_what_is_too_long_is_refused_at_its_field(world, family):
    receipt = challenging.raise_(world, family)

    with pytest.raises(policy.TooLong) as refusal:
        challenging.decide(world, receipt, Decision.SETTLED, line="x" * 3001)

    assert refusal.value.field == "text"
    assert challenging.row(world, receipt).ended_at is None
