"""What somebody owes at the moment of asking, and how the daily list says it."""

from datetime import timedelta

from bot.render import Renderer
from workflows.overview import entries, owing
from workflows.statements.whose import Right


def _owed(world, person):
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def _list(world, person):
    (entry,) = entries.entries(world.profile)
    row = next(
        row for row in world.outbox("overview.daily_list") if row.person_id == person.id
    )
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        because = entry.wanted(session, row, message, world.now)
        words = entry.words(session, row, message, world.now)
    return because, message, words


def test_everything_owed_is_listed_soonest_first(world):
    later, sooner = world.group(), world.group()
    world.round(world.conference(later, in_working_days=19))
    world.round(world.conference(sooner, in_working_days=17))
    world.sweep()

    items = _owed(world, world.ben)

    assert [item.alias for item in items] == [sooner.alias, later.alias]
    assert items[0].due_on < items[1].due_on
    assert items[0].value == items[0].round_id


def test_what_was_answered_is_owed_no_more(world):
    family = world.group()
    found = world.open_round(family)
    before = _owed(world, world.ben)

    world.submit(found, world.ben, world.answers(family))

    assert len(before) == 1
    assert _owed(world, world.ben) == []


def test_before_opening_and_after_closing_nothing_is_owed(world):
    found = world.round(world.conference(world.group()))
    before = _owed(world, world.ben)
    world.on(found.opens_on, 7, 40)
    world.sweep()
    during = _owed(world, world.ben)
    world.close(found)

    assert (len(before), len(during), len(_owed(world, world.ben))) == (0, 1, 0)


def test_a_deputy_owes_it_for_the_days_of_deputising(world):
    world.open_round(world.group())
    world.away(world.ben, deputy=world.bea, days=1)

    during = _owed(world, world.bea)
    world.later(days=2)

    assert [item.right for item in during] == [Right.DEPUTY]
    assert during[0].value == f"{during[0].round_id}:{world.ben.id}"
    assert during[0].for_name == "Ben"
    assert _owed(world, world.bea) == []


def test_the_agencys_lead_owes_the_taking_for_a_member_outside_slack(world):
    world.open_round(world.group(members=(world.hetty,)))

    (item,) = _owed(world, world.gita)

    assert (item.right, item.for_name) == (Right.TAKER, "Hetty")
    assert _owed(world, world.hugh) == []
    assert _owed(world, world.ines) == []


def test_who_belongs_to_no_group_owes_nothing(world):
    world.open_round(world.group())

    assert _owed(world, world.xan) == []


def test_the_list_says_what_is_owed_when_it_is_sent(world):
    first = world.group()
    found = world.open_round(first)
    world.round(world.conference(world.group(), in_working_days=15))
    world.sweep()
    world.submit(found, world.ben, world.answers(first))

    because, message, words = _list(world, world.ben)
    rendered = Renderer().render(message, words)

    assert because is None
    assert len(words["items"]) == 1
    assert rendered.text.startswith("CG-4802: your view is due by")


def test_a_list_with_nothing_left_to_say_is_not_wanted(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))

    because, _, _ = _list(world, world.ben)

    assert because == "nothing is owed"


def test_a_view_missed_can_still_be_given_until_the_conference(world):
    conference = world.conference(world.group())
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()
    world.close(found)

    def late():
        with world.work() as session:
            return owing.late(
                session, person_id=world.ben.id, now=world.now, profile=world.profile
            )

    after_closing = late()
    world.on(conference.dated_on, 9)
    on_the_day = late()
    world.on(conference.dated_on + timedelta(days=1), 9)

    assert (len(after_closing), len(on_the_day), len(late())) == (1, 1, 0)
