"""What the clock does after a core group: it asks, each working day, and ends it."""

from datetime import timedelta

import pytest

from bot.render import Renderer
from models.queries import scores as queries
from models.tables.meetings import Meeting
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, MeetingKind, OutboxState
from tests.scores import scoring
from tests.scores.conftest import met
from workflows import clock, outbox
from workflows.overview import entries as daily
from workflows.scores import sweeping
from workflows.wording import by_kind

LIST = "overview.daily_list"


def _begun(world, meeting):
    """Move to a minute after a core group began, and let the clock look."""
    assert meeting.starts_at is not None
    world.now = meeting.starts_at + timedelta(minutes=1)
    return scoring.sweep(world)


def test_every_member_is_asked_once_it_has_begun(world, family):
    meeting = met(world, family, clock.at(world.today, 14))
    world.on(world.today, 13, 59)
    before = scoring.sweep(world)

    done = _begun(world, meeting)

    assert (before, done) == (0, 1)
    assert world.told(LIST) == ["asha", "ben", "carol"]
    (owed,) = scoring.owed(world, world.ben)
    assert (owed.meeting_id, owed.met_on) == (meeting.id, world.today)
    assert owed.give_by == world.in_working_days(3)


def test_looking_again_does_nothing_more(world, meeting):
    scoring.sweep(world)
    rows, after = len(world.outbox()), scoring.after(world, meeting)

    assert [scoring.sweep(world) for _ in range(3)] == [0, 0, 0]

    assert len(world.outbox()) == rows
    assert scoring.after(world, meeting) == after
    assert len(world.audited("asked for scores")) == 1


def test_who_is_missing_is_asked_each_working_day_until_the_third(world, meeting):
    days = [world.in_working_days(n) for n in range(1, 5)]
    scoring.sweep(world)
    scoring.give(world, meeting, world.ben)

    done, lists, owed = [], [], []
    for day in days:
        world.on(day, 7, 41)
        before = len(world.outbox(LIST))
        done.append(scoring.sweep(world))
        lists.append(len(world.outbox(LIST)) - before)
        owed.append(len(scoring.owed(world, world.carol)))

    assert done == [1, 1, 1, 1]
    assert lists == [2, 2, 2, 0]
    assert owed == [1, 1, 1, 0]
    after = scoring.after(world, meeting)
    assert after is not None
    assert (after.acts_on, after.ended_at) == (None, world.now)
    assert len(world.audited("ended asking after a core group")) == 1


def test_who_has_given_owes_nothing_and_the_list_they_were_sent_is_drawn_again(
    world, meeting
):
    scoring.sweep(world)
    with world.work() as session:
        for row in world.outbox(LIST):
            session.get_one(OutboxRow, row.id).state = OutboxState.SENT

    scoring.give(world, meeting, world.ben)

    assert scoring.owed(world, world.ben) == []
    redrawn = [row for row in world.outbox() if row.effect is Effect.REDRAW]
    assert {row.person_id for row in redrawn} == {world.ben.id}


def test_a_list_that_was_sent_that_morning_shows_it_from_now_on(world, family):
    meeting = met(world, family, clock.at(world.today, 14))
    with world.work() as session:
        row = outbox.daily(
            session, person_id=world.ben.id, now=world.now, profile=world.profile
        )
        row.state = OutboxState.SENT

    _begun(world, meeting)

    redrawn = [row for row in world.outbox() if row.effect is Effect.REDRAW]
    assert [row.person_id for row in redrawn] == [world.ben.id]


def test_when_all_are_in_nobody_is_asked_any_more(world, meeting):
    scoring.sweep(world)
    for person in (world.asha, world.ben, world.carol):
        scoring.give(world, meeting, person)
    world.on(world.in_working_days(1), 7, 41)

    assert scoring.sweep(world) == 0

    after = scoring.after(world, meeting)
    assert after is not None
    assert after.opened_at is not None
    assert after.acts_on is None


def test_what_was_given_before_the_clock_looked_is_asked_of_nobody_again(
    world, meeting
):
    scoring.give(world, meeting, world.ben)

    scoring.sweep(world)

    assert world.told(LIST) == ["asha", "carol"]


def test_a_deputy_is_asked_while_somebody_is_away(world, meeting):
    world.away(world.ben, deputy=world.bea)

    scoring.sweep(world)

    assert world.told(LIST) == ["asha", "bea", "carol"]
    (owed,) = scoring.owed(world, world.bea)
    assert (owed.for_person_id, owed.for_name) == (world.ben.id, "Ben")
    assert owed.value == f"{meeting.id}:{world.ben.id}"
    assert scoring.owed(world, world.ben) == []


def test_who_is_outside_slack_is_not_written_to_and_is_waited_for(world):
    family = world.group(members=(world.hetty,))
    meeting = met(world, family, clock.at(world.today, 10))
    _begun(world, meeting)

    receipt = scoring.give(world, meeting, world.asha)

    assert world.told(LIST) == ["asha"]
    assert not receipt.can_be_read
    assert scoring.read(world, meeting, world.asha).scores.waiting_for == (
        "Hetty (Mill Lane Surgery, not in Slack)",
    )


@pytest.mark.parametrize("when", ["before it", "after asking"])
def test_a_cancelled_core_group_is_asked_about_no_more(world, meeting, when):
    if when == "after asking":
        scoring.sweep(world)
    with world.work() as session:
        session.get_one(Meeting, meeting.id).cancelled_at = world.now
    lists = len(world.outbox(LIST))
    world.on(world.in_working_days(1), 7, 41)

    scoring.sweep(world)

    assert len(world.outbox(LIST)) == lists
    assert scoring.owed(world, world.ben) == []
    after = scoring.after(world, meeting)
    assert after is None or after.acts_on is None
    assert (after is None) == (when == "before it")


def test_a_closed_group_is_asked_no_more(world, family, meeting):
    scoring.sweep(world)
    with world.work() as session:
        session.get_one(CoreGroup, family.id).closed_at = world.now
    lists = len(world.outbox(LIST))
    world.on(world.in_working_days(1), 7, 41)

    scoring.sweep(world)

    assert len(world.outbox(LIST)) == lists
    assert scoring.owed(world, world.ben) == []
    after = scoring.after(world, meeting)
    assert after is not None
    assert after.acts_on is None


def test_one_that_met_too_long_ago_is_never_begun(world, family):
    meeting = world.meeting(family, world.today)
    world.on(world.in_working_days(4), 7, 41)

    assert scoring.sweep(world) == 0

    assert scoring.after(world, meeting) is None
    assert world.outbox(LIST) == []


@pytest.mark.parametrize(
    "kind", [MeetingKind.QUICK_CHECK_IN, MeetingKind.MIDWAY_REVIEW]
)
def test_other_meetings_are_not_asked_about(world, family, kind):
    world.keep(
        Meeting(
            group_id=family.id,
            kind=kind,
            dated_on=world.today,
            recorded_at=world.now,
        )
    )

    assert scoring.sweep(world) == 0
    assert world.outbox(LIST) == []


def test_killed_midway_everything_is_there_or_nothing_and_it_is_done_again(
    world, meeting, monkeypatch
):
    class Killed(Exception):
        pass

    real, asked = outbox.daily, []

    def dies(*args, **named):
        asked.append(named["person_id"])
        if len(asked) == 2:
            raise Killed
        return real(*args, **named)

    monkeypatch.setattr(outbox, "daily", dies)
    with pytest.raises(Killed), world.work() as session:
        sweeping.advance(session, meeting.id, now=world.now, profile=world.profile)
    killed = (scoring.after(world, meeting), world.outbox(LIST))
    monkeypatch.setattr(outbox, "daily", real)

    assert scoring.sweep(world) == 1

    assert killed == (None, [])
    assert len(asked) == 2
    assert world.told(LIST) == ["asha", "ben", "carol"]


def test_a_broken_one_silences_no_other(world, family, meeting, monkeypatch):
    other = world.group(members=(world.dev,))
    fine = met(world, other, clock.at(world.today, 10))
    real = sweeping.advance

    def breaks(session, meeting_id, **named):
        if meeting_id == meeting.id:
            raise ValueError(meeting_id)
        real(session, meeting_id, **named)

    monkeypatch.setattr(sweeping, "advance", breaks)
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)

    assert (swept.done, swept.failed) == (1, 1)
    assert scoring.after(world, fine) is not None
    assert scoring.after(world, meeting) is None
    assert family.id != other.id


def test_the_daily_list_names_the_core_group_by_alias_and_dates_only(
    world, family, meeting
):
    scoring.sweep(world)
    row = next(r for r in world.outbox(LIST) if r.person_id == world.ben.id)
    entry = by_kind(daily.entries(world.profile))[LIST]
    message = entry.message.unpacked(row.payload)

    with world.work() as session:
        wanted = entry.wanted(session, row, message, world.now)
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))

    assert wanted is None
    (line,) = words["to_score"]
    assert line["button"].value == f"{meeting.id}:"
    assert sent.text == (
        f"{family.alias}: please give your scores after the core group of Tuesday 10 "
        "February"
    )
    assert "it takes a minute" in repr(sent.blocks)


def test_the_list_has_nothing_more_to_say_once_it_is_given(world, meeting):
    scoring.sweep(world)
    row = next(r for r in world.outbox(LIST) if r.person_id == world.ben.id)
    entry = by_kind(daily.entries(world.profile))[LIST]
    message = entry.message.unpacked(row.payload)
    scoring.give(world, meeting, world.ben)

    with world.work() as session:
        because = entry.wanted(session, row, message, world.now)

    assert because == "nothing is owed"


def test_the_clock_knows_when_it_is_next_to_ask(world, family):
    def next_day():
        with world.work() as session:
            return queries.next_day_to_act(session)

    assert next_day() is None
    meeting = met(world, family, clock.at(world.in_working_days(2), 10))
    ahead = next_day()
    _begun(world, meeting)

    assert ahead == meeting.dated_on
    assert next_day() == world.in_working_days(1)
