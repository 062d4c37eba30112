"""Reading a record: to whom it went, who has opened it, and what it says."""

from datetime import timedelta

from tests.log_guard import CANARY
from tests.records import recording


def _recorded(world, family, meeting, **said):
    recording.attend(
        world, meeting, world.asha, **{"came": [world.asha, world.ben], **said}
    )
    recording.see(
        world,
        meeting,
        world.asha,
        family.children,
        seen_on=meeting.dated_on,
        by_somebody_else=True,
        observed=True,
    )
    recording.finish(world, meeting, world.asha)


def test_it_goes_to_every_member_the_chair_and_the_manager(world, family, meeting):
    _recorded(world, family, meeting)

    sent = recording.readers(world, meeting)

    people = (
        world.asha,
        world.ben,
        world.carol,
        world.piotr,
        world.hetty,
        world.femi,
        world.grace,
    )
    assert set(sent) == {person.id for person in people}
    # In their one message of the day, but for her who wrote it and who has no Slack.
    assert set(world.told("overview.daily_list")) == {
        "ben",
        "carol",
        "piotr",
        "femi",
        "grace",
    }


def test_who_has_opened_it_is_seen_and_it_is_owed_no_more(world, family, meeting):
    _recorded(world, family, meeting)
    assert len(recording.owed(world, world.ben).to_read) == 1

    world.later(minutes=5)
    recording.read(world, meeting, world.ben)
    opened_at = world.now
    world.later(minutes=5)
    recording.read(world, meeting, world.ben)
    page = recording.page(world, meeting, world.asha)

    assert recording.owed(world, world.ben).to_read == ()
    assert recording.readers(world, meeting)[world.ben.id].opened_at == opened_at
    assert page.opened == tuple(sorted([world.asha.name, world.ben.name]))
    assert world.carol.name in page.not_opened
    assert page.outside_slack == (world.hetty.name,)


def test_a_record_that_nobody_opened_is_not_asked_about_for_ever(
    world, family, meeting
):
    _recorded(world, family, meeting)
    world.on(meeting.dated_on + timedelta(days=14), 9)
    still = recording.owed(world, world.ben).to_read
    world.later(days=1)

    assert len(still) == 1
    assert recording.owed(world, world.ben).to_read == ()


def test_a_record_that_is_being_written_is_read_by_nobody(world, family, meeting):
    recording.attend(world, meeting, world.asha, came=[world.asha])

    assert recording.read(world, meeting, world.ben) is None
    assert recording.owed(world, world.ben).to_read == ()


def test_a_correction_goes_to_everybody_once_more(world, family, meeting):
    _recorded(world, family, meeting)
    recording.read(world, meeting, world.ben)

    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.finish(world, meeting, world.asha)

    (one,) = recording.owed(world, world.ben).to_read
    assert one.is_correction
    # Who had not opened the first is asked for the newer one alone.
    assert len(recording.owed(world, world.carol).to_read) == 1


def test_who_left_is_not_asked_to_read_it(world, family, meeting):
    _recorded(world, family, meeting)
    world.leave(family, world.ben)

    assert recording.owed(world, world.ben).to_read == ()


def test_it_says_who_was_there_and_whether_that_was_a_quorum(world, family, meeting):
    _recorded(world, family, meeting, missing=CANARY)
    page = recording.page(world, meeting, world.carol)

    assert not page.is_quorate
    assert page.missing == CANARY
    assert not page.may_correct
    assert [line.seen_by for line in page.children] == [None] * 3
    assert {line.observed for line in page.children} == {True}


def test_three_agencies_are_a_quorum(world, family, meeting):
    _recorded(world, family, meeting, deputies=[world.carol])

    assert recording.page(world, meeting, world.asha).is_quorate
