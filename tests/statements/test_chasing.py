"""Nudging somebody now, and pausing their reminders."""

from datetime import timedelta

import pytest

from models.vocabulary import OutboxState
from tests.log_guard import CANARY
from workflows import clock
from workflows.errors import NotYours
from workflows.statements import chasing, policy

EVERYBODY = [
    "asha", "ben", "carol", "dev", "femi", "grace", "hugh", "ines", "quentin",
    "sofia", "xan",
]  # fmt: skip


@pytest.fixture
def family(world):
    """Build a family with members of every kind."""
    return world.group(members=(world.ben, world.carol, world.dev, world.hetty))


@pytest.fixture
def found(world, family):
    """Open its round."""
    found = world.open_round(family)
    world.later(hours=3)
    return found


def _nudge(world, person, asked):
    with world.work() as session:
        chasing.nudge(
            session,
            actor=world.actor(person),
            asked_id=asked.id,
            now=world.now,
            profile=world.profile,
        )


def _pause(world, asked, person, days=3, reason=CANARY):
    with world.work() as session:
        return chasing.pause(
            session,
            actor=world.actor(person),
            asked_id=asked.id,
            until_on=world.in_working_days(days),
            reason=reason,
            now=world.now,
            profile=world.profile,
        )


def _agree(world, row, person):
    with world.work() as session:
        return chasing.agree_to_pause(
            session, actor=world.actor(person), pause_id=row.id, now=world.now
        )


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_nudge(world, found, name):
    asked = world.asked(found, world.ben)
    person = getattr(world, name)

    if name in {"asha", "femi", "grace", "hugh", "ines"}:
        _nudge(world, person, asked)
        assert world.told("statements.nudge") == ["ben"]
    else:
        with pytest.raises(NotYours):
            _nudge(world, person, asked)
        assert world.told("statements.nudge") == []


def test_a_person_is_nudged_once_a_day_whoever_asks_and_in_whichever_round(
    world, found
):
    other = world.group(members=(world.ben,))
    second = world.round(world.conference(other, in_working_days=20))
    world.sweep()
    asked, elsewhere = world.asked(found, world.ben), world.asked(second, world.ben)

    _nudge(world, world.asha, asked)
    for one in (asked, elsewhere):
        with pytest.raises(chasing.NudgedToday):
            _nudge(world, world.femi, one)
    world.later(days=1)
    _nudge(world, world.femi, elsewhere)

    assert world.told("statements.nudge") == ["ben", "ben"]


def test_a_nudge_in_the_evening_waits_for_the_morning(world, found):
    world.on(world.today, 21)

    _nudge(world, world.asha, world.asked(found, world.ben))

    (row,) = world.outbox("statements.nudge")
    assert clock.today(row.not_before) == world.today + timedelta(days=1)


def test_a_nudge_reaches_the_deputy_and_who_takes_it_for_a_member(world, found):
    world.away(world.ben, deputy=world.bea)

    _nudge(world, world.asha, world.asked(found, world.ben))
    _nudge(world, world.asha, world.asked(found, world.hetty))

    assert world.told("statements.nudge") == ["bea"]
    assert world.told("statements.take_nudge") == ["gita"]


def test_who_has_answered_is_not_nudged(world, found, family):
    world.submit(found, world.ben, world.answers(family))

    with pytest.raises(chasing.AlreadyAnswered):
        _nudge(world, world.asha, world.asked(found, world.ben))


def test_after_closing_nobody_is_nudged_and_what_waits_is_taken_back(world, found):
    world.on(found.closes_on, 20)
    _nudge(world, world.asha, world.asked(found, world.ben))
    world.close(found)

    with pytest.raises(chasing.NotOpenNow):
        _nudge(world, world.asha, world.asked(found, world.carol))
    (row,) = world.outbox("statements.nudge")
    assert row.state is OutboxState.CANCELLED


def test_an_unknown_asking_is_refused_like_one_of_others(world, found):
    with pytest.raises(NotYours) as unknown, world.work() as session:
        chasing.nudge(
            session,
            actor=world.actor(world.asha),
            asked_id="0" * 16,
            now=world.now,
            profile=world.profile,
        )
    with pytest.raises(NotYours) as refused:
        _nudge(world, world.xan, world.asked(found, world.ben))

    assert unknown.value.said == refused.value.said


def test_the_chairs_word_alone_pauses(world, found):
    row = _pause(world, world.asked(found, world.ben), world.femi)

    assert world.asked(found, world.ben).paused_until == row.until_on
    assert world.told("statements.pause_wanted") == []
    with pytest.raises(chasing.RemindersPaused):
        _nudge(world, world.asha, world.asked(found, world.ben))


@pytest.mark.parametrize(
    ("first", "second"),
    [("asha", "grace"), ("asha", "femi"), ("grace", "asha"), ("grace", "femi")],
)
def test_others_need_a_second_person(world, found, first, second):
    asked = world.asked(found, world.ben)
    row = _pause(world, asked, getattr(world, first))

    before = world.asked(found, world.ben).paused_until
    with pytest.raises(chasing.SecondPersonNeeded):
        _agree(world, row, getattr(world, first))
    _agree(world, row, getattr(world, second))

    assert before is None
    assert world.asked(found, world.ben).paused_until == row.until_on
    told = world.told("statements.pause_wanted")
    assert sorted([*told, first]) == ["asha", "femi", "grace"]
    with pytest.raises(chasing.PauseIsOver):
        _agree(world, row, world.femi)


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_pause_or_agree(world, found, name):
    asked = world.asked(found, world.ben)
    wanted = _pause(world, asked, world.asha)
    person = getattr(world, name)

    if name in {"femi", "grace"}:
        _agree(world, wanted, person)
    elif name != "asha":
        with pytest.raises(NotYours):
            _pause(world, asked, person)
        with pytest.raises(NotYours):
            _agree(world, wanted, person)
        with pytest.raises(NotYours), world.work() as session:
            chasing.read_pause(
                session,
                actor=world.actor(person),
                pause_id=wanted.id,
                now=world.now,
            )


def test_the_second_person_reads_the_reason(world, found):
    row = _pause(world, world.asked(found, world.ben), world.asha)

    with world.work() as session:
        _, reason = chasing.read_pause(
            session, actor=world.actor(world.grace), pause_id=row.id, now=world.now
        )

    assert reason == CANARY
    assert len(world.audited("pause read")) == 1


def test_it_takes_no_effect_if_who_wanted_it_may_not_any_more(world, found, family):
    row = _pause(world, world.asked(found, world.ben), world.asha)
    world.leave(family, world.asha)
    world.later(seconds=1)

    with pytest.raises(NotYours):
        _agree(world, row, world.femi)

    assert world.asked(found, world.ben).paused_until is None


@pytest.mark.parametrize(
    ("days", "reason", "refusal"),
    [
        (5, CANARY, None),
        (6, CANARY, policy.PauseTooLong),
        (5, " ", policy.PauseReasonMissing),
    ],
)
def test_a_pause_has_a_reason_and_an_end(world, found, days, reason, refusal):
    asked = world.asked(found, world.ben)

    if refusal is None:
        assert _pause(world, asked, world.femi, days, reason).agreed_at == world.now
    else:
        with pytest.raises(refusal):
            _pause(world, asked, world.femi, days, reason)


def test_a_wanted_pause_lapses_on_its_day(world, found):
    row = _pause(world, world.asked(found, world.ben), world.asha, days=1)
    world.on(row.until_on + timedelta(days=1))

    with pytest.raises(chasing.PauseIsOver):
        _agree(world, row, world.femi)
