"""Messages keep their metadata, and history comes back in Slack's pages."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import ASHA, BEN

MARK = {"event_type": "cg_delivery", "event_payload": {"id": "k1"}}


def texts(answer):
    return [one["text"] for one in answer["messages"]]


def test_metadata_comes_back_only_when_all_of_it_is_asked_for(bot, room):
    bot.chat_postMessage(channel=room, text="due", metadata=MARK)

    whole = bot.conversations_history(channel=room, include_all_metadata=True)
    part = bot.conversations_history(channel=room)

    assert whole["messages"][0]["metadata"] == MARK
    assert part["messages"][0]["metadata"] == {"event_type": "cg_delivery"}


def test_an_update_keeps_metadata_unless_it_is_sent_empty(bot, room):
    ts = bot.chat_postMessage(channel=room, text="due", metadata=MARK)["ts"]

    kept = bot.chat_update(channel=room, ts=ts, text="answered")["message"]
    gone = bot.chat_update(channel=room, ts=ts, text="answered", metadata={})["message"]

    assert kept["metadata"] == MARK
    assert "metadata" not in gone


@pytest.mark.parametrize(
    "metadata", ['{"event_type": 7}', '{"event_type": "a"}', '"words"', "[1]"]
)
def test_metadata_of_another_form_is_refused(bot, room, metadata):
    with pytest.raises(SlackApiError, match="invalid_metadata_format"):
        bot.chat_postMessage(channel=room, text="due", metadata=metadata)


def test_oldest_and_latest_leave_their_own_message_out_unless_inclusive(bot, room):
    ts = [bot.chat_postMessage(channel=room, text=f"m{n}")["ts"] for n in range(4)]
    bounds = {"channel": room, "oldest": ts[1], "latest": ts[3]}

    outside = bot.conversations_history(**bounds)
    inside = bot.conversations_history(**bounds, inclusive=True)

    assert texts(outside) == ["m2"]
    assert texts(inside) == ["m3", "m2", "m1"]


def test_pages_are_newest_first_and_hold_every_message_once(workspace, bot, room):
    workspace.limits(enabled=False)
    for number in range(7):
        bot.chat_postMessage(channel=room, text=f"m{number}")

    pages, cursor = [], None
    while cursor is None or cursor:
        answer = bot.conversations_history(channel=room, limit=3, cursor=cursor)
        pages.append(texts(answer))
        metadata = answer.get("response_metadata") or {}
        cursor = metadata.get("next_cursor") or ""
        assert answer["has_more"] == bool(cursor)

    assert pages == [["m6", "m5", "m4"], ["m3", "m2", "m1"], ["m0"]]


def test_a_cursor_that_never_came_from_here_is_refused(bot, room):
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        bot.conversations_history(channel=room, cursor="nonsense")


def test_replies_are_not_in_history_but_in_their_thread(bot, room):
    parent = bot.chat_postMessage(channel=room, text="parent")["ts"]
    bot.chat_postMessage(channel=room, text="reply", thread_ts=parent, metadata=MARK)

    history = bot.conversations_history(channel=room)
    thread = bot.conversations_replies(
        channel=room, ts=parent, include_all_metadata=True
    )

    assert texts(history) == ["parent"]
    assert history["messages"][0]["reply_count"] == 1
    assert texts(thread) == ["parent", "reply"]
    assert thread["messages"][1]["metadata"] == MARK


def test_ephemeral_messages_are_never_in_any_history(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA])

    bot.chat_postEphemeral(channel=room, user=ASHA, text="for you")

    assert "for you" not in texts(bot.conversations_history(channel=room))
    assert workspace.messages(room) == []
    assert [one["text"] for one in workspace.ephemerals(ASHA)] == ["for you"]


def test_an_ephemeral_message_needs_its_reader_in_the_channel(bot, room):
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        bot.chat_postEphemeral(channel=room, user=BEN, text="for you")


def test_a_deleted_message_is_gone_but_its_thread_stays(workspace, bot, room):
    alone = bot.chat_postMessage(channel=room, text="alone")["ts"]
    parent = bot.chat_postMessage(channel=room, text="parent")["ts"]
    bot.chat_postMessage(channel=room, text="reply", thread_ts=parent)

    bot.chat_delete(channel=room, ts=alone)
    bot.chat_delete(channel=room, ts=parent)

    left = bot.conversations_history(channel=room)["messages"]
    assert [one["subtype"] for one in left] == ["tombstone"]
    assert [one["text"] for one in workspace.messages(room)] == ["reply"]


def test_only_the_author_may_change_or_delete_a_message(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA])
    ts = workspace.message(room, ASHA, "mine")

    with pytest.raises(SlackApiError, match="cant_update_message"):
        bot.chat_update(channel=room, ts=ts, text="yours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        bot.chat_delete(channel=room, ts=ts)


def test_an_update_of_more_than_4000_characters_is_refused(bot, room):
    ts = bot.chat_postMessage(channel=room, text="short")["ts"]

    with pytest.raises(SlackApiError, match="msg_too_long"):
        bot.chat_update(channel=room, ts=ts, text="x" * 4001)


def test_a_post_of_more_than_40000_characters_is_cut(workspace, bot, room):
    bot.chat_postMessage(channel=room, text="x" * 40_001)

    assert len(workspace.messages(room)[0]["text"]) == 40_000


def test_text_is_kept_as_slack_keeps_it(bot, room):
    said = "a & b < c <@UASHA0001> https://x.example/1"

    kept = bot.chat_postMessage(channel=room, text=said)["message"]["text"]

    assert kept == "a &amp; b &lt; c <@UASHA0001> <https://x.example/1>"


def test_nothing_to_say_is_refused(bot, room):
    with pytest.raises(SlackApiError, match="no_text"):
        bot.api_call("chat.postMessage", json={"channel": room, "text": "  "})
