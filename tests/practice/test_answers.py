"""An app answers an act through its response_url, and gives a select its options."""

import pytest

from tests.practice.apps import socket_app
from tests.practice_workspace import ASHA

SEARCH = {
    "type": "external_select",
    "action_id": "family",
    "min_query_length": 1,
}
BLOCK = {"type": "actions", "block_id": "find", "elements": [SEARCH]}


@pytest.fixture
def prompt(bot, room):
    bot.conversations_invite(channel=room, users=[ASHA])
    return bot.chat_postMessage(channel=room, text="Due", blocks=[BLOCK])["ts"]


@pytest.fixture
def address(workspace, room, prompt):
    """The path of the response_url of one press of Asha's."""
    forged = {"forge": True, "action_id": "family", "type": "button"}
    workspace.interact(room, prompt, ASHA, forged)
    (press,) = workspace.deliveries("interactive")
    url = press["payload"]["response_url"]
    assert url.startswith(workspace.url)
    return url.removeprefix(workspace.url)


def test_an_answer_is_for_the_one_who_acted_unless_it_says_otherwise(
    workspace, room, prompt, address
):
    workspace.request("POST", address, {"text": "only you"})
    workspace.request(
        "POST", address, {"text": "everybody", "response_type": "in_channel"}
    )

    assert [one["text"] for one in workspace.ephemerals(ASHA)] == ["only you"]
    assert [one["text"] for one in workspace.messages(room)] == ["Due", "everybody"]


def test_the_original_can_be_replaced_and_deleted(workspace, room, prompt, address):
    workspace.request("POST", address, {"text": "Answered", "replace_original": True})
    replaced = [one["text"] for one in workspace.messages(room)]
    workspace.request("POST", address, {"delete_original": True})

    assert replaced == ["Answered"]
    assert workspace.messages(room) == []


def test_an_address_takes_five_answers(workspace, address):
    answers = [
        workspace.request("POST", address, {"text": f"m{number}"})
        for number in range(6)
    ]

    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert answers[-1][1] == "used_url"


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b"{}", 400)])
def test_an_answer_that_says_nothing_is_refused(workspace, address, body, status):
    assert workspace.send("POST", address, body, {})[0] == status


def test_an_address_that_was_never_given_is_not_there(workspace):
    status, _ = workspace.request("POST", "/actions/T1/2/3", {"text": "hello"})

    assert status == 404


def test_a_select_asks_the_app_for_its_options(workspace, room, prompt):
    option = {"text": {"type": "plain_text", "text": "CG-4817"}, "value": "4817"}
    with socket_app(workspace) as heard:
        heard.app.options("family")(lambda ack: ack(options=[option]))

        answer = workspace.act(
            "suggest",
            channel=room,
            messageTs=prompt,
            user=ASHA,
            action_id="family",
            value="48",
        )

    (asked,) = heard.of("block_suggestion")
    assert asked["value"] == "48"
    assert asked["block_id"] == "find"
    assert answer["response"] == {"options": [option]}
