"""Where a core group is: sealed, read in a modal by who may know, in no message."""

import pytest

from tests.coming import attending
from tests.log_guard import CANARY
from workflows.coming import policy
from workflows.errors import NotYours


def test_venue_and_interpreter_are_sealed_and_each_reading_is_kept(world, meeting):
    attending.write_notes(
        world, meeting, world.asha, CANARY, f"Urdu {CANARY}", is_independent=True
    )

    found = attending.read_notes(world, meeting, world.ben)

    assert (found.venue, found.interpreter) == (CANARY, f"Urdu {CANARY}")
    assert not found.may_write
    row = world.reload(meeting)
    assert CANARY not in (row.venue_sealed or "") + (row.interpreter_sealed or "")
    assert [one.actor_id for one in world.audited("venue read")] == [world.ben.id]


def test_a_change_of_place_is_no_change_of_time(world, meeting):
    before = world.reload(meeting)
    world.later(minutes=5)

    attending.write_notes(world, meeting, world.asha, "Room 3")

    after = world.reload(meeting)
    assert after.sequence == before.sequence
    assert after.changed_at == world.now


def test_a_relative_does_not_interpret(world, meeting):
    with pytest.raises(policy.NotIndependent):
        attending.write_notes(world, meeting, world.asha, "Room 3", "An aunt")

    assert world.reload(meeting).venue_sealed is None


@pytest.mark.parametrize("name", ["asha", "ben", "dev", "femi", "grace", "ines"])
def test_who_may_know_reads_it(world, family, meeting, name):
    world.member(family, world.dev)

    found = attending.read_notes(world, meeting, getattr(world, name))

    assert found.meeting_id == meeting.id


@pytest.mark.parametrize("name", ["xan", "quentin", "sofia", "hugh"])
def test_nobody_else_does(world, meeting, name):
    with pytest.raises(NotYours):
        attending.read_notes(world, meeting, getattr(world, name))


def test_only_who_convenes_writes_it_and_not_after_the_meeting(world, meeting):
    for person in (world.ben, world.femi):
        with pytest.raises(NotYours):
            attending.write_notes(world, meeting, person, "Room 3")
    attending.cancel(world, meeting)

    with pytest.raises(policy.IsOver):
        attending.write_notes(world, meeting, world.asha, "Room 3")
