"""Referral after referral: what is seen, at which number, and who is told once."""

from datetime import date, timedelta

import pytest

from models.referral_vocabulary import ReferralAnswer, Worry
from models.vocabulary import Category
from tests.referrals import referring
from workflows import timescales
from workflows.referrals import history, reading, repeats
from workflows.referrals.repeats import PatternKind, Referred

TODAY = date(2026, 2, 10)
PROFILE = timescales.load("england-default")
REFUSED = ReferralAnswer.NO_FURTHER_ACTION
REPEATS = "referrals.repeats"


def seen(days, agency="a", answer=REFUSED, **more):
    return Referred(
        on=TODAY - timedelta(days=days),
        agency_id=agency,
        worry=more.pop("worry", Worry.NEGLECT),
        answer=answer,
        **more,
    )


def kinds(*rows, ended=()):
    found = repeats.look(rows, ended, today=TODAY, profile=PROFILE)
    return {one.kind for one in found}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((seen(9),), set()),
        ((seen(9), seen(5)), set()),
        ((seen(9), seen(5), seen(1)), {PatternKind.REPEATED}),
        ((seen(9), seen(5, "b")), {PatternKind.SEVERAL_AGENCIES}),
        # A year and a day ago is history.
        ((seen(366), seen(5, "b")), set()),
        ((seen(365), seen(5, "b")), {PatternKind.SEVERAL_AGENCIES}),
        # Somebody acted, or still has the time to.
        ((seen(9), seen(5, "b", ReferralAnswer.ACCEPTED)), set()),
        ((seen(9), seen(5, "b", ReferralAnswer.PASSED_ON)), set()),
        ((seen(9), seen(1, "b", None)), set()),
        (
            (seen(9), seen(5, "b", None, is_over=True)),
            {PatternKind.SEVERAL_AGENCIES},
        ),
        ((seen(9, about_others=True),), {PatternKind.OTHERS_TOO}),
    ],
)
def test_what_repeats_without_action_is_seen_at_its_number(rows, wanted):
    assert kinds(*rows) == wanted


@pytest.mark.parametrize(
    ("worry", "category", "days", "is_again"),
    [
        (Worry.NEGLECT, Category.NEGLECT, 365, True),
        (Worry.NEGLECT, Category.NEGLECT, 366, False),
        (Worry.NEGLECT, Category.MULTIPLE, 9, True),
        (Worry.NEGLECT, Category.EMOTIONAL, 9, False),
        (Worry.OTHER, Category.NEGLECT, 9, False),
    ],
)
def test_the_same_worry_within_a_year_of_an_ending_is_seen(
    worry, category, days, is_again
):
    ended = [(TODAY - timedelta(days=days), category)]
    found = kinds(seen(0, worry=worry, answer=ReferralAnswer.ACCEPTED), ended=ended)

    assert found == ({PatternKind.AGAIN_AFTER_PLAN} if is_again else set())


def test_manager_and_chair_are_told_once_and_again_with_the_next_one(
    world, team, family
):
    first = referring.refer(world, team, family, by=world.carol)
    referring.answer(world, first, world.xan, REFUSED)
    assert world.outbox(REPEATS) == []

    second = referring.refer(world, team, family, is_another=True)
    referring.answer(world, second, world.xan, REFUSED)

    told = {one.person_id for one in world.outbox(REPEATS)}
    assert told == {world.grace.id, world.femi.id}
    assert len(world.outbox(REPEATS)) == 2
    third = referring.refer(world, team, family, is_another=True)
    assert len(world.outbox(REPEATS)) == 2
    world.later(days=1)
    referring.answer(world, third, world.xan, REFUSED)
    assert len(world.outbox(REPEATS)) > 2


def test_the_history_shows_it_and_each_look_is_kept_for_the_lead(world, team, family):
    first = referring.refer(world, team, family, by=world.carol)
    referring.answer(world, first, world.xan, REFUSED)
    second = referring.refer(world, team, family, is_another=True)

    with world.work() as session:
        found = history.look(
            session,
            actor=world.actor(world.xan),
            referral_id=second.referral_id,
            now=world.now,
            profile=world.profile,
        )

    assert [one.alias for one in found.referrals] == [first.alias]
    assert found.referrals[0].agency == "Hill Top School"
    assert found.is_open
    assert "Asha" in found.lead
    assert [one.child for one in found.plans] == [1, 2]
    (look,) = world.audited("history of a family read")
    assert look.chain == family.id
    for person, sees in ((world.asha, True), (world.femi, True), (world.ben, False)):
        with world.work() as session:
            shown = reading.page(
                session, actor=world.actor(person), group_id=family.id, now=world.now
            )
        who = [name for _, name in shown.looks]
        assert who == (["Xan (Children's social care)"] if sees else [])


def test_of_a_family_that_is_not_here_nothing_is_known(world, team):
    receipt = referring.refer(world, team)
    with world.work() as session:
        found = history.look(
            session,
            actor=world.actor(world.xan),
            referral_id=receipt.referral_id,
            now=world.now,
            profile=world.profile,
        )
    assert (found.group_alias, found.plans, found.referrals) == ("", (), ())
