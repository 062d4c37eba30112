"""What a call did: done, not done, or not known."""

import socket
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient

from bot.slack_errors import (
    DEFAULT_WAIT,
    LONGEST_WAIT,
    Done,
    Next,
    NotDone,
    Uncertain,
    asked_wait,
    attempt,
    make_client,
)


def answering(data, status=200, headers=None):
    """Return a method that gets this answer, as the SDK would give it on."""

    def method(**_arguments):
        return SlackResponse(
            client=WebClient(),
            http_verb="POST",
            api_url="https://slack.example/api/chat.postMessage",
            req_args={},
            data=data,
            headers=headers or {},
            status_code=status,
        ).validate()

    return method


def raising(error):
    """Return a method that fails so."""

    def method(**_arguments):
        raise error

    return method


def test_an_answer_that_says_ok_is_done():
    assert attempt(answering({"ok": True, "ts": "1.2"})) == Done(
        {"ok": True, "ts": "1.2"}
    )


@pytest.mark.parametrize("error", ["already_in_channel", "already_pinned"])
def test_what_is_so_already_is_done(error):
    assert isinstance(attempt(answering({"ok": False, "error": error})), Done)


@pytest.mark.parametrize(
    ("error", "then"),
    [
        ("channel_not_found", Next.GIVE_UP),
        ("not_in_channel", Next.GIVE_UP),
        ("is_archived", Next.GIVE_UP),
        ("msg_too_long", Next.GIVE_UP),
        ("invalid_blocks", Next.GIVE_UP),
        ("account_inactive", Next.STOP_ALL),
        ("invalid_auth", Next.STOP_ALL),
        ("token_revoked", Next.STOP_ALL),
        ("missing_scope", Next.STOP_ALL),
        ("ratelimited", Next.WAIT),
        ("rate_limited", Next.WAIT),
    ],
)
def test_a_plain_refusal_did_nothing(error, then):
    outcome = attempt(answering({"ok": False, "error": error}))

    assert isinstance(outcome, NotDone)
    assert outcome.then is then


@pytest.mark.parametrize(
    "error",
    [
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "something_new_from_slack",
        "",
    ],
)
def test_an_error_that_may_have_done_something_is_uncertain(error):
    assert isinstance(attempt(answering({"ok": False, "error": error})), Uncertain)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("error", ["channel_not_found", "ratelimited", "fatal_error"])
def test_any_5xx_is_uncertain_whatever_it_says(status, error):
    outcome = attempt(answering({"ok": False, "error": error}, status=status))

    assert isinstance(outcome, Uncertain)


@pytest.mark.parametrize("data", [None, [], "text", 7, b"\x00\xff"])
def test_an_answer_that_is_no_object_is_uncertain(data):
    assert isinstance(attempt(answering(data)), Uncertain)


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("timed out"),
        ConnectionResetError(),
        BrokenPipeError(),
        RemoteDisconnected("closed"),
        IncompleteRead(b""),
        URLError(ConnectionResetError()),
        URLError(TimeoutError()),
        URLError("unknown"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
    ],
)
def test_a_connection_that_broke_is_uncertain(error):
    assert isinstance(attempt(raising(error)), Uncertain)


@pytest.mark.parametrize("reason", [ConnectionRefusedError(), socket.gaierror()])
def test_a_connection_that_was_never_made_did_nothing(reason):
    outcome = attempt(raising(URLError(reason)))

    assert outcome == NotDone(error="not_reached", then=Next.LATER)


def test_nobody_listening_is_not_done_in_truth():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = make_client("xoxb-practice", f"http://127.0.0.1:{port}/api/")

    outcome = attempt(client.chat_postMessage, channel="C1", text="news")

    assert isinstance(outcome, NotDone)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("30", 30),
        ("1", 1),
        ("0", 1),
        ("3600", 3600),
        ("99999", LONGEST_WAIT),
        ("-5", DEFAULT_WAIT),
        ("soon", DEFAULT_WAIT),
        ("", DEFAULT_WAIT),
        ("nan", DEFAULT_WAIT),
        ("inf", DEFAULT_WAIT),
        (["7"], 7),
        (None, DEFAULT_WAIT),
    ],
)
def test_retry_after_is_read_whatever_is_written_there(written, seconds):
    assert asked_wait({"retry-after": written}) == seconds


def test_a_429_without_a_header_waits_all_the_same():
    outcome = attempt(answering({"ok": False, "error": "ratelimited"}, status=429))

    assert outcome == NotDone(error="ratelimited", then=Next.WAIT, wait=DEFAULT_WAIT)


def test_the_body_of_an_error_page_reaches_no_log_of_ours():
    error = SlackApiError("", {"ok": False, "error": "<html>quagga</html>"})

    assert attempt(raising(error)) == Uncertain("unreadable_answer")
