"""Giving a notice: kept sealed, told to each member, corrected by a new one."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.queries import notices as queries
from models.sealed import unseal
from models.tables.notices import Notice
from models.tables.outbox import OutboxRow
from models.vocabulary import NoticeKind, OutboxState, Urgency
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.errors import NotYours
from workflows.notices import policy

URGENT = "notices.urgent"
LIST = "overview.daily_list"


def test_a_notice_is_kept_sealed_with_its_day_and_its_instant(world):
    family = world.group(children=2)
    yesterday = world.today - timedelta(days=1)

    receipt = noticing.give(world, family, world.ben, happened_on=yesterday)

    notice = noticing.notice_of(world, receipt)
    assert (notice.happened_on, notice.recorded_at) == (yesterday, world.now)
    assert CANARY not in notice.line_sealed
    with world.work() as session:
        kept = session.get_one(Notice, notice.id)
        named = queries.list_children_named(session, [notice.id])
        assert unseal(session, kept, "line") == CANARY
    assert {row.child_id for row in named} == {child.id for child in family.children}
    assert len(world.audited("notice given")) == 1


def test_it_can_be_about_some_of_the_children(world):
    family = world.group(children=3)

    chosen = (family.children[1].id,)
    receipt = noticing.give(world, family, world.ben, children=chosen)

    assert noticing.read(world, receipt, world.asha).children == {*chosen}


def test_each_member_is_told_in_their_one_message_of_the_day(world):
    family = world.group(members=(world.ben, world.carol, world.dev))

    noticing.give(world, family, world.ben)
    noticing.give(world, family, world.ben, NoticeKind.HOUSEHOLD_CHANGED)

    assert world.told(LIST) == ["asha", "carol", "dev"]
    assert world.told(URGENT) == []
    assert len(noticing.unread(world, world.carol)) == 2


def test_who_is_not_in_slack_is_asked_and_waited_for(world):
    family = world.group(members=(world.ben, world.hetty))

    receipt = noticing.give(world, family, world.ben)

    assert world.told(LIST) == ["asha"]
    waiting = noticing.read(world, receipt, world.asha).waiting_for
    assert "Hetty (Mill Lane Surgery, not in Slack: please telephone)" in waiting


def test_access_refused_once_reaches_the_manager_the_same_day(world):
    family = world.group()
    world.on(world.today, 20)

    noticing.give(world, family, world.ben, NoticeKind.ACCESS_REFUSED)

    assert world.told(URGENT) == ["asha", "grace"]
    for row in world.outbox(URGENT):
        assert (row.urgency, row.not_before) == (Urgency.URGENT, world.now)
    # Whoever was told at once has no second message about it today.
    assert world.told(LIST) == ["carol"]


def test_access_refused_twice_reaches_the_chair(world):
    family = world.group()
    other = world.group()
    noticing.give(world, other, world.ben, NoticeKind.ACCESS_REFUSED)
    noticing.give(world, family, world.ben, NoticeKind.ACCESS_REFUSED)
    before = world.told(URGENT)
    world.later(days=20)

    noticing.give(world, family, world.carol, NoticeKind.ACCESS_REFUSED)

    assert "femi" not in before
    assert world.told(URGENT).count("femi") == 1


def test_a_message_carries_alias_kind_and_date_and_not_what_was_written(world):
    family = world.group()

    noticing.give(world, family, world.ben, NoticeKind.POLICE_ATTENDED)

    with world.work() as session:
        payloads = session.exec(select(OutboxRow.payload)).all()
    assert payloads
    assert not any(CANARY in payload for payload in payloads)


def test_a_second_police_assisted_entry_offers_a_check_in_within_two_days(world):
    family = world.group()
    first = noticing.give_entry(world, family, world.ben)
    world.later(days=30)

    second = noticing.give_entry(world, family, world.asha)

    assert first.check_in_by is None
    assert second.check_in_by == world.today + timedelta(days=2)
    offered = [row for row in world.outbox(URGENT) if second.notice_id in row.payload]
    assert {row.person_id for row in offered} == {
        world.asha.id,
        world.grace.id,
        world.femi.id,
    }


@pytest.mark.parametrize("who", ["femi", "grace", "dev"])
def test_chair_manager_and_voluntary_member_can_give_one_too(world, who):
    family = world.group(members=(world.ben, world.dev))

    receipt = noticing.give(world, family, getattr(world, who))

    assert noticing.read(world, receipt, world.asha).line == CANARY


@pytest.mark.parametrize("who", ["xan", "ines", "quentin", "hugh", "bea"])
def test_nobody_else_can_give_one(world, who):
    family = world.group()
    world.away(world.ben, deputy=world.bea)

    with pytest.raises(NotYours):
        noticing.give(world, family, getattr(world, who))

    assert world.outbox() == []


def test_who_left_yesterday_can_give_none(world):
    family = world.group()
    world.leave(family, world.ben)
    world.later(days=1)

    with pytest.raises(NotYours):
        noticing.give(world, family, world.ben)


def test_a_child_of_another_family_is_refused_and_nothing_is_half_done(world):
    family, other = world.group(), world.group()

    with pytest.raises(policy.UnknownChild):
        noticing.give(world, family, world.ben, children=(other.children[0].id,))

    with world.work() as session:
        assert session.exec(select(Notice)).all() == []
    assert world.outbox() == []


def test_a_day_before_the_group_began_is_refused_and_the_first_day_is_not(world):
    family = world.group(since=world.today - timedelta(days=10))
    first = world.today - timedelta(days=10)
    noticing.give(world, family, world.ben, happened_on=first)

    with pytest.raises(policy.BeforeTheGroup):
        noticing.give(world, family, world.ben, happened_on=first - timedelta(days=1))


def test_a_correction_is_a_new_notice_and_the_earlier_one_is_kept(world):
    family = world.group()
    first = noticing.give(world, family, world.ben, NoticeKind.ACCESS_REFUSED)
    noticing.acknowledge(world, first, world.carol)

    second = noticing.give(world, family, world.ben, corrects=first, line="Better.")

    before = noticing.read(world, first, world.asha)
    after = noticing.read(world, second, world.asha)
    assert (before.line, before.corrected_by_id) == (CANARY, second.notice_id)
    assert (after.line, after.corrects_id) == ("Better.", first.notice_id)
    # What was not yet sent or read of the earlier one is asked for no more.
    states = {row.state for row in world.outbox(URGENT)}
    assert states == {OutboxState.CANCELLED}
    (owed,) = noticing.unread(world, world.asha)
    assert owed.notice_id == second.notice_id
    assert len(noticing.unread(world, world.carol)) == 1


def test_a_notice_is_corrected_once(world):
    family = world.group()
    first = noticing.give(world, family, world.ben)
    second = noticing.give(world, family, world.ben, corrects=first)

    with pytest.raises(policy.AlreadyCorrected):
        noticing.give(world, family, world.carol, corrects=first)

    third = noticing.give(world, family, world.carol, corrects=second)
    assert third.is_correction


def test_a_notice_of_another_family_cannot_be_corrected_here(world):
    family, other = world.group(), world.group(members=(world.carol,))
    theirs = noticing.give(world, other, world.carol)

    with pytest.raises(NotYours):
        noticing.give(world, family, world.ben, corrects=theirs)


def test_what_was_corrected_away_counts_no_more(world):
    family = world.group()
    first = noticing.give_entry(world, family, world.ben)
    noticing.give(world, family, world.ben, NoticeKind.POLICE_ATTENDED, corrects=first)

    second = noticing.give_entry(world, family, world.ben)

    assert second.check_in_by is None
