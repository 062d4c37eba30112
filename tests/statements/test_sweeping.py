"""What the clock does with rounds, day by day and after days of silence."""

from datetime import date, timedelta

import pytest

from models.tables.conferences import Conference
from models.vocabulary import Gap
from workflows import clock
from workflows.statements import rounds

LIST = "overview.daily_list"


@pytest.fixture
def sabotage(world):
    """Make one round impossible to work on: its days cannot be counted."""

    def break_(found):
        with world.work() as session:
            conference = session.get_one(Conference, found.conference_id)
            conference.dated_on = date.min
            session.add(conference)

    return break_


def _people(rows):
    return sorted({row.person_id for row in rows})


def _made_now(world, kind=LIST):
    return [row for row in world.outbox(kind) if row.created_at == world.now]


def _made_for(world, person):
    return [row for row in world.outbox(LIST) if row.person_id == person.id]


def test_nothing_opens_the_day_before(world):
    found = world.round(world.conference(world.group()))
    world.on(found.opens_on - timedelta(days=1), 22, 59)

    world.sweep()

    assert world.reload(found).opened_at is None
    assert world.outbox() == []


def test_every_member_is_asked_on_the_morning_it_opens_voluntary_ones_too(world):
    family = world.group(members=(world.ben, world.carol, world.dev))

    world.open_round(family)

    assert world.told(LIST) == ["asha", "ben", "carol", "dev"]
    first = _made_for(world, world.dev)[0]
    assert clock.today(first.not_before) == world.today
    assert first.not_before.hour == world.profile.message_hours.start.hour


def test_sweeping_again_and_again_asks_nobody_twice(world):
    world.open_round(world.group())
    before = len(world.outbox())

    for _ in range(5):
        world.later(minutes=20)
        world.sweep()

    assert len(world.outbox()) == before


def test_only_those_not_yet_heard_from_are_reminded_at_half_time(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))

    world.on(found.half_time_on, 7, 40)
    world.sweep()

    assert _people(_made_now(world)) == sorted([world.asha.id, world.carol.id])


def test_the_day_before_half_time_nobody_is_reminded(world):
    found = world.open_round(world.group())

    world.on(found.half_time_on - timedelta(days=1), 22)
    world.sweep()

    assert _made_now(world) == []


def test_at_the_last_call_the_safeguarding_lead_is_told_once(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.carol, world.answers(family))

    world.on(found.last_call_on, 7, 40)
    world.sweep()
    world.later(hours=3)
    world.sweep()
    world.later(days=1)
    world.sweep()

    # Hugh leads in Ben's agency; Lena's Carol has answered.
    assert world.told("statements.not_heard_from") == ["hugh"]
    assert world.reload(found).last_called_at is not None


def test_each_person_gets_three_lists_in_a_round_and_no_more(world):
    found = world.open_round(world.group())

    day = found.opens_on
    while day <= found.closes_on + timedelta(days=20):
        for hour in (7, 12, 21):
            world.on(day, hour, 40)
            world.sweep()
        day += timedelta(days=1)

    days = [clock.today(row.not_before) for row in _made_for(world, world.ben)]
    assert days == [found.opens_on, found.half_time_on, found.last_call_on]


@pytest.mark.parametrize(("hour", "minute"), [(0, 1), (12, 0), (23, 59)])
def test_a_round_is_open_through_its_last_minute(world, hour, minute):
    found = world.open_round(world.group())
    world.on(found.closes_on, hour, minute)

    world.sweep()

    assert world.reload(found).closed_at is None


def test_at_closing_what_is_missing_becomes_a_named_gap(world):
    family = world.group(children=2)
    found = world.open_round(family)
    world.submit(found, world.asha, world.answers(family))
    world.submit(found, world.ben, world.answers(family, children=family.children[:1]))

    found = world.close(found)

    assert world.asked(found, world.carol).gap is Gap.NOT_HEARD_FROM
    assert world.asked(found, world.asha).gap is None
    named = {(gap.asked_id, gap.child_id) for gap in world.gaps(found)}
    assert named == {
        (world.asked(found, world.carol).id, family.children[0].id),
        (world.asked(found, world.carol).id, family.children[1].id),
        (world.asked(found, world.ben).id, family.children[1].id),
    }


def test_the_channel_is_told_once_and_of_the_core_group_to_come(world):
    family = world.group()
    found = world.round(world.conference(family, in_working_days=40))
    meeting = world.meeting(family, found.closes_on + timedelta(days=2))
    world.on(found.opens_on, 7, 40)
    world.sweep()

    found = world.close(world.reload(found))
    world.sweep()

    (row,) = world.outbox("statements.round_closed")
    assert row.group_id == family.id
    assert meeting.dated_on.isoformat() in row.payload
    assert not world.told("statements.no_core_group")


def test_without_a_core_group_before_the_conference_two_people_are_told(world):
    found = world.close(world.open_round(world.group()))

    world.sweep()

    assert found.closed_at is not None
    assert world.told("statements.no_core_group") == ["asha", "femi"]


def test_the_chair_hears_of_the_pack_five_working_days_before(world):
    family = world.group()
    conference = world.conference(family)
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()
    found = world.close(found)
    pack_on = world.profile.calendar.subtract(conference.dated_on, 5)

    world.on(pack_on - timedelta(days=1), 12)
    world.sweep()
    before = world.told("statements.pack_ready")
    world.on(pack_on, 7, 40)
    world.sweep()
    world.sweep()

    assert before == []
    assert world.told("statements.pack_ready") == ["femi"]
    assert world.reload(found).acts_on is None


def test_after_two_days_down_everybody_gets_one_list_and_nothing_is_skipped(world):
    family = world.group()
    found = world.round(world.conference(family))
    calendar = world.profile.calendar
    world.on(calendar.add(found.opens_on, 2), 11)

    world.sweep()

    assert len(_made_for(world, world.ben)) == 1
    assert world.reload(found).opened_at == world.now


def test_down_from_half_time_to_closing_the_round_still_closes_with_its_gaps(world):
    found = world.open_round(world.group())
    world.on(found.closes_on + timedelta(days=3), 10)

    world.sweep()

    found = world.reload(found)
    assert found.closed_at == world.now
    assert world.asked(found, world.ben).gap is Gap.NOT_HEARD_FROM
    # What would have been said while it was open is not said after closing.
    assert len(_made_for(world, world.ben)) == 1
    assert not world.told("statements.not_heard_from")


def test_too_little_time_is_the_chairs_to_decide_and_all_are_asked(world):
    found = world.round(world.conference(world.group(), in_working_days=2))

    world.sweep()

    assert world.reload(found).chair_decides
    assert world.told("statements.chair_decides") == ["femi"]
    assert world.told(LIST) == ["asha", "ben", "carol"]


def test_one_broken_round_silences_no_other(world, sabotage):
    broken = world.round(world.conference(world.group()))
    whole = world.round(world.conference(world.group()))
    sabotage(broken)
    world.on(whole.opens_on, 7, 40)

    swept = world.sweep_counting()

    assert (swept.done, swept.failed) == (1, 1)
    assert world.reload(whole).opened_at is not None
    assert world.reload(broken).opened_at is None


def test_a_pause_holds_reminders_back_and_they_are_made_up_for(world):
    family = world.group()
    found = world.open_round(family)
    calendar = world.profile.calendar
    until = calendar.add(found.half_time_on, 1)
    with world.work() as session:
        asked = session.get_one(
            type(world.asked(found, world.ben)), world.asked(found, world.ben).id
        )
        asked.paused_until = until
        session.add(asked)

    world.on(found.half_time_on, 7, 40)
    world.sweep()
    during = _people(_made_now(world))
    world.on(until + timedelta(days=1), 7, 40)
    world.sweep()

    assert world.ben.id not in during
    assert world.ben.id in _people(_made_now(world))


@pytest.mark.parametrize("step", [1, 3, 8])
def test_months_of_sweeps_with_the_clock_jumping_lose_and_repeat_nothing(world, step):
    family = world.group(children=3, members=(world.ben, world.carol, world.hetty))
    found = [
        world.round(world.conference(family, in_working_days=days))
        for days in (45, 110, 170)
    ]
    end = world.today + timedelta(days=300)

    while world.today < end:
        world.later(days=step, hours=1)
        world.sweep()
        world.sweep()

    keys = [row.dedupe_key for row in world.outbox()]
    assert len(keys) == len(set(keys))
    for one in found:
        ended = world.reload(one)
        assert ended.closed_at is not None
        assert ended.acts_on is None
        assert ended.pack_told_at is not None
    per_day = {(row.person_id, row.not_before) for row in world.outbox(LIST)}
    assert len(per_day) == len(world.outbox(LIST))


def test_a_round_with_nothing_due_is_not_touched(world):
    found = world.open_round(world.group())
    world.on(found.half_time_on - timedelta(days=1), 12)
    before = len(world.audited())

    swept = world.sweep_counting()

    assert swept.done == 0
    assert len(world.audited()) == before
    assert rounds.next_act(world.reload(found)) == found.closes_on + timedelta(days=1)
