"""`pins.*`, `bookmarks.*` and `reactions.*`."""

from practice import events, moments
from practice.call import Call, Method
from practice.errors import SlackError
from practice.shapes import message_object
from practice.state import Channel, Json, Message

MOST_PINS = 100
MOST_REACTIONS = 23


def _changed(call: Call, channel: Channel) -> None:
    call.workspace.publish({"type": "channel", "channel": channel.id})


def add_pin(call: Call) -> Json:
    """Pin a message to its channel."""
    channel = call.joined_channel()
    message = call.message(channel, "timestamp")
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    channel.pins.append(message.ts)
    _changed(call, channel)
    return {"ok": True}


def remove_pin(call: Call) -> Json:
    """Take a message's pin away."""
    channel = call.joined_channel()
    message = call.message(channel, "timestamp")
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(message.ts)
    _changed(call, channel)
    return {"ok": True}


def list_pins(call: Call) -> Json:
    """Return a channel's pinned messages, the newest pin first."""
    channel = call.joined_channel()
    found = []
    for ts in reversed(channel.pins):
        message = channel.find(ts)
        if message is None:
            continue
        shown = message_object(message, call.workspace, with_metadata=False)
        found.append(
            {
                "type": "message",
                "created": int(float(ts)),
                "created_by": message.user,
                "channel": channel.id,
                "message": shown | {"pinned_to": [channel.id]},
            }
        )
    return {"ok": True, "items": found}


def add_bookmark(call: Call) -> Json:
    """Put a link at the top of a channel."""
    channel = call.joined_channel("channel_id")
    if call.args.needed("type") != "link":
        raise SlackError("invalid_bookmark_type")
    title, link = call.args.needed("title"), call.args.text("link")
    if not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    at = int(moments.now())
    bookmark: Json = {
        "id": call.workspace.next_id("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": link,
        "emoji": call.args.text("emoji"),
        "icon_url": None,
        "type": "link",
        "entity_id": None,
        "date_created": at,
        "date_updated": 0,
        "rank": "i",
        "last_updated_by_user_id": call.caller.id,
        "last_updated_by_team_id": call.workspace.team_id,
        "shortcut_id": None,
        "app_id": None,
    }
    channel.bookmarks.append(bookmark)
    _changed(call, channel)
    return {"ok": True, "bookmark": bookmark}


def list_bookmarks(call: Call) -> Json:
    """Return a channel's links."""
    channel = call.joined_channel("channel_id")
    return {"ok": True, "bookmarks": list(channel.bookmarks)}


def _reaction(call: Call) -> tuple[Channel, Message, str]:
    name = call.args.text("name").strip(":")
    if (
        not name
        or not name.replace("_", "").replace("-", "").replace("+", "").isalnum()
    ):
        raise SlackError("invalid_name")
    channel = call.joined_channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel, call.message(channel, "timestamp"), name


def _react(
    call: Call, channel: Channel, message: Message, name: str, kind: str
) -> None:
    changed = {"type": "message_changed", "channel": channel.id, "ts": message.ts}
    call.workspace.publish(changed)
    event: Json = {
        "type": kind,
        "user": call.caller.id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
    }
    events.tell(call.practice, event, channel=channel)


def add_reaction(call: Call) -> Json:
    """React to a message."""
    channel, message, name = _reaction(call)
    people = message.reactions.get(name, [])
    if call.caller.id in people:
        raise SlackError("already_reacted")
    if len(message.reactions) >= MOST_REACTIONS:
        raise SlackError("too_many_emoji")
    message.reactions.setdefault(name, []).append(call.caller.id)
    _react(call, channel, message, name, "reaction_added")
    return {"ok": True}


def remove_reaction(call: Call) -> Json:
    """Take a reaction back."""
    channel, message, name = _reaction(call)
    people = message.reactions.get(name, [])
    if call.caller.id not in people:
        raise SlackError("no_reaction")
    people.remove(call.caller.id)
    if not people:
        del message.reactions[name]
    _react(call, channel, message, name, "reaction_removed")
    return {"ok": True}


METHODS: dict[str, Method] = {
    "pins.add": Method(answer=add_pin, tier=2, scopes=("pins:write",)),
    "pins.remove": Method(answer=remove_pin, tier=2, scopes=("pins:write",)),
    "pins.list": Method(answer=list_pins, tier=2, scopes=("pins:read",)),
    "bookmarks.add": Method(answer=add_bookmark, tier=2, scopes=("bookmarks:write",)),
    "bookmarks.list": Method(answer=list_bookmarks, tier=3, scopes=("bookmarks:read",)),
    "reactions.add": Method(answer=add_reaction, tier=3, scopes=("reactions:write",)),
    "reactions.remove": Method(
        answer=remove_reaction, tier=2, scopes=("reactions:write",)
    ),
}
