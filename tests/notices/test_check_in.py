"""A quick check-in after a second police-assisted entry: in two days, once, told."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind, Urgency
from tests.notices import noticing
from workflows.errors import NotYours
from workflows.notices import checking_in, entries, policy
from workflows.wording import by_kind

SET = "notices.check_in_set"


def _second(world, family):
    noticing.give_entry(world, family, world.ben)
    return noticing.give_entry(world, family, world.ben)


def _check_ins(world):
    with world.work() as session:
        return session.exec(select(Meeting)).all()


@pytest.mark.parametrize("who", ["asha", "femi", "grace"])
@pytest.mark.parametrize("days", [0, 2])
def test_each_of_the_three_can_set_one_within_two_days(world, who, days):
    family = world.group()
    receipt = _second(world, family)
    on = world.today + timedelta(days=days)

    noticing.set_check_in(world, receipt, getattr(world, who), on)

    (meeting,) = _check_ins(world)
    assert (meeting.kind, meeting.dated_on) == (MeetingKind.QUICK_CHECK_IN, on)
    (row,) = world.outbox(SET)
    assert (row.person_id, row.group_id) == (None, family.id)
    assert (row.urgency, row.not_before) == (Urgency.URGENT, world.now)


@pytest.mark.parametrize(
    ("days", "kind"), [(-1, policy.CheckInInThePast), (3, policy.CheckInTooLate)]
)
def test_a_day_that_is_past_or_too_far_is_refused(world, days, kind):
    receipt = _second(world, world.group())

    with pytest.raises(kind):
        noticing.set_check_in(
            world, receipt, world.asha, world.today + timedelta(days=days)
        )

    assert _check_ins(world) == []


@pytest.mark.parametrize("who", ["ben", "dev", "ines", "quentin", "xan"])
def test_nobody_else_can_set_one(world, who):
    receipt = _second(world, world.group(members=(world.ben, world.dev)))

    with pytest.raises(NotYours):
        noticing.set_check_in(world, receipt, getattr(world, who), world.today)


def test_a_first_entry_offers_none(world):
    receipt = noticing.give_entry(world, world.group(), world.ben)

    with pytest.raises(policy.NoCheckInOffered):
        noticing.set_check_in(world, receipt, world.asha, world.today)


def test_what_one_of_them_has_set_the_others_do_not_set_again(world):
    receipt = _second(world, world.group())
    noticing.set_check_in(world, receipt, world.asha, world.today)

    with pytest.raises(policy.CheckInIsSet):
        noticing.set_check_in(world, receipt, world.femi, world.today)

    assert len(_check_ins(world)) == 1
    assert noticing.read(world, receipt, world.femi).check_in_by is None


def test_when_it_was_cancelled_another_can_be_set(world):
    receipt = _second(world, world.group())
    meeting = noticing.set_check_in(world, receipt, world.asha, world.today)
    with world.work() as session:
        session.get_one(Meeting, meeting.id).cancelled_at = world.now

    noticing.set_check_in(world, receipt, world.femi, world.today + timedelta(days=1))

    assert len(_check_ins(world)) == 2


def test_a_correction_of_the_notice_keeps_the_check_in(world):
    family = world.group()
    receipt = _second(world, family)
    noticing.set_check_in(world, receipt, world.asha, world.today)

    again = noticing.give_entry(world, family, world.ben, corrects=receipt)

    assert again.check_in_by is None
    assert len(_check_ins(world)) == 1


def test_the_form_offers_today_to_the_last_day(world):
    receipt = _second(world, world.group())

    with world.work() as session:
        form = checking_in.open_form(
            session,
            actor=world.actor(world.femi),
            notice_id=receipt.notice_id,
            now=world.now,
            profile=world.profile,
        )

    assert (form.first_on, form.last_on) == (
        world.today,
        world.today + timedelta(days=2),
    )


def test_the_group_is_not_told_of_one_that_was_cancelled_meanwhile(world):
    receipt = _second(world, world.group())
    meeting = noticing.set_check_in(world, receipt, world.asha, world.today)
    (row,) = world.outbox(SET)
    entry = by_kind(entries.ENTRIES)[SET]
    message = entry.message.unpacked(row.payload)

    def reason():
        with world.work() as session:
            return entry.wanted(session, row, message, world.now)

    before = reason()
    with world.work() as session:
        session.get_one(Meeting, meeting.id).cancelled_at = world.now

    assert (before, reason()) == (None, "the check-in was cancelled")


def test_the_message_offers_the_check_in_until_one_is_set(world):
    receipt = _second(world, world.group())
    entry = by_kind(entries.ENTRIES)["notices.urgent"]
    row = next(
        row
        for row in world.outbox("notices.urgent")
        if receipt.notice_id in row.payload
    )
    message = entry.message.unpacked(row.payload)

    def buttons():
        with world.work() as session:
            words = entry.words(session, row, message, world.now)
        return [button.action_id for button in entry.buttons(words)]

    before = buttons()
    noticing.set_check_in(world, receipt, world.asha, world.today)

    assert before == ["notices.read", "notices.open_check_in"]
    assert buttons() == ["notices.read"]
