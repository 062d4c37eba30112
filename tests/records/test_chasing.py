"""A record that is missing is asked for, and its absence reaches the manager."""

from datetime import timedelta

import pytest

from models.tables.meetings import Meeting
from tests.coming import attending
from tests.meetings import convening
from tests.records import recording
from workflows.records import sweeping


def _told(world):
    return world.told("records.not_recorded")


def test_the_convenor_is_asked_from_the_day_after(world, family, meeting):
    world.on(meeting.dated_on, 7, 39)
    assert recording.sweep_on(world, meeting.dated_on) == 0
    day = world.profile.calendar.add(meeting.dated_on, 1)

    assert recording.sweep_on(world, day) == 1

    assert world.told("overview.daily_list") == ["asha"]
    (one,) = recording.owed(world, world.asha).to_record
    assert (one.alias, one.dated_on) == (family.alias, meeting.dated_on)


def test_the_clock_asks_once_a_day_however_often_it_looks(world, family, meeting):
    day = world.profile.calendar.add(meeting.dated_on, 1)

    assert [recording.sweep_on(world, day) for _ in range(3)] == [1, 0, 0]


def test_the_manager_is_told_once_after_five_working_days(world, family, meeting):
    calendar = world.profile.calendar
    days = [calendar.add(meeting.dated_on, number) for number in range(1, 12)]
    found = []
    for day in days:
        recording.sweep_on(world, day)
        found.append(list(_told(world)))

    assert found[:4] == [[]] * 4
    assert found[4:] == [["grace"]] * 7


def test_a_meeting_over_a_week_end_of_the_bot_is_still_asked_for(
    world, family, meeting
):
    """The bot did not run for ten days: what fell due is done at once."""
    recording.sweep_on(world, meeting.dated_on + timedelta(days=10))

    assert world.told("overview.daily_list") == ["asha"]
    assert _told(world) == ["grace"]


def test_once_it_is_finished_nobody_is_asked(world, family, meeting):
    day = world.profile.calendar.add(meeting.dated_on, 1)
    recording.sweep_on(world, day)
    recording.attend(world, meeting, world.asha, came=[world.asha])
    # Begun is not finished.
    assert len(recording.owed(world, world.asha).to_record) == 1
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)

    assert recording.owed(world, world.asha).to_record == ()
    assert recording.sweep_on(world, world.in_working_days(9)) == 0
    assert _told(world) == []


def test_while_the_convenor_is_away_their_manager_is_asked(world, family, meeting):
    world.away(world.asha, deputy=None)
    recording.sweep_on(world, world.profile.calendar.add(meeting.dated_on, 1))

    assert world.told("overview.daily_list") == ["grace"]
    assert len(recording.owed(world, world.grace).to_record) == 1
    assert recording.owed(world, world.asha).to_record == ()


def test_a_cancelled_meeting_is_not_asked_for(world, family):
    world.meeting(family, world.in_working_days(-5))
    ahead = attending.dated(world, family, world.in_working_days(4))
    attending.cancel(world, ahead)
    world.on(ahead.dated_on + timedelta(days=3), 9)

    owed = recording.owed(world, world.asha).to_record

    assert ahead.id not in {one.meeting_id for one in owed}


def test_a_core_group_that_was_not_held_is_not_asked_for(world, meeting):
    assert recording.form(world, meeting, world.asha).may_cancel
    convening.cancel(world, meeting)

    assert recording.owed(world, world.asha).to_record == ()
    assert recording.sweep_on(world, world.in_working_days(3)) == 0


def test_what_is_recorded_cannot_be_said_not_to_have_been_held(world, meeting):
    recording.attend(world, meeting, world.asha, came=[world.asha])

    assert not recording.form(world, meeting, world.asha).may_cancel


def test_a_meeting_that_came_with_an_import_as_held_is_not_asked_for(
    world, family, meeting
):
    with world.work() as session:
        row = session.get_one(Meeting, meeting.id)
        row.held_on = row.dated_on
        session.add(row)

    assert recording.sweep_on(world, world.in_working_days(3)) == 0


def test_what_is_older_than_two_meetings_is_left_alone(world, family, meeting):
    world.on(meeting.dated_on + timedelta(weeks=12), 9)
    assert len(recording.owed(world, world.asha).to_record) == 1
    world.later(days=1)

    assert recording.owed(world, world.asha).to_record == ()


def test_a_kill_in_the_middle_leaves_nothing_half_done(
    world, family, meeting, monkeypatch
):
    class Killed(Exception):
        pass

    def die(*_, **__):
        raise Killed

    day = world.profile.calendar.add(meeting.dated_on, 5)
    world.on(day, 7, 39)
    monkeypatch.setattr(sweeping, "_tell_manager", die)
    with pytest.raises(Killed), world.work() as session:
        sweeping.advance(session, meeting.id, now=world.now, profile=world.profile)
    monkeypatch.undo()
    assert world.outbox() == []

    assert recording.sweep_on(world, day) == 1
    assert _told(world) == ["grace"]
