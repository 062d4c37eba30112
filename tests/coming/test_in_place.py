"""Who is named to come instead hears of it, and hears when they need not."""

from models.vocabulary import ComingAs
from tests.coming import attending


def _in_place(world, person):
    return attending.owed_at_sending(world, person).in_place


def test_who_is_named_to_come_instead_hears_of_it_once(world, meeting):
    before = attending.daily(world)

    for _ in range(2):
        attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)

    assert sorted(attending.daily(world)) == sorted([*before, "bea"])
    (one,) = _in_place(world, world.bea)
    assert (one.for_name, one.dated_on) == ("Ben", meeting.dated_on)
    assert one.starts_at == meeting.starts_at
    assert not one.is_off
    assert _in_place(world, world.ben) == ()


def test_who_is_not_named_any_more_has_it_no_longer(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)

    attending.say(world, meeting, world.ben, ComingAs.MYSELF)

    assert _in_place(world, world.bea) == ()


def test_when_it_is_cancelled_they_hear_that_they_need_not_come(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)
    before = attending.daily(world).count("bea")
    world.on(world.in_working_days(1), 12)

    attending.cancel(world, meeting)

    (one,) = _in_place(world, world.bea)
    assert one.is_off
    assert attending.daily(world).count("bea") == before + 1


def test_once_it_is_over_nothing_is_left_of_it(world, meeting):
    attending.say(world, meeting, world.ben, ComingAs.DEPUTY, deputy=world.bea)

    world.on(world.profile.calendar.add(meeting.dated_on, 1), 9)

    assert _in_place(world, world.bea) == ()
