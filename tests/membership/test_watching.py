"""What a look at a channel leads to: rows, word to people, and nothing twice."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.queries import membership as queries
from models.tables.audit import AuditRow
from models.tables.membership import ChannelLook, Membership
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState, QuietBecause
from tests.world import World
from workflows import clock, outbox
from workflows.membership import register, watching
from workflows.membership.channel import Channel
from workflows.membership.messages import WhoIsWho

OURS = "UBOT"


@pytest.fixture
def world(database):
    return World(database)


@pytest.fixture
def family(world):
    family = world.group()
    with world.work() as session:
        session.get_one(CoreGroup, family.id).channel_id = "C0001"
    return family


def everybody(world):
    people = (world.asha, world.ben, world.carol, world.femi)
    return {person.slack_user_id for person in people}


def seen(world, family, *, plus=(), minus=(), **more):
    accounts = everybody(world) | {one.slack_user_id for one in plus}
    accounts -= {one.slack_user_id for one in minus}
    found = {"name": family.alias.lower(), **more}
    return Channel(accounts=frozenset({OURS, *accounts}), **found)


def look(world, family, channel):
    with world.work() as session:
        return watching.reconcile(
            session,
            family.id,
            seen=channel,
            ours=OURS,
            looked_at=world.now,
            now=world.later(seconds=1),
            profile=world.profile,
        )


def group(world, family):
    with world.work() as session:
        return session.get_one(CoreGroup, family.id)


def events(world):
    with world.work() as session:
        return session.exec(select(AuditRow.event).order_by(col(AuditRow.at))).all()


def of_effect(world, effect):
    return [row for row in world.outbox() if row.effect is effect]


def test_a_channel_in_order_changes_nothing_and_is_looked_at_tomorrow(world, family):
    look(world, family, seen(world, family))

    assert world.outbox() == []
    assert group(world, family).channel_quiet_because is None
    with world.work() as session:
        look_at = session.get_one(ChannelLook, family.id).look_at
    assert look_at == clock.at(world.today + timedelta(days=1), 6, 45)


def test_a_stranger_silences_the_channel_and_two_are_told_once(world, family):
    found = seen(world, family, plus=[world.xan])
    look(world, family, found)

    look(world, family, found)

    rows = world.outbox("membership.channel_quiet")
    assert {row.person_id for row in rows} == {world.asha.id, world.ines.id}
    assert len(rows) == 2
    assert world.xan.slack_user_id in rows[0].payload
    assert group(world, family).channel_quiet_because == QuietBecause.STRANGER
    assert events(world).count("channel went quiet") == 1


def test_a_second_stranger_is_told_of_and_replaces_what_is_not_sent_yet(world, family):
    look(world, family, seen(world, family, plus=[world.xan]))

    look(world, family, seen(world, family, plus=[world.xan, world.piotr]))

    rows = world.outbox("membership.channel_quiet")
    states = sorted(row.state for row in rows)
    assert states == [OutboxState.CANCELLED] * 2 + [OutboxState.PLANNED] * 2


def test_one_of_two_strangers_gone_is_no_news(world, family):
    look(world, family, seen(world, family, plus=[world.xan, world.piotr]))

    look(world, family, seen(world, family, plus=[world.xan]))

    assert len(world.outbox("membership.channel_quiet")) == 2


def test_a_quiet_channel_is_looked_at_again_within_the_hour(world, family):
    look(world, family, seen(world, family, plus=[world.xan]))

    with world.work() as session:
        now = world.now
        early = queries.list_channels_to_look_at(
            session, now=now + timedelta(minutes=59), limit=9
        )
        due = queries.list_channels_to_look_at(
            session, now=now + timedelta(hours=1), limit=9
        )
    assert (early, due) == ([], [(family.id, "C0001")])


def sent(world, kind):
    with world.work() as session:
        for row in session.exec(select(OutboxRow).where(OutboxRow.kind == kind)):
            row.state = OutboxState.SENT


def test_it_speaks_again_and_the_lead_social_worker_is_told(world, family):
    look(world, family, seen(world, family, plus=[world.xan]))
    sent(world, "membership.channel_quiet")

    look(world, family, seen(world, family))
    look(world, family, seen(world, family))

    (word,) = world.outbox("membership.channel_speaks")
    assert word.person_id == world.asha.id
    assert group(world, family).channel_quiet_because is None
    assert "channel speaks again" in events(world)


def test_who_did_not_hear_of_the_quiet_need_not_hear_that_it_is_over(world, family):
    look(world, family, seen(world, family, plus=[world.xan]))

    look(world, family, seen(world, family))

    assert world.outbox("membership.channel_speaks") == []
    assert {row.state for row in world.outbox()} == {OutboxState.CANCELLED}


def test_what_was_held_while_it_was_quiet_is_sent_after_all(world, family):
    look(world, family, seen(world, family, plus=[world.xan]))
    message = WhoIsWho(group_id=family.id, alias=family.alias, version=1)
    with world.work() as session:
        row = outbox.post(
            session,
            message,
            to=outbox.ToChannel(family.id),
            dedupe_key="news",
            now=world.now,
        )
        row.state, row.reason = OutboxState.HELD, QuietBecause.STRANGER.value
        other = outbox.post(
            session,
            message,
            to=outbox.ToChannel(family.id),
            dedupe_key="broken",
            now=world.now,
        )
        other.state, other.reason = OutboxState.HELD, "DoesNotFit"

    look(world, family, seen(world, family))

    assert world.reload(row).state is OutboxState.PLANNED
    assert world.reload(other).state is OutboxState.HELD


def test_a_member_who_is_missing_is_invited_once_a_day(world, family):
    without = seen(world, family, minus=[world.ben])
    look(world, family, without)
    look(world, family, without)
    (first,) = of_effect(world, Effect.INVITE)
    with world.work() as session:
        row = session.get_one(OutboxRow, first.id)
        row.state, row.sent_at = OutboxState.CONFIRMED, world.now
    world.later(hours=1)
    look(world, family, without)
    same_day = len(of_effect(world, Effect.INVITE))

    world.later(days=1)
    look(world, family, without)

    assert first.person_id == world.ben.id
    assert (same_day, len(of_effect(world, Effect.INVITE))) == (1, 2)
    assert events(world).count("missing from the channel") == 2


def test_what_slack_did_after_the_look_is_not_done_again(world, family):
    with world.work() as session:
        row = session.exec(
            select(Membership).where(Membership.person_id == world.ben.id)
        ).one()
        register.invite(session, row, now=world.now)
    with world.work() as session:
        invitation = session.exec(select(OutboxRow)).one()
        invitation.state = OutboxState.CONFIRMED
        invitation.sent_at = world.now + timedelta(seconds=1)

    look(world, family, seen(world, family, minus=[world.ben]))

    assert len(of_effect(world, Effect.INVITE)) == 1


def test_who_left_and_is_still_there_is_taken_out(world, family):
    world.leave(family, world.ben)

    look(world, family, seen(world, family))

    (removal,) = of_effect(world, Effect.REMOVE)
    assert removal.person_id == world.ben.id
    assert group(world, family).channel_quiet_because is None
    assert "still in the channel" in events(world)


def test_who_cannot_be_taken_out_silences_it_and_is_tried_each_day(world, family):
    world.leave(family, world.ben)
    look(world, family, seen(world, family))
    (removal,) = of_effect(world, Effect.REMOVE)
    with world.work() as session:
        session.get_one(OutboxRow, removal.id).state = OutboxState.HELD
    look(world, family, seen(world, family))
    quiet = group(world, family).channel_quiet_because
    world.later(days=1)
    look(world, family, seen(world, family))
    still = group(world, family).channel_quiet_because

    look(world, family, seen(world, family, minus=[world.ben]))

    assert quiet == still == QuietBecause.STILL_IN
    assert len(of_effect(world, Effect.REMOVE)) == 2
    assert group(world, family).channel_quiet_because is None
    # What a person did by hand waits for nobody any more.
    assert world.reload(removal).state is OutboxState.CANCELLED


def test_who_will_be_a_member_is_not_let_in_before(world, family):
    day = world.today + timedelta(days=7)
    world.member(family, world.piotr, since=day)

    look(world, family, seen(world, family, plus=[world.piotr]))

    (removal,) = of_effect(world, Effect.REMOVE)
    assert removal.person_id == world.piotr.id
    assert group(world, family).channel_quiet_because is None


def test_a_closed_core_group_is_not_looked_at(world, family):
    with world.work() as session:
        session.get_one(CoreGroup, family.id).closed_at = world.now

    look(world, family, seen(world, family, plus=[world.xan]))

    assert world.outbox() == []
    with world.work() as session:
        assert watching.due(session, now=world.now, limit=9) == []
        assert watching.look_soon(session, channel_id="C0001", now=world.now) is None


def test_something_that_happened_lets_it_be_looked_at_soon(world, family):
    look(world, family, seen(world, family))
    with world.work() as session:
        before = watching.due(session, now=world.now, limit=9)
        watching.look_soon(session, channel_id="C0001", now=world.now)
        unknown = watching.look_soon(session, channel_id="C9999", now=world.now)
    with world.work() as session:
        after = watching.due(session, now=world.now, limit=9)

    assert (before, unknown) == ([], None)
    assert after == [(family.id, "C0001")]
