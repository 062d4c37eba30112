"""Puts messages into channels, changes and deletes them, and says so."""

import copy
import re
from dataclasses import dataclass, field

from practice import events, moments
from practice.running import Practice
from practice.shapes import message_object
from practice.state import Channel, Json, Message, Person

LONGEST_TEXT = 40_000
MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_BARE_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
_SEQUENCE = re.compile(r"<(?:[@#!][^<>\n]*|(?:https?|mailto|tel|slack):[^<>\n]*)>")
_ADDRESS = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\]]")


@dataclass(kw_only=True)
class Draft:
    """What somebody wants to say."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    reply_broadcast: bool = False
    files: list[str] = field(default_factory=list)
    subtype: str | None = None
    lag: float = 0.0
    """Seconds before history shows it."""


def stored_text(text: str) -> str:
    """Return words as Slack keeps them: escaped, with addresses made links."""
    parts, end = [], 0
    for found in _SEQUENCE.finditer(text):
        parts += [_plain(text[end : found.start()]), found.group()]
        end = found.end()
    parts.append(_plain(text[end:]))
    return "".join(parts)[:LONGEST_TEXT]


def _plain(text: str) -> str:
    text = _BARE_AMPERSAND.sub("&amp;", text)
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(lambda found: f"<{found.group()}>", text)


def compose(
    practice: Practice, *, channel: Channel, author: Person, draft: Draft
) -> Message:
    """Return the message that a draft makes, without putting it anywhere."""
    workspace = practice.workspace
    is_ours = author.id == workspace.app.user
    blocks = copy.deepcopy(draft.blocks)
    number_blocks(blocks)
    return Message(
        ts=workspace.next_ts(),
        user=author.id,
        team=author.team_id,
        channel=channel.id,
        text=stored_text(draft.text),
        bot_id=author.bot_id,
        app_id=workspace.app.id if is_ours else "",
        blocks=blocks,
        attachments=copy.deepcopy(draft.attachments),
        metadata=copy.deepcopy(draft.metadata),
        thread_ts=draft.thread_ts,
        subtype=draft.subtype,
        reply_broadcast=draft.reply_broadcast,
        files=list(draft.files),
        visible_from=moments.now() + draft.lag if draft.lag else 0.0,
    )


def number_blocks(blocks: list[Json]) -> None:
    """Give every block and element without an id one, as Slack does."""
    for position, block in enumerate(blocks):
        block.setdefault("block_id", f"b{position:02d}{_tag(position)}")
        elements = block.get("elements")
        named = elements if isinstance(elements, list) else []
        for index, element in enumerate(
            [*named, block.get("accessory"), block.get("element")]
        ):
            is_actionable = isinstance(element, dict) and element.get("type") not in {
                "image", "mrkdwn", "plain_text", "rich_text_section",
                "rich_text_list", "rich_text_quote", "rich_text_preformatted",
            }  # fmt: skip
            if is_actionable and isinstance(element, dict):
                element.setdefault("action_id", f"{_tag(position)}{index}")


def _tag(number: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[number % 26] * 3


def post(
    practice: Practice, *, channel: Channel, author: Person, draft: Draft
) -> Message:
    """Put a message into a channel, and tell the page and the app."""
    message = compose(practice, channel=channel, author=author, draft=draft)
    store(practice, channel, message)
    return message


def store(practice: Practice, channel: Channel, message: Message) -> None:
    """Put a composed message into its channel, and tell the page and the app."""
    workspace = practice.workspace
    channel.messages.append(message)
    channel.last_read[message.user] = message.ts
    if message.thread_ts:
        parent = channel.find(message.thread_ts)
        if parent is not None and parent.thread_ts is None:
            parent.thread_ts = parent.ts
    workspace.publish(
        {
            "type": "message",
            "channel": channel.id,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
        }
    )
    event = message_object(message, workspace, with_metadata=True)
    event |= _where(channel, message.ts)
    author = workspace.people[message.user]
    if channel.is_ext_shared:
        event |= {"user_team": author.team_id, "source_team": author.team_id}
    events.tell(practice, event, channel=channel)
    if workspace.app.user in MENTION.findall(message.text) and not channel.is_im:
        mention = {key: value for key, value in event.items() if key != "channel_type"}
        events.tell(practice, mention | {"type": "app_mention"}, channel=channel)


def _where(channel: Channel, ts: str) -> Json:
    return {
        "channel": channel.id,
        "event_ts": ts,
        "channel_type": events.channel_type(channel),
    }


def change(
    practice: Practice, *, channel: Channel, message: Message, by: str, **parts: object
) -> None:
    """Change parts of a message; nobody is notified of this, as in Slack."""
    workspace = practice.workspace
    before = message_object(message, workspace, with_metadata=True)
    for name, value in parts.items():
        setattr(message, name, value)
    number_blocks(message.blocks)
    at = workspace.next_ts()
    message.edited = {"user": by, "ts": at}
    workspace.publish(
        {"type": "message_changed", "channel": channel.id, "ts": message.ts}
    )
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": at,
        "message": message_object(message, workspace, with_metadata=True),
        "previous_message": before,
        **_where(channel, at),
    }
    events.tell(practice, event, channel=channel)


def delete(practice: Practice, *, channel: Channel, message: Message) -> None:
    """Delete a message; its tombstone stays out of sight."""
    workspace = practice.workspace
    before = message_object(message, workspace, with_metadata=True)
    message.deleted = True
    if message.ts in channel.pins:
        channel.pins.remove(message.ts)
    workspace.publish(
        {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
    )
    at = workspace.next_ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": at,
        "deleted_ts": message.ts,
        "previous_message": before,
        **_where(channel, at),
    }
    events.tell(practice, event, channel=channel)


def whisper(
    practice: Practice, *, channel: Channel, author: Person, to: str, draft: Draft
) -> Message:
    """Show a message to one person only; it is never part of any history."""
    message = compose(practice, channel=channel, author=author, draft=draft)
    message.to = to
    practice.workspace.ephemerals.append(message)
    practice.workspace.publish(
        {"type": "ephemeral", "channel": channel.id, "user": to, "ts": message.ts}
    )
    return message
