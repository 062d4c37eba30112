"""Rounds are planned with their conference, and follow it."""

from datetime import timedelta

import pytest

from models.vocabulary import ConferenceKind
from workflows.statements import rounds


def test_a_review_conference_gets_a_round_ten_working_days_long(world):
    conference = world.conference(world.group(), in_working_days=40)

    found = world.round(conference)

    calendar = world.profile.calendar
    assert found.closes_on == calendar.subtract(conference.dated_on, 10)
    assert found.opens_on == calendar.subtract(found.closes_on, 10)
    assert found.acts_on == found.opens_on


def test_a_provisional_review_gets_a_round_that_says_so(world):
    found = world.round(world.conference(world.group(), provisional=True))

    assert found.provisional


@pytest.mark.parametrize("kind", [ConferenceKind.INITIAL, ConferenceKind.TRANSFER_IN])
def test_other_conferences_get_none(world, kind):
    conference = world.conference(world.group(), kind=kind)

    with world.work() as session:
        found = rounds.plan_round(
            session, conference, now=world.now, profile=world.profile
        )

    assert found is None


def test_planning_twice_changes_nothing(world):
    conference = world.conference(world.group())
    first = world.round(conference)
    world.later(days=1)

    second = world.round(conference)

    assert second.id == first.id
    assert second.recorded_at == first.recorded_at
    assert len(world.audited("round planned")) == 1


def test_a_core_group_dated_meanwhile_moves_a_round_that_has_not_opened(world):
    family = world.group()
    conference = world.conference(family, in_working_days=40)
    found = world.round(conference)
    calendar = world.profile.calendar
    meeting_on = calendar.subtract(conference.dated_on, 7)
    world.meeting(family, meeting_on)

    with world.work() as session:
        rounds.replan(session, family.id, now=world.now, profile=world.profile)

    assert world.reload(found).closes_on == calendar.subtract(meeting_on, 2)


def test_a_core_group_that_nobody_told_us_of_is_seen_at_opening(world):
    family = world.group()
    conference = world.conference(family, in_working_days=40)
    found = world.round(conference)
    calendar = world.profile.calendar
    world.meeting(family, calendar.subtract(conference.dated_on, 6))
    planned = found.opens_on

    world.on(planned, 7, 40)
    world.sweep()

    found = world.reload(found)
    assert found.opened_at is None
    assert found.opens_on == calendar.add(planned, 2)


def test_an_open_round_keeps_its_days_when_a_core_group_moves(world):
    family = world.group()
    found = world.open_round(family)
    world.meeting(family, world.in_working_days(14))

    with world.work() as session:
        rounds.replan(session, family.id, now=world.now, profile=world.profile)
    world.sweep()

    assert world.reload(found).closes_on == found.closes_on


def _move(world, conference, days):
    with world.work() as session:
        moved = session.get_one(type(conference), conference.id)
        moved.dated_on = world.profile.calendar.add(conference.dated_on, days)
        session.add(moved)
        session.flush()
        rounds.conference_moved(session, moved, now=world.now, profile=world.profile)
    return moved


def test_an_open_round_follows_its_conference_and_says_the_new_day(world):
    family = world.group()
    conference = world.conference(family)
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()
    found = world.reload(found)
    world.submit(found, world.carol, world.answers(family))
    world.later(days=1)

    _move(world, conference, 5)

    moved = world.reload(found)
    assert moved.opens_on == found.opens_on
    assert moved.closes_on == world.profile.calendar.add(found.closes_on, 5)
    assert world.asked(found, world.ben).remind_on == moved.half_time_on
    told = [
        row.person_id
        for row in world.outbox("overview.daily_list")
        if row.created_at == world.now
    ]
    assert sorted(told) == sorted([world.asha.id, world.ben.id])


def test_a_closed_round_stays_closed_and_only_its_pack_follows(world):
    family = world.group()
    conference = world.conference(family)
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()
    found = world.close(found)
    pack_on = found.pack_on

    _move(world, conference, 5)

    moved = world.reload(found)
    assert (moved.closes_on, moved.closed_at) == (found.closes_on, found.closed_at)
    assert moved.pack_on == world.profile.calendar.add(pack_on, 5)


def test_a_cancelled_conference_ends_every_asking(world):
    family = world.group()
    conference = world.conference(family)
    found = world.round(conference)
    world.on(found.opens_on, 7, 40)
    world.sweep()

    with world.work() as session:
        rounds.conference_cancelled(session, conference, now=world.now)

    for _ in range(40):
        world.later(days=1)
        world.sweep()
    found = world.reload(found)
    assert found.cancelled_at is not None
    assert found.closed_at is None
    assert world.asked(found, world.ben).ended_at is not None
    assert not world.told("statements.round_closed")
    made = {row.created_at for row in world.outbox("overview.daily_list")}
    assert made == {found.opened_at}


def test_a_round_whose_conference_came_first_is_missed_and_that_is_said(world):
    found = world.round(world.conference(world.group(), in_working_days=30))
    world.on(found.opens_on + timedelta(days=60), 9)

    world.sweep()
    world.sweep()

    assert world.told("statements.round_missed") == ["asha", "femi"]
    assert not world.told("overview.daily_list")


def test_a_missed_round_opens_after_all_when_its_conference_moves(world):
    conference = world.conference(world.group(), in_working_days=30)
    found = world.round(conference)
    world.on(conference.dated_on, 9)
    world.sweep()

    _move(world, conference, 30)
    world.on(world.reload(found).opens_on, 9)
    world.sweep()

    assert world.reload(found).opened_at == world.now
