"""One alert a family: it says what stands, goes with it, and floods nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.membership import Allocation
from models.tables.plans import Child, CoreGroup
from models.vocabulary import GrantedRole, OutboxState
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.log_guard import CANARY
from tests.records import recording
from workflows.drift import sweeping

ALERT, LIST = "drift.alert", "overview.daily_list"


def test_plans_that_go_well_raise_no_alert_and_no_message(world, family):
    drifting.sweep(world)

    assert drifting.alerts(world, family) == []
    assert world.outbox() == []
    assert world.audited() == []


def test_a_signal_raises_one_alert_in_the_lists_of_chair_and_social_worker(world, late):
    drifting.sweep(world)

    (row,) = drifting.standing(world, late).values()
    assert row.name == "core_group_late"
    assert drifting.alert(world, late).owed_since == world.today
    assert world.told(LIST) == ["asha", "femi"]
    assert world.told(ALERT) == []
    assert [one.event for one in world.audited()] == ["alert raised"]


def test_the_list_says_how_many_signals_by_when_and_names_no_child(world, late):
    drifting.sweep(world)

    of_chair = drifting.list_of(world, world.femi)
    of_lead = drifting.list_of(world, world.asha)

    assert f"{late.alias}: please look at an alert" in of_chair
    assert "Your answer is due by *Tuesday 17 February*" in of_chair
    assert "you can add a line" in of_lead
    assert "Alice" not in of_chair


def test_run_again_it_does_nothing_more(world, late):
    drifting.sweep(world)
    before = len(world.outbox()), len(world.audited())

    swept = drifting.sweep(world)

    assert (len(world.outbox()), len(world.audited())) == before
    assert len(drifting.alerts(world, late)) == 1
    assert (swept.done, swept.failed) == (0, 0)


def test_on_a_day_off_it_looks_at_nothing(world, late):
    saturday = world.today + timedelta(days=4)

    drifting.sweep(world, saturday)

    assert drifting.alerts(world, late) == []


def test_safety_is_told_in_a_message_of_its_own_that_explains_itself(world, family):
    drifting.refuse_access(world, family)

    drifting.sweep(world)

    assert world.told(ALERT) == ["asha", "femi"]
    said = drifting.text(world, drifting.messages(world, ALERT, world.femi)[0])
    assert "Access refused" in said
    assert f"{family.alias}/1 and {family.alias}/2" in said
    assert "What helps" in said
    assert "Child Q 6.8" in said
    assert CANARY not in said


def test_what_is_told_changes_in_place_when_signals_come_and_go(world, family):
    drifting.refuse_access(world, family)
    drifting.sweep(world)
    row = drifting.messages(world, ALERT, world.femi)[0]
    _sent(world, row)
    drifting.sweep(world, world.today + weeks(8))

    said = drifting.text(world, row)

    assert "Core group late" in said
    assert len(drifting.messages(world, ALERT, world.femi)) == 2
    redrawn = drifting.messages(world, ALERT, world.femi)[-1]
    assert redrawn.redraws_id == row.id


def test_lists_are_drawn_again_when_something_is_off_them_and_not_the_old_ones(
    world, late
):
    drifting.sweep(world)
    _sent(world, drifting.messages(world, LIST, world.femi)[0])
    world.later(days=20)
    drifting.refuse_access(world, late)
    drifting.sweep(world)
    _sent(world, drifting.messages(world, LIST, world.femi)[-1])

    drifting.set_review(world, late)

    old, new = [
        row
        for row in drifting.messages(world, LIST, world.femi)
        if row.redraws_id is None
    ]
    again = {row.redraws_id for row in world.outbox()}
    assert new.id in again
    assert old.id not in again


def _sent(world, row):
    with world.work() as session:
        kept = session.get_one(type(row), row.id)
        kept.state, kept.slack_ts, kept.sent_at = OutboxState.SENT, "1.0", world.now
        session.add(kept)


def test_when_all_is_gone_the_message_says_so_kindly_and_nothing_is_owed(world, late):
    drifting.refuse_access(world, late)
    drifting.sweep(world)
    row = drifting.messages(world, ALERT, world.femi)[0]
    _end_of_it(world, late)
    drifting.sweep(world, world.today + timedelta(days=1))

    found = drifting.alert(world, late)
    assert found.ended_at is not None
    assert found.owed_since is None
    assert drifting.owed(world, world.femi) == []
    assert not drifting.is_wanted(world, row)
    assert "no signal is left, thank you" in drifting.drawn(world, row)
    assert world.audited("alert ended")


def _end_of_it(world, family):
    """Let the core group meet, and correct the notice away."""
    world.meeting(family, world.today)
    with world.work() as session:
        group = session.get_one(CoreGroup, family.id)
        group.closed_at = world.now
        session.add(group)


def test_an_alert_after_another_is_a_new_one_and_the_earlier_is_kept(world, late):
    drifting.sweep(world)
    world.meeting(late, world.today)
    drifting.sweep(world, world.today + timedelta(days=1))
    drifting.sweep(world, world.today + weeks(8))

    first, second = drifting.alerts(world, late)

    assert (first.number, second.number) == (1, 2)
    assert first.ended_at is not None
    assert second.ended_at is None


def test_other_facts_are_another_signal_and_the_earlier_is_kept(world, late):
    drifting.sweep(world)
    world.meeting(late, world.today + weeks(3))
    drifting.sweep(world, world.today + timedelta(days=1))

    gone, now = drifting.every_signal(world, late)

    assert gone.gone_at is not None
    assert now.gone_at is None
    assert gone.fingerprint != now.fingerprint


def test_two_that_look_at_once_raise_one_alert(world, late):
    with world.work() as session:
        sweeping.advance(session, late.id, now=world.now, profile=world.profile)
    with world.work() as session:
        sweeping.advance(session, late.id, now=world.now, profile=world.profile)

    assert len(drifting.alerts(world, late)) == 1
    assert len(drifting.standing(world, late)) == 1
    assert len(world.audited("alert raised")) == 1


def test_two_replicas_that_sweep_at_once_raise_one_alert(world, late):
    def sweep(_):
        return sweeping.sweep(world.database, now=world.now, profile=world.profile)

    with ThreadPoolExecutor(2) as replicas:
        swept = list(replicas.map(sweep, range(2)))

    assert [one.failed for one in swept] == [0, 0]
    assert len(drifting.alerts(world, late)) == 1
    assert len(drifting.every_signal(world, late)) == 1
    assert world.told(LIST) == ["asha", "femi"]


def test_a_chair_of_forty_families_gets_one_message_of_the_day(world):
    for _ in range(40):
        family = world.group(members=(world.ben,))
        world.conference(family, on=world.today - weeks(2))
    drifting.sweep(world)

    mine = [row for row in world.outbox() if row.person_id == world.femi.id]

    assert [row.kind for row in mine] == [LIST]
    said = drifting.text(world, mine[0])
    # As many alerts, and as many conferences without an outcome: twenty are listed.
    assert "60 more are on your Home tab" in said


def test_a_broken_family_hides_no_other(world, late):
    broken = world.group(members=(world.ben,))
    meeting = world.meeting(broken, world.today - weeks(1))
    recording.attend(world, meeting, world.asha, came=[world.ben])
    recording.see(world, meeting, world.asha, broken.children)
    recording.finish(world, meeting, world.asha)
    with world.work() as session:
        child = session.get_one(Child, broken.children[0].id)
        child.birth_month_sealed = "not sealed by us"
        session.add(child)

    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)

    assert swept.failed == 1
    assert len(drifting.standing(world, late)) == 1
    assert drifting.alerts(world, broken) == []


def test_a_closed_group_has_no_alert_any_more(world, late):
    drifting.sweep(world)
    _end_of_it(world, late)

    drifting.sweep(world, world.today + timedelta(days=1))

    assert drifting.alert(world, late).ended_at is not None


def test_without_a_chair_the_social_worker_still_knows(world):
    family = world.group(members=(world.ben,))
    with world.work() as session:
        for row in session.exec(_allocations(family)):
            session.delete(row)
    world.conference(family, on=world.today - weeks(2))

    drifting.sweep(world)

    assert world.told(LIST) == ["asha"]


def _allocations(family):
    return select(Allocation).where(Allocation.group_id == family.id)


def test_the_clock_jumping_over_weeks_raises_it_once(world, family):
    drifting.sweep(world)
    drifting.sweep(world, world.today + weeks(20))

    assert len(drifting.alerts(world, family)) == 1
    assert "core_group_late" in drifting.standing(world, family)


@pytest.fixture
def raised(world, late):
    """Return a family whose alert was raised this morning."""
    drifting.sweep(world)
    return late


def test_on_the_fifth_working_day_nobody_else_is_asked(world, raised):
    drifting.sweep(world, world.in_working_days(5))

    assert drifting.alert(world, raised).escalated_at is None


def test_on_the_sixth_the_conference_service_manager_is(world, raised):
    drifting.sweep(world, world.in_working_days(6))

    assert drifting.alert(world, raised).escalated_to == world.sofia.id
    (mine,) = drifting.owed(world, world.sofia)
    assert mine.was_taken_to_me
    assert "Nobody answered in time" in drifting.list_of(world, world.sofia)
    assert world.audited("alert taken further")


def test_it_is_taken_further_once(world, raised):
    day = world.in_working_days(6)
    drifting.sweep(world, day)
    drifting.sweep(world, day)

    assert drifting.alert(world, raised).escalated_to == world.sofia.id
    assert len(world.audited("alert taken further")) == 1


def test_if_whom_it_was_taken_to_leaves_the_next_one_is_asked(world, raised):
    drifting.sweep(world, world.in_working_days(6))
    world.deactivate(world.sofia)
    world.grant(world.xan, GrantedRole.CONFERENCE_SERVICE_MANAGER)

    drifting.sweep(world, world.in_working_days(5))

    assert drifting.alert(world, raised).escalated_to == world.xan.id


def test_one_that_was_answered_is_not_taken_further(world, raised):
    drifting.set_review(world, raised, on=world.in_working_days(20))
    drifting.sweep(world, world.in_working_days(6))

    assert drifting.alert(world, raised).escalated_at is None
