"""Dating a core group: within its limit, told once, agreed beyond it."""

from datetime import time, timedelta

import pytest

from tests.meetings import convening
from workflows import audit, clock
from workflows.errors import NotYours
from workflows.meetings import policy
from workflows.meetings import use_cases as meetings
from workflows.meetings.entries import ENTRIES
from workflows.wording import by_kind

DATED = "meetings.dated"


def test_the_group_is_told_once_when_it_meets(world):
    family = world.group()
    on = world.in_working_days(5)

    meeting = convening.set_date(world, family, on, starts=time(9, 30))

    (row,) = world.outbox(DATED)
    assert row.group_id == family.id
    assert '"starts": "09:30"' in row.payload
    assert meeting.starts_at == clock.at(on, 9, 30)
    assert meeting.limit_on is not None


def test_a_time_in_summer_is_london_time(world):
    world.on(world.today.replace(month=7, day=7), 9)
    family = world.group()

    meeting = convening.set_date(
        world, family, world.in_working_days(1), starts=time(9, 30)
    )

    assert meeting.starts_at is not None
    assert meeting.starts_at.hour == 8


def beyond(world, family):
    convening.set_date(world, family, world.in_working_days(2))
    return world.in_working_days(2) + timedelta(weeks=7)


def test_beyond_the_limit_the_chair_agrees_and_the_reason_is_kept(world):
    family = world.group()
    late = beyond(world, family)

    with pytest.raises(policy.BeyondTheLimit):
        convening.set_date(world, family, late)
    with pytest.raises(policy.NeedsAReason):
        convening.set_date(world, family, late, by=world.femi)
    meeting = convening.set_date(
        world, family, late, by=world.femi, because=convening.WHY
    )

    assert meeting.agreed_by == world.femi.id
    with world.work() as session:
        reader = audit.Reader(session)
        kept = reader.text(session.merge(meeting), "agreed_because")
    assert kept == convening.WHY


def test_within_the_limit_the_chair_decides_nothing(world):
    family = world.group()
    convening.set_date(world, family, world.in_working_days(2))

    with pytest.raises(NotYours):
        convening.set_date(
            world, family, world.in_working_days(4), by=world.femi, because="Because"
        )


def test_the_form_says_by_when_the_next_one_must_meet(world):
    family = world.group()
    on = world.in_working_days(2)
    convening.set_date(world, family, on)

    with world.work() as session:
        facts = meetings.open_form(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )

    assert facts.limit_on == on + timedelta(weeks=6)
    assert not facts.may_agree


def test_who_belongs_elsewhere_dates_nothing(world):
    family = world.group()

    with pytest.raises(NotYours):
        convening.set_date(world, family, world.in_working_days(2), by=world.xan)
    assert world.outbox(DATED) == []


def test_a_date_that_is_cancelled_before_it_was_told_is_told_no_more(world):
    family = world.group()
    world.on(world.today, 19)
    meeting = convening.set_date(world, family, world.in_working_days(5))
    convening.cancel(world, meeting)

    (row,) = world.outbox(DATED)
    entry = by_kind(ENTRIES)[DATED]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        because = entry.wanted(session, row, message, world.now)

    assert because == "the core group was cancelled"
