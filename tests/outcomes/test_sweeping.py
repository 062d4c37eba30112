"""The clock asks for what is missing, closes what is over, and is harmless twice."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.render import Renderer
from models.tables.challenges import Challenge
from models.tables.membership import Allocation, Membership
from models.vocabulary import ChallengeAbout, Decision, Effect, Ladder, Recommendation
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS, GOES_ON
from workflows import catalogue
from workflows.outcomes import policy

LIST = "overview.daily_list"


def _text(world, row):
    """Give what a message says at this moment, or nothing."""
    entry = catalogue.entries(world.profile)[row.kind]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        if entry.wanted(session, row, message, world.now) is not None:
            return None
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, {**vars(message), **words}, entry.buttons(words))
    return f"{sent.text}\n{sent.blocks}"


def _list_text(world, person):
    rows = [row for row in world.outbox(LIST) if row.person_id == person.id]
    return _text(world, rows[-1])


def _challenge(world, family, conference):
    return world.keep(
        Challenge(
            group_id=family.id,
            ladder=Ladder.DISSENT,
            about=ChallengeAbout.CONFERENCE_DECISION,
            conference_id=conference.id,
            what_sealed="sealed",
            wanted_sealed="sealed",
            raised_by=world.ben.id,
            raised_at=world.now,
            profile_version=world.profile.stamp,
        )
    )


def test_the_chair_is_asked_from_the_next_working_day_every_second_until_it_is_there(
    world, family
):
    conference = world.conference(family, in_working_days=3)
    calendar = world.profile.calendar
    day = conference.dated_on
    deciding.sweep_until(world, day)
    on_its_day = deciding.owed(world, world.femi)
    deciding.sweep_until(world, calendar.add(day, 3))
    text = _list_text(world, world.femi)

    deciding.record(world, conference)
    deciding.sweep_until(world, calendar.add(day, 9))

    assert not on_its_day
    assert deciding.list_days(world, world.femi) == [
        calendar.add(day, 1),
        calendar.add(day, 3),
    ]
    assert "outcomes.open_record" in text
    assert not deciding.owed(world, world.femi).to_record


def test_after_five_working_days_the_service_manager_is_told_once(world, conference):
    calendar = world.profile.calendar
    told_on = calendar.add(conference.dated_on, 5)
    deciding.sweep_until(world, calendar.subtract(told_on, 1))
    early = world.told("outcomes.not_recorded")

    deciding.sweep_until(world, calendar.add(told_on, 6))

    assert early == []
    assert world.told("outcomes.not_recorded") == ["sofia"]
    (row,) = world.outbox("outcomes.not_recorded")
    assert "Femi" in _text(world, row)
    deciding.record(world, conference)
    assert _text(world, row) is None


def test_run_again_on_the_same_morning_it_does_nothing_more(world, conference):
    del conference
    deciding.sweep(world)
    before = len(world.outbox()), len(world.audited())

    deciding.sweep(world)
    world.later(minutes=30)
    deciding.sweep(world)

    assert (len(world.outbox()), len(world.audited())) == before


def test_without_a_chair_nobody_is_asked_and_the_service_manager_allocates_one(
    world, family, conference
):
    with world.work() as session:
        for row in session.exec(
            select(Allocation).where(Allocation.group_id == family.id)
        ):
            row.to_on = world.today - timedelta(days=1)
            session.add(row)

    deciding.sweep_until(world, world.profile.calendar.add(conference.dated_on, 5))

    assert deciding.list_days(world, world.femi) == []
    (row,) = world.outbox("outcomes.not_recorded")
    assert "allocate one" in _text(world, row)


def test_a_provisional_or_cancelled_review_or_an_imported_one_is_not_asked_for(
    world, family
):
    provisional = world.conference(family, on=world.today, provisional=True)
    held = world.conference(family, on=world.today)
    cancelled = world.conference(family, on=world.today)
    with world.work() as session:
        for one, column in ((held, "held_on"), (cancelled, "cancelled_at")):
            row = session.get_one(type(one), one.id)
            setattr(row, column, world.today if column == "held_on" else world.now)
            session.add(row)

    deciding.sweep_until(world, world.in_working_days(6))

    assert provisional.held_on is None
    assert world.outbox(LIST) == []


def test_the_channel_is_pointed_to_it_once_and_reads_nothing_of_it(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)
    deciding.record(world, conference, decision=ENDS)

    rows = [
        row for row in world.outbox("outcomes.recorded") if row.state.value == "planned"
    ]
    (row,) = rows
    text = _text(world, row)
    assert row.group_id == family.id
    assert "was corrected" in text
    assert "This channel closes on" in text
    assert "outcomes.open" in text
    assert CANARY not in text
    assert "child in need" not in text


def test_every_access_ends_with_the_last_plan_once_nobody_can_challenge(
    world, family, conference
):
    deciding.record(world, conference, decision=ENDS)
    until = policy.dissent_until(world.now, world.profile)
    world.now = until - timedelta(minutes=1)
    deciding.sweep(world)
    before = deciding.group(world, family).closed_at

    world.now = until
    deciding.sweep(world)
    deciding.sweep(world)

    assert before is None
    assert deciding.group(world, family).closed_at == until
    with world.work() as session:
        rows = session.exec(
            select(Membership).where(Membership.group_id == family.id)
        ).all()
    assert all(row.ended_at == until for row in rows)
    removed = {row.person_id for row in world.outbox() if row.effect is Effect.REMOVE}
    assert removed == {
        person.id
        for person in (world.asha, world.ben, world.carol, world.dev, world.femi)
    }
    assert len(world.audited("core group closed")) == 1


def test_one_plan_that_goes_on_keeps_everybody_in(world, family, conference):
    first, _ = family.plans
    deciding.record(world, conference, decision=ENDS, differs={first.id: GOES_ON})

    deciding.sweep_until(world, world.today + timedelta(days=9))

    assert deciding.group(world, family).closed_at is None


def test_corrected_in_time_it_stays_open(world, family, conference):
    deciding.record(world, conference, decision=ENDS)
    deciding.record(world, conference, decision=GOES_ON)

    deciding.sweep_until(world, world.today + timedelta(days=9))

    assert deciding.group(world, family).closed_at is None


def test_while_the_decision_is_challenged_everybody_stays(world, family, conference):
    deciding.record(world, conference, decision=ENDS)
    challenge = _challenge(world, family, conference)
    deciding.sweep_until(world, world.today + timedelta(days=9))
    while_challenged = deciding.group(world, family).closed_at

    with world.work() as session:
        row = session.get_one(Challenge, challenge.id)
        row.ended_at = world.now
        session.add(row)
    deciding.sweep_until(world, world.today + timedelta(days=4))

    assert while_challenged is None
    assert deciding.group(world, family).closed_at is not None


@pytest.mark.parametrize(
    ("decision", "who"),
    [(ENDS, ["asha", "carol"]), (GOES_ON, ["ben", "carol"])],
)
def test_who_said_otherwise_is_told_until_when_they_can_challenge(
    world, family, decision, who
):
    held = deciding.held(
        world,
        family,
        {
            "asha": Recommendation.CONTINUE,
            "ben": Recommendation.END_CHILD_IN_NEED,
            "carol": Recommendation.SEEK_LEGAL_ADVICE,
            "dev": Recommendation.CANNOT_SAY,
        },
    )
    before = len(world.outbox(LIST))

    deciding.record(world, held, decision=decision)

    people = [world.asha, world.ben, world.carol, world.dev]
    told = [
        person.name.lower()
        for person in people
        if deciding.owed(world, person).to_challenge
    ]
    assert told == who
    until = policy.dissent_until(world.now, world.profile)
    (one,) = deciding.owed(world, world.carol).to_challenge
    assert one.until == until
    assert deciding.read(world, held, world.carol).challenge_until == until
    assert "You can challenge that until" in _list_text(world, world.carol)
    assert before <= len(world.outbox(LIST))


def test_at_its_hour_the_time_to_challenge_is_over(world, family):
    held = deciding.held(world, family, {"ben": Recommendation.CONTINUE})
    deciding.record(world, held, decision=Decision.CONTINUES_AND_LEGAL)
    until = policy.dissent_until(world.now, world.profile)

    world.now = until - timedelta(seconds=1)
    last = deciding.owed(world, world.ben).to_challenge
    world.now = until

    assert last
    assert not deciding.owed(world, world.ben).to_challenge
    assert deciding.read(world, held, world.ben).challenge_until is None


def test_who_left_yesterday_is_told_nothing(world, family):
    held = deciding.held(world, family, {"ben": Recommendation.CONTINUE})
    world.leave(family, world.ben)
    world.later(minutes=1)

    deciding.record(world, held, decision=ENDS)

    assert not deciding.owed(world, world.ben)
