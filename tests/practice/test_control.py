"""The control API is for this machine only, and does what a person could do."""

import pytest

from practice import __main__ as command_line
from practice import server
from tests.practice_workspace import ASHA, BEN, BOT, XAN, ControlRefused


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:1"}, 200),
        ({"Host": "localhost:8700"}, 200),
        ({"Host": "rebound.example.org"}, 403),
        ({"Host": "127.0.0.1.example.org:8700"}, 403),
        ({"Host": "localhost:8700", "Origin": "http://localhost:8700"}, 200),
        ({"Host": "localhost:8700", "Origin": "http://evil.example.org"}, 403),
        ({"Host": "localhost:8700", "Origin": "null"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/_control/state", "/_control/reset"])
def test_only_this_machine_and_its_own_page_may_use_it(
    workspace, headers, status, path
):
    method = "GET" if path.endswith("state") else "POST"

    assert workspace.send(method, path, b"{}", headers)[0] == status


def test_reset_puts_everything_back(workspace, bot, room):
    bot.chat_postMessage(channel=room, text="gone")
    workspace.people(id=BEN, deleted=True)
    workspace.fault("drop_before", "auth.test")
    workspace.tokens(revoked=True)

    workspace.reset()

    state = workspace.state()
    assert [one["name"] for one in state["channels"]] == ["general", "random"]
    assert state["faults"] == []
    assert workspace.log() == []
    assert bot.auth_test()["ok"]
    assert bot.users_info(user=BEN)["user"]["deleted"] is False


def test_the_log_holds_calls_as_they_would_be_sent_and_no_token(workspace, bot, room):
    bot.chat_postMessage(channel=room, text="hi", blocks=[{"type": "divider"}])

    (entry,) = workspace.log("chat.postMessage")

    assert entry["method"] == "chat.postMessage"
    assert entry["args"] == {
        "channel": room,
        "text": "hi",
        "blocks": [{"type": "divider"}],
    }
    assert entry["response"]["ok"]
    assert "xoxb" not in str(workspace.log())


@pytest.mark.parametrize(
    ("act", "body", "error"),
    [
        (
            "message",
            {"channel": "general", "user": "nobody", "text": "x"},
            "user_not_found",
        ),
        (
            "message",
            {"channel": "nowhere", "user": ASHA, "text": "x"},
            "channel_not_found",
        ),
        ("message", {"channel": "general", "user": ASHA}, "missing"),
        (
            "message",
            {"channel": "general", "user": "UDEV00004", "text": "x"},
            "not_in_channel",
        ),
        (
            "interact",
            {"channel": "general", "messageTs": "1", "user": ASHA, "action": "x"},
            "message_not_found",
        ),
        ("view-submit", {"user": ASHA}, "view_not_found"),
        ("view-close", {"user": ASHA}, "view_not_found"),
        ("shortcut", {"user": ASHA, "callback_id": "none"}, "no_such_shortcut"),
        ("fault", {"method": "chat.postMessage", "kind": "gremlin"}, "unknown_fault"),
        ("people", {"id": "U1", "colour": "red"}, "unknown_field"),
        ("limits", {"tiers": {"two": 3}}, "bad_limits"),
        ("redeliver", {}, "event_not_found"),
        ("dance", {}, "unknown_act"),
    ],
)
def test_what_nobody_could_do_is_refused_with_a_reason(workspace, act, body, error):
    with pytest.raises(ControlRefused) as refused:
        workspace.act(act, body)

    assert refused.value.body["error"] == error


def test_a_button_that_is_not_there_cannot_be_pressed_unless_forged(
    workspace, bot, room
):
    bot.conversations_invite(channel=room, users=[ASHA])
    ts = bot.chat_postMessage(channel=room, text="no buttons")["ts"]

    with pytest.raises(ControlRefused, match="no_such_action"):
        workspace.interact(room, ts, ASHA, "give_view")
    forged = {"forge": True, "action_id": "give_view", "type": "button", "value": "9"}
    workspace.interact(room, ts, ASHA, forged)

    (delivery,) = workspace.deliveries("interactive")
    assert delivery["payload"]["actions"][0]["value"] == "9"


def test_somebody_outside_a_channel_cannot_press_in_it(workspace, bot, room):
    ts = bot.chat_postMessage(channel=room, text="hello")["ts"]

    with pytest.raises(ControlRefused, match="not_in_channel"):
        workspace.interact(room, ts, XAN, "give_view")


def test_what_was_chosen_in_a_message_is_in_the_next_press(workspace, bot, room):
    options = [
        {"text": {"type": "plain_text", "text": word}, "value": word}
        for word in ("yes", "no")
    ]
    select = {"type": "static_select", "action_id": "can_come", "options": options}
    button = {
        "type": "button",
        "action_id": "send",
        "text": {"type": "plain_text", "text": "Send"},
    }
    block = {"type": "actions", "block_id": "b", "elements": [select, button]}
    bot.conversations_invite(channel=room, users=[ASHA])
    ts = bot.chat_postMessage(channel=room, text="x", blocks=[block])["ts"]

    workspace.interact(room, ts, ASHA, {"action_id": "can_come", "value": "no"})
    workspace.interact(room, ts, ASHA, "send")

    first, second = [one["payload"] for one in workspace.deliveries("interactive")]
    chosen = second["state"]["values"]["b"]["can_come"]["selected_option"]
    assert first["actions"][0]["selected_option"] == options[1]
    assert chosen == options[1]


def test_people_join_and_change_and_the_app_is_told(workspace):
    workspace.people(id="UNEW00001", real_name="Noor New", email="noor@example.org")
    workspace.people(id="UNEW00001", title="Midwife")

    events = [one["payload"]["event"] for one in workspace.deliveries("events_api")]
    assert [one["type"] for one in events] == ["team_join", "user_change"]
    assert events[1]["user"]["profile"]["title"] == "Midwife"


def test_another_cast_can_be_used(tmp_path):
    cast = tmp_path / "cast.toml"
    cast.write_text(
        '[workspace]\nname = "Elsewhere"\n'
        '[[people]]\nid = "UONLY0001"\nreal_name = "Only One"\n',
        encoding="utf-8",
    )

    chosen = command_line.parser().parse_args(["--people", str(cast), "--strict"])
    options = server.Options(people=chosen.people)
    workspace = server.build(options).workspace

    people = [one.id for one in workspace.people.values() if not one.is_bot]
    assert chosen.strict
    assert workspace.team_name == "Elsewhere"
    assert people == ["UONLY0001"]
    assert workspace.bot.id == BOT
    assert workspace.channels["C0GENERAL"].members == ["UONLY0001"]
