"""What was recorded later was not known earlier, whatever day it tells of."""

from datetime import timedelta

import pytest

from models.vocabulary import NoticeKind, Progress
from tests.actions import acting
from tests.as_at.seeing import as_at, who
from tests.log_guard import CANARY
from tests.notices import noticing
from tests.scores import scoring
from tests.timeline.seeing import recorded
from workflows.errors import NotYours
from workflows.membership import leading
from workflows.overview.as_at import BeforeTheGroup, DayToCome
from workflows.overview.as_at_debts import Owing
from workflows.overview.as_at_rows import Event


def test_a_notice_is_known_from_the_day_it_was_recorded(world, family):
    happened = world.today
    world.later(days=3)
    noticing.give(
        world, family, world.ben, NoticeKind.ACCESS_REFUSED, happened_on=happened
    )
    recorded_on = world.today
    world.later(days=3)

    before = as_at(world, family, recorded_on - timedelta(days=1))
    then = as_at(world, family, recorded_on)

    assert before.known == ()
    (one,) = then.known
    assert (one.on, one.recorded_on) == (happened, recorded_on)
    assert (one.what, one.kind) == (Event.NOTICE, NoticeKind.ACCESS_REFUSED)


def test_a_correction_is_not_known_before_it_was_made(world, family):
    first = noticing.give(world, family, world.ben, NoticeKind.NOT_BROUGHT)
    given_on = world.today
    world.later(days=2)
    noticing.give(world, family, world.ben, NoticeKind.OTHER, corrects=first)
    corrected_on = world.today

    before, after = (as_at(world, family, day) for day in (given_on, corrected_on))

    assert [(one.kind, one.version) for one in before.known] == [
        (NoticeKind.NOT_BROUGHT, 1)
    ]
    assert [(one.kind, one.version) for one in after.known] == [(NoticeKind.OTHER, 2)]


def test_a_notice_is_owed_until_it_is_read(world, family):
    receipt = noticing.give(world, family, world.ben)
    given_on = world.today
    world.later(days=1)
    noticing.acknowledge(world, receipt, world.carol)
    read_on = world.today

    before, after = (as_at(world, family, day) for day in (given_on, read_on))

    assert who(before.owed, Owing.NOTICE) == ["Asha", "Carol", "Piotr"]
    assert who(after.owed, Owing.NOTICE) == ["Asha", "Piotr"]
    assert who(before.answered, Owing.NOTICE) == []
    assert who(after.answered, Owing.NOTICE) == ["Carol"]


def test_a_record_is_owed_from_the_day_after_and_by_whoever_led_then(world, family):
    meeting = world.meeting(family, world.today)
    met_on = world.today
    world.later(days=2)
    recorded(world, family, came=(world.asha, world.ben), meeting=meeting, on=met_on)
    finished_on = world.today
    world.later(days=4)

    on_the_day, after, finished = (
        as_at(world, family, day)
        for day in (met_on, met_on + timedelta(days=1), finished_on)
    )

    assert who(on_the_day.owed, Owing.RECORD) == []
    assert who(after.owed, Owing.RECORD) == ["Asha"]
    assert [one.what for one in after.known] == [Event.MEETING_DATED]
    assert who(finished.owed, Owing.RECORD) == []
    assert [one.what for one in finished.known] == [Event.MEETING_HELD]


def test_a_corrected_record_counts_from_its_correction(world, family):
    meeting = recorded(world, family, came=(world.asha, world.ben))
    first_on = world.today
    world.later(days=2)
    recorded(
        world,
        family,
        came=(world.asha, world.carol),
        meeting=meeting,
        on=first_on,
    )
    second_on = world.today

    before, after = (as_at(world, family, day) for day in (first_on, second_on))

    assert [one.version for one in before.known] == [1]
    assert [one.version for one in after.known] == [2]


def test_an_action_is_owed_as_it_stood_then(world, family):
    made = acting.make(world, family, world.ben, due_on=world.in_working_days(2))
    made_on, due_on = world.today, world.in_working_days(2)
    world.later(days=1)
    acting.change(world, made, world.carol, version=1, due_on=world.in_working_days(5))
    changed_on = world.today
    world.later(days=1)
    acting.report(world, made, world.carol, Progress.DONE)
    done_on = world.today

    then, changed, done = (
        as_at(world, family, day) for day in (made_on, changed_on, done_on)
    )

    assert who(then.owed, Owing.ACTION) == ["Ben"]
    assert [line.due_on for line in then.owed] == [due_on]
    assert who(changed.owed, Owing.ACTION) == ["Carol"]
    assert who(done.owed, Owing.ACTION) == []
    assert who(done.answered, Owing.ACTION) == ["Carol"]


def test_a_view_is_owed_until_it_is_given(world, family):
    found = world.open_round(family)
    opened_on = world.today
    world.later(days=1)
    world.submit(found, world.ben, world.answers(family))
    given_on = world.today
    world.later(days=1)
    world.submit(found, world.ben, world.answers(family))

    before, after = (as_at(world, family, day) for day in (opened_on, given_on))

    assert who(before.owed, Owing.VIEW) == ["Asha", "Ben", "Carol", "Piotr"]
    assert who(after.owed, Owing.VIEW) == ["Asha", "Carol", "Piotr"]
    (answered,) = [line for line in after.answered if line.what is Owing.VIEW]
    assert answered.answered_on == given_on, "the first version, not the newest"


def test_a_view_missing_at_closing_is_owed_until_the_conference(world, family):
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))
    world.close(found)
    closed_on = world.today
    world.later(days=60)

    after_closing = as_at(world, family, closed_on)
    after_conference = as_at(world, family, world.today)

    assert who(after_closing.owed, Owing.VIEW) == ["Asha", "Carol", "Piotr"]
    assert all(line.is_overdue for line in after_closing.owed)
    assert who(after_conference.owed, Owing.VIEW) == []


def test_a_new_date_is_owed_until_there_is_one(world, family):
    meeting = world.meeting(family, world.in_working_days(5))
    dated_on = world.today
    world.later(days=1)
    with world.work() as session:
        row = session.get_one(type(meeting), meeting.id)
        row.cancelled_at = world.now
        session.add(row)
    cancelled_on = world.today
    world.later(days=20)
    world.meeting(family, world.in_working_days(3))

    before, then, after = (
        as_at(world, family, day) for day in (dated_on, cancelled_on, world.today)
    )

    assert who(before.owed, Owing.NEW_DATE) == []
    assert who(then.owed, Owing.NEW_DATE) == ["Asha"]
    assert who(after.owed, Owing.NEW_DATE) == []


def test_scores_are_owed_until_they_are_given(world, family):
    meeting = recorded(world, family, came=(world.asha, world.ben))
    scoring.give(world, meeting, world.ben)
    given_on = world.today
    world.later(days=1)
    scoring.give(world, meeting, world.carol)

    found = as_at(world, family, given_on)

    assert who(found.answered, Owing.SCORES) == ["Ben"]
    assert who(found.owed, Owing.SCORES) == ["Asha", "Carol", "Piotr"]


def test_somebody_who_has_left_since_belonged_then(world, family):
    first_on = world.today
    world.later(days=3)
    world.leave(family, world.ben)
    left_on = world.today
    world.later(days=3)

    before, after = (as_at(world, family, day) for day in (first_on, left_on))

    assert [one.partition(" (")[0] for one in before.members] == [
        "Asha",
        "Ben",
        "Carol",
        "Piotr",
    ]
    assert not any(one.startswith("Ben") for one in after.members)


def test_a_change_of_lead_that_was_recorded_later_was_not_known(world, family):
    began_on = world.today
    world.later(days=5)
    with world.work() as session:
        leading.change(
            session,
            actor=world.actor(world.grace),
            group_id=family.id,
            new=leading.NewLead(
                person_id=world.xan.id,
                from_on=began_on + timedelta(days=1),
                stays=False,
            ),
            now=world.now,
            profile=world.profile,
        )
    recorded_on = world.today

    before = as_at(world, family, began_on + timedelta(days=2), world.femi)
    after = as_at(world, family, recorded_on, world.femi)

    assert any(one.startswith("Asha") for one in before.members)
    assert not any(one.startswith("Xan") for one in before.members)
    assert any(one.startswith("Xan") for one in after.members)
    assert not any(one.startswith("Asha") for one in after.members)


def test_a_chair_who_was_allocated_later_did_not_chair_then(world, family):
    first_on = world.today

    found = as_at(world, family, first_on)

    assert found.chair is not None
    assert found.chair.startswith("Femi")


def test_a_day_to_come_is_refused_and_today_is_not(world, family):
    with pytest.raises(DayToCome):
        as_at(world, family, world.today + timedelta(days=1))

    assert as_at(world, family, world.today).day == world.today


def test_a_day_before_the_group_is_refused(world, family):
    with pytest.raises(BeforeTheGroup):
        as_at(world, family, world.today - timedelta(days=1))


def test_a_stranger_is_refused_and_each_reading_audited(world, family):
    with pytest.raises(NotYours):
        as_at(world, family, world.today, world.xan)

    as_at(world, family, world.today, world.ben)

    (row,) = world.audited("as at opened")
    assert row.actor_id == world.ben.id
    assert world.today.isoformat() in row.details


def test_nothing_that_anybody_wrote_is_in_it(world, family):
    noticing.give(world, family, world.ben)
    acting.make(world, family, world.ben)
    recorded(world, family, came=(world.asha, world.ben))

    found = as_at(world, family, world.today)

    assert CANARY not in repr(found)
    assert found.owed
    assert found.known


def test_a_member_from_a_day_to_come_did_not_belong_yet(world, family):
    tomorrow = world.today + timedelta(days=1)
    world.member(family, world.bea, since=tomorrow)
    day = world.today
    world.later(days=2)

    before, after = (as_at(world, family, one) for one in (day, tomorrow))

    assert not any(one.startswith("Bea") for one in before.members)
    assert any(one.startswith("Bea") for one in after.members)
