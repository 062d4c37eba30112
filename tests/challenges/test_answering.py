"""Only who is named answers a challenge, once, late if need be, or passes it up."""

import threading

import pytest

from models.tables.challenges import ChallengeRung
from models.vocabulary import RungBegun
from tests.challenges import challenging
from tests.log_guard import CANARY
from workflows.challenges import answering, policy, reading
from workflows.challenges.deciding import Decision
from workflows.errors import NotYours, Refused


def test_an_answer_is_kept_and_whoever_raised_it_is_asked_what_now(world, family):
    receipt = challenging.raise_(world, family)
    world.later(hours=1)

    found = challenging.answer(world, receipt, world.asha)

    rung = challenging.rung(world, receipt)
    assert (rung.answered_by, rung.answered_at) == (world.asha.id, world.now)
    assert challenging.said(world, rung, "answer") == CANARY
    assert CANARY not in (rung.answer_sealed or CANARY)
    assert (found.raised_by, found.is_late) == ("Ben (Health visiting)", False)
    assert not challenging.owed(world, world.asha)
    (item,) = challenging.owed(world, world.ben).to_decide
    assert item.answered_on == world.today
    assert challenging.list_days(world, world.ben) == [world.today]
    (audited,) = world.audited("challenge answered")
    assert CANARY not in audited.details


@pytest.mark.parametrize(
    "who", ["ben", "carol", "grace", "femi", "quentin", "sofia", "gita", "ines", "xan"]
)
def test_nobody_else_can_answer_or_pass_it_up(world, family, who):
    receipt = challenging.raise_(world, family)
    person = getattr(world, who)

    for act in (challenging.answer, challenging.pass_up):
        with pytest.raises(NotYours):
            act(world, receipt, person)

    assert challenging.rung(world, receipt).answered_at is None


def test_a_rung_that_is_not_there_is_refused_in_the_same_words(world, family):
    with pytest.raises(NotYours) as refusal, world.work() as session:
        answering.answer(
            session,
            actor=world.actor(world.asha),
            rung_id="0" * 16,
            text=CANARY,
            now=world.now,
            profile=world.profile,
        )

    assert refusal.value.said == NotYours().said


@pytest.mark.parametrize("text", ["", " \n", "x" * 3001])
def test_an_empty_or_over_long_answer_is_refused(world, family, text):
    receipt = challenging.raise_(world, family)

    with pytest.raises(Refused) as refusal:
        challenging.answer(world, receipt, world.asha, text)

    assert refusal.value.field == "text"
    assert challenging.rung(world, receipt).answered_at is None


def test_a_second_answer_is_refused_with_the_reason_and_the_first_stays(world, family):
    receipt = challenging.raise_(world, family)
    challenging.answer(world, receipt, world.asha, "The first")

    for act in (challenging.answer, challenging.pass_up):
        with pytest.raises(policy.AlreadyAnswered):
            act(world, receipt, world.asha, "The second")

    rung = challenging.rung(world, receipt)
    assert challenging.said(world, rung, "answer") == "The first"


def test_two_answers_at_once_leave_one(world, family):
    world.away(world.asha, deputy=world.carol)
    receipt = challenging.raise_(world, family)
    found = []

    def act(person):
        try:
            found.append(challenging.answer(world, receipt, person, person.name))
        except Refused as refusal:
            found.append(refusal)

    people = (world.asha, world.carol)
    threads = [threading.Thread(target=act, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    kinds = [type(one).__name__ for one in found]
    assert sorted(kinds) == ["AlreadyAnswered", "Answered"]
    assert len(world.audited("challenge answered")) == 1


def test_after_it_was_withdrawn_an_answer_is_refused_with_the_reason(world, family):
    receipt = challenging.raise_(world, family)
    challenging.decide(world, receipt, Decision.WITHDRAWN)

    for act in (challenging.answer, challenging.pass_up):
        with pytest.raises(policy.AlreadyEnded) as refusal:
            act(world, receipt, world.asha)
        assert refusal.value.field == "text"
        assert "your text is still here" in refusal.value.said

    assert not challenging.owed(world, world.asha)


def test_a_deputy_answers_while_somebody_is_away_and_not_afterwards(world, family):
    receipt = challenging.raise_(world, family)
    world.away(world.asha, deputy=world.carol, days=3)

    challenging.answer(world, receipt, world.carol)

    assert challenging.rung(world, receipt).answered_by == world.carol.id
    world.later(days=7)
    again = challenging.raise_(world, family)
    with pytest.raises(NotYours):
        challenging.answer(world, again, world.carol)


def test_a_deputy_reads_what_they_are_to_answer(world, family):
    world.away(world.asha, deputy=world.bea)
    receipt = challenging.raise_(world, family)

    with world.work() as session:
        form = reading.answer_form(
            session,
            actor=world.actor(world.bea),
            rung_id=challenging.rung(world, receipt).id,
            now=world.now,
            profile=world.profile,
        )

    assert form.challenge.what == CANARY
    (audited,) = world.audited("challenge read to answer")
    assert audited.actor_id == world.bea.id
    with pytest.raises(NotYours):
        challenging.read(world, receipt, world.bea)


def test_who_holds_the_role_now_answers_for_who_left(world, family):
    receipt = challenging.raise_(world, family)
    world.leave(family, world.asha)
    world.member(family, world.xan, role="lead_social_worker")

    with pytest.raises(NotYours):
        challenging.answer(world, receipt, world.asha)
    challenging.answer(world, receipt, world.xan)

    assert challenging.rung(world, receipt).answered_by == world.xan.id


def test_a_late_answer_is_kept_and_marked_and_the_next_rung_goes_on(world, family):
    receipt = challenging.raise_(world, family)
    first = challenging.rung(world, receipt)
    challenging.sweep_until(world, world.in_working_days(3))
    world.on(world.today, 12)

    found = challenging.answer(world, receipt, world.asha, on=first)

    assert found.is_late
    assert challenging.row(world, receipt).rung == 2
    assert [one.answered_by for one in challenging.rungs(world, receipt)] == [
        world.asha.id,
        None,
    ]
    assert challenging.owed(world, world.grace).to_answer
    shown = challenging.read(world, receipt, world.ben)
    assert (shown.rungs[0].is_overdue, shown.rungs[0].answer) == (True, CANARY)


def test_who_cannot_settle_it_passes_it_up_with_the_reason(world, family):
    receipt = challenging.raise_(world, family)

    found = challenging.pass_up(world, receipt, world.asha)

    first, second = challenging.rungs(world, receipt)
    assert found.owed_by == "Grace (Children's social care)"
    assert found.due_on == world.in_working_days(3)
    assert (second.number, second.begun_as) == (2, RungBegun.PASSED_UP)
    assert second.begun_by == world.asha.id
    assert challenging.said(world, second, "why") == CANARY
    assert first.answered_at is None
    assert challenging.list_days(world, world.grace) == [world.today]
    (item,) = challenging.owed(world, world.ben).to_know
    assert (item.known.value, item.role) == ("taken_up", "team manager")
    assert challenging.list_days(world, world.ben) == [world.today]


def test_passed_up_by_a_form_that_is_too_old_it_stays_where_it_is(world, family):
    receipt = challenging.raise_(world, family)
    first = challenging.rung(world, receipt)
    challenging.pass_up(world, receipt, world.asha)

    with pytest.raises(policy.MovedMeanwhile):
        challenging.pass_up(world, receipt, world.asha, on=first)

    assert challenging.row(world, receipt).rung == 2


def test_from_the_top_it_cannot_be_passed_up(world, family):
    receipt = challenging.raise_(world, family, immediate_risk=True)

    with pytest.raises(policy.NoRungAbove):
        challenging.pass_up(world, receipt, world.sofia)

    with world.work() as session:
        rung = session.get_one(ChallengeRung, challenging.rung(world, receipt).id)
        assert rung.answered_at is None
