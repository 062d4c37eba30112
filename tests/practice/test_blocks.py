"""Block Kit's limits hold for every block and element."""

import pytest
from slack_sdk.errors import SlackApiError

PLAIN = {"type": "plain_text", "text": "words"}


def plain(length):
    return {"type": "plain_text", "text": "x" * length}


def marked(length):
    return {"type": "mrkdwn", "text": "x" * length}


def section(length):
    return {"type": "section", "text": marked(length)}


def button(**more):
    return {"type": "button", "text": PLAIN, "action_id": "a", **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def option(text=5, value=3, **more):
    return {"text": plain(text), "value": "v" * value, **more}


def select(**more):
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


def many(number):
    return [button(action_id=f"a{index}") for index in range(number)]


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (section(3000), section(3001)),
        (section(1), section(0)),
        (
            {"type": "section", "fields": [marked(2000)] * 10},
            {"type": "section", "fields": [marked(2000)] * 11},
        ),
        (
            {"type": "section", "fields": [marked(2000)]},
            {"type": "section", "fields": [marked(2001)]},
        ),
        (
            {"type": "header", "text": plain(150)},
            {"type": "header", "text": plain(151)},
        ),
        (
            {"type": "context", "elements": [marked(5)] * 10},
            {"type": "context", "elements": [marked(5)] * 11},
        ),
        (actions(*many(25)), actions(*many(26))),
        (actions(button(text=plain(75))), actions(button(text=plain(76)))),
        (actions(button(value="v" * 2000)), actions(button(value="v" * 2001))),
        (actions(button(action_id="a" * 255)), actions(button(action_id="a" * 256))),
        (
            actions(button(accessibility_label="x" * 75)),
            actions(button(accessibility_label="x" * 76)),
        ),
        (actions(button(style="danger")), actions(button(style="loud"))),
        (
            actions(select(options=[option()] * 100)),
            actions(select(options=[option()] * 101)),
        ),
        (
            actions(select(options=[option(text=75)])),
            actions(select(options=[option(text=76)])),
        ),
        (
            actions(select(options=[option(value=150)])),
            actions(select(options=[option(value=151)])),
        ),
        (
            actions(select(options=[option(description=plain(75))])),
            actions(select(options=[option(description=plain(76))])),
        ),
        (
            actions(select(placeholder=plain(150))),
            actions(select(placeholder=plain(151))),
        ),
        (actions(select(initial_option=option())), actions(select(initial_option=7))),
        (
            actions({"type": "overflow", "options": [option()] * 5}),
            actions({"type": "overflow", "options": [option()] * 6}),
        ),
        (
            actions({"type": "checkboxes", "options": [option()] * 10}),
            actions({"type": "checkboxes", "options": [option()] * 11}),
        ),
        (
            actions({"type": "radio_buttons", "options": [option()] * 10}),
            actions({"type": "radio_buttons", "options": [option()] * 11}),
        ),
        (
            actions({"type": "datepicker", "initial_date": "2026-11-20"}),
            actions({"type": "datepicker", "initial_date": "20/11/2026"}),
        ),
        (
            actions({"type": "timepicker", "initial_time": "09:30"}),
            actions({"type": "timepicker", "initial_time": "9.30"}),
        ),
        (
            {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"},
            {"type": "image", "image_url": "https://x.example/a.png"},
        ),
        (
            {"type": "markdown", "text": "x" * 12_000},
            {"type": "markdown", "text": "x" * 12_001},
        ),
        (
            {"type": "divider", "block_id": "b" * 255},
            {"type": "divider", "block_id": "b" * 256},
        ),
        ({"type": "divider"}, {"type": "divider", "colour": "red"}),
        ({"type": "divider"}, {"type": "alert", "text": PLAIN}),
    ],
)
def test_a_block_at_its_limit_passes_and_one_beyond_is_refused(
    bot, room, within, beyond
):
    assert bot.chat_postMessage(channel=room, text="x", blocks=[within])["ok"]

    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel=room, text="x", blocks=[beyond])

    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks/0" in answer["errors"][0]
    assert (
        answer["response_metadata"]["messages"][0] == f"[ERROR] {answer['errors'][0]}"
    )


def test_a_message_has_at_most_fifty_blocks(bot, room):
    fifty = [{"type": "divider"}] * 50

    assert bot.chat_postMessage(channel=room, text="x", blocks=fifty)["ok"]
    with pytest.raises(SlackApiError, match="no more than 50 items"):
        bot.chat_postMessage(channel=room, text="x", blocks=[*fifty, fifty[0]])


def test_a_confirmation_has_its_own_limits(bot, room):
    confirm = {"title": plain(100), "text": plain(300), "confirm": plain(30)}

    assert bot.chat_postMessage(
        channel=room, text="x", blocks=[actions(button(confirm=confirm))]
    )["ok"]
    for part, longest in (("title", 100), ("text", 300), ("confirm", 30)):
        worse = confirm | {part: plain(longest + 1)}
        with pytest.raises(SlackApiError, match=f"less than {longest + 1}"):
            bot.chat_postMessage(
                channel=room, text="x", blocks=[actions(button(confirm=worse))]
            )


def test_the_same_id_twice_is_refused(bot, room):
    twice = actions(button(), button())

    with pytest.raises(SlackApiError, match="already exists"):
        bot.chat_postMessage(channel=room, text="x", blocks=[twice])


def test_blocks_without_ids_are_given_some(workspace, bot, room):
    bot.chat_postMessage(
        channel=room, text="x", blocks=[actions({"type": "button", "text": PLAIN})]
    )

    (block,) = workspace.messages(room)[0]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
