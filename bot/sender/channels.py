"""The changes to channels, each harmless when made twice."""

from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.web import WebClient

from bot.slack_errors import Done, NotDone, Outcome, attempt

MOST_NAMES: Final = 9


@dataclass(frozen=True)
class Identity:
    """Who we are in this workspace, as Slack says."""

    user_id: str
    bot_id: str
    team_id: str


def who_we_are(client: WebClient) -> Identity | None:
    """Ask Slack who we are; nothing if it cannot say now."""
    outcome = attempt(client.auth_test)
    if not isinstance(outcome, Done):
        return None
    answer = outcome.answer
    return Identity(
        user_id=str(answer.get("user_id", "")),
        bot_id=str(answer.get("bot_id", "")),
        team_id=str(answer.get("team_id", "")),
    )


def channel_name(alias: str) -> str:
    """Return what the channel of a core group is called."""
    return alias.lower()


def create(
    client: WebClient, alias: str, *, ours: Identity, known: frozenset[str]
) -> Outcome:
    """
    Make the private channel of a core group.

    A name that is taken may be our own, made just before we died. It is only ours if
    we made it and no other group has it (`known`); no other channel is adopted, and
    the next free name is used instead.
    """
    name = channel_name(alias)
    outcome = _create(client, name)
    for number in range(2, MOST_NAMES + 1):
        if not _is_taken(outcome):
            return outcome
        mine = _find_made(client, name, ours=ours, known=known)
        if not isinstance(mine, Done) or mine.answer:
            return mine
        name = f"{channel_name(alias)}-{number}"
        outcome = _create(client, name)
    return outcome


def _create(client: WebClient, name: str) -> Outcome:
    return attempt(client.conversations_create, name=name, is_private=True)


def _is_taken(outcome: Outcome) -> bool:
    return isinstance(outcome, NotDone) and outcome.error == "name_taken"


def _find_made(
    client: WebClient, name: str, *, ours: Identity, known: frozenset[str]
) -> Outcome:
    """Return the channel of that name that we made, or Done with nothing in it."""
    cursor = ""
    while True:
        arguments: dict[str, Any] = {
            "types": "private_channel",
            "exclude_archived": True,
            "limit": 200,
        }
        if cursor:
            arguments["cursor"] = cursor
        outcome = attempt(client.users_conversations, **arguments)
        if not isinstance(outcome, Done):
            return outcome
        for channel in outcome.answer.get("channels", []):
            is_ours = channel.get("creator") == ours.user_id
            if channel.get("name") == name and is_ours and channel["id"] not in known:
                return Done({"channel": channel})
        metadata = outcome.answer.get("response_metadata") or {}
        cursor = metadata.get("next_cursor", "")
        if not cursor:
            return Done()


def invite(client: WebClient, channel: str, user_id: str) -> Outcome:
    """Bring somebody into a channel; it is well if they are there already."""
    return attempt(client.conversations_invite, channel=channel, users=user_id)


def remove(client: WebClient, channel: str, user_id: str) -> Outcome:
    """Take somebody out of a channel; it is well if they are gone already."""
    outcome = attempt(client.conversations_kick, channel=channel, user=user_id)
    is_gone = isinstance(outcome, NotDone) and outcome.error == "not_in_channel"
    # Slack says the same of a channel that we are not in ourselves.
    return Done() if is_gone and _are_in(client, channel) else outcome


def _are_in(client: WebClient, channel: str) -> bool:
    found = attempt(client.conversations_info, channel=channel)
    return isinstance(found, Done) and bool(
        (found.answer.get("channel") or {}).get("is_member")
    )


def pin(client: WebClient, channel: str, ts: str) -> Outcome:
    """Pin a message; it is well if it is pinned already."""
    return attempt(client.pins_add, channel=channel, timestamp=ts)
