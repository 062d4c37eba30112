"""Raising a challenge: who owes the answer by when, and that it is always kept."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.tables.challenges import Challenge
from models.tables.plans import CoreGroup
from models.vocabulary import (
    ChallengeAbout,
    GrantedRole,
    Ladder,
    RungBegun,
    Urgency,
)
from tests.challenges import challenging
from tests.log_guard import CANARY
from tests.outcomes import deciding
from workflows.challenges import facts, policy, raising
from workflows.errors import NotYours, Refused
from workflows.outcomes import policy as outcomes

AT_RISK = "challenges.at_risk"


def _challenges(world):
    with world.work() as session:
        return session.exec(select(Challenge)).all()


def _held(world, family, days_ago=0):
    """Hold a conference some days ago."""
    conference = world.conference(family, on=world.today - timedelta(days=days_ago))
    with world.work() as session:
        row = session.get_one(type(conference), conference.id)
        row.held_on = row.dated_on
        session.add(row)
    return conference


def test_the_lead_social_worker_owes_the_answer_by_tomorrow(world, family):
    receipt = challenging.raise_(world, family)

    assert receipt.owed_by == "Asha (Children's social care)"
    assert receipt.due_on == world.in_working_days(1)
    assert challenging.list_days(world, world.asha) == [world.today]
    (item,) = challenging.owed(world, world.asha).to_answer
    assert (item.alias, item.due_on) == (family.alias, receipt.due_on)
    for other in (world.ben, world.carol, world.grace, world.femi, world.quentin):
        assert not challenging.owed(world, other)
        assert challenging.list_days(world, other) == []


def test_what_somebody_says_is_sealed_and_its_record_holds_none_of_it(world, family):
    receipt = challenging.raise_(world, family)

    row = challenging.row(world, receipt)
    assert CANARY not in row.what_sealed
    assert CANARY not in row.wanted_sealed
    assert challenging.said(world, row, "what") == CANARY
    assert challenging.said(world, row, "wanted") == CANARY
    assert row.profile_version == world.profile.stamp
    (audited,) = world.audited("challenge raised")
    assert audited.actor_id == world.ben.id
    assert CANARY not in audited.details
    assert all(CANARY not in one.payload for one in world.outbox())


@pytest.mark.parametrize("who", ["asha", "ben", "dev", "gita", "femi", "grace"])
def test_anybody_of_the_group_can_raise_one(world, family, who):
    receipt = challenging.raise_(world, family, by=getattr(world, who))

    assert challenging.row(world, receipt).raised_by == getattr(world, who).id


@pytest.mark.parametrize("who", ["quentin", "sofia", "ines", "xan"])
def test_others_cannot_and_nothing_is_kept(world, family, who):
    with pytest.raises(NotYours):
        challenging.raise_(world, family, by=getattr(world, who))

    assert _challenges(world) == []


def test_a_group_that_is_not_theirs_is_refused_as_one_that_is_not_there(world, family):
    other = world.group(members=(world.piotr,))
    said = []
    for group_id in (other.id, "0" * 16, ""):
        with pytest.raises(NotYours) as refusal, world.work() as session:
            raising.raise_challenge(
                session,
                actor=world.actor(world.ben),
                group_id=group_id,
                new=challenging.new(),
                now=world.now,
                profile=world.profile,
            )
        said.append(refusal.value.said)

    assert len(set(said)) == 1


def test_who_left_yesterday_cannot_raise_one(world, family):
    world.leave(family, world.ben)
    world.later(days=1)

    with pytest.raises(NotYours):
        challenging.raise_(world, family)


@pytest.mark.parametrize("column", ["what", "wanted"])
def test_empty_and_over_long_texts_are_refused_and_nothing_is_kept(
    world, family, column
):
    for text in (" ", "x" * 3001):
        with pytest.raises(Refused) as refusal:
            challenging.raise_(world, family, by=world.ben, **{column: text})
        assert refusal.value.field == column

    assert _challenges(world) == []
    assert world.outbox() == []


def test_it_never_goes_to_who_raised_it_but_up_a_rung(world, family):
    receipt = challenging.raise_(world, family, by=world.asha)

    assert receipt.owed_by == "Grace (Children's social care)"
    assert receipt.passed_over == "Practitioners (Lead social worker)"
    assert challenging.rung(world, receipt).number == 2


def test_the_raisers_own_manager_hears_of_it_where_managers_answer(world, family):
    # Ben's manager leads his agency's safeguarding; here she is a member, too.
    world.member(family, world.hugh)
    world.away(world.asha, deputy=None)

    challenging.raise_(world, family)

    (item,) = challenging.owed(world, world.hugh).to_know
    assert item.known.value == "of_staff"
    assert challenging.list_days(world, world.hugh) == [world.today]


def test_a_manager_who_has_no_right_to_it_hears_nothing(world, family):
    world.away(world.asha, deputy=None)

    challenging.raise_(world, family)

    assert not challenging.owed(world, world.hugh)
    assert challenging.list_days(world, world.hugh) == []


def test_who_is_away_is_asked_through_their_deputy(world, family):
    world.away(world.asha, deputy=world.carol)

    receipt = challenging.raise_(world, family)

    assert receipt.owed_by == "Asha (Children's social care)"
    assert receipt.asked == "Carol (Hill Top School)"
    (item,) = challenging.owed(world, world.carol).to_answer
    assert item.for_name == "Asha"
    assert challenging.list_days(world, world.asha) == []


def test_a_deputy_who_raised_it_does_not_answer_it(world, family):
    world.away(world.asha, deputy=world.ben)

    receipt = challenging.raise_(world, family)

    assert receipt.owed_by == "Grace (Children's social care)"


def test_for_a_rung_without_anybody_it_goes_on_and_says_so(world, family):
    world.leave(family, world.asha)

    receipt = challenging.raise_(world, family)

    assert receipt.owed_by == "Quentin (Children's social care)"
    assert receipt.passed_over == (
        "Practitioners (Lead social worker); Managers (Team manager)"
    )


def test_with_nobody_at_all_it_is_kept_and_looked_after_each_working_day(world, family):
    for person in (world.asha, world.quentin, world.sofia):
        world.deactivate(person)
    world.leave(family, world.asha)

    receipt = challenging.raise_(world, family)
    challenging.sweep_on(world, world.in_working_days(1))

    assert (receipt.owed_by, receipt.due_on) == (None, None)
    row = challenging.row(world, receipt)
    assert (row.rung, row.acts_on) == (0, world.in_working_days(1))
    (item,) = challenging.owed(world, world.ben).to_know
    assert item.known.value == "nobody"

    world.grant(world.xan, GrantedRole.SENIOR_MANAGER)
    challenging.sweep_on(world, world.in_working_days(1))

    rung = challenging.rung(world, receipt)
    assert (rung.owed_by, rung.begun_as) == (world.xan.id, RungBegun.NOBODY_THERE)
    assert challenging.list_days(world, world.xan) == [world.today]


def test_at_immediate_risk_it_goes_straight_to_the_top_and_at_once(world, family):
    world.on(world.today, 21)

    receipt = challenging.raise_(world, family, immediate_risk=True)

    assert receipt.owed_by == "Sofia (Children's social care)"
    assert receipt.due_on == world.in_working_days(1)
    assert world.told(AT_RISK) == ["asha", "grace", "sofia"]
    for sent in world.outbox(AT_RISK):
        assert (sent.urgency, sent.not_before) == (Urgency.URGENT, world.now)
    assert challenging.list_days(world, world.sofia) == []
    assert challenging.rung(world, receipt).begun_as is RungBegun.AT_RISK


def test_at_risk_those_near_the_child_know_at_once_but_not_who_raised_it(world, family):
    challenging.raise_(world, family, by=world.grace, immediate_risk=True)

    assert world.told(AT_RISK) == ["asha", "sofia"]


def test_at_risk_without_anybody_at_the_top_the_next_below_is_asked(world, family):
    world.deactivate(world.sofia)

    receipt = challenging.raise_(world, family, immediate_risk=True)

    assert receipt.owed_by == "Quentin (Children's social care)"
    assert receipt.passed_over == "Partnership (Conference service manager)"


def test_one_about_the_chair_goes_to_the_service_manager_never_to_the_chair(
    world, family
):
    receipt = challenging.raise_(world, family, about=ChallengeAbout.CHAIR)

    assert receipt.owed_by == "Sofia (Children's social care)"
    assert not challenging.owed(world, world.femi)


def test_a_chair_who_also_looks_after_the_chairs_does_not_answer_about_themself(
    world, family
):
    world.deactivate(world.sofia)
    world.grant(world.femi, GrantedRole.CONFERENCE_SERVICE_MANAGER)

    receipt = challenging.raise_(world, family, about=ChallengeAbout.CHAIR)

    assert receipt.owed_by == "Quentin (Children's social care)"


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (0, ("Femi", Ladder.DISSENT, False)),
        (3, ("Femi", Ladder.DISSENT, False)),
        (4, ("Asha", Ladder.ORDINARY, True)),
    ],
)
def test_dissent_goes_to_the_chair_in_time_and_later_the_ordinary_way(
    world, family, days, wanted
):
    conference = _held(world, family, days)

    receipt = challenging.raise_(
        world, family, about=ChallengeAbout.CONFERENCE_DECISION
    )

    row = challenging.row(world, receipt)
    owed_by = (receipt.owed_by or "").partition(" ")[0]
    assert (owed_by, row.ladder, row.is_late) == wanted
    assert row.conference_id == conference.id


def test_dissent_is_from_the_last_conference_that_was_held(world, family):
    _held(world, family, 90)
    last = _held(world, family, 1)
    world.conference(family, in_working_days=60)

    with world.work() as session:
        window = facts.dissent_window(
            session, family.id, now=world.now, profile=world.profile
        )

    assert window is not None
    assert window.conference_id == last.id
    assert window.ends_at == policy.window_ends_at(window.held_on, world.profile)


def test_once_the_outcome_is_recorded_its_time_counts_from_there_as_outcomes_say(
    world, family
):
    conference = deciding.unasked(world, family)
    deciding.record(world, conference)
    recorded_at = world.now
    world.later(hours=1)
    # Words are put right: that does not open the time again.
    deciding.record(world, conference, because="Said better")

    with world.work() as session:
        window = facts.dissent_window(
            session, family.id, now=world.now, profile=world.profile
        )

    until = outcomes.dissent_until(recorded_at, world.profile)
    assert window is not None
    assert (window.conference_id, window.ends_at) == (conference.id, until)


def test_a_window_can_be_given_by_who_knows_the_hour(world, family):
    conference = _held(world, family, 0)

    with world.work() as session:
        receipt = raising.open_dissent(
            session,
            actor=world.actor(world.ben),
            conference_id=conference.id,
            new=challenging.new(about=ChallengeAbout.CONFERENCE_DECISION),
            window_ends_at=world.now - timedelta(minutes=1),
            now=world.now,
            profile=world.profile,
        )

    assert receipt.is_late


def test_dissent_from_an_ending_is_taken_when_the_group_has_closed(world, family):
    _held(world, family, 0)
    with world.work() as session:
        session.get_one(CoreGroup, family.id).closed_at = world.now

    receipt = challenging.raise_(
        world, family, about=ChallengeAbout.CONFERENCE_DECISION
    )
    challenging.sweep_until(world, receipt.due_on)

    assert challenging.list_days(world, world.femi)[-1] == receipt.due_on


def test_other_rooms_learn_when_and_about_what_and_not_a_word_more(world, family):
    before = world.now
    challenging.raise_(world, family)
    world.later(minutes=1)
    since = world.now
    challenging.raise_(world, family, about=ChallengeAbout.THRESHOLD)

    with world.work() as session:
        every = facts.challenges_since(session, family.id, before)
        last = facts.challenges_since(session, family.id, since)

    assert [one.about for one in every] == [
        ChallengeAbout.PROGRESS,
        ChallengeAbout.THRESHOLD,
    ]
    assert last == every[1:]
    assert vars(every[0]).keys() == {"raised_at", "ended_at", "about"}


def test_a_day_off_is_not_counted(world, family):
    world.on(date(2026, 4, 2), 10)

    receipt = challenging.raise_(world, family)

    assert receipt.due_on == date(2026, 4, 7)
