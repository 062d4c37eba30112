"""Real Bolt apps work unchanged, over Socket Mode and over signed HTTP."""

import pytest

from tests.practice.apps import BUTTONS, http_app, socket_app
from tests.practice_workspace import ASHA, BEN, BOT, PracticeWorkspace


@pytest.fixture(params=["socket", "http"])
def mode(request):
    return request.param


@pytest.fixture
def workspace(mode):
    with PracticeWorkspace(mode=mode) as running:
        yield running


@pytest.fixture
def heard(workspace, mode):
    run = socket_app if mode == "socket" else http_app
    with run(workspace) as taken_down:
        yield taken_down


@pytest.fixture
def prompt(bot, room):
    bot.conversations_invite(channel=room, users=[ASHA, BEN])
    return bot.chat_postMessage(channel=room, text="Due", blocks=BUTTONS)["ts"]


def test_a_press_opens_a_form_whose_submit_is_saved(workspace, heard, room, prompt):
    pressed = workspace.interact(room, prompt, BEN, "give_view")
    opened = workspace.modals(BEN)
    submitted = workspace.submit(BEN, {"reason": "seen at home"})

    press = heard.of("block_actions")[0]
    submit = heard.of("view_submission")[0]
    assert pressed["acknowledged"]
    assert [one["callback_id"] for one in opened] == ["view_form"]
    assert submitted["acknowledged"]
    assert workspace.modals(BEN) == []
    assert press["user"]["team_id"] == press["team"]["id"] == "T0PRACTICE"
    assert press["enterprise"] is None
    assert press["is_enterprise_install"] is False
    assert press["container"] == {
        "type": "message",
        "message_ts": prompt,
        "channel_id": room,
        "is_ephemeral": False,
    }
    assert press["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "give_view",
        "block_id": "choices",
        "text": {"type": "plain_text", "text": "Give my view"},
        "value": "r1",
        "action_ts": "",
    }
    assert press["message"]["ts"] == prompt
    values = submit["view"]["state"]["values"]
    assert values == {
        "reason": {"words": {"type": "plain_text_input", "value": "seen at home"}}
    }


def test_what_the_app_answers_to_a_press_is_seen_by_one_person(
    workspace, heard, room, prompt
):
    workspace.interact(room, prompt, BEN, "give_view")

    assert [one["text"] for one in workspace.ephemerals(BEN)] == ["Thank you"]
    assert workspace.ephemerals(ASHA) == []
    assert len(heard.of("block_actions")) == 1


def test_errors_come_back_into_the_form_with_the_words_still_there(
    workspace, heard, room, prompt
):
    workspace.interact(room, prompt, BEN, "give_view")

    answer = workspace.submit(BEN, {"reason": "refuse me"})

    (form,) = workspace.modals(BEN)
    assert answer["errors"] == {"reason": "Say why."}
    assert form["errors"] == {"reason": "Say why."}
    assert form["state"]["values"]["reason"]["words"]["value"] == "refuse me"
    assert len(heard.of("view_submission")) == 1


def test_errors_for_an_input_that_is_not_there_show_trouble(
    workspace, heard, room, prompt
):
    workspace.interact(room, prompt, BEN, "give_view")

    answer = workspace.submit(BEN, {"reason": "nonsense"})

    assert (answer["ok"], answer["error"]) == (False, "invalid_errors")
    assert len(workspace.modals(BEN)) == 1
    assert len(heard.of("view_submission")) == 1


@pytest.mark.parametrize("words", ["", "x" * 21])
def test_slacks_own_checks_come_before_the_submit(
    workspace, heard, room, prompt, words
):
    workspace.interact(room, prompt, BEN, "give_view")

    answer = workspace.submit(BEN, {"reason": words})

    assert answer["error"] == "client_validation"
    assert set(answer["errors"]) == {"reason"}
    assert heard.of("view_submission") == []


def test_a_pushed_form_lies_on_the_first_and_closing_shows_it_again(
    workspace, heard, room, prompt
):
    workspace.interact(room, prompt, BEN, "give_view")
    workspace.submit(BEN, {"reason": "push"})
    both = workspace.modals(BEN)

    workspace.close_view(BEN)

    assert both[1]["previous_view_id"] == both[0]["id"]
    assert both[1]["root_view_id"] == both[0]["id"]
    assert [one["id"] for one in workspace.modals(BEN)] == [both[0]["id"]]
    assert heard.of("view_closed")[0]["is_cleared"] is False


def test_closing_everything_is_told_as_cleared(workspace, heard, room, prompt):
    workspace.interact(room, prompt, BEN, "give_view")
    workspace.submit(BEN, {"reason": "push"})

    workspace.close_view(BEN, everything=True)

    assert workspace.modals(BEN) == []
    assert [one["is_cleared"] for one in heard.of("view_closed")] == [True, True]


def test_a_command_answers_its_caller_only_and_opens_a_form(
    workspace, heard, room, bot
):
    bot.conversations_invite(channel=room, users=[ASHA])

    answer = workspace.command(room, ASHA, "help @ben.okafor")

    assert answer["acknowledged"]
    assert [one["text"] for one in workspace.ephemerals(ASHA)] == ["Opening your form."]
    assert len(workspace.modals(ASHA)) == 1
    (command,) = [one for one in heard.bodies if one.get("command")]
    assert command["text"] == f"help <@{BEN}|ben.okafor>"
    assert command["user_id"] == ASHA
    assert command["channel_name"] == "privategroup"


def test_an_unknown_command_never_reaches_the_app(workspace, heard, room, bot):
    bot.conversations_invite(channel=room, users=[ASHA])

    answer = workspace.command(room, ASHA, command="/weather")

    assert answer["error"] == "unknown_command"
    assert [one for one in heard.bodies if one.get("command")] == []


def test_messages_mentions_and_home_reach_the_app(workspace, heard, room, bot):
    bot.conversations_invite(channel=room, users=[ASHA])
    direct = workspace.direct_message(ASHA)

    workspace.message(room, ASHA, f"hello <@{BOT}>")
    workspace.message(direct, ASHA, "just us")
    workspace.open_home(ASHA)
    workspace.settle()

    said = [one["event"] for one in heard.of("message") if "bot_id" not in one["event"]]
    # Slack promises no order between deliveries, and over HTTP there is none.
    assert {(one["channel_type"], one["text"]) for one in said} == {
        ("group", f"hello <@{BOT}>"),
        ("im", "just us"),
    }
    assert len(heard.of("app_mention")) == 1
    assert heard.of("app_home_opened")[0]["event"]["tab"] == "home"
    assert heard.of("app_home_opened")[0]["event"]["channel"] == direct


def test_shortcuts_reach_the_app_with_their_message(workspace, heard, room, prompt):
    workspace.shortcut(BEN, "referrals.shortcut")
    workspace.shortcut(BEN, "referral_from_message", channel=room, messageTs=prompt)

    on_message = heard.of("message_action")[0]
    assert heard.of("shortcut")[0]["callback_id"] == "referrals.shortcut"
    assert on_message["message_ts"] == prompt
    assert on_message["message"]["text"] == "Due"


def test_somebody_of_another_team_presses_with_their_own_team(
    workspace, heard, room, prompt, bot
):
    # reliability.md M15: only user.team_id tells the truth.
    workspace.people(id="UOUTSIDE1", real_name="Olu Outside", team_id="T0OUTSIDE")
    workspace.share(room, "T0OUTSIDE")
    bot.conversations_invite(channel=room, users=["UOUTSIDE1"])

    workspace.interact(room, prompt, "UOUTSIDE1", "give_view")
    command = workspace.command(room, "UOUTSIDE1", "help")

    (press,) = heard.of("block_actions")
    assert press["team"]["id"] == "T0PRACTICE"
    assert press["user"]["team_id"] == "T0OUTSIDE"
    assert command["error"] == "not_available"
