"""Triggers live three seconds and are used once; views have hashes and a depth."""

import time

import pytest
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import ASHA, BEN

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Read this"}}
TITLE = {"type": "plain_text", "text": "A form"}


def modal(*blocks, **more):
    return {
        "type": "modal",
        "title": TITLE,
        "blocks": list(blocks) or [SECTION],
        **more,
    }


def text_input(block_id="reason", **element):
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": "Reason"},
        "element": {"type": "plain_text_input", "action_id": "words", **element},
    }


SEND = {"type": "plain_text", "text": "Send"}


@pytest.fixture
def trigger(workspace):
    """Make fresh triggers of Asha's; nobody is connected to answer."""

    def fresh(user=ASHA):
        return workspace.shortcut(user, "referrals.shortcut")["trigger_id"]

    return fresh


def test_a_trigger_opens_one_form(workspace, bot, trigger):
    mine = trigger()

    opened = bot.views_open(trigger_id=mine, view=modal())["view"]

    assert [one["id"] for one in workspace.modals(ASHA)] == [opened["id"]]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        bot.views_open(trigger_id=mine, view=modal())


def test_a_trigger_is_dead_after_three_seconds(bot, trigger):
    mine = trigger()
    time.sleep(3.1)

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        bot.views_open(trigger_id=mine, view=modal())


def test_a_trigger_that_never_was_is_refused(bot):
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        bot.views_open(trigger_id="12345.98765.abcd", view=modal())


def test_a_bad_view_leaves_the_trigger_unused(bot, trigger):
    mine = trigger()
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        bot.views_open(trigger_id=mine, view={"type": "modal"})


def test_a_view_that_somebody_changed_in_between_conflicts(workspace, bot, trigger):
    view = bot.views_open(trigger_id=trigger(), view=modal())["view"]
    bot.views_update(
        view_id=view["id"], hash=view["hash"], view=modal(SECTION, SECTION)
    )

    with pytest.raises(SlackApiError, match="hash_conflict"):
        bot.views_update(view_id=view["id"], hash=view["hash"], view=modal())

    assert len(workspace.modals(ASHA)[0]["blocks"]) == 2


def test_home_has_a_hash_too(workspace, bot):
    home = {"type": "home", "blocks": [SECTION]}
    first = bot.views_publish(user_id=BEN, view=home)["view"]
    bot.views_publish(user_id=BEN, hash=first["hash"], view=home)

    with pytest.raises(SlackApiError, match="hash_conflict"):
        bot.views_publish(user_id=BEN, hash=first["hash"], view=home)

    assert workspace.home(BEN)["id"] == first["id"]


def test_the_stack_holds_three(workspace, bot, trigger):
    bot.views_open(trigger_id=trigger(), view=modal())
    for _ in range(2):
        bot.views_push(trigger_id=trigger(), view=modal())

    with pytest.raises(SlackApiError, match="push_limit_reached"):
        bot.views_push(trigger_id=trigger(), view=modal())

    assert len(workspace.modals(ASHA)) == 3


def test_an_external_id_is_open_once(bot, trigger):
    bot.views_open(trigger_id=trigger(), view=modal(external_id="one"))

    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        bot.views_open(trigger_id=trigger(BEN), view=modal(external_id="one"))

    changed = bot.views_update(external_id="one", view=modal(external_id="one"))
    assert changed["ok"]


def test_a_closed_view_is_not_found(workspace, bot, trigger):
    view = bot.views_open(trigger_id=trigger(), view=modal())["view"]
    workspace.close_view(ASHA)

    with pytest.raises(SlackApiError, match="not_found"):
        bot.views_update(view_id=view["id"], view=modal())


def test_typed_words_stay_only_where_both_ids_stay(workspace, bot, trigger):
    first = modal(text_input("kept"), text_input("renamed"), submit=SEND)
    second = modal(text_input("kept"), text_input("other"), submit=SEND)
    view = bot.views_open(trigger_id=trigger(), view=first)["view"]
    workspace.submit(ASHA, {"kept": "one", "renamed": "two"})

    bot.views_update(view_id=view["id"], view=second)

    (form,) = workspace.modals(ASHA)
    values = form["state"]["values"]
    assert values["kept"]["words"]["value"] == "one"
    assert "other" not in values


def test_a_submit_that_nobody_takes_keeps_the_words(workspace, bot, trigger):
    bot.views_open(trigger_id=trigger(), view=modal(text_input(), submit=SEND))

    answer = workspace.submit(ASHA, {"reason": "three hours of work"})

    (form,) = workspace.modals(ASHA)
    assert answer["acknowledged"] is False
    assert form["state"]["values"]["reason"]["words"]["value"] == "three hours of work"


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (modal(text_input()), "must define `submit`"),
        (
            modal(title={"type": "plain_text", "text": "x" * 25}),
            "less than 25 characters",
        ),
        (modal(private_metadata="x" * 3001), "less than 3001 characters"),
        (modal(callback_id="x" * 256), "less than 256 characters"),
        (modal(*[SECTION] * 101), "no more than 100 items"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
        (modal({"type": "balloon"}), "unsupported type: balloon"),
        (modal(colour="red"), "invalid additional property: colour"),
        ({"type": "modal", "blocks": [SECTION]}, "missing required field: title"),
        ({"type": "wall", "blocks": []}, "unsupported type: wall"),
        (
            modal(SECTION | {"block_id": "a"}, SECTION | {"block_id": "a"}),
            "already exists",
        ),
        (modal(text_input(max_length=3001), submit=SEND), "between 1 and 3000"),
        (modal(text_input(initial_value="x" * 3001), submit=SEND), "less than 3001"),
    ],
)
def test_a_view_beyond_slacks_limits_is_refused(bot, trigger, view, words):
    with pytest.raises(SlackApiError) as refused:
        bot.views_open(trigger_id=trigger(), view=view)

    messages = refused.value.response["response_metadata"]["messages"]
    assert refused.value.response["error"] == "invalid_arguments"
    assert any(words in one and "[json-pointer:/view" in one for one in messages)


def test_a_view_of_more_than_250_kilobytes_is_refused(bot, trigger):
    fields = [{"type": "mrkdwn", "text": "x" * 2000}] * 10
    blocks = [{"type": "section", "fields": fields}] * 13

    with pytest.raises(SlackApiError, match="view_too_large"):
        bot.views_open(trigger_id=trigger(), view=modal(*blocks))
