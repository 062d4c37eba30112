"""Who reads an outcome, what they see beside it, and where else it shows."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.statements import Round
from models.vocabulary import Decision, JointView, Recommendation
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS
from tests.packs.rounds import read as read_pack
from workflows.errors import NotYours
from workflows.overview import chronology, groups
from workflows.overview.chronology import What
from workflows.statements import discussing

VIEWS = {
    "asha": Recommendation.CONTINUE,
    "ben": Recommendation.END_CHILD_IN_NEED,
    "carol": Recommendation.END_CHILD_IN_NEED,
}


def _chronology(world, family, person):
    with world.work() as session:
        return chronology.chronology(
            session, actor=world.actor(person), group_id=family.id, now=world.now
        )


def _page(world, family, person):
    with world.work() as session:
        return groups.group_page(
            session,
            actor=world.actor(person),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )


def _discuss(world, conference):
    with world.work() as session:
        found = session.exec(
            select(Round).where(Round.conference_id == conference.id)
        ).one()
        discussing.record_discussion(
            session,
            actor=world.actor(world.asha),
            round_id=found.id,
            joint=JointView.DISCUSSED,
            text=CANARY,
            discussed_on=world.today - timedelta(days=3),
            now=world.now,
        )


def test_the_chair_sees_what_each_agency_recommended_and_the_joint_view(world, family):
    held = deciding.held(world, family, VIEWS)
    _discuss(world, held)

    form = deciding.form(world, held)

    assert form.heard
    said = [(one.recommendation, one.agencies) for one in form.children[0].recommended]
    # The fewest first, as views are read.
    assert said == [
        (Recommendation.CONTINUE, ("Children's social care",)),
        (
            Recommendation.END_CHILD_IN_NEED,
            ("Health visiting", "Hill Top School"),
        ),
    ]
    assert form.talk.text == CANARY
    assert len(world.audited("outcome form opened")) == 1


@pytest.mark.parametrize("who", ["asha", "ben", "dev", "femi", "grace", "quentin"])
def test_who_may_see_the_timeline_reads_it_and_each_reading_is_audited(
    world, conference, who
):
    deciding.record(world, conference, decision=ENDS)

    page = deciding.read(world, conference, getattr(world, who))

    assert page.children[0].because == CANARY
    assert page.children[0].decision is ENDS
    (audited,) = world.audited("outcome read")
    assert audited.actor_id == getattr(world, who).id


@pytest.mark.parametrize("who", ["sofia", "ines", "hugh", "xan"])
def test_nobody_else_reads_it(world, conference, who):
    deciding.record(world, conference)

    with pytest.raises(NotYours):
        deciding.read(world, conference, getattr(world, who))


def test_recommendations_are_shown_to_those_who_may_read_the_views(world, family):
    held = deciding.held(world, family, VIEWS)
    deciding.record(world, held, decision=ENDS)

    member = deciding.read(world, held, world.ben)
    auditor = deciding.read(world, held, world.quentin)

    assert member.children[0].recommended
    assert auditor.children[0].recommended == ()
    assert auditor.children[0].against_lead


def test_until_it_is_recorded_there_is_nothing_to_read(world, conference):
    assert deciding.read(world, conference, world.ben) is None
    assert world.audited("outcome read") == []


def test_only_the_chair_is_offered_to_correct_it(world, conference):
    deciding.record(world, conference)

    assert deciding.read(world, conference, world.femi).may_correct
    assert not deciding.read(world, conference, world.asha).may_correct


def test_the_group_page_offers_the_outcome_that_is_missing_then_the_one_that_is_there(
    world, family, conference
):
    missing = _page(world, family, world.femi).last_outcome
    member = _page(world, family, world.ben).last_outcome

    deciding.record(world, conference)

    there = _page(world, family, world.ben).last_outcome
    assert (missing.is_recorded, missing.may_record) == (False, True)
    assert (member.may_record, member.may_read) == (False, False)
    assert (there.is_recorded, there.may_read) == (True, True)
    assert there.on == conference.dated_on


def test_the_chronology_says_that_a_plan_ended_and_that_it_was_corrected(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)
    deciding.record(world, conference, decision=Decision.CONTINUES_AND_LEGAL)

    found = _chronology(world, family, world.ben)

    entries = {
        entry.what: entry
        for entry in found.before
        if entry.what in {What.PLAN_ENDED, What.OUTCOME}
    }
    assert entries[What.PLAN_ENDED].is_corrected
    assert entries[What.OUTCOME].is_correction
    assert entries[What.OUTCOME].on == conference.dated_on
    assert entries[What.OUTCOME].conference_id == conference.id
    assert CANARY not in str(found)


def test_the_next_pack_shows_what_was_decided_before_and_why(world, family):
    first = deciding.held(world, family, VIEWS)
    deciding.record(world, first, decision=Decision.CONTINUES_AND_LEGAL)
    second = deciding.held(world, family, VIEWS)
    deciding.record(world, second)
    with world.work() as session:
        rounds = {
            row.conference_id: row
            for row in session.exec(select(Round).where(Round.group_id == family.id))
        }

    before = read_pack(world, world.femi, rounds[first.id])
    after = read_pack(world, world.femi, rounds[second.id])

    assert [child.last_decision for child in before.children] == [None, None]
    for child in after.children:
        assert child.last_decision.decision is Decision.CONTINUES_AND_LEGAL
        assert child.last_decision.held_on == first.dated_on
        assert child.last_decision.because == CANARY


def test_a_correction_is_what_the_next_pack_shows(world, family):
    first = deciding.held(world, family, VIEWS)
    deciding.record(world, first, decision=Decision.CONTINUES_AND_LEGAL)
    deciding.record(world, first, because=f"{CANARY} corrected")
    second = deciding.held(world, family, VIEWS)
    with world.work() as session:
        found = session.exec(
            select(Round).where(Round.conference_id == second.id)
        ).one()

    (child, *_) = read_pack(world, world.femi, found).children

    assert child.last_decision.decision is Decision.CONTINUES
    assert child.last_decision.because == f"{CANARY} corrected"


def test_a_member_tied_to_one_child_reads_about_that_one(world):
    family = world.group(children=2, members=(world.ben,))
    begun = family.plans[0].started_on
    world.member(family, world.carol, children=family.children[1:], since=begun)
    conference = deciding.unasked(world, family)
    deciding.record(world, conference)

    tied = deciding.read(world, conference, world.carol)
    other = deciding.read(world, conference, world.ben)

    assert [one.child.number for one in tied.children] == [2]
    assert [one.child.number for one in other.children] == [1, 2]
