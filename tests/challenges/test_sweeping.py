"""The clock: reminded on the day and after, seen to be late, taken up, told."""

import threading

import pytest

from bot.render import Renderer
from models.vocabulary import GrantedRole, RungBegun
from tests.challenges import challenging
from tests.challenges.challenging import LIST
from tests.log_guard import CANARY
from workflows import catalogue
from workflows.challenges import policy
from workflows.challenges.deciding import Decision
from workflows.message import DailyList

AT_RISK = "challenges.at_risk"


def _text(world, person, day):
    """Give what somebody's list of a day says at this moment, or nothing."""
    (row,) = [
        one
        for one in world.outbox(LIST)
        if one.person_id == person.id and one.not_before.date() == day
    ]
    return _sent(world, row, DailyList.unpacked(row.payload))


def _sent(world, row, message):
    entry = catalogue.entries(world.profile)[row.kind]
    with world.work() as session:
        if entry.wanted(session, row, message, world.now) is not None:
            return None
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))
    return f"{sent.text}\n{sent.blocks}"


def test_who_owes_it_is_reminded_on_the_day_and_the_next_two_then_it_goes_up(
    world, family
):
    receipt = challenging.raise_(world, family)
    raised_on, due_on = world.today, receipt.due_on
    calendar = world.profile.calendar

    challenging.sweep_until(world, calendar.add(due_on, 2))

    assert challenging.list_days(world, world.asha) == [
        raised_on,
        due_on,
        calendar.add(due_on, 1),
    ]
    first, second = challenging.rungs(world, receipt)
    assert (second.owed_by, second.begun_as) == (
        world.grace.id,
        RungBegun.UNANSWERED,
    )
    assert second.due_on == world.in_working_days(3)
    assert first.answered_at is None


def test_the_list_says_by_when_and_has_the_button_but_not_what(world, family):
    challenging.raise_(world, family)

    text = _text(world, world.asha, world.today)

    assert family.alias in text
    assert "challenges.open_answer" in text
    assert CANARY not in text
    assert "Ben" not in text


def test_who_raised_it_and_the_next_rungs_person_see_that_it_is_late(world, family):
    receipt = challenging.raise_(world, family)
    late_on = world.profile.calendar.add(receipt.due_on, 1)
    challenging.sweep_until(world, receipt.due_on)
    assert challenging.list_days(world, world.ben) == []
    assert not challenging.owed(world, world.grace)

    challenging.sweep_on(world, late_on)

    assert challenging.list_days(world, world.ben) == [late_on]
    assert challenging.list_days(world, world.grace) == [late_on]
    assert "has no answer yet from the lead social worker" in _text(
        world, world.ben, late_on
    )
    assert "may come to you next" in _text(world, world.grace, late_on)


def test_the_raiser_is_told_that_the_clock_took_it_up(world, family):
    receipt = challenging.raise_(world, family)
    taken_up_on = world.profile.calendar.add(receipt.due_on, 2)

    challenging.sweep_until(world, taken_up_on)

    text = _text(world, world.ben, taken_up_on)
    assert "was taken up a rung" in text
    assert "team manager" in text
    (audited,) = world.audited("challenge taken up")
    assert audited.actor_id is None


def test_run_again_on_the_same_day_it_does_nothing_more(world, family):
    receipt = challenging.raise_(world, family)
    for day in (receipt.due_on, world.profile.calendar.add(receipt.due_on, 2)):
        challenging.sweep_on(world, day)
        before = (
            challenging.row(world, receipt),
            challenging.rungs(world, receipt),
            len(world.outbox()),
            len(world.audited()),
        )

        challenging.sweep(world)
        world.later(minutes=30)
        challenging.sweep(world)

        after = (
            challenging.row(world, receipt),
            challenging.rungs(world, receipt),
            len(world.outbox()),
            len(world.audited()),
        )
        assert after == before


def test_a_clock_that_jumps_a_week_takes_it_up_one_rung_with_its_whole_limit(
    world, family
):
    receipt = challenging.raise_(world, family)

    challenging.sweep_on(world, world.in_working_days(8))

    assert challenging.row(world, receipt).rung == 2
    assert challenging.rung(world, receipt).due_on == world.in_working_days(3)


def test_unanswered_it_climbs_to_the_top_and_is_asked_for_there_each_working_day(
    world, family
):
    receipt = challenging.raise_(world, family)

    challenging.sweep_until(world, world.in_working_days(25))

    numbers = [one.number for one in challenging.rungs(world, receipt)]
    assert numbers == [1, 2, 3, 4]
    top = challenging.rung(world, receipt)
    asked = [
        day for day in challenging.list_days(world, world.sofia) if day > top.due_on
    ]
    since = world.profile.calendar.count_between(top.due_on, world.today)
    assert len(asked) == since > 2
    (item,) = challenging.owed(world, world.ben).to_know
    assert item.known.value == "late"


def test_two_clocks_at_once_take_it_up_once(world, family):
    receipt = challenging.raise_(world, family)
    world.on(world.profile.calendar.add(receipt.due_on, 2), 7, 34)
    threads = [
        threading.Thread(target=challenging.sweep, args=(world,)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert [one.number for one in challenging.rungs(world, receipt)] == [1, 2]
    assert len(world.audited("challenge taken up")) == 1


def test_taken_up_by_the_clock_while_somebody_passes_it_up_it_goes_up_once(
    world, family
):
    receipt = challenging.raise_(world, family)
    first = challenging.rung(world, receipt)
    world.on(world.profile.calendar.add(receipt.due_on, 2), 7, 34)
    challenging.sweep(world)

    with pytest.raises(policy.MovedMeanwhile):
        challenging.pass_up(world, receipt, world.asha, on=first)

    assert challenging.row(world, receipt).rung == 2


def test_answered_its_raiser_is_asked_every_third_working_day_until_they_say(
    world, family
):
    receipt = challenging.raise_(world, family)
    challenging.answer(world, receipt, world.asha)
    answered_on = world.today
    calendar = world.profile.calendar

    challenging.sweep_until(world, calendar.add(answered_on, 7))
    asked = challenging.list_days(world, world.ben)
    text = _text(world, world.ben, calendar.add(answered_on, 6))
    challenging.decide(world, receipt, Decision.SETTLED)

    assert asked == [answered_on, *(calendar.add(answered_on, n) for n in (3, 6))]
    assert "please say if it is settled" in text
    assert challenging.list_days(world, world.asha) == [answered_on]
    assert _text(world, world.ben, calendar.add(answered_on, 6)) is None


def test_a_list_that_waits_drops_what_was_answered_meanwhile(world, family):
    receipt = challenging.raise_(world, family)
    before = _text(world, world.asha, world.today)

    challenging.answer(world, receipt, world.asha)

    assert before is not None
    assert _text(world, world.asha, world.today) is None


def test_who_goes_away_is_asked_through_their_deputy_from_that_morning(world, family):
    world.away(world.asha, deputy=None, days=1)
    receipt = challenging.raise_(world, family)
    assert challenging.rung(world, receipt).owed_by == world.grace.id
    world.leave(family, world.asha)
    world.member(family, world.xan, role="lead_social_worker")
    second = challenging.raise_(world, family)
    world.on(world.in_working_days(1), 7)
    world.away(world.xan, deputy=world.carol)

    challenging.sweep_on(world, world.today)

    rung = challenging.rung(world, second)
    assert (rung.owed_by, rung.asked_id) == (world.xan.id, world.carol.id)
    assert challenging.list_days(world, world.carol) == [world.today]
    assert "you stand in for Xan" in _text(world, world.carol, world.today)


def test_when_who_owes_it_leaves_the_next_holder_of_the_role_is_asked(world, family):
    receipt = challenging.raise_(world, family)
    world.leave(family, world.asha)
    world.member(family, world.xan, role="lead_social_worker")
    on_home = challenging.owed(world, world.xan).to_answer

    challenging.sweep_on(world, world.in_working_days(1))

    assert len(on_home) == 1
    assert challenging.rung(world, receipt).owed_by == world.xan.id
    assert challenging.list_days(world, world.xan) == [world.today]
    assert challenging.list_days(world, world.asha) != [world.today]


def test_when_nobody_is_left_on_a_rung_it_goes_up_before_its_day(world, family):
    receipt = challenging.raise_(world, family)
    challenging.pass_up(world, receipt, world.asha)
    world.leave(family, world.asha)

    challenging.sweep_on(world, world.in_working_days(1))

    rung = challenging.rung(world, receipt)
    assert (rung.owed_by, rung.begun_as) == (world.quentin.id, RungBegun.NOBODY_THERE)


def test_at_the_top_with_nobody_left_it_waits_and_its_raiser_sees_it(world, family):
    receipt = challenging.raise_(world, family)
    for _ in range(3):
        challenging.decide(world, receipt, Decision.NOT_SETTLED)
    world.deactivate(world.sofia)

    challenging.sweep_on(world, world.in_working_days(1))

    row = challenging.row(world, receipt)
    assert (row.rung, row.acts_on) == (4, world.in_working_days(1))
    assert challenging.list_days(world, world.ben) == [world.today]


def test_at_risk_who_is_asked_instead_is_told_at_once_too(world, family):
    receipt = challenging.raise_(world, family, immediate_risk=True)
    world.deactivate(world.sofia)

    challenging.sweep_on(world, world.in_working_days(1))

    assert world.told(AT_RISK) == ["asha", "grace", "quentin", "sofia"]
    assert challenging.rung(world, receipt).number == 3


def test_an_urgent_message_is_dropped_once_it_is_answered(world, family):
    receipt = challenging.raise_(world, family, immediate_risk=True)
    kind = catalogue.entries(world.profile)[AT_RISK].message
    rows = world.outbox(AT_RISK)
    before = [_sent(world, row, kind.unpacked(row.payload)) for row in rows]

    challenging.answer(world, receipt, world.sofia)

    assert len(before) == 3
    for text in before:
        assert "at risk of significant harm right now" in text
        assert CANARY not in text
    assert "".join(before).count("challenges.open_answer") == 1
    assert "".join(before).count("challenges.read") == 2
    after = [_sent(world, row, kind.unpacked(row.payload)) for row in rows]
    assert after == [None] * 3


def test_up_a_rung_it_never_comes_to_who_owed_the_one_below(world, family):
    world.grant(world.grace, GrantedRole.SENIOR_MANAGER)
    world.deactivate(world.quentin)
    receipt = challenging.raise_(world, family)

    for _ in range(2):
        challenging.decide(world, receipt, Decision.NOT_SETTLED)

    rung = challenging.rung(world, receipt)
    assert (rung.number, rung.owed_by) == (4, world.sofia.id)
    assert rung.passed_over == "Senior managers (Senior manager)"


@pytest.mark.parametrize("days", [0, 1])
def test_before_its_day_only_its_owner_knows(world, family, days):
    challenging.raise_(world, family)

    challenging.sweep_on(world, world.in_working_days(days))

    assert challenging.list_days(world, world.ben) == []
    assert challenging.list_days(world, world.grace) == []
