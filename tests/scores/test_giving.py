"""Giving scores and answers: each for themselves, amended, late, or by a deputy."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from models.sealed import unseal
from models.tables.meetings import Meeting
from models.tables.scores import EndAnswer
from models.vocabulary import EndChoice, EndQuestion, MeetingKind
from tests.log_guard import CANARY
from tests.scores import scoring
from tests.scores.conftest import met
from workflows import clock
from workflows.conferences import use_cases as conferences
from workflows.errors import NotYours
from workflows.scores import policy


def test_a_member_gives_one_score_for_all_and_another_for_one(world, family, meeting):
    one, two = family.children

    receipt = scoring.give(world, meeting, world.ben, scoring.new(6, apart={two.id: 2}))

    assert scoring.scores(world, meeting, world.ben) == {one.id: 6, two.id: 2}
    assert (receipt.is_late, receipt.is_amended) == (False, False)
    (row,) = world.audited("scores given")
    assert (row.actor_id, row.subject) == (world.ben.id, meeting.id)


def test_what_is_written_is_kept_encrypted_and_an_empty_line_is_none(world, meeting):
    scoring.give(world, meeting, world.ben)
    scoring.give(world, meeting, world.carol, scoring.new(line="  "))

    with world.work() as session:
        rows = session.exec(select(EndAnswer)).all()
        kept = [unseal(session, row, "line") for row in rows]
        sealed = [row.line_sealed for row in rows]

    assert (kept.count(None), kept.count(CANARY)) == (5, 5)
    assert not any(CANARY in (one or "") for one in sealed)


def test_a_member_tied_to_one_child_is_asked_about_that_one(world, family, meeting):
    one, two = family.children
    world.member(family, world.dev, children=[two], since=world.today)

    form = scoring.form(world, meeting, world.dev)
    scoring.give(world, meeting, world.dev, scoring.new(3))

    assert [child.alias for child in form.children] == [f"{family.alias}/2"]
    assert scoring.scores(world, meeting, world.dev) == {two.id: 3}
    with pytest.raises(policy.UnknownChild):
        scoring.give(world, meeting, world.dev, scoring.new(3, apart={one.id: 3}))


def test_it_is_amended_until_the_others_can_read_and_the_newest_stands(
    world, family, meeting
):
    scoring.give(world, meeting, world.ben, scoring.new(6))
    world.later(minutes=5)

    before = scoring.form(world, meeting, world.ben).form.given
    receipt = scoring.give(world, meeting, world.ben, scoring.new(2))

    assert before is not None
    assert set(before.scores.values()) == {6}
    assert before.answers[EndQuestion.STUCK].line == CANARY
    assert receipt.is_amended
    assert set(scoring.scores(world, meeting, world.ben).values()) == {2}
    # What stood before is kept.
    assert [row.version for row in scoring.given(world, meeting)] == [1, 2]
    assert len(world.audited("scores amended")) == 1


def test_once_it_can_be_read_nothing_is_amended(world, meeting):
    scoring.give(world, meeting, world.ben)
    world.later(days=1)

    with pytest.raises(policy.ReadAlready):
        scoring.form(world, meeting, world.ben)
    with pytest.raises(policy.ReadAlready):
        scoring.give(world, meeting, world.ben)

    assert len(scoring.given(world, meeting)) == 1


@pytest.mark.parametrize("days", [1, 8, 60])
def test_what_is_missing_can_be_given_once_however_late_and_is_marked(
    world, meeting, days
):
    scoring.give(world, meeting, world.ben)
    world.later(days=days)

    assert scoring.form(world, meeting, world.carol).form.is_late
    receipt = scoring.give(world, meeting, world.carol)

    assert receipt.is_late
    assert [row.late for row in scoring.given(world, meeting)] == [False, True]
    with pytest.raises(policy.ReadAlready):
        scoring.give(world, meeting, world.carol)


def test_a_chair_gives_their_own_and_is_not_waited_for(world, family, meeting):
    receipt = scoring.give(world, meeting, world.femi, scoring.new(1))
    for person in (world.asha, world.ben):
        scoring.give(world, meeting, person)

    last = scoring.give(world, meeting, world.carol)

    assert (receipt.can_be_read, last.can_be_read) == (False, True)
    assert len(scoring.scores(world, meeting, world.femi)) == len(family.children)


@pytest.mark.parametrize("who", ["grace", "quentin", "hugh", "ines", "xan", "bea"])
def test_nobody_else_can_give_any(world, meeting, who):
    with pytest.raises(NotYours):
        scoring.form(world, meeting, getattr(world, who))
    with pytest.raises(NotYours):
        scoring.give(world, meeting, getattr(world, who))

    assert scoring.given(world, meeting) == []


def test_a_deputy_gives_for_the_member_and_sees_nothing_they_gave(world, meeting):
    scoring.give(world, meeting, world.ben)
    world.away(world.ben, deputy=world.bea)

    form = scoring.form(world, meeting, world.bea, for_person=world.ben)
    scoring.give(world, meeting, world.bea, scoring.new(9), for_person=world.ben)

    assert form.form.for_name == "Ben"
    assert form.form.given is None
    rows = scoring.given(world, meeting)
    assert [(row.person_id, row.given_by) for row in rows] == [
        (world.ben.id, world.ben.id),
        (world.ben.id, world.bea.id),
    ]
    assert {row.agency_id for row in rows} == {world.ben.agency_id}


def test_a_deputy_gives_for_nobody_else_and_not_for_themselves(world, meeting):
    world.away(world.ben, deputy=world.bea)

    for whom in (world.carol, None):
        with pytest.raises(policy.NotAsked):
            scoring.give(world, meeting, world.bea, for_person=whom)


def test_after_the_days_of_deputising_it_is_over(world, meeting):
    world.away(world.ben, deputy=world.bea, days=1)
    world.later(days=2)

    with pytest.raises(NotYours):
        scoring.give(world, meeting, world.bea, for_person=world.ben)


def test_a_member_gives_for_nobody_else(world, meeting):
    with pytest.raises(policy.NotAsked):
        scoring.give(world, meeting, world.carol, for_person=world.ben)


def test_nothing_is_asked_before_it_has_begun(world, family):
    meeting = met(world, family, clock.at(world.today, 10))
    world.on(world.today, 9, 59)

    with pytest.raises(policy.NotYetMet):
        scoring.give(world, meeting, world.ben)

    world.on(world.today, 10)
    scoring.give(world, meeting, world.ben)


def test_where_only_the_day_is_known_it_begins_in_the_morning(world, family):
    meeting = world.meeting(family, world.today)
    start = world.profile.message_hours.start
    world.on(world.today, start.hour, start.minute)
    world.later(minutes=-1)

    with pytest.raises(policy.NotYetMet):
        scoring.give(world, meeting, world.ben)

    world.later(minutes=1)
    scoring.give(world, meeting, world.ben)


def test_a_cancelled_core_group_is_not_asked_about(world, family):
    meeting = met(world, family, clock.at(world.today, 16))
    with world.work() as session:
        conferences.cancel_core_group(
            session,
            actor=world.actor(world.asha),
            meeting_id=meeting.id,
            because="Snow.",
            new=None,
            now=world.now,
            profile=world.profile,
        )
    world.on(world.today, 17)

    with pytest.raises(policy.WasCancelled):
        scoring.give(world, meeting, world.ben)
    with pytest.raises(policy.WasCancelled):
        scoring.read(world, meeting, world.ben)


@pytest.mark.parametrize("kind", set(MeetingKind) - {MeetingKind.CORE_GROUP})
def test_no_other_meeting_is_asked_about(world, family, kind):
    meeting = world.keep(
        Meeting(
            group_id=family.id, kind=kind, dated_on=world.today, recorded_at=world.now
        )
    )

    with pytest.raises(NotYours):
        scoring.give(world, meeting, world.ben)
    assert scoring.sweep(world) == 0


def test_who_joined_after_it_is_not_asked_and_who_left_gives_no_more(
    world, family, meeting
):
    world.later(days=1)
    world.member(family, world.dev)
    world.leave(family, world.carol)
    world.later(minutes=1)

    with pytest.raises(policy.NotAsked):
        scoring.give(world, meeting, world.dev)
    with pytest.raises(NotYours):
        scoring.give(world, meeting, world.carol)


def test_of_two_last_ones_at_once_one_opens_the_reading(world, meeting):
    scoring.give(world, meeting, world.asha)
    start, found = threading.Barrier(2), []

    def run(who):
        start.wait(timeout=10)
        found.append(scoring.give(world, meeting, who))

    pair = [
        threading.Thread(target=run, args=(who,)) for who in (world.ben, world.carol)
    ]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(timeout=20)

    assert sorted(one.can_be_read for one in found) == [False, True]
    assert not any(row.late for row in scoring.given(world, meeting))


def test_a_meeting_held_on_another_day_than_dated_is_asked_about_from_then(
    world, family, meeting
):
    with world.work() as session:
        session.get_one(Meeting, meeting.id).held_on = world.today - timedelta(days=1)

    scoring.give(world, meeting, world.ben, scoring.new(account=EndChoice.CANNOT_SAY))

    (row,) = scoring.given(world, meeting)
    assert row.late
