"""A chair records what a conference decided; what follows from it follows."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.sealed import unseal
from models.tables.conferences import Conference, ConferenceChild
from models.vocabulary import ConferenceKind, Decision, Recommendation, WhatFollows
from tests.actions import acting
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS, GOES_ON
from workflows.errors import NotYours
from workflows.outcomes import refusals

LEGAL = Decision.CONTINUES_AND_LEGAL


def _reviews(world, family):
    with world.work() as session:
        rows = session.exec(
            select(Conference).where(Conference.group_id == family.id)
        ).all()
    return [row for row in rows if row.held_on is None and row.cancelled_at is None]


def test_a_plan_that_goes_on_gets_its_next_review_and_the_day_is_kept(
    world, family, conference
):
    receipt = deciding.record(world, conference)

    found = world.reload(conference)
    assert (found.held_on, found.quorate) == (conference.dated_on, True)
    assert all(plan.ended_on is None for plan in deciding.plans(world, family))
    (review,) = _reviews(world, family)
    assert review.dated_on == receipt.next_review_on
    assert review.provisional
    assert receipt.next_review_on > world.today + timedelta(days=150)
    assert [one.decision for one in deciding.outcomes(world, conference)] == [
        GOES_ON
    ] * 2


def test_reasons_are_sealed_and_the_audit_has_no_word_of_them(world, conference):
    deciding.record(world, conference)

    row = deciding.outcomes(world, conference)[0]
    with world.work() as session:
        assert unseal(session, row, "because") == CANARY
    (audited,) = world.audited("outcome recorded")
    assert CANARY not in audited.details
    assert audited.actor_id == world.femi.id


def test_one_child_can_be_decided_otherwise_with_its_own_reason(
    world, family, conference
):
    first, second = family.plans

    deciding.record(
        world,
        conference,
        differs={second.id: Decision.END_UNIVERSAL},
        because_differs=f"{CANARY} otherwise",
    )

    rows = {row.plan_id: row for row in deciding.outcomes(world, conference)}
    assert rows[first.id].decision is GOES_ON
    assert rows[second.id].decision is Decision.END_UNIVERSAL
    with world.work() as session:
        assert unseal(session, rows[first.id], "because") == CANARY
        assert unseal(session, rows[second.id], "because") == f"{CANARY} otherwise"
    one, other = deciding.plans(world, family)
    assert one.ended_on is None
    assert other.ended_on == conference.dated_on
    (review,) = _reviews(world, family)
    with world.work() as session:
        places = session.exec(
            select(ConferenceChild).where(ConferenceChild.conference_id == review.id)
        ).all()
    assert [place.plan_id for place in places] == [first.id]
    assert deciding.closing(world, conference) is None


def test_an_ending_says_what_follows_who_leads_it_and_when_it_begins(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)

    row = deciding.outcomes(world, conference)[0]
    assert row.follows is WhatFollows.CHILD_IN_NEED
    assert row.led_by == world.asha.id
    assert row.first_meeting_on == conference.dated_on + timedelta(days=10)
    assert all(
        plan.ended_on == conference.dated_on for plan in deciding.plans(world, family)
    )
    assert _reviews(world, family) == []


def test_somebody_outside_the_group_can_lead_what_follows_and_is_sealed(
    world, conference
):
    deciding.record(world, conference, decision=ENDS, led_by=None, led_by_name=CANARY)

    row = deciding.outcomes(world, conference)[0]
    assert row.led_by is None
    assert CANARY not in (row.led_by_sealed or "")
    assert deciding.read(world, conference, world.ben).children[0].led_by == CANARY


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        ({"because": "  "}, refusals.ReasonMissing, "because"),
        ({"because": "x" * 3001}, refusals.TooLong, "because"),
        ({"because_differs": "x" * 3001}, refusals.TooLong, "because_differs"),
        ({"decision": ENDS, "follows": None}, refusals.FollowsMissing, "follows"),
        ({"decision": ENDS, "led_by": None}, refusals.LeaderMissing, "led_by"),
        ({"decision": ENDS, "led_by": "nobody"}, refusals.NotAMember, "led_by"),
        (
            {"decision": ENDS, "led_by_name": "x" * 601},
            refusals.TooLong,
            "led_by_name",
        ),
        (
            {"decision": ENDS, "first_meeting_on": None},
            refusals.FirstMeetingMissing,
            "first_meeting_on",
        ),
        ({"differs": {"another": GOES_ON}}, refusals.OtherChild, None),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_nothing_is_kept(
    world, conference, said, refusal, field
):
    with pytest.raises(refusal) as caught:
        deciding.record(world, conference, **said)

    assert caught.value.field == field
    assert deciding.outcomes(world, conference) == []
    assert world.reload(conference).held_on is None


def test_it_was_held_on_a_day_that_has_come(world, conference):
    with pytest.raises(refusals.DayToCome) as caught:
        deciding.record(world, conference, held_on=world.today + timedelta(days=1))
    deciding.record(world, conference, held_on=world.today)

    assert caught.value.field == "held_on"
    assert world.reload(conference).held_on == world.today


def test_it_was_held_after_the_plan_had_begun(world, family, conference):
    begun = family.plans[0].started_on

    with pytest.raises(refusals.BeforeThePlan) as caught:
        deciding.record(world, conference, held_on=begun - timedelta(days=1))
    deciding.record(world, conference, held_on=begun)

    assert caught.value.field == "held_on"
    assert world.reload(conference).held_on == begun


def test_the_first_meeting_of_what_follows_is_not_before_the_conference(
    world, conference
):
    before = conference.dated_on - timedelta(days=1)

    with pytest.raises(refusals.FirstMeetingBefore):
        deciding.record(world, conference, decision=ENDS, first_meeting_on=before)


def test_a_conference_to_come_or_cancelled_or_no_review_has_no_outcome(world, family):
    to_come = world.conference(family)
    initial = world.conference(family, on=world.today, kind=ConferenceKind.INITIAL)
    cancelled = world.conference(family, on=world.today)
    with world.work() as session:
        row = session.get_one(Conference, cancelled.id)
        row.cancelled_at = world.now
        session.add(row)

    for conference, refusal in (
        (to_come, refusals.StillToCome),
        (initial, refusals.NoReview),
        (cancelled, refusals.WasCancelled),
    ):
        with pytest.raises(refusal):
            deciding.form(world, conference)
        with pytest.raises(refusal):
            deciding.record(world, conference, held_on=world.today)


def test_a_provisional_review_can_be_recorded_on_the_day_it_was_held(world, family):
    provisional = world.conference(family, provisional=True)

    deciding.record(world, provisional, held_on=world.today)

    found = world.reload(provisional)
    assert (found.held_on, found.dated_on, found.provisional) == (
        world.today,
        world.today,
        False,
    )


@pytest.mark.parametrize(
    "who", ["asha", "ben", "dev", "grace", "quentin", "sofia", "ines", "xan"]
)
def test_only_the_allocated_chair_records_it(world, conference, who):
    with pytest.raises(NotYours):
        deciding.record(world, conference, by=getattr(world, who))


def test_a_chair_of_another_family_and_one_who_handed_over_do_not(
    world, family, conference
):
    world.allocate(family, world.xan, since=world.today)

    with pytest.raises(NotYours):
        deciding.record(world, conference, by=world.femi)
    assert deciding.record(world, conference, by=world.xan).ended == 0


def test_however_late_it_is_kept_and_marked(world, conference):
    world.on(world.today + timedelta(days=40), 10)

    receipt = deciding.record(world, conference)

    assert receipt.is_late
    assert deciding.read(world, conference, world.ben).is_late


def test_on_the_next_working_day_it_is_not_late(world, conference):
    receipt = deciding.record(world, conference)

    assert not receipt.is_late


def test_an_inquorate_conference_is_marked_and_its_ending_kept(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS, quorate=False)

    page = deciding.read(world, conference, world.ben)
    assert page.quorate is False
    assert deciding.plans(world, family)[0].ended_on == conference.dated_on


def test_open_actions_warn_once_and_never_bar(world, family, conference):
    acting.make(world, family, world.ben)
    acting.make(world, family, world.carol)
    form = deciding.form(world, conference)

    with pytest.raises(refusals.ActionsOpen) as caught:
        deciding.record(world, conference, decision=ENDS, has_seen_actions=False)
    deciding.record(world, conference, decision=ENDS, has_seen_actions=True)

    assert caught.value.field == "seen_actions"
    assert form.open_actions == 2
    assert deciding.read(world, conference, world.ben).open_actions == 2


def test_a_plan_that_goes_on_asks_nothing_of_its_actions(world, family, conference):
    acting.make(world, family, world.ben)

    deciding.record(world, conference, has_seen_actions=False)

    assert deciding.outcomes(world, conference)[0].open_actions == 0


def test_a_plan_that_had_ended_before_is_not_decided_about(world, family, conference):
    first, second = family.plans
    with world.work() as session:
        plan = session.get_one(type(first), first.id)
        plan.ended_on = world.today - timedelta(days=30)
        session.add(plan)

    deciding.record(world, conference)

    assert [row.plan_id for row in deciding.outcomes(world, conference)] == [second.id]


def test_with_no_plan_left_there_is_nothing_to_decide(world, family, conference):
    with world.work() as session:
        for one in family.plans:
            plan = session.get_one(type(one), one.id)
            plan.ended_on = world.today - timedelta(days=30)
            session.add(plan)

    with pytest.raises(refusals.NoPlanLeft):
        deciding.record(world, conference)


def test_against_the_lead_and_at_the_first_review_are_marked(world, family):
    held = deciding.held(
        world,
        family,
        {
            "asha": Recommendation.SEEK_LEGAL_ADVICE,
            "ben": Recommendation.END_CHILD_IN_NEED,
        },
    )

    deciding.record(world, held, decision=ENDS)

    assert all(
        (row.at_first_review, row.against_lead) == (True, True)
        for row in deciding.outcomes(world, held)
    )


def test_a_later_review_and_a_lead_who_agreed_are_not(world, family):
    earlier = world.conference(family, on=world.today - timedelta(days=30))
    with world.work() as session:
        row = session.get_one(Conference, earlier.id)
        row.held_on = row.dated_on
        session.add(row)
    held = deciding.held(world, family, {"asha": Recommendation.END_CHILD_IN_NEED})

    deciding.record(world, held, decision=ENDS)

    assert not any(
        row.at_first_review or row.against_lead
        for row in deciding.outcomes(world, held)
    )


def test_views_of_a_round_that_never_closed_are_not_heard(world, family):
    found = world.open_round(family)
    world.submit(
        found,
        world.asha,
        world.answers(family, recommendation=Recommendation.CONTINUE),
    )
    with world.work() as session:
        held = session.get_one(Conference, found.conference_id)
        held.dated_on = world.today
        session.add(held)
    world.later(hours=3)

    form = deciding.form(world, held)
    deciding.record(world, held, decision=ENDS)

    assert not form.heard
    assert form.children[0].recommended == ()
    assert not deciding.outcomes(world, held)[0].against_lead
