"""Saying whether one comes: asked once dated, apologies with a deputy or a report."""

from datetime import timedelta

import pytest

from models.vocabulary import ComingAs
from tests.coming import attending
from workflows.coming import policy
from workflows.coming.policy import Standing
from workflows.errors import NotYours
from workflows.membership.policy import NotYourColleague


def test_every_member_in_slack_is_asked_once_it_is_dated(world, meeting):
    assert attending.daily(world) == ["asha", "ben", "carol"]
    (asked,) = attending.owed(world, world.ben)
    assert asked.dated_on == meeting.dated_on
    assert asked.starts_at == meeting.starts_at
    assert attending.owed(world, world.xan) == []
    assert attending.owed_at_sending(world, world.ben).to_say == (asked,)


@pytest.mark.parametrize(
    "answer", [ComingAs.MYSELF, ComingAs.BY_PHONE, ComingAs.CANNOT]
)
def test_an_answer_takes_it_off_what_is_owed_and_shows_to_the_others(
    world, meeting, answer
):
    attending.say(world, meeting, world.ben, answer)

    assert attending.owed(world, world.ben) == []
    (ben,) = _lines(world, meeting, world.ben)
    assert ben.standing is Standing(answer.value)
    assert len(world.audited("said whether they come")) == 1


def test_apologies_name_a_colleague_who_comes_instead(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)

    (ben,) = _lines(world, meeting, world.ben)
    assert ben.deputy == "Bea"
    found = attending.who(world, meeting, world.carol)
    assert "Health visiting" in found.forecast.coming


def test_a_deputy_is_named_and_is_a_colleague(world, meeting):
    with pytest.raises(policy.NobodyInYourPlace) as refusal:
        attending.say(world, meeting, world.ben, ComingAs.DEPUTY)
    assert refusal.value.field == "deputy"
    with pytest.raises(NotYourColleague):
        attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.carol)

    assert attending.owed(world, world.ben)


def test_a_written_report_is_kept_with_the_apologies(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.CANNOT, report=True)

    (ben,) = _lines(world, meeting, world.ben)
    assert ben.sends_report
    assert (
        "Health visiting"
        not in attending.who(world, meeting, world.ben).forecast.coming
    )


def test_the_last_word_counts(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)
    world.later(minutes=5)
    attending.say(world, meeting, world.ben)

    (ben,) = _lines(world, meeting, world.ben)
    assert (ben.standing, ben.deputy) == (Standing.MYSELF, None)


def test_a_deputy_answers_for_who_is_away_today(world, meeting):
    world.away(world.ben, deputy=world.bea, days=2)
    (asked,) = attending.owed(world, world.bea)

    attending.say(world, meeting, world.bea, for_person=world.ben)

    assert asked.for_name == "Ben"
    assert attending.owed(world, world.bea) == []
    with pytest.raises(policy.NotAsked):
        attending.say(world, meeting, world.bea, for_person=world.carol)


@pytest.mark.parametrize("name", ["xan", "quentin", "hugh", "ines"])
def test_others_cannot_answer(world, meeting, name):
    with pytest.raises(NotYours):
        attending.say(world, meeting, getattr(world, name))


def test_the_chair_is_no_member_and_is_not_asked(world, meeting):
    with pytest.raises(policy.NotAsked):
        attending.say(world, meeting, world.femi)


def test_who_left_is_asked_no_more(world, family, meeting):
    world.leave(family, world.ben)

    assert attending.owed(world, world.ben) == []
    with pytest.raises(NotYours):
        attending.say(world, meeting, world.ben)


def test_a_core_group_that_is_cancelled_or_past_is_not_asked_about(world, meeting):
    attending.cancel(world, meeting)

    assert attending.owed(world, world.ben) == []
    with pytest.raises(policy.IsOver):
        attending.say(world, meeting, world.ben)


def test_the_day_after_is_too_late(world, meeting):
    world.on(meeting.dated_on, 17)
    attending.say(world, meeting, world.carol)
    world.on(meeting.dated_on + timedelta(days=1), 9)

    assert attending.owed(world, world.ben) == []
    with pytest.raises(policy.IsOver):
        attending.say(world, meeting, world.ben)


def test_who_is_away_that_day_is_shown_so_and_not_asked(world, meeting):
    world.away(world.ben, deputy=None, days=60)

    (ben,) = _lines(world, meeting, world.ben)
    assert ben.standing is Standing.AWAY
    assert attending.owed(world, world.ben) == []


@pytest.mark.parametrize("name", ["asha", "ben", "femi", "grace"])
def test_who_may_open_the_page_sees_who_comes(world, meeting, name):
    assert attending.who(world, meeting, getattr(world, name)).members


def test_a_stranger_to_the_group_sees_nothing(world, meeting):
    with pytest.raises(NotYours):
        attending.who(world, meeting, world.xan)


def _lines(world, meeting, person):
    found = attending.who(world, meeting, world.asha).members
    return [line for line in found if line.person_id == person.id]
