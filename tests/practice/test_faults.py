"""Every fault that a test may ask for does what it says, and nothing else."""

import http.client
import time
import urllib.error

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import BOT_TOKEN

BROKEN = (http.client.HTTPException, urllib.error.URLError, OSError)
POST = "chat.postMessage"


def said(workspace, room):
    return [one["text"] for one in workspace.messages(room)]


@pytest.mark.parametrize("reset", [False, True])
def test_dropped_before_means_that_nothing_was_stored(workspace, bot, room, reset):
    workspace.fault("drop_before", POST, reset=reset)

    with pytest.raises(BROKEN):
        bot.chat_postMessage(channel=room, text="lost")

    assert said(workspace, room) == []


@pytest.mark.parametrize("reset", [False, True])
def test_dropped_after_means_that_it_was_stored(workspace, bot, room, reset):
    workspace.fault("drop_after", POST, reset=reset)

    with pytest.raises(BROKEN):
        bot.chat_postMessage(channel=room, text="stored")

    assert said(workspace, room) == ["stored"]


def test_a_default_client_posts_twice_when_the_answer_is_lost(workspace, room):
    # What reliability.md M1 measured; the reason why our clients never repeat.
    careless = WebClient(token=BOT_TOKEN, base_url=workspace.api_url)
    workspace.fault("drop_after", POST)

    careless.chat_postMessage(channel=room, text="twice")

    assert said(workspace, room) == ["twice", "twice"]


def test_a_late_landing_is_seen_after_the_caller_gave_up(workspace, bot, room):
    workspace.fault("late_land", POST, seconds=0.3)

    with pytest.raises(BROKEN):
        bot.chat_postMessage(channel=room, text="late")
    before = said(workspace, room)
    time.sleep(0.5)

    assert before == []
    assert said(workspace, room) == ["late"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_delay_answers_late(workspace, bot, room, when):
    workspace.fault("delay", POST, seconds=0.3, when=when)
    started = time.monotonic()

    bot.chat_postMessage(channel=room, text="slow")

    assert time.monotonic() - started >= 0.3
    assert said(workspace, room) == ["slow"]


@pytest.mark.parametrize("execute", [False, True])
def test_a_status_may_hide_what_was_done(workspace, bot, room, execute):
    workspace.fault(
        "status",
        POST,
        code=503,
        body={"ok": False, "error": "service_unavailable"},
        headers={"X-Test": "yes"},
        execute=execute,
    )

    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel=room, text="perhaps")

    assert refused.value.response.status_code == 503
    assert refused.value.response["error"] == "service_unavailable"
    assert refused.value.response.headers["x-test"] == "yes"
    assert said(workspace, room) == (["perhaps"] if execute else [])


def test_a_lie_says_ok_and_stores_nothing(workspace, bot, room):
    workspace.fault("lie_ok", POST)

    answer = bot.chat_postMessage(channel=room, text="believed")

    assert answer["ok"]
    assert answer["ts"]
    assert said(workspace, room) == []


def test_history_can_lag_behind_a_post(workspace, bot, room):
    workspace.fault("lag_history", POST, seconds=0.4)

    bot.chat_postMessage(channel=room, text="soon")
    at_once = bot.conversations_history(channel=room)["messages"]
    time.sleep(0.5)
    later = bot.conversations_history(channel=room)["messages"]

    assert at_once == []
    assert [one["text"] for one in later] == ["soon"]


def test_history_can_itself_answer_as_of_earlier(workspace, bot, room):
    bot.chat_postMessage(channel=room, text="just now")
    workspace.fault("lag_history", "conversations.history", seconds=30)

    assert bot.conversations_history(channel=room)["messages"] == []
    assert len(bot.conversations_history(channel=room)["messages"]) == 1


def test_a_rewritten_body_comes_after_the_deed(workspace, bot, room):
    workspace.fault("rewrite", POST, body={"ok": False, "error": "fatal_error"})

    with pytest.raises(SlackApiError, match="fatal_error"):
        bot.chat_postMessage(channel=room, text="done")

    assert said(workspace, room) == ["done"]


def test_a_half_open_connection_never_answers(workspace, room):
    impatient = WebClient(
        token=BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[], timeout=1
    )
    workspace.fault("half_open", POST)

    with pytest.raises(TimeoutError):
        impatient.chat_postMessage(channel=room, text="silence")

    assert said(workspace, room) == []


@pytest.mark.parametrize("retry_after", ["0", "3600", "soon", "-1", None])
def test_a_429_may_have_any_retry_after(workspace, bot, room, retry_after):
    workspace.fault("ratelimit", POST, retry_after=retry_after)

    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel=room, text="no")

    assert refused.value.response.headers.get("retry-after") == retry_after
    assert said(workspace, room) == []


def test_a_truncated_answer_was_stored_in_full(workspace, bot, room):
    workspace.fault("truncate", POST)

    with pytest.raises(http.client.IncompleteRead):
        bot.chat_postMessage(channel=room, text="whole")

    assert said(workspace, room) == ["whole"]


def test_a_fault_meets_the_nth_call_of_its_method_in_its_channel(workspace, bot, room):
    other = bot.conversations_create(name="cg-9000", is_private=True)["channel"]["id"]
    workspace.fault("drop_before", POST, nth=2, channel=room, times=1)

    bot.chat_postMessage(channel=other, text="other 1")
    bot.chat_postMessage(channel=room, text="room 1")
    bot.chat_postMessage(channel=other, text="other 2")
    with pytest.raises(BROKEN):
        bot.chat_postMessage(channel=room, text="room 2")
    bot.chat_postMessage(channel=room, text="room 3")

    assert said(workspace, room) == ["room 1", "room 3"]
    assert said(workspace, other) == ["other 1", "other 2"]


def test_the_log_names_the_fault_and_what_was_really_answered(workspace, bot, room):
    workspace.fault("drop_after", POST)
    with pytest.raises(BROKEN):
        bot.chat_postMessage(channel=room, text="stored")

    (entry,) = workspace.log(POST)

    assert entry["fault"] == "drop_after"
    assert entry["args"] == {"channel": room, "text": "stored"}
    assert entry["response"]["ok"]
