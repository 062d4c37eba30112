"""Channels are made, filled, pinned to and left alone as the register says."""

from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState, Urgency
from tests.sender.small_slack import BOT_USER


def test_a_channel_is_made_before_anybody_is_invited(office, slack):
    asha, ben = office.people(2)
    group_id = office.group(asha, ben)
    for person_id in (asha, ben):
        office.change(Effect.INVITE, group_id, person_id=person_id)
    office.announce(group_id, "welcome")
    office.change(Effect.CREATE_CHANNEL, group_id)

    office.sender().drain()

    [channel] = slack.channels.values()
    assert channel["name"] == "cg-4817"
    assert set(channel["members"]) == {BOT_USER, "U00000", "U00001"}
    assert slack.visible() == {"welcome": 1}
    with office.database.work() as session:
        assert session.get_one(CoreGroup, group_id).channel_id == channel["id"]


def test_a_channel_that_somebody_else_made_is_not_adopted(office, slack):
    slack.add_channel("cg-4817", creator="USOMEBODY")["members"].append(BOT_USER)
    [asha] = office.people(1)
    group_id = office.group(asha)
    office.change(Effect.CREATE_CHANNEL, group_id)

    office.sender().drain()

    with office.database.work() as session:
        channel_id = session.get_one(CoreGroup, group_id).channel_id
    assert slack.channels[channel_id]["name"] == "cg-4817-2"


def test_a_channel_made_just_before_we_died_is_taken_up_again(office, slack):
    [asha] = office.people(1)
    group_id = office.group(asha)
    slack.next_fault("conversations.create", "drop_after")
    office.change(Effect.CREATE_CHANNEL, group_id)
    sender = office.sender()

    sender.drain()
    office.clock.pause(60)
    sender.drain()

    [channel] = slack.channels.values()
    with office.database.work() as session:
        assert session.get_one(CoreGroup, group_id).channel_id == channel["id"]


def test_a_channel_of_another_group_is_not_taken(office, slack):
    [asha] = office.people(1)
    other = slack.add_channel("cg-4817", creator=BOT_USER)
    office.group(asha, channel=other["id"], alias="CG-1000")
    group_id = office.group(asha)
    office.change(Effect.CREATE_CHANNEL, group_id)

    office.sender().drain()

    with office.database.work() as session:
        channel_id = session.get_one(CoreGroup, group_id).channel_id
    assert channel_id not in {None, other["id"]}


def test_a_repeated_invitation_and_a_repeated_removal_are_done(office, slack):
    asha, ben = office.people(2)
    channel = slack.add_channel("cg-4817", creator=BOT_USER)
    channel["members"].append("U00000")
    group_id = office.group(asha, channel=channel["id"])
    invite = office.change(Effect.INVITE, group_id, person_id=asha)
    remove = office.change(Effect.REMOVE, group_id, person_id=ben)

    office.sender().drain()

    assert office.row(invite).state is OutboxState.CONFIRMED
    assert office.row(remove).state is OutboxState.CONFIRMED


def test_somebody_who_left_is_not_invited_and_who_came_back_not_removed(office, slack):
    asha, ben = office.people(2)
    channel = slack.add_channel("cg-4817", creator=BOT_USER)
    group_id = office.group(asha, channel=channel["id"])
    invite = office.change(Effect.INVITE, group_id, person_id=ben)
    remove = office.change(Effect.REMOVE, group_id, person_id=asha)

    office.sender().drain()

    assert office.row(invite).state is OutboxState.CANCELLED
    assert office.row(remove).state is OutboxState.CANCELLED
    assert channel["members"] == [BOT_USER]


def test_a_pinned_message_is_posted_once_even_if_pinning_fails(office, slack):
    [asha] = office.people(1)
    channel = slack.add_channel("cg-4817", creator=BOT_USER)
    group_id = office.group(asha, channel=channel["id"])
    slack.next_fault("pins.add", "status_500_before")
    row_id = office.change(Effect.PIN, group_id, message=office.prompt("who is who"))
    sender = office.sender()

    sender.drain()
    office.clock.pause(60)
    sender.drain()

    assert slack.visible() == {"who is who": 1}
    assert slack.messages[channel["id"]][0]["pinned"]
    assert office.row(row_id).state is OutboxState.SENT


def test_without_a_channel_a_message_waits_a_day_and_then_for_a_person(office, slack):
    [asha] = office.people(1)
    group_id = office.group(asha)
    row_id = office.announce(group_id, "news")
    sender = office.sender()

    sender.drain()
    assert office.row(row_id).state is OutboxState.PLANNED
    office.clock.pause(24 * 3600 + 60)
    sender.drain()

    row = office.row(row_id)
    assert (row.state, row.owner_id) == (OutboxState.HELD, asha)
    assert slack.visible() == {}


def test_a_quiet_channel_gets_nothing(office, slack):
    [asha] = office.people(1)
    channel = slack.add_channel("cg-4817", creator=BOT_USER)
    group_id = office.group(asha, channel=channel["id"])
    with office.database.work() as session:
        group = session.get_one(CoreGroup, group_id)
        group.channel_quiet_because = "shared with another workspace"
        session.add(group)
    row_id = office.announce(group_id, "news")

    office.sender().drain()

    assert slack.visible() == {}
    assert office.row(row_id).state is OutboxState.HELD


def test_what_is_pinned_in_a_quiet_channel_is_not_drawn_again(office, slack):
    [asha] = office.people(1)
    channel = slack.add_channel("cg-4817", creator=BOT_USER)
    group_id = office.group(asha, channel=channel["id"])
    first = office.announce(group_id, "news")
    office.sender().drain()
    told, kind = slack.visible(), office.row(first).kind
    with office.database.work() as session:
        session.get_one(CoreGroup, group_id).channel_quiet_because = "stranger"
        again = OutboxRow(
            dedupe_key="redraw",
            effect=Effect.REDRAW,
            kind=kind,
            payload=office.prompt("other news").packed(),
            group_id=group_id,
            urgency=Urgency.ROUTINE,
            not_before=office.clock.now(),
            created_at=office.clock.now(),
            redraws_id=first,
        )
        session.add(again)

    office.sender().drain()

    assert office.row(again.id).state is OutboxState.HELD
    assert slack.visible() == told == {"news": 1}
