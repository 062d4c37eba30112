"""No core group is quietly cancelled: somebody chairs it, or a date is asked for."""

from datetime import time, timedelta

import pytest

from models.tables.meetings import Meeting
from models.vocabulary import OutboxState, Urgency
from tests.meetings import convening
from workflows import audit
from workflows.errors import NotYours
from workflows.meetings import policy
from workflows.meetings.use_cases import NewDate

DATED, CANCELLED = "meetings.dated", "meetings.cancelled"
GOES_AHEAD, MISSING = "meetings.goes_ahead", "meetings.to_be_rearranged"
LIST = "overview.daily_list"


@pytest.fixture
def family(world):
    made = world.group(since=world.today - timedelta(days=30))
    world.meeting(made, world.today - timedelta(days=20))
    world.on(world.today, 10)
    return made


@pytest.fixture
def meeting(world, family):
    return convening.set_date(world, family, world.in_working_days(3))


def _lists_of(world, person):
    return sum(row.person_id == person.id for row in world.outbox(LIST))


def test_it_goes_ahead_with_somebody_else_and_the_group_is_told(world, meeting):
    kept = convening.go_ahead(world, meeting, world.ben)

    assert (kept.cancelled_at, kept.chaired_by) == (None, world.ben.id)
    assert len(world.outbox(GOES_AHEAD)) == 1
    assert world.outbox(CANCELLED) == []


def test_the_same_choice_twice_is_told_once(world, meeting):
    convening.go_ahead(world, meeting, world.ben)
    convening.go_ahead(world, meeting, world.ben)

    assert len(world.outbox(GOES_AHEAD)) == 1


def test_who_is_away_or_of_no_core_group_cannot_chair_it(world, meeting):
    world.away(world.ben, deputy=None)

    for person in (world.ben, world.xan):
        with pytest.raises(policy.NobodyChosen):
            convening.go_ahead(world, meeting, person)
    convening.go_ahead(world, meeting, world.carol)


def test_without_a_new_date_everybody_hears_of_it_and_the_chair_too(world, meeting):
    gone = convening.cancel(world, meeting)

    assert gone.acts_on == world.in_working_days(1)
    assert (gone.notice_days, gone.short_notice) == (3, True)
    assert gone.sequence == 1
    assert len(world.outbox(CANCELLED)) == 1
    assert world.told(MISSING) == ["femi"]
    with world.work() as session:
        reader = audit.Reader(session)
        assert reader.text(session.merge(gone), "cancelled_because") == convening.WHY


@pytest.mark.parametrize(("days", "is_short"), [(4, True), (5, False)])
def test_short_notice_is_kept_as_a_fact(world, family, days, is_short):
    meeting = convening.set_date(world, family, world.in_working_days(days))

    gone = convening.cancel(world, meeting)

    assert (gone.notice_days, gone.short_notice) == (days, is_short)


def test_the_convenor_is_asked_each_working_day_until_there_is_a_date(world, meeting):
    family_id = meeting.group_id
    convening.cancel(world, meeting)
    first, second = world.in_working_days(1), world.in_working_days(2)
    before = _lists_of(world, world.asha)

    swept = [
        convening.sweep_on(world, day) for day in (world.today, first, first, second)
    ]

    assert swept == [0, 1, 0, 1]
    assert _lists_of(world, world.asha) == before + 2
    (missing,) = convening.to_rearrange(world, world.asha)
    assert (missing.group_id, missing.dated_on) == (family_id, meeting.dated_on)
    assert convening.to_rearrange(world, world.ben) == ()


def test_a_new_date_ends_the_asking_and_takes_its_place(world, family, meeting):
    convening.cancel(world, meeting)
    convening.sweep_on(world, world.in_working_days(1))

    again = convening.set_date(world, family, world.in_working_days(4))

    assert again.in_place_of == meeting.id
    assert world.reload(meeting).acts_on is None
    assert convening.to_rearrange(world, world.asha) == ()
    assert convening.sweep_on(world, world.in_working_days(1)) == 0


def test_a_new_date_given_with_it_is_one_message_and_the_chair_is_spared(
    world, meeting
):
    on = world.in_working_days(6)

    again = convening.cancel(world, meeting, new=NewDate(dated_on=on, starts=time(10)))

    assert (again.dated_on, again.in_place_of) == (on, meeting.id)
    assert world.reload(meeting).cancelled_at is not None
    wanted = [
        row
        for kind in (DATED, CANCELLED, MISSING)
        for row in world.outbox(kind)
        if row.state is OutboxState.PLANNED and again.id in row.payload
    ]
    assert len(wanted) == 1
    for kind in (CANCELLED, MISSING):
        assert {row.state for row in world.outbox(kind)} == {OutboxState.CANCELLED}


def test_a_new_date_that_cannot_be_changes_nothing(world, meeting):
    late = world.today + timedelta(weeks=9)

    with pytest.raises(policy.BeyondTheLimit):
        convening.cancel(world, meeting, new=NewDate(dated_on=late))

    assert world.reload(meeting).cancelled_at is None
    assert world.outbox(CANCELLED) == []


def test_past_the_limit_the_chair_is_told_once_more(world, meeting):
    limit = world.today - timedelta(days=20) + timedelta(weeks=6)
    convening.cancel(world, meeting)
    convening.sweep_on(world, world.in_working_days(1))

    world.on(limit, 9)
    on_the_limit = convening.sweep_on(world, limit)
    day_after = world.profile.calendar.next_working_day(limit)
    after = [convening.sweep_on(world, day_after)]
    after.append(
        convening.sweep_on(world, world.profile.calendar.next_working_day(day_after))
    )

    assert (on_the_limit, after) == (1, [1, 1])
    assert world.told(MISSING) == ["femi", "femi"]


def test_another_core_group_in_time_leaves_nothing_to_rearrange(world, family, meeting):
    convening.set_date(world, family, world.in_working_days(5))

    gone = convening.cancel(world, meeting)

    assert gone.acts_on is None
    assert convening.to_rearrange(world, world.asha) == ()


def test_a_core_group_of_the_same_day_is_told_outside_hours(world, family):
    meeting = convening.set_date(world, family, world.in_working_days(1))
    world.on(world.today, 21)

    convening.cancel(world, meeting)

    (row,) = world.outbox(CANCELLED)
    assert (row.urgency, row.not_before) == (Urgency.URGENT, world.now)


def test_what_was_held_or_cancelled_is_not_cancelled_again(world, meeting):
    convening.cancel(world, meeting)
    held = world.meeting(world.group(), world.today - timedelta(days=1))
    with world.work() as session:
        row = session.get_one(Meeting, held.id)
        row.held_on = row.dated_on
        session.add(row)

    for one in (meeting, held):
        with pytest.raises(policy.IsOver):
            convening.cancel(world, one)
    assert len(world.outbox(CANCELLED)) == 1


def test_one_that_nobody_held_is_cancelled_without_notice_after_its_day(world, meeting):
    world.on(meeting.dated_on + timedelta(days=1), 19)

    gone = convening.cancel(world, meeting)

    assert (gone.notice_days, gone.short_notice) == (0, True)
    assert len(convening.to_rearrange(world, world.asha)) == 1
    (told,) = world.outbox(CANCELLED)
    assert '"was_not_held": true' in told.payload
    # Nobody sets out in vain any more: it waits for the morning.
    assert told.urgency == "routine"


def test_nobody_can_chair_what_is_past(world, meeting):
    world.on(meeting.dated_on + timedelta(days=1), 9)

    with pytest.raises(policy.IsOver):
        convening.go_ahead(world, meeting, world.ben)


def test_who_left_or_may_not_cancels_nothing(world, family, meeting):
    world.leave(family, world.asha)

    for person in (world.asha, world.ben, world.xan):
        with pytest.raises(NotYours):
            convening.cancel(world, meeting, by=person)
    assert world.reload(meeting).cancelled_at is None
