"""The chair answers, the social worker explains, and safety is never put to sleep."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.meetings import Meeting
from models.vocabulary import AlertAnswerKind, MeetingKind
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.log_guard import CANARY
from workflows.drift import policy
from workflows.errors import NotYours
from workflows.meetings.policy import InThePast, NotAWorkingDay

TOO_LONG = "x" * (policy.LONGEST + 1)


@pytest.fixture
def raised(world, late):
    """Return a family with an alert about a late core group."""
    drifting.sweep(world)
    return late


@pytest.fixture
def unsafe(world, late):
    """Return a family with an alert that is about safety, too."""
    drifting.refuse_access(world, late)
    drifting.sweep(world)
    return late


@pytest.fixture
def lasting(world):
    """Return a family whose plan has lasted for more than nine months."""
    made = world.group(
        members=(world.ben, world.carol, world.dev), since=world.today - weeks(42)
    )
    world.meeting(made, world.today - weeks(1))
    world.conference(made, on=world.today - weeks(2))
    drifting.sweep(world)
    return made


def _meetings(world, family, kind):
    with world.work() as session:
        found = select(Meeting).where(
            Meeting.group_id == family.id, Meeting.kind == kind
        )
        return session.exec(found).all()


@pytest.mark.parametrize("kind", [MeetingKind.MIDWAY_REVIEW, MeetingKind.REFLECTIVE])
def test_a_meeting_answers_all_that_stands_and_the_group_is_told(world, unsafe, kind):
    drifting.set_review(world, unsafe, kind=kind)

    (meeting,) = _meetings(world, unsafe, kind)
    (answer,) = drifting.answers(world, unsafe)
    assert answer.meeting_id == meeting.id
    assert drifting.alert(world, unsafe).owed_since is None
    assert drifting.owed(world, world.femi) == []
    (told,) = world.outbox("meetings.review_set")
    assert told.person_id is None
    assert world.audited("alert answered")


def test_while_the_meeting_lies_ahead_changed_facts_need_no_new_answer(world, raised):
    drifting.set_review(world, raised, on=world.in_working_days(15))
    world.meeting(raised, world.today + weeks(4))

    drifting.sweep(world, world.today + timedelta(days=1))

    (row,) = drifting.standing(world, raised).values()
    assert row.answer_id is not None
    assert drifting.owed(world, world.femi) == []


def test_another_signal_does_need_one(world, raised):
    drifting.set_review(world, raised, on=world.in_working_days(15))
    drifting.refuse_access(world, raised)

    drifting.sweep(world, world.today + timedelta(days=1))

    (mine,) = drifting.owed(world, world.femi)
    assert mine.signals == 1


def test_once_the_meeting_is_past_changed_facts_need_one_again(world, raised):
    drifting.set_review(world, raised, on=world.in_working_days(1))
    world.meeting(raised, world.today + weeks(4))

    drifting.sweep(world, world.in_working_days(3))

    assert len(drifting.owed(world, world.femi)) == 1


def test_a_second_meeting_of_the_kind_is_refused_while_one_lies_ahead(world, raised):
    drifting.set_review(world, raised)

    with pytest.raises(policy.ReviewIsSet):
        drifting.set_review(world, raised)

    assert len(_meetings(world, raised, MeetingKind.MIDWAY_REVIEW)) == 1


@pytest.mark.parametrize(
    ("days", "refusal"), [(-1, InThePast), (4, NotAWorkingDay), (5, NotAWorkingDay)]
)
def test_it_is_on_a_working_day_to_come(world, raised, days, refusal):
    with pytest.raises(refusal) as refused:
        drifting.set_review(world, raised, on=world.today + timedelta(days=days))

    assert refused.value.field == "day"
    assert drifting.answers(world, raised) == []


def test_what_is_no_drift_rests_with_its_reason_until_the_facts_change(world, raised):
    drifting.sleep(world, raised, ["core_group_late"])
    drifting.sweep(world, world.today + timedelta(days=1))
    rests = drifting.owed(world, world.femi) == []
    world.meeting(raised, world.today + weeks(4))
    drifting.sweep(world, world.today + timedelta(days=1))

    assert rests
    assert len(drifting.owed(world, world.femi)) == 1
    (answer,) = drifting.answers(world, raised)
    assert answer.kind is AlertAnswerKind.NOT_DRIFT
    assert answer.text_sealed
    assert CANARY not in answer.text_sealed
    assert drifting.page(world, raised, world.femi).answers[0].text == CANARY


def test_what_rested_and_went_rests_when_it_returns_the_same(world, family):
    cancelled = world.meeting(family, world.today + weeks(2))
    _cancel(world, cancelled)
    drifting.sweep(world, world.in_working_days(6))
    drifting.sleep(world, family, ["not_rearranged"])
    _rearrange(world, cancelled, on=None)
    drifting.sweep(world, world.today)
    went = drifting.alert(world, family).ended_at
    _rearrange(world, cancelled, on=world.today)

    drifting.sweep(world, world.today)

    assert went is not None
    row = drifting.standing(world, family)["not_rearranged"]
    assert row.answer_id is not None
    assert drifting.owed(world, world.femi) == []


def _cancel(world, meeting):
    with world.work() as session:
        row = session.get_one(Meeting, meeting.id)
        row.cancelled_at, row.acts_on = world.now, world.today
        session.add(row)


def _rearrange(world, meeting, *, on):
    with world.work() as session:
        row = session.get_one(Meeting, meeting.id)
        row.acts_on = on
        session.add(row)


def test_a_signal_about_safety_cannot_rest_and_nothing_is_kept(world, unsafe):
    with pytest.raises(policy.CannotSleep) as refused:
        drifting.sleep(world, unsafe, ["access_refused", "core_group_late"])

    assert "cannot be put to sleep" in refused.value.said
    assert drifting.answers(world, unsafe) == []
    assert len(drifting.owed(world, world.femi)) == 1


def test_why_not_the_legal_route_cannot_rest_but_be_answered(world, lasting):
    with pytest.raises(policy.AnswerInstead):
        drifting.sleep(world, lasting, ["legal_route"])


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ("", policy.ReasonMissing),
        (" \n", policy.ReasonMissing),
        (TOO_LONG, policy.ReasonTooLong),
    ],
)
def test_without_a_reason_nothing_rests(world, raised, reason, refusal):
    with pytest.raises(refusal) as refused:
        drifting.sleep(world, raised, ["core_group_late"], reason=reason)

    assert refused.value.field == "reason"
    assert drifting.answers(world, raised) == []


def test_nothing_chosen_is_refused_at_its_field(world, raised):
    with pytest.raises(policy.NothingChosen) as refused:
        drifting.sleep(world, raised, [])

    assert refused.value.field == "signals"


def test_signals_that_changed_while_the_form_was_open_are_not_put_to_rest(
    world, raised
):
    chosen = [row.id for row in drifting.standing(world, raised).values()]
    world.meeting(raised, world.today + weeks(4))
    drifting.sweep(world, world.today + timedelta(days=1))

    with pytest.raises(policy.SignalsChanged):
        drifting.sleep_ids(world, raised, chosen)

    assert drifting.answers(world, raised) == []


def test_what_rests_already_is_not_answered_twice(world, raised):
    chosen = [row.id for row in drifting.standing(world, raised).values()]
    drifting.sleep_ids(world, raised, chosen)

    with pytest.raises(policy.SignalsChanged):
        drifting.sleep_ids(world, raised, chosen)

    assert len(drifting.answers(world, raised)) == 1


def test_an_alert_that_ended_meanwhile_is_not_answered(world, raised):
    world.meeting(raised, world.today)
    drifting.sweep(world, world.today + timedelta(days=1))

    with pytest.raises(policy.NothingOwed):
        drifting.set_review(world, raised)


def test_who_no_longer_chairs_cannot_answer_and_who_does_can(world, raised):
    world.allocate(raised, world.quentin, since=world.today)

    with pytest.raises(NotYours):
        drifting.set_review(world, raised, world.femi)

    drifting.set_review(world, raised, world.quentin)
    assert len(drifting.answers(world, raised)) == 1


@pytest.mark.parametrize("who", ["asha", "grace", "sofia", "ben", "xan"])
def test_nobody_else_answers_while_the_chair_has_time(world, raised, who):
    with pytest.raises(NotYours):
        drifting.set_review(world, raised, getattr(world, who))


def test_once_it_was_taken_to_them_the_conference_service_manager_can(world, raised):
    drifting.sweep(world, world.in_working_days(6))

    drifting.set_review(world, raised, world.sofia)

    assert drifting.alert(world, raised).escalated_to is None
    with pytest.raises(NotYours):
        drifting.set_review(world, raised, world.sofia, kind=MeetingKind.REFLECTIVE)


def test_why_not_the_legal_route_is_owed_by_chair_and_social_worker(world, lasting):
    of_lead, of_chair = (
        drifting.owed(world, one)[0] for one in (world.asha, world.femi)
    )

    assert of_lead.asks_legal
    assert of_chair.asks_legal
    assert "why the legal route" in drifting.list_of(world, world.asha)


@pytest.mark.parametrize("who", ["asha", "femi", "grace"])
def test_its_answer_is_kept_sealed_and_the_group_is_told(world, lasting, who):
    drifting.answer_legal(world, lasting, getattr(world, who))

    assert drifting.owed(world, world.asha) == []
    (answer,) = drifting.answers(world, lasting)
    assert CANARY not in (answer.text_sealed or "")
    (told,) = world.outbox("drift.legal_answered")
    assert told.person_id is None
    assert "9 months" in drifting.text(world, told)
    assert CANARY not in drifting.text(world, told)


@pytest.mark.parametrize("who", ["ben", "dev", "sofia", "quentin", "xan"])
def test_nobody_else_answers_it(world, lasting, who):
    with pytest.raises(NotYours):
        drifting.answer_legal(world, lasting, getattr(world, who))


def test_a_meeting_does_not_answer_it(world, lasting):
    drifting.set_review(world, lasting)

    (mine,) = drifting.owed(world, world.femi)
    assert mine.signals == 1
    assert mine.asks_legal


def test_it_is_asked_anew_at_the_next_mark(world, lasting):
    drifting.answer_legal(world, lasting)
    drifting.sweep(world, world.in_working_days(80))

    assert drifting.owed(world, world.asha)[0].asks_legal


def test_it_is_answered_only_where_it_is_asked(world, raised):
    with pytest.raises(policy.NotAsked):
        drifting.answer_legal(world, raised)


def test_an_empty_answer_is_refused_at_its_field(world, lasting):
    with pytest.raises(policy.ReasonMissing) as refused:
        drifting.answer_legal(world, lasting, text=" ")

    assert refused.value.field == "reason"
    assert world.outbox("drift.legal_answered") == []


@pytest.mark.parametrize("who", ["asha", "grace"])
def test_a_line_is_sealed_and_read_with_the_alert(world, raised, who):
    drifting.add_line(world, raised, getattr(world, who))

    (line,) = drifting.lines(world, raised)
    assert CANARY not in line.line_sealed
    assert drifting.page(world, raised, world.femi).lines[0].line == CANARY
    assert world.audited("line added to an alert")


@pytest.mark.parametrize("who", ["femi", "ben", "sofia", "xan"])
def test_nobody_else_adds_one(world, raised, who):
    with pytest.raises(NotYours):
        drifting.add_line(world, raised, getattr(world, who))

    assert drifting.lines(world, raised) == []


def test_an_empty_line_is_refused(world, raised):
    with pytest.raises(policy.ReasonMissing):
        drifting.add_line(world, raised, line="")
