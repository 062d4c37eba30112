"""Home is the truth: one's own things, and nothing of anybody else's."""

import pytest

from models.vocabulary import PersonClass
from tests.log_guard import CANARY
from workflows.errors import NotYours
from workflows.overview import use_cases as overview
from workflows.overview.seen import RoundState


def _home(world, person):
    with world.work() as session:
        return overview.home(
            session, actor=world.actor(person), now=world.now, profile=world.profile
        )


def test_a_member_sees_what_they_owe_and_their_groups_with_dates(world):
    family = world.group()
    world.group(members=(world.carol,))
    conference = world.conference(family)
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()

    home = _home(world, world.ben)

    assert [item.alias for item in home.owed] == [family.alias]
    (line,) = home.groups
    assert (line.alias, line.conference_on) == (family.alias, conference.dated_on)
    assert line.rounds[0].state is RoundState.OPEN
    assert not line.rounds[0].own_given
    assert home.caseload == ()


def test_a_chair_sees_their_caseload_and_who_is_not_yet_heard_from(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))

    home = _home(world, world.femi)

    (line,) = home.caseload
    assert line.classes == {PersonClass.CHAIR}
    assert line.rounds[0].not_heard_from == (
        "Asha (Children's social care)",
        "Carol (Hill Top School)",
    )
    assert not line.rounds[0].may_read_views
    assert not line.rounds[0].may_open_pack


def test_after_closing_the_chair_may_read_and_on_its_day_open_the_pack(world):
    found = world.close(world.open_round(world.group()))

    closed = _home(world, world.femi).caseload[0].rounds[0]
    world.on(found.pack_on, 9)
    ready = _home(world, world.femi).caseload[0].rounds[0]
    member = _home(world, world.ben).groups[0].rounds[0]

    assert (closed.may_read_views, closed.may_open_pack) == (True, False)
    assert (ready.may_read_views, ready.may_open_pack) == (True, True)
    assert (member.may_read_views, member.may_open_pack) == (True, False)


def test_something_urgent_is_flagged_to_those_who_may_read_it(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(
        found, world.ben, world.answers(family, urgent=True, urgent_text=CANARY)
    )

    flags = {
        name: [
            one.has_urgent
            for line in (*home.groups, *home.caseload)
            for one in line.rounds
        ]
        for name in ("asha", "grace", "femi", "carol")
        for home in [_home(world, getattr(world, name))]
    }

    assert flags == {
        "asha": [True],
        "grace": [True],
        "femi": [True],
        "carol": [False],
    }


def test_who_belongs_to_no_group_sees_an_empty_home(world):
    world.open_round(world.group())

    home = _home(world, world.xan)

    assert (home.owed, home.late, home.groups, home.caseload) == ((), (), (), ())


def test_who_has_left_the_partnership_sees_none(world):
    world.deactivate(world.ben)

    with pytest.raises(NotYours):
        _home(world, world.ben)


def test_home_holds_nothing_that_anybody_wrote(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))
    world.close(found)

    for person in (world.asha, world.ben, world.femi, world.grace, world.ines):
        assert CANARY not in repr(_home(world, person))


def test_the_soonest_conference_comes_first(world):
    later, sooner, none = world.group(), world.group(), world.group()
    world.conference(later, in_working_days=60)
    world.conference(sooner, in_working_days=30)

    lines = _home(world, world.ben).groups

    assert [line.alias for line in lines] == [sooner.alias, later.alias, none.alias]
