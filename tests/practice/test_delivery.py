"""Events come again when nobody acknowledged them; each goes to one connection."""

import json
import threading
import time
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.practice_workspace import (
    APP_TOKEN,
    ASHA,
    BEN,
    SIGNING_SECRET,
    PracticeWorkspace,
)


@contextmanager
def link(bot):
    """Open one web socket, past its hello."""
    answer = bot.apps_connections_open(app_token=APP_TOKEN)
    with connect(answer["url"], proxy=None) as socket:
        assert receive(socket)["type"] == "hello"
        yield socket


def receive(socket, within=5.0):
    return json.loads(socket.recv(timeout=within))


def acknowledge(socket, frame):
    socket.send(json.dumps({"envelope_id": frame["envelope_id"]}))


@pytest.fixture
def direct(bot):
    return bot.conversations_open(users=[BEN])["channel"]["id"]


def test_an_address_for_a_socket_works_once(workspace, bot):
    url = bot.apps_connections_open(app_token=APP_TOKEN)["url"]

    with connect(url, proxy=None) as first:
        hello = receive(first)
        with pytest.raises(InvalidStatus), connect(url, proxy=None):
            pass

    assert hello["connection_info"]["app_id"] == "A0PRACTICE"
    assert hello["debug_info"]["approximate_connection_time"] == 3600


def test_an_event_has_slacks_envelope(workspace, bot, direct):
    with link(bot) as socket:
        ts = workspace.message(direct, BEN, "hello")
        frame = receive(socket)
        acknowledge(socket, frame)

    payload = frame["payload"]
    assert frame["type"] == "events_api"
    assert frame["accepts_response_payload"] is False
    assert (frame["retry_attempt"], frame["retry_reason"]) == (0, "")
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["team_id"] == "T0PRACTICE"
    assert payload["event"] | {"team": ""} == {
        "type": "message",
        "user": BEN,
        "ts": ts,
        "text": "hello",
        "team": "",
        "channel": direct,
        "event_ts": ts,
        "channel_type": "im",
    }


def test_an_event_that_nobody_acknowledges_comes_four_times(workspace, bot, direct):
    workspace.retry_scale(0.001)
    workspace.fault("drop_after", "deliver.events", times=None)

    with link(bot) as socket:
        workspace.message(direct, BEN, "hello")
        frames = []
        for _ in range(4):
            frames.append(receive(socket))
            acknowledge(socket, frames[-1])
        workspace.settle(repeats=True)
        with pytest.raises(TimeoutError):
            receive(socket, within=0.3)

    assert [one["retry_attempt"] for one in frames] == [0, 1, 2, 3]
    assert {one["retry_reason"] for one in frames[1:]} == {"http_timeout"}
    assert len({one["payload"]["event_id"] for one in frames}) == 1


def test_silence_for_three_seconds_is_no_acknowledgement(workspace, bot, direct):
    with link(bot) as socket:
        workspace.message(direct, BEN, "hello")
        receive(socket)
        started = time.monotonic()
        again = receive(socket)
        waited = time.monotonic() - started
        acknowledge(socket, again)
        workspace.settle()

    (delivery,) = workspace.deliveries("events_api")
    assert again["retry_attempt"] == 1
    assert 2.5 < waited < 4
    assert delivery["outcomes"] == ["timeout", "acknowledged"]


def test_repeats_wait_for_an_app_that_is_away(workspace, bot, direct):
    workspace.retry_scale(0.02)
    workspace.message(direct, BEN, "anybody there?")

    with link(bot) as socket:
        frame = receive(socket)
        acknowledge(socket, frame)
        workspace.settle(repeats=True)

    assert frame["retry_attempt"] == 2
    assert frame["retry_reason"] == "connection_failed"


def test_each_envelope_goes_to_one_of_the_connections(workspace, bot, direct):
    with link(bot) as first, link(bot) as second:
        for number in range(6):
            workspace.message(direct, BEN, f"m{number}")
        got = []
        for socket in (first, second):
            mine = [receive(socket) for _ in range(3)]
            for frame in mine:
                acknowledge(socket, frame)
            got.append({one["payload"]["event"]["text"] for one in mine})
        for socket in (first, second):
            with pytest.raises(TimeoutError):
                receive(socket, within=0.2)

    assert got[0] | got[1] == {f"m{number}" for number in range(6)}
    assert got[0] & got[1] == set()


def test_at_most_ten_connections_are_open(workspace, bot):
    with ExitStack() as sockets:
        for _ in range(10):
            sockets.enter_context(link(bot))

        with pytest.raises(SlackApiError, match="too_many_websockets"):
            bot.apps_connections_open(app_token=APP_TOKEN)

        assert workspace.state()["connections"] == 10


def test_slack_asks_a_connection_to_go(workspace, bot):
    with link(bot) as socket:
        workspace.act("disconnect", reason="refresh_requested")
        frame = receive(socket)
        with pytest.raises(ConnectionClosed):
            receive(socket)

    assert (frame["type"], frame["reason"]) == ("disconnect", "refresh_requested")


@pytest.mark.parametrize("fresh_id", [False, True])
def test_an_event_can_come_twice_though_it_was_acknowledged(
    workspace, bot, direct, fresh_id
):
    with link(bot) as socket:
        workspace.message(direct, BEN, "once")
        first = receive(socket)
        acknowledge(socket, first)
        workspace.act("redeliver", fresh_id=fresh_id)
        second = receive(socket)
        acknowledge(socket, second)

    same = first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["payload"]["event"] == second["payload"]["event"]
    assert second["retry_attempt"] == 0
    assert same is not fresh_id


def test_an_event_can_be_lost_for_good(workspace, bot, direct):
    workspace.fault("lose", "deliver.events")

    with link(bot) as socket:
        workspace.message(direct, BEN, "lost")
        workspace.message(direct, BEN, "kept")
        frame = receive(socket)
        acknowledge(socket, frame)

    assert frame["payload"]["event"]["text"] == "kept"


def test_a_command_is_not_repeated_and_the_person_is_told(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA])
    workspace.settle()

    answer = workspace.command(room, ASHA, "help")

    (words,) = [one["text"] for one in workspace.ephemerals(ASHA)]
    (delivery,) = workspace.deliveries("slash_commands")
    assert answer["acknowledged"] is False
    assert words == '/coregroup failed with the error "dispatch_failed"'
    assert delivery["attempts"] == 1


class Listener(ThreadingHTTPServer):
    """An HTTP server that answers what the test sets, and keeps what came."""

    def __init__(self, door: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), door)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []


@pytest.fixture
def listener():
    """Somewhere for the workspace to post to."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = self.rfile.read(int(self.headers["content-length"]))
            server.came.append((dict(self.headers.items()), raw))
            status, headers = server.answers.pop(0) if server.answers else (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            """Stay silent."""

    server = Listener(Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def http_workspace(listener):
    address = f"http://127.0.0.1:{listener.server_address[1]}"
    with PracticeWorkspace(mode="http", bot_url=address) as running:
        running.retry_scale(0.001)
        yield running


def test_http_posts_are_signed_and_repeats_say_why(http_workspace, listener):
    listener.answers += [(500, {}), (404, {}), (200, {})]
    direct = http_workspace.direct_message(BEN)

    http_workspace.message(direct, BEN, "hello")
    http_workspace.settle(repeats=True)

    verifier = SignatureVerifier(SIGNING_SECRET)
    numbers = [headers.get("X-Slack-Retry-Num") for headers, _ in listener.came]
    reasons = [headers.get("X-Slack-Retry-Reason") for headers, _ in listener.came]
    assert numbers == [None, "1", "2"]
    assert reasons == [None, "http_error", "http_error"]
    assert all(verifier.is_valid_request(raw, sent) for sent, raw in listener.came)
    assert not SignatureVerifier("another").is_valid_request(
        listener.came[0][1], listener.came[0][0]
    )


def test_no_retry_stops_the_repeats(http_workspace, listener):
    listener.answers.append((500, {"X-Slack-No-Retry": "1"}))
    direct = http_workspace.direct_message(BEN)

    http_workspace.message(direct, BEN, "hello")
    http_workspace.settle(repeats=True)

    assert len(listener.came) == 1
