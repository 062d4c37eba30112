"""Who reads a challenge, side by side with its answers; the list; the chronology."""

import pytest

from tests.challenges import challenging
from tests.log_guard import CANARY
from workflows.challenges import policy, reading
from workflows.challenges.deciding import Decision
from workflows.errors import NotYours
from workflows.overview import chronology
from workflows.overview.chronology import What


@pytest.mark.parametrize(
    "who", ["asha", "ben", "carol", "dev", "femi", "grace", "quentin"]
)
def test_those_entitled_read_it_with_who_raised_it_and_each_reading_is_kept(
    world, family, who
):
    receipt = challenging.raise_(world, family)
    person = getattr(world, who)

    shown = challenging.read(world, receipt, person)

    assert (shown.what, shown.wanted) == (CANARY, CANARY)
    assert shown.raised_by == "Ben (Health visiting)"
    (audited,) = world.audited("challenge read")
    assert (audited.actor_id, audited.subject) == (person.id, receipt.challenge_id)


@pytest.mark.parametrize("who", ["gita", "sofia", "ines", "xan", "bea"])
def test_others_do_not_and_nothing_is_opened(world, family, who):
    receipt = challenging.raise_(world, family)

    with pytest.raises(NotYours):
        challenging.read(world, receipt, getattr(world, who))

    assert world.audited("challenge read") == []


def test_one_that_is_not_there_is_refused_in_the_same_words(world):
    with pytest.raises(NotYours), world.work() as session:
        reading.read(
            session,
            actor=world.actor(world.asha),
            challenge_id="0" * 16,
            now=world.now,
            profile=world.profile,
        )


def test_a_safeguarding_lead_reads_their_own_and_no_other(world, family):
    own = challenging.raise_(world, family, by=world.gita)
    challenging.raise_(world, family)

    shown = challenging.read(world, own, world.gita)
    page = challenging.page(world, family, world.gita)

    assert shown.may_decide
    assert [line.challenge_id for line in page.lines] == [own.challenge_id]


def test_a_service_manager_reads_those_where_they_are_named(world, family):
    named = challenging.raise_(world, family, immediate_risk=True)
    challenging.raise_(world, family)

    shown = challenging.read(world, named, world.sofia)
    page = challenging.page(world, family, world.sofia)

    assert shown.rungs[0].may_answer
    assert [line.challenge_id for line in page.lines] == [named.challenge_id]


def test_rung_by_rung_it_shows_who_owed_what_and_the_answers(world, family):
    receipt = challenging.raise_(world, family)
    due_on = receipt.due_on
    challenging.answer(world, receipt, world.asha, "No time")
    challenging.decide(world, receipt, Decision.NOT_SETTLED, line="There was")

    shown = challenging.read(world, receipt, world.grace)

    first, second = shown.rungs
    assert first.name == "Practitioners (Lead social worker)"
    assert (first.answer, first.answered_on, first.due_on) == (
        "No time",
        world.today,
        due_on,
    )
    assert first.answered_by == "Asha (Children's social care)"
    assert (second.why, second.answer, second.may_answer) == ("There was", None, True)
    assert not shown.may_decide
    assert challenging.read(world, receipt, world.ben).may_decide


def test_the_list_has_the_open_ones_first_and_how_far_each_is(world, family):
    ended = challenging.raise_(world, family)
    challenging.decide(world, ended, Decision.WITHDRAWN)
    world.later(minutes=1)
    answered = challenging.raise_(world, family, by=world.carol)
    challenging.answer(world, answered, world.asha)
    world.later(minutes=1)
    late = challenging.raise_(world, family)
    world.on(world.profile.calendar.add(late.due_on, 1))

    page = challenging.page(world, family, world.asha)

    assert [line.challenge_id for line in page.lines] == [
        late.challenge_id,
        answered.challenge_id,
        ended.challenge_id,
    ]
    assert [line.is_overdue for line in page.lines] == [True, False, False]
    assert page.lines[1].answered_on is not None
    assert page.lines[2].ended_on is not None
    assert page.may_raise
    assert world.audited("challenge read") == []


def test_a_list_that_is_long_goes_on_over_the_page(world, family):
    for _ in range(reading.ON_A_PAGE + 1):
        challenging.raise_(world, family)

    pages = [
        challenging.page(world, family, world.asha, number=number)
        for number in (-1, 0, 1, 9)
    ]

    assert [len(page.lines) for page in pages] == [20, 20, 1, 1]
    assert [page.number for page in pages] == [0, 0, 1, 1]


def test_who_raised_it_reads_the_answer_before_they_decide(world, family):
    receipt = challenging.raise_(world, family)
    challenging.answer(world, receipt, world.asha)

    with world.work() as session:
        form = reading.decide_form(
            session,
            actor=world.actor(world.ben),
            challenge_id=receipt.challenge_id,
            now=world.now,
        )

    assert (form.rung, form.answer) == (1, CANARY)
    assert len(world.audited("answer to a challenge read")) == 1
    challenging.decide(world, receipt, Decision.SETTLED)
    with pytest.raises(policy.AlreadyEnded), world.work() as session:
        reading.decide_form(
            session,
            actor=world.actor(world.ben),
            challenge_id=receipt.challenge_id,
            now=world.now,
        )


def test_the_chronology_tells_what_became_of_it_and_not_what_it_says(world, family):
    receipt = challenging.raise_(world, family)
    challenging.pass_up(world, receipt, world.asha)
    challenging.answer(world, receipt, world.grace)
    challenging.decide(world, receipt, Decision.SETTLED)

    with world.work() as session:
        found = chronology.chronology(
            session, actor=world.actor(world.ben), group_id=family.id, now=world.now
        )

    told = [one for one in (*found.since, *found.before) if one.challenge_id]
    assert {one.what for one in told} == {
        What.CHALLENGE_RAISED,
        What.CHALLENGE_TAKEN_UP,
        What.CHALLENGE_ANSWERED,
        What.CHALLENGE_ENDED,
    }
    assert len(told) == 4
    assert found.may_read_challenges
    assert CANARY not in repr(found)
