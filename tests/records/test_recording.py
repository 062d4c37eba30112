"""Recording a meeting: who took part, who saw the children, and finishing it."""

from datetime import timedelta

import pytest

from models.queries import audit as audit_queries
from models.sealed import unseal
from models.tables.meetings import Meeting
from models.vocabulary import AttendedAs, ComingAs
from tests.coming import attending
from tests.log_guard import CANARY
from tests.records import recording
from workflows import audit
from workflows.errors import NotYours
from workflows.overview import groups
from workflows.records import policy


def _events(world, family):
    with world.work() as session:
        links = audit_queries.list_links(session, family.id)
        assert audit.verify(session) == []
        return [row.event for row in links]


def _all_of_it(world, family, meeting):
    recording.attend(
        world,
        meeting,
        world.asha,
        came=[world.asha, world.ben],
        reports=[world.hetty],
        apologies=[world.carol],
    )
    recording.see(
        world,
        meeting,
        world.asha,
        family.children,
        seen_on=meeting.dated_on,
        seen_by=world.ben.id,
        alone=True,
    )
    return recording.finish(world, meeting, world.asha)


def test_a_meeting_is_recorded_page_by_page(world, family, meeting):
    sent_to = _all_of_it(world, family, meeting)

    assert recording.attended(world, meeting) == {
        world.asha.id: AttendedAs.CAME,
        world.ben.id: AttendedAs.CAME,
        world.hetty.id: AttendedAs.SENT_REPORT,
        world.carol.id: AttendedAs.APOLOGIES,
        world.piotr.id: AttendedAs.ABSENT,
    }
    rows = recording.seen(world, meeting)
    assert set(rows) == {child.id for child in family.children}
    assert {row.seen_by for row in rows.values()} == {world.ben.id}
    with world.work() as session:
        assert session.get_one(Meeting, meeting.id).held_on == meeting.dated_on
    # Ben, Carol, Piotr, Hetty, the chair and the manager.
    assert sent_to == 6
    assert _events(world, family)[-3:] == [
        "attendance recorded",
        "children seen recorded",
        "record finished",
    ]


def test_what_members_had_said_is_filled_in_before(world, family):
    world.meeting(family, world.in_working_days(-5))
    meeting = attending.dated(world, family, world.in_working_days(3))
    attending.say(world, meeting, world.ben)
    attending.say(world, meeting, world.piotr, ComingAs.CANNOT, report=True)
    attending.say(world, meeting, world.carol, ComingAs.DEPUTY, deputy=world.lena)
    world.on(meeting.dated_on, 16)
    world.away(world.asha, deputy=None)

    filled = recording.form(world, meeting, world.grace)

    assert filled.so_far == {
        world.asha.id: AttendedAs.APOLOGIES,
        world.ben.id: AttendedAs.CAME,
        world.carol.id: AttendedAs.DEPUTY,
        world.piotr.id: AttendedAs.SENT_REPORT,
    }


def test_who_records_it_was_there_unless_they_had_said_otherwise(world, meeting):
    of_member = recording.form(world, meeting, world.asha)
    of_manager = recording.form(world, meeting, world.grace)

    assert of_member.so_far == {world.asha.id: AttendedAs.CAME}
    assert of_manager.so_far == {}


def test_each_child_is_spoken_of_before_it_can_be_finished(world, family, meeting):
    first, second, third = family.children
    recording.attend(world, meeting, world.asha, came=[world.asha])

    left = recording.see(
        world,
        meeting,
        world.asha,
        [first, second],
        seen_on=world.today - timedelta(days=9),
        seen_by=world.carol.id,
    )
    with pytest.raises(policy.ChildrenMissing):
        recording.finish(world, meeting, world.asha)
    nobody = recording.see(world, meeting, world.asha, [third], access_refused=True)
    recording.finish(world, meeting, world.asha)

    assert (left.children_left, nobody.children_left) == (1, 0)
    kept = recording.seen(world, meeting)[third.id]
    assert (kept.seen_on, kept.seen_by, kept.access_refused) == (None, None, True)


def test_how_a_child_was_seen_is_not_kept_where_nobody_saw_them(world, family, meeting):
    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.see(
        world,
        meeting,
        world.asha,
        family.children,
        seen_by=world.ben.id,
        alone=True,
        observed=True,
    )

    for row in recording.seen(world, meeting).values():
        assert (row.seen_by, row.alone, row.observed) == (None, False, False)


def test_who_left_after_the_meeting_is_still_in_its_record(world, family, meeting):
    world.leave(family, world.piotr)

    recording.attend(world, meeting, world.asha, came=[world.piotr])

    assert recording.attended(world, meeting)[world.piotr.id] is AttendedAs.CAME


def test_a_child_who_had_left_is_not_asked_about(world, family, meeting):
    with world.work() as session:
        child = session.get_one(type(family.children[2]), family.children[2].id)
        child.left_on = meeting.dated_on
        session.add(child)

    found = recording.attend(world, meeting, world.asha, came=[world.asha])

    assert found.children_left == 2


def test_a_meeting_held_on_another_day_is_kept_with_that_day(world, family, meeting):
    before = meeting.dated_on - timedelta(days=1)

    recording.attend(world, meeting, world.asha, came=[world.asha], on=before)

    with world.work() as session:
        kept = session.get_one(Meeting, meeting.id)
    assert (kept.held_on, kept.dated_on) == (before, meeting.dated_on)
    # A calendar that shows it must be told.
    assert kept.sequence == meeting.sequence + 1


def test_a_meeting_to_come_or_cancelled_cannot_be_recorded(world, family):
    world.meeting(family, world.in_working_days(-5))
    ahead = attending.dated(world, family, world.in_working_days(4))
    with pytest.raises(policy.NotYetHeld):
        recording.form(world, ahead, world.asha)
    attending.cancel(world, ahead)
    world.on(ahead.dated_on, 16)

    with pytest.raises(policy.WasCancelled):
        recording.attend(world, ahead, world.asha, came=[world.asha])


def test_a_meeting_can_be_recorded_long_after(world, family, meeting):
    world.on(world.in_working_days(200), 10)

    assert _all_of_it(world, family, meeting) > 0


def test_attendance_said_again_takes_the_place_of_what_was(world, family, meeting):
    recording.attend(
        world, meeting, world.asha, came=[world.asha], missing=f"The father {CANARY}"
    )
    recording.attend(world, meeting, world.grace, came=[world.ben])

    assert recording.attended(world, meeting)[world.asha.id] is AttendedAs.ABSENT
    kept = recording.newest(world, meeting)
    assert (kept.version, kept.begun_by) == (1, world.asha.id)
    with world.work() as session:
        assert unseal(session, session.get_one(type(kept), kept.id), "missing") is None


def test_a_finished_record_is_kept_as_it_was_when_it_is_corrected(
    world, family, meeting
):
    _all_of_it(world, family, meeting)
    first = recording.newest(world, meeting)

    recording.attend(world, meeting, world.asha, came=[world.asha, world.piotr])
    before = recording.page(world, meeting, world.ben)
    # What was said of the children holds until it is said anew.
    recording.finish(world, meeting, world.asha)
    after = recording.page(world, meeting, world.ben)

    assert (before.version, after.version) == (1, 2)
    assert {line.name for line in after.attended if line.attended == "came"} == {
        world.asha.name,
        world.piotr.name,
    }
    assert [line.seen_by for line in after.children] == [world.ben.name] * 3
    with world.work() as session:
        kept = session.get_one(type(first), first.id)
    assert kept.finished_at == first.finished_at


def test_what_is_finished_cannot_be_finished_again(world, family, meeting):
    _all_of_it(world, family, meeting)

    with pytest.raises(policy.AlreadyFinished):
        recording.finish(world, meeting, world.asha)
    with pytest.raises(policy.AlreadyFinished):
        recording.see(world, meeting, world.asha, family.children)


def test_the_next_core_group_is_due_from_the_day_it_was_held(world, family, meeting):
    held = meeting.dated_on - timedelta(days=7)
    recording.attend(world, meeting, world.asha, came=[world.asha], on=held)

    with world.work() as session:
        page = groups.group_page(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )

    assert page.core_group_due_on == held + timedelta(weeks=6)


def test_nobody_from_another_family_can_record_or_read(world, family, meeting):
    _all_of_it(world, family, meeting)

    for act in (recording.form, recording.read, recording.finish):
        with pytest.raises(NotYours):
            act(world, meeting, world.xan)
    with pytest.raises(NotYours):
        recording.attend(world, meeting, world.ben, came=[world.ben])
