"""What the page may read, and how it speaks with the app's clock."""

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from tests.practice_workspace import ASHA, BEN, BOT, CAROL, DEV, XAN

START = "2026-11-23T09:00:00+00:00"
NEXT = "2026-11-24T11:00:00+00:00"


@pytest.fixture
def group(workspace, bot):
    made = bot.conversations_create(name="cg-4817", is_private=True)
    channel = made["channel"]["id"]
    bot.conversations_invite(channel=channel, users=[BEN, CAROL])
    return channel


def state_of(workspace, person):
    return workspace.request("GET", f"/_page/state?as={person}")[1]


def messages_of(workspace, channel, person):
    return workspace.request("GET", f"/_page/messages/{channel}?as={person}")


def test_a_private_channel_is_not_there_for_somebody_outside_it(workspace, group):
    names = [one["name"] for one in state_of(workspace, XAN)["channels"]]
    status, answer = messages_of(workspace, group, XAN)

    assert "cg-4817" not in names
    assert status == http.client.NOT_FOUND
    assert "messages" not in answer
    assert messages_of(workspace, group, BEN)[0] == http.client.OK


def test_a_guest_sees_only_the_channels_that_they_are_in(workspace, group):
    assert state_of(workspace, DEV)["channels"] == []

    workspace.act("join", user=DEV, channel=group)

    names = [one["name"] for one in state_of(workspace, DEV)["channels"]]
    assert names == ["cg-4817"]


def test_what_is_only_for_one_person_is_shown_to_that_person(workspace, bot, group):
    bot.chat_postEphemeral(channel=group, user=BEN, text="Only for one")

    def texts(person):
        answer = messages_of(workspace, group, person)[1]
        return [one["text"] for one in answer["messages"] if one["ephemeral"]]

    assert texts(BEN) == ["Only for one"]
    assert texts(CAROL) == []


def test_deleted_messages_are_gone_and_replies_are_counted(workspace, bot, group):
    root = workspace.message(group, BEN, "A question")
    workspace.message(group, CAROL, "An answer", thread_ts=root)
    gone = bot.chat_postMessage(channel=group, text="A slip")["ts"]
    bot.chat_delete(channel=group, ts=gone)

    found = messages_of(workspace, group, BEN)[1]["messages"]

    assert [one["text"] for one in found] == ["A question", "An answer"]
    assert found[0]["reply_count"] == 1


def test_unread_counts_what_others_said_until_it_is_read(workspace, group):
    workspace.message(group, CAROL, "One")
    newest = workspace.message(group, CAROL, "Two")

    def unread(person):
        shown = state_of(workspace, person)
        listed = next(one for one in shown["people"] if one["id"] == person)
        channel = next(one for one in shown["channels"] if one["id"] == group)
        return channel["unread"], listed["unread"]

    assert unread(BEN) == (2, 2)
    assert unread(CAROL) == (0, 0)
    workspace.act("read", user=BEN, channel=group, ts=newest)
    assert unread(BEN) == (0, 0)


def test_nobody_can_act_as_an_app_or_as_somebody_who_left(workspace):
    workspace.people(id=XAN, deleted=True)

    for person in (BOT, XAN, "UNOBODY", ""):
        assert state_of(workspace, person)["me"]["id"] == ASHA


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example.org"}, {"Origin": "http://evil.example.org"}],
)
@pytest.mark.parametrize("place", ["state", "messages/C0GENERAL", "stream", "clock"])
def test_the_page_is_for_this_machine_only(workspace, place, headers):
    status, _ = workspace.request("GET", f"/_page/{place}", **headers)

    assert status == http.client.FORBIDDEN


def test_the_stream_tells_what_concerns_this_person_and_nothing_else(workspace, group):
    connection = http.client.HTTPConnection("127.0.0.1", workspace.port, timeout=10)
    connection.request("GET", f"/_page/stream?as={XAN}")
    response = connection.getresponse()
    assert response.readline() == b": hello\n"

    workspace.message(group, BEN, "Not for everybody")
    workspace.message("C0GENERAL", BEN, "For everybody")

    line = b""
    while not line.startswith(b"data: "):
        line = response.readline()
    connection.close()
    change = json.loads(line.removeprefix(b"data: "))
    assert (change["type"], change["channel"]) == ("message", "C0GENERAL")


class ClockServer(HTTPServer):
    """An app that keeps its own time."""

    now = START


class ClockOfApp(BaseHTTPRequestHandler):
    """An app's `/practice/clock`, which sends one message on the way."""

    server: ClockServer

    def do_GET(self):
        self.answer(200, {"now": self.server.now, "next": NEXT})

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        wanted = json.loads(self.rfile.read(length))["to"]
        if wanted < self.server.now:
            self.answer(400, {"error": "Time only moves forward."})
            return
        self.server.now = wanted
        sent = [{"method": "chat.postMessage", "args": {}}]
        self.answer(200, {"now": wanted, "sent": sent})

    def answer(self, status, body):
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_arguments):
        """Say nothing: the test looks at answers."""


@pytest.fixture
def clock():
    """An app's clock on a free port, as its address."""
    server = ClockServer(("127.0.0.1", 0), ClockOfApp)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_apps_time_is_asked_and_moved(workspace, clock):
    workspace.app(bot_url=clock)

    asked = workspace.request("GET", "/_page/clock")
    moved = workspace.request("POST", "/_page/clock", {"to": NEXT})

    assert asked == (200, {"now": START, "next": NEXT})
    assert (moved[0], moved[1]["now"], len(moved[1]["sent"])) == (200, NEXT, 1)
    assert [one["to"] for one in state_of(workspace, BEN)["clock_moves"]] == [NEXT]


@pytest.mark.parametrize("to", ["", "tomorrow", "2026-11-24T11:00:00", None, 5])
def test_a_time_that_cannot_be_meant_is_refused_in_words(workspace, clock, to):
    workspace.app(bot_url=clock)

    status, answer = workspace.request("POST", "/_page/clock", {"to": to})

    assert status == http.client.BAD_REQUEST
    assert answer["message"].endswith(".")
    assert state_of(workspace, BEN)["clock_moves"] == []


def test_a_refusal_of_the_app_is_passed_on_in_its_words(workspace, clock):
    workspace.app(bot_url=clock)

    status, answer = workspace.request(
        "POST", "/_page/clock", {"to": "2020-01-01T00:00:00+00:00"}
    )

    assert status == http.client.SERVICE_UNAVAILABLE
    assert answer["message"] == "Time only moves forward."


def test_an_app_that_does_not_run_is_said_kindly(workspace, clock):
    nobody = clock.rpartition(":")[0] + ":9"
    workspace.app(bot_url=nobody)

    status, answer = workspace.request("GET", "/_page/clock")

    assert status == http.client.SERVICE_UNAVAILABLE
    assert "not answering at 127.0.0.1:9" in answer["message"]


@pytest.mark.browser
def test_the_time_panel_moves_the_days_and_the_conversation_says_so(
    stage, window, clock
):
    stage.workspace.message(stage.group, CAROL, "Before")
    stage.workspace.app(bot_url=clock)
    page = window(BEN, f"#/c/{stage.group}")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Mon 23 Nov 2026")

    panel.get_by_role("button", name="+ 1 day").click()
    expect(panel).to_contain_text("Tue 24 Nov 2026")
    expect(panel).to_contain_text("One message was sent on the way.")
    panel.get_by_role("button", name="Next event").click()
    expect(panel).to_contain_text("11:00")
    stage.workspace.message(stage.group, CAROL, "After")
    panel.get_by_text("Run to a date").click()
    panel.get_by_label("Day and time").fill("2027-06-01T10:30")
    panel.get_by_role("button", name="Run", exact=True).click()
    expect(panel).to_contain_text("Tue 1 Jun 2027")
    expect(panel).to_contain_text("10:30")

    said = page.locator("#main .messages > li").all_inner_texts()
    lines = [text.splitlines()[-1] for text in said]
    at = lines.index("Time moved on to Tue 24 Nov, 11:00")
    assert lines.index("Before") < at < lines.index("After")


@pytest.mark.browser
def test_the_time_panel_says_when_the_app_is_not_there(stage, window, clock):
    stage.workspace.app(bot_url=clock.rpartition(":")[0] + ":9")

    page = window(BEN)

    expect(page.locator("#panel")).to_contain_text("The app is not answering")
    stage.workspace.app(bot_url=clock)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#panel")).to_contain_text("Mon 23 Nov 2026")
