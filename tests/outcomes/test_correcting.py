"""A correction is a new version; two at once leave one."""

import threading

import pytest
from sqlmodel import select

from models.tables.conferences import Conference
from models.tables.statements import Round
from models.vocabulary import Decision
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS, GOES_ON
from workflows.errors import Refused
from workflows.outcomes import refusals

LEGAL = Decision.CONTINUES_AND_LEGAL


def _reviews(world, family):
    with world.work() as session:
        rows = session.exec(
            select(Conference).where(Conference.group_id == family.id)
        ).all()
    return [row for row in rows if row.held_on is None and row.cancelled_at is None]


def test_a_correction_is_a_new_version_and_brings_everything_into_line(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)
    ended = deciding.plans(world, family)

    deciding.record(world, conference, decision=LEGAL)

    assert all(plan.ended_on is not None for plan in ended)
    assert all(plan.ended_on is None for plan in deciding.plans(world, family))
    assert [one.version for one in deciding.outcomes(world, conference)] == [1, 1, 2, 2]
    assert len(_reviews(world, family)) == 1
    assert all(
        duty.ended_at is not None and duty.acts_on is None
        for duty in deciding.duties(world, conference).values()
    )
    assert all(row.ended_at is not None for row in deciding.checks(world, conference))
    closing = deciding.closing(world, conference)
    assert closing is not None
    assert closing.acts_on is None


def test_corrected_back_to_an_ending_it_is_all_owed_again_and_once(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)
    before = [row.id for row in deciding.checks(world, conference)]
    deciding.record(world, conference, decision=GOES_ON)

    deciding.record(world, conference, decision=ENDS)

    assert [row.id for row in deciding.checks(world, conference)] == before
    assert all(row.ended_at is None for row in deciding.checks(world, conference))
    assert all(
        duty.ended_at is None for duty in deciding.duties(world, conference).values()
    )
    assert _reviews(world, family) == []


def test_who_saw_an_older_version_is_told_and_nothing_is_kept(world, conference):
    deciding.record(world, conference)

    with pytest.raises(refusals.ChangedMeanwhile):
        deciding.record(world, conference, version=0, decision=ENDS)

    assert len(deciding.outcomes(world, conference)) == 2


def test_two_chairs_at_once_leave_one_outcome(world, family, conference):
    found = []

    def both(decision):
        try:
            deciding.record(world, conference, version=0, decision=decision)
            found.append(decision)
        except Refused as refusal:
            found.append(type(refusal))

    threads = [threading.Thread(target=both, args=(one,)) for one in (ENDS, GOES_ON)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals.ChangedMeanwhile in found
    (kept,) = {one.decision for one in deciding.outcomes(world, conference)}
    assert kept in found
    ended = [plan.ended_on is not None for plan in deciding.plans(world, family)]
    assert ended == [kept is ENDS] * 2


def test_a_round_that_had_not_closed_is_given_up_once_the_conference_was_held(
    world, family
):
    found = world.open_round(family)
    with world.work() as session:
        held = session.get_one(Conference, found.conference_id)
        held.dated_on = world.today
        session.add(held)
    world.later(hours=3)

    deciding.record(world, held)
    before = len(world.outbox("overview.daily_list"))
    world.on(found.closes_on, 8)
    world.sweep()

    assert world.reload(found).cancelled_at is not None
    assert world.asked(found, world.ben).ended_at is not None
    assert len(world.outbox("overview.daily_list")) == before


def test_a_round_that_had_closed_stays_as_it_is(world, family):
    held = deciding.held(world, family)

    deciding.record(world, held)

    with world.work() as session:
        found = session.exec(select(Round).where(Round.conference_id == held.id)).one()
    assert found.cancelled_at is None
