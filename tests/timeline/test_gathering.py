"""Every figure of a timeline, counted again from the rows by another way."""

import pytest
from sqlmodel import col, select

from models.tables.access import Agency
from models.tables.records import Attended, Record
from models.tables.scores import EndOfMeeting, MeetingScore
from models.vocabulary import AttendedAs, MeetingKind, NoticeKind, Progress
from tests.actions import acting
from tests.log_guard import CANARY
from tests.notices import noticing
from tests.timeline.seeing import gave, recorded, timeline
from workflows.errors import NotYours
from workflows.timelines.contents import MeetingMark


def test_an_empty_history_is_empty(world, family):
    found = timeline(world, family, world.asha, is_whole=True)

    assert found.is_empty
    assert (found.first_on, found.last_on) == (world.today, world.today)


def test_agencies_are_counted_as_the_rows_say(world, family):
    recorded(world, family, came=(world.asha, world.ben), apologies=(world.carol,))
    world.later(days=14)
    recorded(world, family, came=(world.asha, world.ben, world.piotr))

    found = timeline(world, family, world.asha, is_whole=True)

    with world.work() as session:
        by_hand = [
            len(
                {
                    row.agency_id
                    for row in session.exec(
                        select(Attended).where(Attended.record_id == record.id)
                    )
                    if row.attended in {AttendedAs.CAME, AttendedAs.DEPUTY}
                }
                & {agency.id for agency in session.exec(select(Agency))}
            )
            for record in session.exec(select(Record).order_by(col(Record.held_on)))
        ]
    assert [one.agencies for one in found.agencies] == by_hand == [2, 3]


def test_a_corrected_record_counts_as_corrected(world, family):
    meeting = recorded(world, family, came=(world.asha, world.ben))
    recorded(world, family, came=(world.asha, world.ben, world.carol), meeting=meeting)

    found = timeline(world, family, world.asha, is_whole=True)

    assert [one.agencies for one in found.agencies] == [3]


def test_the_spread_is_what_the_rows_say(world, family):
    meeting = recorded(world, family, came=(world.asha, world.ben, world.carol))
    for person, score in ((world.asha, 3), (world.ben, 7), (world.carol, 4)):
        gave(world, meeting, person, score)
    gave(world, meeting, world.piotr, 5)
    world.later(days=1)

    found = timeline(world, family, world.asha, is_whole=True)

    with world.work() as session:
        scores = [
            row.score
            for row in session.exec(
                select(MeetingScore).join(
                    EndOfMeeting, col(MeetingScore.end_id) == col(EndOfMeeting.id)
                )
            )
        ]
    (spread,) = found.spreads or ()
    assert (spread.lowest, spread.highest) == (min(scores), max(scores)) == (3, 7)


def test_scores_that_nobody_may_read_yet_are_not_shown(world, family):
    meeting = recorded(world, family, came=(world.asha, world.ben))
    gave(world, meeting, world.ben, 2)

    before = timeline(world, family, world.carol, is_whole=True)
    world.later(days=1)
    after = timeline(world, family, world.carol, is_whole=True)

    assert before.spreads == ()
    assert len(after.spreads or ()) == 1


def test_who_may_not_read_scores_has_no_lane_of_them(world, family):
    found = timeline(world, family, world.quentin, is_whole=True)

    assert found.spreads is None


def test_notices_are_counted_and_a_correction_takes_the_place(world, family):
    first = noticing.give(world, family, world.ben, NoticeKind.NOT_BROUGHT)
    noticing.give(world, family, world.ben, NoticeKind.OTHER, corrects=first)
    noticing.give(world, family, world.ben, NoticeKind.ACCESS_REFUSED)

    found = timeline(world, family, world.asha, is_whole=True)

    assert sorted(one.kind for one in found.notices) == [
        NoticeKind.ACCESS_REFUSED,
        NoticeKind.OTHER,
    ]


def test_overdue_actions_rise_and_fall(world, family):
    acting.make(world, family, world.ben, due_on=world.in_working_days(1))
    made = acting.make(world, family, world.carol, due_on=world.in_working_days(1))
    due = world.in_working_days(1)
    world.later(days=10)
    acting.report(world, made, world.carol, Progress.DONE)

    found = timeline(world, family, world.asha, is_whole=True)

    assert [(one.overdue, (one.on - due).days) for one in found.overdue] == [
        (2, 1),
        (1, (world.today - due).days),
    ]


def test_a_cancelled_core_group_stands_where_it_was_dated(world, family):
    meeting = world.meeting(family, world.in_working_days(3))
    with world.work() as session:
        row = session.get_one(type(meeting), meeting.id)
        row.cancelled_at, row.short_notice = world.now, True
        session.add(row)
    world.later(days=10)

    found = timeline(world, family, world.asha, is_whole=True)

    (one,) = found.meetings
    assert (one.on, one.mark) == (meeting.dated_on, MeetingMark.SHORT_NOTICE)


def test_since_the_last_review_leaves_out_what_was_before(world, family):
    noticing.give(world, family, world.ben, NoticeKind.NOT_BROUGHT)
    world.later(days=5)
    review = world.conference(family, on=world.today)
    with world.work() as session:
        row = session.get_one(type(review), review.id)
        row.held_on = world.today
        session.add(row)
    held_on = world.today
    world.later(days=5)
    noticing.give(world, family, world.ben, NoticeKind.OTHER)

    since = timeline(world, family, world.asha, is_whole=False)
    whole = timeline(world, family, world.asha, is_whole=True)

    assert (since.first_on, since.is_whole) == (held_on, False)
    assert [one.kind for one in since.notices] == [NoticeKind.OTHER]
    assert whole.is_whole


def test_every_reading_is_audited_and_a_stranger_is_refused(world, family):
    timeline(world, family, world.ben, is_whole=True)

    (row,) = world.audited("timeline opened")
    assert (row.actor_id, row.subject) == (world.ben.id, family.id)
    with pytest.raises(NotYours):
        timeline(world, family, world.xan, is_whole=True)


def test_nothing_that_anybody_wrote_is_in_it(world, family):
    recorded(world, family, came=(world.asha, world.ben))
    noticing.give(world, family, world.ben, NoticeKind.OTHER)
    acting.make(world, family, world.ben)

    found = timeline(world, family, world.asha, is_whole=True)

    assert CANARY not in repr(found)
    assert world.ben.name not in repr(found)
    assert MeetingKind.CORE_GROUP in {one.kind for one in found.meetings}
    assert {one.mark for one in found.meetings} == {MeetingMark.HELD}
