"""Who is in a channel decides what they may do; and not everybody can be let in."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import ASHA, BEN, BOT, DEV, XAN

OUTSIDE = "T0OUTSIDE"


@pytest.fixture
def hidden(workspace):
    """A private channel of Asha's and Ben's, without the bot."""
    return workspace.act(
        "create-channel", user=ASHA, name="hidden", is_private=True, members=[BEN]
    )["channel"]


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("conversations.info", {}),
        ("conversations.history", {}),
        ("conversations.members", {}),
        ("conversations.invite", {"users": XAN}),
        ("conversations.kick", {"user": BEN}),
        ("conversations.archive", {}),
        ("conversations.join", {}),
        ("chat.postMessage", {"text": "hello"}),
        ("pins.list", {}),
    ],
)
def test_a_private_channel_is_invisible_from_outside(
    workspace, bot, hidden, method, args
):
    workspace.tokens(add_scopes=["channels:join"])

    with pytest.raises(SlackApiError, match="channel_not_found"):
        bot.api_call(method, json={"channel": hidden, **args})


def test_no_list_shows_a_private_channel_to_those_outside(bot, hidden):
    everything = bot.conversations_list(types="public_channel,private_channel,im")
    of_ben = bot.users_conversations(user=BEN, types="private_channel,public_channel")

    assert hidden not in {one["id"] for one in everything["channels"]}
    assert hidden not in {one["id"] for one in of_ben["channels"]}


def test_the_app_hears_nothing_from_a_channel_that_it_is_not_in(workspace, hidden):
    workspace.message(hidden, BEN, "between us")
    workspace.act("join", user=XAN, channel=hidden)

    assert workspace.deliveries() == []


def test_the_bot_made_the_channel_and_is_alone_in_it(bot, room):
    assert bot.conversations_members(channel=room)["members"] == [BOT]


def test_invited_people_are_members_and_the_app_is_told(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA, BEN])

    joined = [one["payload"]["event"] for one in workspace.deliveries("events_api")]
    assert bot.conversations_members(channel=room)["members"] == [BOT, ASHA, BEN]
    assert [(one["type"], one["user"]) for one in joined] == [
        ("member_joined_channel", ASHA),
        ("member_joined_channel", BEN),
    ]


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ([ASHA], "already_in_channel"),
        ([BOT], "cant_invite_self"),
        (["U0NOBODY"], "user_not_found"),
        (["UGONE0001"], "cant_invite"),
        (["UOUTSIDE1"], "cant_invite"),
        (["USINGLE01"], "ura_max_channels"),
        ([], "no_user"),
        (["U"] * 101, "too_many_users"),
    ],
)
def test_some_cannot_be_invited(workspace, bot, room, users, error):
    bot.conversations_invite(channel=room, users=[ASHA])
    workspace.people(id="UGONE0001", real_name="Gone Away", deleted=True)
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id=OUTSIDE)
    workspace.people(id="USINGLE01", real_name="Sam Single", is_ultra_restricted=True)
    workspace.act("join", user="USINGLE01", channel="random")

    with pytest.raises(SlackApiError) as refused:
        bot.conversations_invite(channel=room, users=users)

    assert refused.value.response["error"] == error


def test_one_bad_name_stops_all_unless_the_rest_is_forced(bot, room):
    both = [BEN, "U0NOBODY"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        bot.conversations_invite(channel=room, users=both)
    before = bot.conversations_members(channel=room)["members"]

    forced = bot.conversations_invite(channel=room, users=both, force=True)

    assert before == [BOT]
    assert forced["errors"][0]["error"] == "user_not_found"
    assert bot.conversations_members(channel=room)["members"] == [BOT, BEN]


def test_who_is_put_out_can_neither_read_nor_be_whispered_to(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA, BEN])

    bot.conversations_kick(channel=room, user=BEN)

    event = workspace.deliveries("events_api")[-1]["payload"]["event"]
    assert (event["type"], event["user"]) == ("member_left_channel", BEN)
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        bot.chat_postEphemeral(channel=room, user=BEN, text="psst")


@pytest.mark.parametrize(
    ("user", "error"), [(BOT, "cant_kick_self"), (XAN, "not_in_channel")]
)
def test_some_cannot_be_put_out(bot, room, user, error):
    with pytest.raises(SlackApiError, match=error):
        bot.conversations_kick(channel=room, user=user)


def test_an_archived_channel_takes_nothing_but_can_be_read(bot, room):
    bot.chat_postMessage(channel=room, text="before")
    bot.conversations_archive(channel=room)

    for refused in (
        lambda: bot.chat_postMessage(channel=room, text="after"),
        lambda: bot.conversations_invite(channel=room, users=[BEN]),
        lambda: bot.conversations_setTopic(channel=room, topic="x"),
    ):
        with pytest.raises(SlackApiError, match="is_archived"):
            refused()
    with pytest.raises(SlackApiError, match="already_archived"):
        bot.conversations_archive(channel=room)
    assert len(bot.conversations_history(channel=room)["messages"]) == 1
    assert bot.conversations_unarchive(channel=room)["ok"]
    with pytest.raises(SlackApiError, match="not_archived"):
        bot.conversations_unarchive(channel=room)


def test_an_archived_name_stays_taken(bot, room):
    bot.conversations_archive(channel=room)

    with pytest.raises(SlackApiError, match="name_taken"):
        bot.conversations_create(name="cg-4817", is_private=True)


def test_a_guest_is_known_by_flags_and_not_by_id(workspace, bot):
    workspace.people(id="USINGLE01", real_name="Sam Single", is_ultra_restricted=True)

    dev = bot.users_info(user=DEV)["user"]
    sam = bot.users_info(user="USINGLE01")["user"]

    assert (dev["is_restricted"], dev["is_ultra_restricted"]) == (True, False)
    assert (sam["is_restricted"], sam["is_ultra_restricted"]) == (True, True)


def test_somebody_deactivated_can_neither_act_nor_be_written_to(workspace, bot):
    room = bot.conversations_open(users=[BEN])["channel"]["id"]

    shown = workspace.people(id=BEN, deleted=True)

    events = [one["payload"]["event"]["type"] for one in workspace.deliveries()]
    assert shown["deleted"]
    assert "user_change" in events
    with pytest.raises(SlackApiError, match="channel_not_found"):
        bot.chat_postMessage(channel=room, text="are you there?")
    with pytest.raises(SlackApiError, match="user_disabled"):
        bot.conversations_open(users=[BEN])
    with pytest.raises(SlackApiError, match="users_not_found"):
        bot.users_lookupByEmail(email="ben.okafor@example.net")


def test_an_outsider_is_a_stranger_and_comes_only_into_a_shared_channel(
    workspace, bot, room
):
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id=OUTSIDE)
    stranger = bot.users_info(user="UOUTSIDE1")["user"]

    workspace.share(room, OUTSIDE)
    bot.conversations_invite(channel=room, users=["UOUTSIDE1"])
    info = bot.conversations_info(channel=room)["channel"]

    assert stranger["is_stranger"]
    assert stranger["team_id"] == OUTSIDE
    assert info["is_ext_shared"]
    # What was a group is a channel once it is shared: never tell by prefix or flag.
    assert not info["is_group"]
    assert info["is_private"]


def test_a_message_from_outside_says_so(workspace, bot, room):
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id=OUTSIDE)
    workspace.share(room, OUTSIDE)
    bot.conversations_invite(channel=room, users=["UOUTSIDE1"])

    workspace.message(room, "UOUTSIDE1", "hello from outside")

    envelope = workspace.deliveries("events_api")[-1]["payload"]
    assert envelope["is_ext_shared_channel"]
    assert envelope["event"]["user_team"] == OUTSIDE
    assert envelope["team_id"] == "T0PRACTICE"


def test_when_a_share_ends_its_people_are_out(workspace, bot, room):
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id=OUTSIDE)
    workspace.share(room, OUTSIDE)
    bot.conversations_invite(channel=room, users=["UOUTSIDE1"])

    workspace.share(room, OUTSIDE, stop=True)

    events = [one["payload"]["event"]["type"] for one in workspace.deliveries()]
    assert bot.conversations_members(channel=room)["members"] == [BOT]
    assert events[-2:] == ["channel_unshared", "member_left_channel"]


def test_an_outsider_without_a_shared_channel_cannot_be_written_to(workspace, bot):
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id=OUTSIDE)

    with pytest.raises(SlackApiError, match="user_not_visible"):
        bot.conversations_open(users=["UOUTSIDE1"])


def test_outsiders_are_asked_in_one_at_a_time_and_post_only(workspace, bot, room):
    asked = bot.conversations_inviteShared(channel=room, emails=["o@example.com"])
    open_to_more = bot.conversations_inviteShared(
        channel=room, emails=["o@example.com"], external_limited=False
    )

    assert "url" not in asked
    assert open_to_more["url"].startswith("https://")
    with pytest.raises(SlackApiError, match="recipients_not_specified"):
        bot.api_call("conversations.inviteShared", json={"channel": room})
    with pytest.raises(SlackApiError, match="too_many_emails"):
        bot.conversations_inviteShared(
            channel=room, emails=["a@example.com", "b@example.com"]
        )


def test_people_are_found_by_address_whatever_its_case(bot):
    found = bot.users_lookupByEmail(email=" Asha.Verma@Example.org")

    assert found["user"]["id"] == ASHA


def test_a_direct_message_is_opened_once(bot):
    first = bot.conversations_open(users=[BEN])
    second = bot.conversations_open(users=BEN)

    assert second["channel"]["id"] == first["channel"]["id"]
    assert second["already_open"]


def test_the_cast_is_fourteen_people_in_eight_agencies(workspace, bot):
    people = [one for one in bot.users_list()["members"] if not one["is_bot"]]
    agencies = {
        one["agency"] for one in workspace.state()["people"] if not one["is_bot"]
    }

    assert len(people) == 14
    assert len(agencies) == 8
