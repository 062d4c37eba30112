"""Before a core group: reminders to those not yet heard from, the forecast."""

from datetime import timedelta

from bot.render import Renderer
from models.tables.outbox import OutboxRow
from models.vocabulary import ComingAs, Effect, OutboxState
from tests.coming import attending
from workflows import catalogue


def test_only_those_not_yet_heard_from_are_reminded_five_and_one_days_ahead(
    world, meeting
):
    attending.say(world, meeting, world.asha)
    attending.say(world, meeting, world.ben)
    at_first = attending.daily(world)
    for ahead in (6, 5, 4, 3, 1):
        world.on(world.profile.calendar.subtract(meeting.dated_on, ahead), 7, 38)
        attending.sweep(world)
        assert attending.sweep(world) == 0

    assert at_first == ["asha", "ben", "carol"]
    assert attending.daily(world) == [*at_first, "carol", "carol"]
    assert attending.headcount(world, meeting).acts_on is None


def test_two_days_ahead_the_convenor_sees_who_comes_and_what_to_do(world, meeting):
    attending.say(world, meeting, world.asha)
    attending.say(world, meeting, world.ben)
    world.on(world.profile.calendar.subtract(meeting.dated_on, 2), 7, 38)

    attending.sweep(world)

    assert world.told("coming.forecast") == ["asha"]
    said = _rendered(world)
    assert "quorate only if those come who are not yet heard from" in said
    assert "Hill Top School" in said
    assert "Please telephone them today" in said
    assert "Hetty" in said


def test_the_forecast_is_true_when_it_is_sent(world, meeting):
    for person in (world.asha, world.ben, world.carol):
        attending.say(world, meeting, person)
    world.on(world.profile.calendar.subtract(meeting.dated_on, 2), 7, 38)
    attending.sweep(world)
    attending.say(world, meeting, world.carol, ComingAs.CANNOT)

    assert "Nobody comes from: Hill Top School" in _rendered(world)
    attending.cancel(world, meeting)
    assert _wanted(world) is not None


def test_while_the_convenor_is_away_their_manager_sees_it(world, meeting):
    world.on(world.profile.calendar.subtract(meeting.dated_on, 2), 7, 38)
    world.away(world.asha, deputy=None, days=30)

    attending.sweep(world)

    assert world.told("coming.forecast") == ["grace"]


def test_after_days_of_silence_all_is_said_once(world, meeting):
    world.on(meeting.dated_on - timedelta(days=1), 12)

    assert attending.sweep(world) == 1
    assert attending.sweep(world) == 0
    assert world.told("coming.forecast") == ["asha"]


def test_a_core_group_that_is_cancelled_is_no_longer_asked_about(world, meeting):
    attending.cancel(world, meeting)
    before = attending.daily(world)
    world.on(world.profile.calendar.subtract(meeting.dated_on, 5), 7, 38)

    attending.sweep(world)

    assert attending.daily(world) == before
    assert attending.headcount(world, meeting).acts_on is None


def test_one_dated_at_short_notice_is_asked_about_at_once(world, family):
    meeting = attending.dated(world, family, world.in_working_days(2))

    assert attending.owed(world, world.ben)
    assert attending.headcount(world, meeting).acts_on == world.in_working_days(1)


def _entry(world):
    return catalogue.entries(world.profile)["coming.forecast"]


def _rendered(world) -> str:
    (row,) = world.outbox("coming.forecast")
    entry = _entry(world)
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        words = entry.words(session, row, message, world.now)
    return Renderer().render(message, words, entry.buttons(words)).packed()


def _wanted(world) -> str | None:
    (row,) = world.outbox("coming.forecast")
    entry = _entry(world)
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        because: str | None = entry.wanted(session, row, message, world.now)
    return because


def test_a_list_that_was_sent_is_put_right_when_it_is_cancelled(world, meeting):
    (mine,) = (
        row
        for row in world.outbox("overview.daily_list")
        if row.person_id == world.ben.id
    )
    with world.work() as session:
        row = session.get_one(OutboxRow, mine.id)
        row.state = OutboxState.SENT
        session.add(row)

    attending.cancel(world, meeting)

    again = [one for one in world.outbox() if one.redraws_id == mine.id]
    assert [one.effect for one in again] == [Effect.REDRAW]
