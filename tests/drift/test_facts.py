"""The facts of many families take the same few questions as those of one."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from models.sealed import seal
from models.tables.challenges import Challenge
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.membership import LeadChange
from models.tables.plans import Child, Plan
from models.vocabulary import (
    AgencyKind,
    ChallengeAbout,
    EndChoice,
    JointView,
    Ladder,
    MemberRole,
    Progress,
    Recommendation,
)
from tests.actions import acting
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.log_guard import CANARY
from tests.records import recording
from tests.scores import scoring
from workflows.drift import facts, known
from workflows.statements import discussing


def test_the_core_groups_that_met_that_come_and_that_were_agreed(world, family):
    ahead = world.meeting(family, world.today + weeks(5))
    with world.work() as session:
        row = session.get_one(Meeting, ahead.id)
        row.agreed_by = world.femi.id
        session.add(row)

    found = drifting.known(world, family)

    assert found.last_core_group_on == world.today - weeks(1)
    assert found.next_core_group_on == world.today + weeks(5)
    assert found.is_next_agreed


def test_the_newest_that_was_cancelled_and_whether_it_waits_for_a_date(world, family):
    for days, short in ((20, False), (9, True)):
        meeting = world.meeting(family, world.today + timedelta(days=days))
        with world.work() as session:
            row = session.get_one(Meeting, meeting.id)
            row.cancelled_at = world.now - timedelta(days=days)
            row.short_notice, row.acts_on = short, world.today
            session.add(row)

    cancelled = drifting.known(world, family).cancelled

    assert cancelled == known.Cancelled(
        dated_on=world.today + timedelta(days=9),
        cancelled_on=world.today - timedelta(days=9),
        is_short_notice=True,
        needs_new_date=True,
    )


def test_who_came_by_agency_and_only_the_newest_version_counts(world, family):
    meeting = world.meeting(family, world.today - weeks(2))
    recording.attend(world, meeting, world.asha, came=[world.asha, world.ben])
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)
    recording.attend(
        world, meeting, world.asha, came=[world.ben], reports=[world.carol]
    )
    recording.finish(world, meeting, world.asha)

    (came,) = drifting.known(world, family).attended

    assert came.on == meeting.dated_on
    # A report is a voice, and nobody who was there.
    assert came.agencies == 1
    assert came.kinds == {AgencyKind.HEALTH, AgencyKind.EDUCATION}


def test_who_belonged_from_when_to_when(world, family):
    world.later(days=1)
    world.leave(family, world.carol)

    spans = {one.agency: one.to_on for one in drifting.known(world, family).belonged}

    assert spans[world.carol.agency_id] == world.today - timedelta(days=1)
    assert spans[world.ben.agency_id] is None


def test_when_a_child_was_seen_by_the_social_worker_and_by_anyone(world, family):
    meeting = world.meeting(family, world.today - weeks(2))
    said = ((world.asha, 3), (world.ben, 4))
    recording.attend(world, meeting, world.asha, came=[world.asha])
    for child, (who, before) in zip(family.children, said, strict=True):
        recording.see(
            world,
            meeting,
            world.asha,
            [child],
            seen_by=who.id,
            seen_on=world.today - weeks(before),
        )
    recording.finish(world, meeting, world.asha)

    found = {one.number: one for one in drifting.known(world, family).seen}

    assert found[1].by_worker_on == found[1].by_anyone_on == world.today - weeks(3)
    assert found[2].by_worker_on is None
    assert found[2].by_anyone_on == world.today - weeks(4)
    assert found[2].known_on == meeting.dated_on


@pytest.mark.parametrize(
    ("born", "is_baby"), [("2025-03", True), ("2025-02", True), ("2025-01", False)]
)
def test_an_age_is_opened_only_where_it_matters_and_that_is_kept(
    world, family, born, is_baby
):
    _born(world, family.children[0], born)
    meeting = world.meeting(family, world.today - weeks(2))
    recording.attend(world, meeting, world.asha, came=[world.asha])
    for child, before in zip(family.children, (3, 1), strict=True):
        recording.see(
            world,
            meeting,
            world.asha,
            [child],
            seen_by=world.asha.id,
            seen_on=meeting.dated_on - weeks(before),
        )
    recording.finish(world, meeting, world.asha)

    found = {one.number: one for one in drifting.known(world, family).seen}

    assert found[1].is_under_one == is_baby
    (opened,) = world.audited("ages worked out")
    assert opened.subject == "1"


def _born(world, child, month):
    with world.work() as session:
        row = session.get_one(Child, child.id)
        seal(session, row, "birth_month", month)
        session.add(row)


def test_an_unborn_baby_is_not_looked_for(world, family):
    meeting = world.meeting(family, world.today - weeks(2))
    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)
    with world.work() as session:
        row = session.get_one(Child, family.children[0].id)
        row.birth_month_sealed, row.unborn_due_on = None, date(2026, 5, 5)
        session.add(row)

    assert [one.number for one in drifting.known(world, family).seen] == [2]


def test_access_refused_by_a_notice_and_at_a_meeting(world, family):
    drifting.refuse_access(world, family)
    meeting = world.meeting(family, world.today - weeks(2))
    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.see(world, meeting, world.asha, family.children[:1], access_refused=True)
    recording.see(world, meeting, world.asha, family.children[1:])
    recording.finish(world, meeting, world.asha)

    at_home, by_notice = drifting.known(world, family).refusals

    assert at_home == known.Refusal(on=meeting.dated_on, numbers=(1,))
    assert by_notice.on == world.today
    assert set(by_notice.numbers) in ({1, 2}, set())


def test_scores_and_answers_after_the_last_two_core_groups(world, family):
    for before in (6, 4, 2):
        meeting = world.meeting(family, world.today - weeks(before))
        for person, score in ((world.ben, 2), (world.carol, 9)):
            given = scoring.new(score, achieved=EndChoice.NOTHING_CHANGED)
            scoring.give(world, meeting, person, given)

    found = drifting.known(world, family)

    assert {one.on for one in found.scored} == {
        world.today - weeks(4),
        world.today - weeks(2),
    }
    assert {tuple(sorted(one.scores)) for one in found.scored} == {(2, 9)}
    assert [(one.answered, one.nothing_changed) for one in found.ended] == [(2, 2)] * 2


def test_actions_that_are_open_and_late_or_were_put_off(world, family):
    acting.make(world, family, world.ben)
    done, late = (acting.make(world, family, world.ben) for _ in range(2))
    acting.report(world, done, world.ben, Progress.DONE)
    acting.change(world, late, world.ben, due_on=world.today + timedelta(days=30))

    (found,) = drifting.known(world, family).actions

    assert found.rolled_over == 1
    assert found.changed_on == world.today


def test_changes_of_lead_social_worker_that_hold(world, family):
    for days, withdrawn in ((30, False), (20, True), (-5, False)):
        world.keep(
            LeadChange(
                group_id=family.id,
                after_id=world.xan.id,
                from_on=world.today - timedelta(days=days),
                changed_by=world.grace.id,
                recorded_at=world.now,
                withdrawn_at=world.now if withdrawn else None,
            )
        )

    changes = drifting.known(world, family).lead_changes

    assert changes == (world.today - timedelta(days=30),)


def test_when_a_challenge_was_last_raised(world, family):
    row = Challenge(
        group_id=family.id,
        ladder=Ladder.ORDINARY,
        about=ChallengeAbout.PROGRESS,
        what_sealed="",
        wanted_sealed="sealed",
        raised_by=world.ben.id,
        raised_at=world.now - timedelta(days=3),
        profile_version=world.profile.stamp,
    )
    with world.work() as session:
        seal(session, row, "what", CANARY)
        session.add(row)

    found = drifting.known(world, family)

    assert found.challenged_on == world.today - timedelta(days=3)


def test_views_that_closed_before_a_review_that_is_to_come(world):
    made = world.group(children=2, members=(world.ben, world.carol, world.piotr))
    found = world.open_round(made)
    end, stay = Recommendation.END_UNIVERSAL, Recommendation.CONTINUE
    world.submit(found, world.asha, world.answers(made, recommendation=stay))
    world.submit(found, world.ben, world.answers(made, recommendation=end))
    world.close(found)
    with world.work() as session:
        discussing.record_discussion(
            session,
            actor=world.actor(world.asha),
            round_id=found.id,
            joint=JointView.NOT_DISCUSSED,
            text=CANARY,
            now=world.now,
        )

    closed = drifting.known(world, made).closed

    assert closed is not None
    assert closed.missing_agencies == 2
    assert sorted(closed.split) == [1, 2]
    assert closed.discussed is False


def test_the_next_review_counts_from_the_last_that_was_held(world, family):
    world.conference(family, on=world.today + weeks(9))
    world.conference(family, on=world.today + weeks(5), provisional=True)

    review = drifting.known(world, family).review

    assert review == known.Review(
        counted_from=world.today - weeks(2),
        is_first=False,
        dated_on=world.today + weeks(9),
    )


def test_a_due_date_that_passed_is_no_review_that_was_held(world):
    made = world.group(since=world.today - timedelta(days=120))
    world.conference(made, on=world.today - weeks(2), provisional=True)

    review = drifting.known(world, made).review

    assert review is not None
    assert review.counted_from == world.today - timedelta(days=120)
    assert review.is_first


def test_a_conference_that_was_cancelled_counts_nothing(world, family):
    row = world.conference(family, on=world.today + weeks(5))
    with world.work() as session:
        kept = session.get_one(Conference, row.id)
        kept.cancelled_at = world.now
        session.add(kept)

    review = drifting.known(world, family).review

    assert review is not None
    assert review.dated_on is None


def test_a_plan_that_the_child_had_before(world, family):
    child = family.children[0]
    earlier = world._plan(family, child, world.today - weeks(90))
    with world.work() as session:
        row = session.get_one(Plan, earlier.id)
        row.ended_on = world.today - weeks(40)
        session.add(row)

    first, second = drifting.known(world, family).plans

    assert first.previous_ended_on == world.today - weeks(40)
    assert second.previous_ended_on is None


def test_a_group_without_an_open_plan_has_no_facts(world, family):
    with world.work() as session:
        for plan in family.plans:
            row = session.get_one(Plan, plan.id)
            row.ended_on = world.today
            session.add(row)
        found = facts.gather(session, [family.id], now=world.now, profile=world.profile)

    assert found == {}


def test_thirty_families_take_as_many_questions_as_one(world):
    families = [world.group(members=(world.ben,)) for _ in range(30)]

    def questions(number):
        asked = []

        def note(_connection, _cursor, statement, *_):
            asked.append(statement)

        sa.event.listen(world.database.engine, "before_cursor_execute", note)
        with world.work() as session:
            ids = [one.id for one in families[:number]]
            facts.gather(session, ids, now=world.now, profile=world.profile)
        sa.event.remove(world.database.engine, "before_cursor_execute", note)
        return len(asked)

    assert questions(30) == questions(1) < 30


def test_what_belongs_to_one_family_is_not_in_anothers_facts(world, family):
    other = world.group(members=(world.ben,))
    drifting.refuse_access(world, family)

    found = drifting.known(world, other)

    assert found.refusals == ()
    assert [one.agency for one in found.belonged].count(world.carol.agency_id) == 0


def test_a_former_social_workers_visit_counts_as_the_workers(world, family):
    meeting = world.meeting(family, world.today - weeks(2))
    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.see(
        world,
        meeting,
        world.asha,
        family.children,
        seen_by=world.asha.id,
        seen_on=meeting.dated_on,
    )
    recording.finish(world, meeting, world.asha)
    world.leave(family, world.asha)
    world.member(family, world.xan, role=MemberRole.LEAD_SOCIAL_WORKER)

    seen = drifting.known(world, family).seen

    assert {one.by_worker_on for one in seen} == {meeting.dated_on}
