"""Making an action, changing and putting it off, ending it."""

from datetime import timedelta

import pytest

from models.sealed import unseal
from models.vocabulary import Progress
from tests.actions import acting
from tests.log_guard import CANARY
from workflows.actions import facts, policy
from workflows.errors import NotYours

MAY = ("asha", "femi", "grace")
MAY_NOT = ("ben", "dev", "ines", "quentin", "sofia", "hugh", "xan")


@pytest.fixture
def family(world):
    return world.group(members=(world.ben, world.carol, world.dev, world.hetty))


@pytest.mark.parametrize("who", MAY)
def test_lead_chair_and_manager_make_change_and_end_one(world, family, who):
    person = getattr(world, who)
    receipt = acting.make(world, family, world.ben, by=person)
    acting.change(world, receipt, world.carol, by=person)
    acting.end(world, receipt, by=person)

    row = acting.row(world, receipt)
    assert (row.owner_id, row.ended_at, row.acts_on) == (
        world.carol.id,
        world.now,
        None,
    )
    for event in ("action made", "action changed", "action ended"):
        assert [one.actor_id for one in world.audited(event)] == [person.id]


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_does(world, family, who):
    person = getattr(world, who)
    receipt = acting.make(world, family, world.ben)
    before = acting.row(world, receipt)

    with pytest.raises(NotYours):
        acting.make(world, family, world.ben, by=person)
    with pytest.raises(NotYours):
        acting.change(world, receipt, world.ben, by=person)
    with pytest.raises(NotYours):
        acting.end(world, receipt, by=person)
    assert acting.row(world, receipt) == before


def test_what_it_says_is_sealed_and_stands_in_no_other_place(world, family):
    receipt = acting.make(world, family, world.ben, what=f"{CANARY} a", outcome="b")

    (version,) = acting.versions(world, receipt)
    assert CANARY not in version.what_sealed
    with world.work() as session:
        assert unseal(session, version, "what") == f"{CANARY} a"
        assert unseal(session, version, "outcome") == "b"
    assert CANARY not in str(world.audited()) + str(world.outbox())


def test_it_can_be_made_at_a_meeting_of_this_core_group_only(world, family):
    meeting = world.meeting(family, world.today)
    other = world.meeting(world.group(), world.today)

    receipt = acting.make(world, family, world.ben, meeting_id=meeting.id)

    assert acting.row(world, receipt).meeting_id == meeting.id
    for wrong in (other.id, "0" * 16):
        with pytest.raises(policy.OtherMeeting) as refused:
            acting.make(world, family, world.ben, meeting_id=wrong)
        assert refused.value.field == "meeting"


def test_a_due_date_in_the_past_is_refused_and_today_is_not(world, family):
    with pytest.raises(policy.DueInThePast) as refused:
        acting.make(world, family, world.ben, due_on=world.today - timedelta(days=1))
    assert refused.value.field == "due_on"

    receipt = acting.make(world, family, world.ben, due_on=world.today)

    assert acting.row(world, receipt).due_on == world.today


def test_it_belongs_to_a_member_or_an_adult_of_this_family(world, family):
    of_another = acting.adult(world, world.group())
    gone = acting.adult(world, family)
    acting.take_off(world, gone)
    world.leave(family, world.carol)

    for nobody in (world.piotr, world.carol, world.ines, of_another, gone):
        with pytest.raises(policy.NobodyChosen) as refused:
            acting.make(world, family, nobody)
        assert refused.value.field == "owner"


def test_putting_it_off_counts_before_and_after_it_is_due_and_keeps_each_date(
    world, family
):
    receipt = acting.make(world, family, world.ben)
    first = receipt.due_on
    second = first + timedelta(days=7)
    acting.change(world, receipt, world.ben, due_on=second)
    world.on(second + timedelta(days=3))
    third = world.in_working_days(5)
    changed = acting.change(world, receipt, world.ben, due_on=third)

    assert changed.rolled_over == 2
    with world.work() as session:
        assert facts.due_dates(session, receipt.action_id) == (first, second, third)
        (found,) = facts.open_actions(session, family.id)
    assert (found.rolled_over, found.due_on) == (2, third)


def test_other_changes_and_an_earlier_day_put_nothing_off(world, family):
    receipt = acting.make(world, family, world.ben)

    acting.change(world, receipt, world.ben, what="in other words")
    sooner = world.in_working_days(3)
    acting.change(world, receipt, world.carol, due_on=sooner)

    row = acting.row(world, receipt)
    assert (row.rolled_over, row.due_on, row.version) == (0, sooner, 3)


def test_an_overdue_action_can_be_reworded_and_its_text_before_is_kept(world, family):
    receipt = acting.make(world, family, world.ben, what="as agreed")
    world.on(receipt.due_on + timedelta(days=9))

    acting.change(world, receipt, world.ben, what="reworded", due_on=receipt.due_on)

    with world.work() as session:
        said = [unseal(session, one, "what") for one in acting.versions(world, receipt)]
    assert said == ["as agreed", "reworded"]


def test_the_second_of_two_changes_at_once_is_told_so(world, family):
    receipt = acting.make(world, family, world.ben)
    acting.change(world, receipt, world.carol, version=1)

    with pytest.raises(policy.ChangedMeanwhile):
        acting.change(world, receipt, world.dev, version=1)

    assert acting.row(world, receipt).owner_id == world.carol.id


def test_what_is_done_or_ended_is_not_changed_or_ended_again(world, family):
    done = acting.make(world, family, world.ben)
    ended = acting.make(world, family, world.ben)
    acting.report(world, done, world.ben, Progress.DONE)
    acting.end(world, ended)

    for receipt in (done, ended):
        with pytest.raises(policy.AlreadyDone):
            acting.change(world, receipt, world.ben)
        with pytest.raises(policy.AlreadyDone):
            acting.end(world, receipt)
    with world.work() as session:
        assert facts.open_actions(session, family.id) == ()


def test_ending_needs_a_reason_which_is_sealed(world, family):
    receipt = acting.make(world, family, world.ben)

    with pytest.raises(policy.ReasonMissing) as refused:
        acting.end(world, receipt, reason=" ")
    assert refused.value.field == "reason"
    acting.end(world, receipt, reason=CANARY)

    row = acting.row(world, receipt)
    assert row.ended_because_sealed is not None
    assert CANARY not in row.ended_because_sealed
    page = acting.page(world, family, world.ben)
    assert page.actions[0].ended_because == CANARY


def test_other_rooms_get_who_and_when_soonest_first_and_never_what(world, family):
    mother = acting.adult(world, family)
    late = acting.make(world, family, mother, due_on=world.in_working_days(9))
    soon = acting.make(world, family, world.ben, due_on=world.in_working_days(2))
    acting.make(world, world.group(), world.ben)

    with world.work() as session:
        found = facts.open_actions(session, family.id)

    assert [one.action_id for one in found] == [soon.action_id, late.action_id]
    assert [(one.owner_id, one.adult_id) for one in found] == [
        (world.ben.id, None),
        (None, mother.id),
    ]
    assert CANARY not in str(found)
