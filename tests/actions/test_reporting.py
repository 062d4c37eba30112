"""An owner says how far their action is; a parent's is the lead social worker's."""

import pytest

from models.queries import actions as queries
from models.vocabulary import Progress
from tests.actions import acting
from tests.log_guard import CANARY
from workflows.actions import policy
from workflows.errors import NotYours


@pytest.fixture
def family(world):
    return world.group(members=(world.ben, world.carol, world.dev))


@pytest.fixture
def action(world, family):
    return acting.make(world, family, world.ben)


def _reports(world, action):
    with world.work() as session:
        return list(queries.list_reports(session, [action.action_id]))


@pytest.mark.parametrize("progress", Progress)
def test_the_owner_reports_and_what_they_say_is_sealed(world, action, progress):
    acting.report(world, action, world.ben, progress)

    (row,) = _reports(world, action)
    assert row.progress is progress
    assert CANARY not in row.line_sealed
    is_done = progress is Progress.DONE
    kept = acting.row(world, action)
    assert (kept.done_at is not None, kept.acts_on is None) == (is_done, is_done)
    assert [one.actor_id for one in world.audited("action reported on")] == [
        world.ben.id
    ]


@pytest.mark.parametrize(
    "who", ["asha", "carol", "dev", "femi", "grace", "ines", "quentin", "xan"]
)
def test_nobody_reports_on_what_is_not_theirs(world, action, who):
    with pytest.raises(NotYours):
        acting.report(world, action, getattr(world, who))

    assert _reports(world, action) == []


@pytest.mark.parametrize("who", ["asha", "dev", "femi", "grace"])
def test_lead_voluntary_member_chair_and_manager_report_on_their_own(
    world, family, who
):
    receipt = acting.make(world, family, getattr(world, who))

    acting.report(world, receipt, getattr(world, who))

    assert acting.row(world, receipt).done_at == world.now


def test_what_the_plan_asks_of_a_parent_is_the_lead_social_workers(world, family):
    receipt = acting.make(world, family, acting.adult(world, family))

    for who in (world.ben, world.grace, world.femi):
        with pytest.raises(NotYours):
            acting.report(world, receipt, who)
    acting.report(world, receipt, world.asha)

    assert acting.row(world, receipt).done_at == world.now


def test_a_deputy_reports_for_who_is_away_and_nobody_elses(world, family, action):
    others = acting.make(world, family, world.carol)
    world.away(world.ben, deputy=world.bea)

    acting.report(world, action, world.bea)
    with pytest.raises(NotYours):
        acting.report(world, others, world.bea)

    (row,) = _reports(world, action)
    assert row.reported_by == world.bea.id


def test_a_slip_can_be_put_right_and_is_chased_again(world, action):
    acting.report(world, action, world.ben, Progress.DONE)
    world.later(minutes=5)

    acting.report(world, action, world.ben, Progress.UNDER_WAY)

    kept = acting.row(world, action)
    assert kept.done_at is None
    assert kept.acts_on == policy.remind_on(kept.due_on, world.profile)
    assert [row.progress for row in _reports(world, action)] == [
        Progress.DONE,
        Progress.UNDER_WAY,
    ]


def test_what_was_ended_is_not_reported_on(world, action):
    acting.end(world, action)

    with pytest.raises(policy.AlreadyDone):
        acting.report(world, action, world.ben)


def test_stuck_without_a_word_is_refused_and_nothing_is_kept(world, action):
    with pytest.raises(policy.LineMissing):
        acting.report(world, action, world.ben, Progress.STUCK, "")

    assert _reports(world, action) == []


def test_who_left_reports_no_more(world, family, action):
    world.leave(family, world.ben)

    with pytest.raises(NotYours):
        acting.report(world, action, world.ben)
