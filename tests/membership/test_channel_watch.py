"""Channel and register, in a practice workspace where things happen by hand."""

import pytest
from sqlmodel import select

from bot.channel_watch import channel_of
from models.tables.membership import Membership
from models.vocabulary import OutboxState, QuietBecause
from tests import practice_workspace as practice
from tests.practice_workspace import ASHA, BEN, CAROL, FEMI, IAIN, XAN
from workflows import outbox
from workflows.membership import use_cases as membership
from workflows.membership.messages import LeadChanged, WhoIsWho

EVERYBODY = {ASHA, BEN, CAROL, FEMI}


def quiet(town):
    return town.group.channel_quiet_because


def let_in(town, account):
    town.workspace.act("join", user=account, channel=town.channel)


def put_out(town, account):
    town.workspace.act("leave", user=account, channel=town.channel)


def happened(town, kind, **more):
    town.watch.heed({"type": kind, "channel": town.channel, **more})
    town.send()


def announce(town, key):
    message = WhoIsWho(group_id=town.family.id, alias=town.family.alias, version=1)
    with town.world.work() as session:
        return outbox.post(
            session,
            message,
            to=outbox.ToChannel(town.family.id),
            dedupe_key=key,
            now=town.clock.now(),
        )


def spoken(town):
    found = town.workspace.messages(town.channel)
    return [one for one in found if one.get("bot_id")]


def test_a_channel_as_it_should_be_goes_on_speaking(town):
    failed = town.sweep()

    assert (failed, quiet(town), town.members) == (0, None, EVERYBODY)
    assert town.told(ASHA) == []


def test_a_stranger_let_in_silences_it_until_they_are_gone(town):
    let_in(town, XAN)
    happened(town, "member_joined_channel", user=XAN)
    row = announce(town, "news")
    town.send()
    silent = spoken(town)
    put_out(town, XAN)

    happened(town, "member_left_channel", user=XAN)
    town.send()

    first, last = town.told(ASHA)
    assert silent == []
    assert "gone quiet" in first
    assert "right again" in last
    assert any("gone quiet" in text for text in town.told(IAIN))
    assert quiet(town) is None
    assert town.world.reload(row).state is OutboxState.SENT
    assert len(spoken(town)) == 1


def test_a_stranger_is_found_though_every_event_was_lost(town):
    let_in(town, XAN)

    town.sweep()

    assert quiet(town) == QuietBecause.STRANGER


def test_a_stranger_who_becomes_a_member_is_one(town):
    let_in(town, XAN)
    happened(town, "member_joined_channel", user=XAN)
    with town.world.work() as session:
        membership.add(
            session,
            actor=town.world.actor(town.world.asha),
            group_id=town.family.id,
            person_id=town.world.xan.id,
            now=town.clock.now(),
        )

    happened(town, "member_joined_channel", user=XAN)

    assert (quiet(town), town.members) == (None, EVERYBODY | {XAN})


def test_a_shared_channel_is_silent_until_it_is_shared_no_more(town):
    town.workspace.share(town.channel, "T0OUTSIDE")
    happened(town, "channel_shared")
    shared = quiet(town)
    town.workspace.share(town.channel, "T0OUTSIDE", stop=True)

    happened(town, "channel_unshared")

    assert (shared, quiet(town)) == (QuietBecause.SHARED, None)


def practice_client(town, token=practice.BOT_TOKEN):
    return town.watch.client.__class__(
        token=token, base_url=town.workspace.api_url, retry_handlers=[]
    )


def test_an_archived_channel_is_told_of_and_speaks_once_it_is_back(town):
    client = practice_client(town)
    client.conversations_archive(channel=town.channel)
    happened(town, "group_archive")
    archived = quiet(town)
    client.conversations_unarchive(channel=town.channel)

    happened(town, "group_unarchive")

    assert (archived, quiet(town)) == (QuietBecause.ARCHIVED, None)
    assert "gone quiet" in town.told(ASHA)[0]


def test_a_channel_with_another_name_is_silent_and_its_name_never_repeated(town):
    practice_client(town).conversations_rename(channel=town.channel, name="smiths")

    happened(town, "group_rename", channel={"id": town.channel, "name": "smiths"})

    assert quiet(town) == QuietBecause.RENAMED
    assert not [text for text in town.told(ASHA) if "smiths" in text]


def test_a_member_removed_by_hand_is_brought_back_by_the_daily_look(town):
    put_out(town, BEN)

    town.sweep()

    assert town.members == EVERYBODY
    assert quiet(town) is None


def test_a_member_removed_by_hand_is_brought_back_when_it_is_heard_of(town):
    put_out(town, BEN)

    happened(town, "member_left_channel", user=BEN)

    assert town.members == EVERYBODY


def test_an_event_that_lies_changes_nothing(town):
    happened(town, "member_joined_channel", user=XAN)
    happened(town, "channel_shared")
    happened(town, "group_archive")
    town.watch.heed({"type": "group_archive", "channel": "C0NOWHERE"})
    town.watch.heed({"type": "group_archive", "channel": 7})

    assert (quiet(town), town.members) == (None, EVERYBODY)


def left(town, person):
    with town.world.work() as session:
        row = session.exec(
            select(Membership).where(Membership.person_id == person.id)
        ).one()
        row.ended_at, row.to_on = town.clock.now(), town.world.today
        session.add(row)


def test_who_left_and_was_never_taken_out_is_taken_out(town):
    left(town, town.world.ben)

    town.sweep()

    assert town.members == EVERYBODY - {BEN}
    assert quiet(town) is None


def test_the_bot_put_out_of_its_channel_says_so(town):
    put_out(town, practice.BOT)

    happened(town, "group_left")

    assert quiet(town) == QuietBecause.GONE
    assert "gone quiet" in town.told(ASHA)[0]


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "drop_after"},
        {"kind": "lie_ok"},
        {"kind": "rewrite", "answer": {"ok": True}},
        {"kind": "truncate"},
    ],
    ids=lambda fault: str(fault["kind"]),
)
def test_nothing_is_decided_on_a_look_that_fails_or_lies(town, method, fault):
    let_in(town, XAN)
    put_out(town, BEN)
    before = town.world.outbox()
    town.workspace.fault(method=method, **fault)

    failed = town.sweep()

    assert (failed, quiet(town)) == (1, None)
    assert town.members == (EVERYBODY | {XAN}) - {BEN}
    assert len(town.world.outbox()) == len(before)
    town.workspace.clear_faults()
    town.clock.pause(16 * 60)
    assert town.watch.look_where_due(town.clock.now()) == 0
    assert quiet(town) == QuietBecause.STRANGER


def test_a_look_that_slack_puts_off_comes_with_the_next_sweep(town):
    let_in(town, XAN)
    town.workspace.fault("ratelimit", "conversations.info", retry_after=30)

    failed = town.sweep()
    quiet_then = quiet(town)
    town.watch.look_where_due(town.clock.now())

    assert (failed, quiet_then) == (0, None)
    assert quiet(town) == QuietBecause.STRANGER


def test_every_page_of_members_is_read(town):
    client = town.watch.client
    real = client.conversations_members

    class Narrow:
        """A client that reads two members a page."""

        conversations_info = client.conversations_info

        @staticmethod
        def conversations_members(**arguments):
            return real(**{**arguments, "limit": 2})

    town.watch.client = Narrow()
    let_in(town, XAN)

    town.sweep()

    assert quiet(town) == QuietBecause.STRANGER
    assert town.members >= EVERYBODY


@pytest.mark.parametrize(
    ("event", "channel"),
    [
        ({"channel": "C1"}, "C1"),
        ({"channel": {"id": "C1"}}, "C1"),
        ({"old_channel_id": "C1", "new_channel_id": "C2"}, "C1"),
        ({"channel": 3}, None),
        ({"channel": {}}, None),
        ({}, None),
    ],
)
def test_the_channel_of_an_event_is_found_in_each_shape(event, channel):
    assert channel_of(event) == channel


def test_a_message_to_the_channel_is_sent_only_while_its_change_stands(town):
    message = LeadChanged(
        change_id="gone", alias=town.family.alias, from_on=town.world.today
    )
    with town.world.work() as session:
        row = outbox.post(
            session,
            message,
            to=outbox.ToChannel(town.family.id),
            dedupe_key="lead",
            now=town.clock.now(),
        )

    town.send()

    assert town.world.reload(row).state is OutboxState.CANCELLED
