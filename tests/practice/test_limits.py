"""Too many calls get a 429 with Retry-After, at Slack's own limits."""

import time

import pytest
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import PracticeWorkspace

TOO_MANY = 429


def post(bot, room, times):
    for number in range(times):
        bot.chat_postMessage(channel=room, text=f"m{number}")


def calls_until_refused(bot, method, args, *, most):
    """Return how many calls were answered before the first 429."""
    for calls in range(most):
        try:
            bot.api_call(method, params=args)
        except SlackApiError as refused:
            if refused.response.status_code == TOO_MANY:
                return calls
            raise
    return most


def test_posts_into_one_channel_beyond_the_burst_are_refused(workspace, bot, room):
    with pytest.raises(SlackApiError) as refused:
        post(bot, room, 6)

    assert refused.value.response.status_code == TOO_MANY
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["retry-after"] == "1"
    assert len(workspace.messages(room)) == 5


def test_other_channels_go_on_while_one_is_held(bot, room):
    with pytest.raises(SlackApiError):
        post(bot, room, 6)

    other = bot.conversations_create(name="cg-9000", is_private=True)["channel"]["id"]

    assert bot.chat_postMessage(channel=other, text="still")["ok"]


def test_after_retry_after_the_channel_takes_a_message_again(bot, room):
    with pytest.raises(SlackApiError) as refused:
        post(bot, room, 6)

    time.sleep(int(refused.value.response.headers["retry-after"]))

    assert bot.chat_postMessage(channel=room, text="later")["ok"]


def test_a_strict_workspace_allows_no_burst():
    from_slack = {"post_per_second": 1.0, "post_burst": 1}
    with PracticeWorkspace(is_strict=True) as strict:
        limits = strict.state()["limits"]
        strict.reset()
        after = strict.state()["limits"]

    assert limits.items() >= from_slack.items()
    assert after == limits


def test_the_whole_workspace_has_a_limit_too(workspace, bot):
    workspace.limits(workspace_per_minute=60, workspace_burst=2, tiers={2: 100})
    rooms = [
        bot.conversations_create(name=f"cg-{n}", is_private=True)["channel"]["id"]
        for n in range(3)
    ]
    for one in rooms[:2]:
        bot.chat_postMessage(channel=one, text="due")

    with pytest.raises(SlackApiError, match="ratelimited"):
        bot.chat_postMessage(channel=rooms[2], text="due")


@pytest.mark.parametrize(
    ("method", "args", "allowed"),
    [
        ("conversations.list", {}, 20),
        ("conversations.info", {"channel": "C0GENERAL"}, 50),
        ("users.info", {"user": "UASHA0001"}, 100),
    ],
)
def test_each_tier_allows_its_calls_a_minute(bot, method, args, allowed):
    started = time.monotonic()

    calls = calls_until_refused(bot, method, args, most=2 * allowed)

    # While the test runs the bucket fills again, a little.
    refilled = (time.monotonic() - started) * allowed / 60

    assert allowed <= calls <= allowed + refilled + 1


def test_limits_can_be_switched_off_for_a_measurement(workspace, bot, room):
    workspace.limits(enabled=False)

    post(bot, room, 30)

    assert len(workspace.messages(room)) == 30
