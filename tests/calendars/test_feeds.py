"""What stands in whose calendar, and when a calendar is a new version of itself."""

from datetime import timedelta

import pytest

from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from tests.calendars.subscribing import (
    events,
    fetch,
    fetched,
    subscribe,
    titles,
    written,
)
from workflows import clock
from workflows.calendars import fetching, use_cases
from workflows.calendars.fetching import Fetched, Missing
from workflows.calendars.use_cases import Options
from workflows.conferences import use_cases as conferences


def timed(world, family, on, **other):
    return world.keep(
        Meeting(
            group_id=family.id,
            kind=MeetingKind.CORE_GROUP,
            dated_on=on,
            starts_at=clock.at(on, 10),
            recorded_at=world.now,
            **other,
        )
    )


def test_a_member_has_the_familys_meetings_conferences_and_deadlines(world):
    family = world.group()
    world.meeting(family, world.in_working_days(5))
    world.conference(family, in_working_days=30)
    token = subscribe(world, world.ben)

    found = titles(world, token)

    assert found == ["Core group", "Review conference", "Core group due"]


def test_its_conference_chair_has_the_conferences_only(world):
    family = world.group()
    world.meeting(family, world.in_working_days(5))
    world.conference(family, in_working_days=30)
    token = subscribe(world, world.femi)

    assert titles(world, token) == ["Review conference"]


def test_a_chair_who_was_followed_by_another_has_them_no_more(world):
    family = world.group()
    world.conference(family)
    token = subscribe(world, world.femi)
    before = titles(world, token)

    world.allocate(family, world.sofia)

    assert before == ["Review conference"]
    assert titles(world, token) == []


def test_nobody_has_anything_of_another_family(world):
    own = world.group(members=[world.ben])
    other = world.group(members=[world.carol])
    for family in (own, other):
        world.meeting(family, world.in_working_days(5))
    token = subscribe(world, world.ben)

    aliases = {one.summary.rpartition(" ")[2] for one in events(world, token)}

    assert aliases == {own.alias}


def test_a_review_without_a_date_of_its_own_is_a_deadline(world):
    family = world.group()
    world.conference(family, provisional=True)
    token = subscribe(world, world.ben)

    assert "Review conference due" in titles(world, token)
    assert "Review conference" not in titles(world, token)


def test_own_views_are_there_only_if_wanted_and_until_they_are_given(world):
    family = world.group()
    found = world.open_round(family)
    plain, with_tasks = (
        subscribe(world, world.ben),
        subscribe(world, world.carol, with_tasks=True),
    )
    before = titles(world, with_tasks)

    world.submit(found, world.carol, world.answers(family))

    assert "Your view due" in before
    assert "Your view due" not in titles(world, with_tasks)
    assert "Your view due" not in titles(world, plain)


def test_plain_titles_are_kept_when_they_are_wanted(world):
    family = world.group()
    world.meeting(family, world.in_working_days(5))
    token = subscribe(world, world.ben, discreet=True)

    assert titles(world, token) == ["Meeting", "Due date"]


def _choose(world, person, **options):
    with world.work() as session:
        use_cases.set_options(
            session,
            actor=world.actor(person),
            options=Options(**options),
            now=world.now,
        )


def test_when_other_titles_are_chosen_every_entry_says_that_it_changed(world):
    family = world.group()
    timed(world, family, world.in_working_days(5))
    token = subscribe(world, world.ben)
    before = events(world, token)
    world.later(minutes=5)

    _choose(world, world.ben, discreet=True)

    after = events(world, token)
    assert {one.revised_at for one in after} == {world.now}
    # The time did not move, so the figure does not either.
    assert [one.sequence for one in after] == [one.sequence for one in before]


def test_saving_the_same_choices_again_changes_nothing(world):
    world.group()
    token = subscribe(world, world.ben, discreet=True)
    before = fetched(world, token)
    world.later(minutes=5)

    _choose(world, world.ben, discreet=True)

    assert fetched(world, token) == before


def test_titles_chosen_back_are_a_new_version_too(world):
    world.group()
    token = subscribe(world, world.ben)
    first = fetched(world, token).version

    for discreet in (True, False):
        world.later(minutes=5)
        _choose(world, world.ben, discreet=discreet)

    assert fetched(world, token).version.name != first.name


@pytest.mark.parametrize(
    ("days", "is_shown"), [(-90, True), (-91, False), (548, True), (549, False)]
)
def test_a_meeting_is_shown_from_ninety_days_back_to_eighteen_months_ahead(
    world, days, is_shown
):
    family = world.group(since=world.today)
    timed(world, family, world.today + timedelta(days=days))
    token = subscribe(world, world.ben)

    assert ("Core group" in titles(world, token)) == is_shown


@pytest.mark.parametrize(("days", "is_shown"), [(-14, True), (-15, False)])
def test_a_cancelled_one_stays_for_two_weeks_after_its_day(world, days, is_shown):
    family = world.group()
    timed(world, family, world.today + timedelta(days=days), cancelled_at=world.now)
    token = subscribe(world, world.ben)

    assert ("Cancelled: Core group" in titles(world, token)) == is_shown


def test_a_moved_conference_keeps_its_name_and_its_figure_rises(world):
    family = world.group()
    conference = world.conference(family)
    world.round(conference)
    token = subscribe(world, world.femi)
    (before,) = events(world, token)

    world.later(minutes=5)
    with world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(world.femi),
            conference_id=conference.id,
            dated_on=world.in_working_days(40),
            now=world.now,
            profile=world.profile,
        )

    (after,) = events(world, token)
    assert after.uid == before.uid
    assert after.sequence == before.sequence + 1
    assert after.revised_at == world.now
    assert after.starts == world.in_working_days(40)


def test_a_conference_that_loses_its_day_loses_its_time_of_day(world):
    family = world.group()
    conference = world.conference(family)
    world.round(conference)
    with world.work() as session:
        row = session.get_one(type(conference), conference.id)
        row.starts_at = clock.at(row.dated_on, 14)
        session.add(row)
    token = subscribe(world, world.femi)

    with world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(world.femi),
            conference_id=conference.id,
            dated_on=world.in_working_days(40),
            now=world.now,
            profile=world.profile,
        )

    (event,) = events(world, token)
    assert event.starts == world.in_working_days(40)


def test_a_cancelled_conference_stays_and_says_so(world):
    family = world.group()
    conference = world.conference(family)
    world.round(conference)
    token = subscribe(world, world.femi)
    (before,) = events(world, token)

    with world.work() as session:
        conferences.cancel(
            session,
            actor=world.actor(world.femi),
            conference_id=conference.id,
            now=world.later(minutes=5),
        )

    (after,) = events(world, token)
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert after.summary.startswith("Cancelled: ")


def test_a_deadline_moves_with_the_last_core_group_and_its_figure_rises(world):
    family = world.group()
    token = subscribe(world, world.ben)
    (before,) = events(world, token)

    timed(world, family, world.in_working_days(5))

    after = events(world, token)[-1]
    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert after.starts == world.in_working_days(5) + timedelta(weeks=6)


def test_a_name_is_the_same_for_everybody_and_after_a_new_address(world):
    family = world.group()
    world.meeting(family, world.in_working_days(5))
    first, other = subscribe(world, world.ben), subscribe(world, world.carol)
    names = [{one.uid for one in events(world, token)} for token in (first, other)]

    second = subscribe(world, world.ben)

    names.append({one.uid for one in events(world, second)})
    assert names[0] == names[1] == names[2]


def test_nothing_changes_while_nothing_changes(world):
    family = world.group()
    timed(world, family, world.in_working_days(5))
    token = subscribe(world, world.ben)
    before, body = fetched(world, token), written(world, token)

    world.later(days=3, seconds=17)

    assert fetched(world, token) == before
    assert written(world, token) == body


@pytest.mark.parametrize(
    "change", ["added", "moved", "cancelled", "left", "gone by", "closed", "options"]
)
def test_every_change_is_a_new_version_and_a_later_one(world, change):
    family = world.group()
    meeting = timed(world, family, world.in_working_days(5))
    token = subscribe(world, world.ben)
    before = fetched(world, token).version

    _change(world, family, meeting, change)

    after = fetched(world, token).version
    assert after.name != before.name
    assert after.since > before.since


def _change(world, family, meeting, change):
    if change == "added":
        timed(world, family, world.in_working_days(9))
    elif change == "left":
        world.leave(family, world.ben)
    elif change == "gone by":
        world.on(meeting.dated_on + timedelta(days=91))
    elif change == "options":
        _choose(world, world.ben, discreet=True)
    else:
        with world.work() as session:
            row = session.get_one(type(meeting), meeting.id)
            group = session.get_one(type(family.group), family.id)
            if change == "moved":
                row.starts_at = clock.at(row.dated_on, 11)
            elif change == "cancelled":
                row.cancelled_at = world.now
            else:
                group.closed_at = world.now
            session.add_all([row, group])


def test_a_version_counts_even_within_one_second(world):
    family = world.group()
    token = subscribe(world, world.ben)
    versions = [fetched(world, token).version]

    for days in (5, 9):
        timed(world, family, world.in_working_days(days))
        versions.append(fetched(world, token).version)

    assert versions[0].since < versions[1].since < versions[2].since


def test_who_leaves_the_service_has_an_empty_calendar_then_none(world):
    family = world.group()
    world.meeting(family, world.in_working_days(5))
    token = subscribe(world, world.ben)
    before = titles(world, token)

    world.deactivate(world.ben)

    assert before
    assert titles(world, token) == []
    world.later(days=29, hours=23)
    assert titles(world, token) == []
    world.later(hours=1)
    assert fetch(world, token) is Missing.LEFT


def test_who_has_it_already_is_given_the_version_alone(world):
    world.group()
    token = subscribe(world, world.ben)
    has = fetched(world, token).version

    with world.work() as session:
        found = fetching.fetch(
            session,
            token=token,
            now=world.now,
            profile=world.profile,
            has=lambda version: version == has,
        )

    assert isinstance(found, Fetched)
    assert (found.version, found.contents) == (has, None)
