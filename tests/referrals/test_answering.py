"""Who answers a referral, once; who reads what of it; and an answer in a race."""

import random

import pytest

from bot.forms import referral_pages as form
from models.referral_vocabulary import ReferralAnswer
from tests.referrals import referring
from workflows.errors import NotYours
from workflows.referrals import answering, history, policy, whose
from workflows.referrals.entries import ENTRIES


@pytest.mark.parametrize("kind", [k for k in ReferralAnswer if policy.is_end(k)])
def test_an_answer_ends_it_and_the_referrer_hears(world, team, kind):
    receipt = referring.refer(world, team)

    kept = referring.answer(world, receipt, world.xan, kind)

    assert not kept.is_late
    row = referring.row(world, receipt)
    assert (row.ended_as, row.acts_at) == (kind, None)
    assert row.acknowledged_by == world.xan.id
    assert referring.told_on(world, world.ben)[-1] == world.today
    assert [one.answer for one in referring.owed(world, world.ben).own] == [kind]


def test_the_second_to_answer_is_told_who_did_and_nothing_is_doubled(world, team):
    receipt = referring.refer(world, team)
    referring.answer(world, receipt, world.xan, ReferralAnswer.NO_FURTHER_ACTION)

    with pytest.raises(policy.ReferralAnswered) as refusal:
        referring.answer(world, receipt, world.piotr)

    assert "Xan (Children's social care) has answered" in refusal.value.said
    assert "no further action" in refusal.value.said
    assert refusal.value.field == "text"
    assert len(referring.read(world, receipt, world.ben).replies) == 1


def test_nothing_said_is_no_answer(world, team):
    receipt = referring.refer(world, team)
    with pytest.raises(policy.AnswerTextMissing):
        referring.answer(world, receipt, world.xan, text=" ")
    assert referring.row(world, receipt).ended_at is None


def test_only_the_team_its_manager_and_who_was_chased_may(world, team):
    receipt = referring.refer(world, team)

    for person in (world.ben, world.carol, world.quentin, world.ines):
        with pytest.raises(NotYours):
            referring.answer(world, receipt, person)
        with pytest.raises(NotYours):
            referring.read(world, receipt, person, whose.ANSWER)
    for person in (world.xan, world.piotr, world.grace):
        assert referring.read(world, receipt, person, whose.ANSWER).may_answer


def test_who_left_the_team_answers_nothing_more(world, team):
    receipt = referring.refer(world, team)
    world.deactivate(world.xan)
    with pytest.raises(NotYours):
        referring.answer(world, receipt, world.xan)


def test_taken_and_handed_over_it_shows_who_has_it(world, team):
    receipt = referring.refer(world, team)
    referring.take(world, receipt, world.xan)
    assert referring.owed(world, world.xan).to_answer[0].is_mine

    with world.work() as session:
        name = answering.hand_over(
            session,
            actor=world.actor(world.xan),
            referral_id=receipt.referral_id,
            to_person_id=world.piotr.id,
            now=world.now,
            profile=world.profile,
        )

    assert name == "Piotr"
    assert referring.owed(world, world.piotr).to_answer[0].is_mine
    assert referring.owed(world, world.xan).to_answer[0].taken_by == "Piotr"
    assert "Piotr" in referring.read(world, receipt, world.ben).taken_by


def test_it_is_handed_to_nobody_outside_the_team(world, team):
    receipt = referring.refer(world, team)
    with world.work() as session, pytest.raises(policy.NotOfTeam):
        answering.hand_over(
            session,
            actor=world.actor(world.xan),
            referral_id=receipt.referral_id,
            to_person_id=world.carol.id,
            now=world.now,
            profile=world.profile,
        )


def test_who_made_it_is_read_by_few(world, team, family):
    receipt = referring.refer(
        world, team, family, by=world.carol, made_by="A neighbour"
    )
    named = "A neighbour, recorded by Carol (Hill Top School)"

    for person, row in (
        (world.carol, whose.OWN),
        (world.xan, whose.ANSWER),
        (world.femi, whose.OF_GROUP),
        (world.grace, whose.OF_GROUP),
    ):
        assert referring.read(world, receipt, person, row).made_by == named
    lead = referring.read(world, receipt, world.asha, whose.OF_GROUP)
    assert lead.made_by == "Hill Top School"
    with pytest.raises(NotYours):
        referring.read(world, receipt, world.ben, whose.OF_GROUP)


def test_a_refusal_about_a_family_offers_a_challenge_to_who_referred(
    world, team, family
):
    receipt = referring.refer(world, team, family)
    assert referring.read(world, receipt, world.ben).may_challenge == ""
    referring.answer(world, receipt, world.xan, ReferralAnswer.NO_FURTHER_ACTION)

    assert referring.read(world, receipt, world.ben).may_challenge == family.id
    others = referring.read(world, receipt, world.asha, whose.OF_GROUP)
    assert others.may_challenge == ""


def test_to_who_may_not_know_the_family_nothing_tells_that_it_is_here(
    world, team, family
):
    known, unknown = (
        referring.refer(world, team, by=world.bea, family=alias)
        for alias in (family.group.alias, "CG-9999")
    )
    for receipt in (known, unknown):
        referring.answer(world, receipt, world.xan, ReferralAnswer.NO_FURTHER_ACTION)

    here, nowhere = (
        form.page(referring.read(world, one, world.bea)) for one in (known, unknown)
    )

    same = {known: "RF-1", unknown: "RF-1"}
    texts = [
        str(view["blocks"])
        .replace(one.alias, same[one])
        .replace(one.referral_id, "0" * 16)
        .replace(family.group.alias, "CG-9999")
        for view, one in ((here, known), (nowhere, unknown))
    ]
    assert texts[0] == texts[1]


def test_nobody_opens_a_history_by_referring_a_family_to_their_own_team(
    world, team, family
):
    receipt = referring.refer(world, team, by=world.xan, family=family.group.alias)

    assert not referring.read(world, receipt, world.xan, whose.ANSWER).may_see_history
    assert referring.read(world, receipt, world.xan, whose.ANSWER).group_alias == ""
    with world.work() as session, pytest.raises(NotYours):
        history.look(
            session,
            actor=world.actor(world.xan),
            referral_id=receipt.referral_id,
            now=world.now,
            profile=world.profile,
        )
    assert referring.read(world, receipt, world.piotr, whose.ANSWER).may_see_history


def _race(world, team, seed):
    """Let an answer and the clock come at each other around the chase, in any order."""
    rng = random.Random(seed)  # noqa: S311 -- an order, and no secret
    receipt = referring.refer(world, team)
    chase = policy.chase_at(world.now, world.profile)
    order = [rng.choice(("sweep", "answer")) for _ in range(rng.randint(2, 6))]
    order.insert(rng.randrange(len(order) + 1), "answer")
    world.now = chase
    answered = None
    for act in order:
        if act == "sweep":
            referring.sweep(world)
        elif answered is None:
            referring.answer(world, receipt, rng.choice((world.xan, world.piotr)))
            answered = len(referring.chases(world, receipt))
        else:
            with pytest.raises(policy.ReferralAnswered):
                referring.answer(world, receipt, world.xan)
        world.later(hours=rng.choice((0, 1, 24)))
    assert len(referring.chases(world, receipt)) == answered
    # What was planned before the answer is not wanted any more when it is sent.
    ours = [
        one for one in referring.chased(world) if receipt.referral_id in one.payload
    ]
    assert all(_is_dropped(world, one) for one in ours)


def _is_dropped(world, row):
    (entry,) = (one for one in ENTRIES if one.message.kind == row.kind)
    with world.work() as session:
        message = entry.message.unpacked(row.payload)
        return entry.wanted(session, row, message, world.now) == "it was answered"


def test_no_chase_comes_after_an_answer_in_any_order(world, team):
    for seed in range(25):
        _race(world, team, seed)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_no_chase_comes_after_an_answer_in_a_thousand_orders(world, team):
    for seed in range(1000, 2000):
        _race(world, team, seed)
