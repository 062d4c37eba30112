"""`conversations.history` and `replies`: what was said, in pages."""

import base64
import binascii
from collections.abc import Callable

from practice import moments
from practice.call import Call, Method
from practice.errors import SlackError
from practice.shapes import message_object
from practice.state import Channel, Json, Message

MOST = 1_000
TOMBSTONE = "This message was deleted."


def history(call: Call) -> Json:
    """Return a page of a channel's messages, newest first; no thread replies."""
    channel = _readable(call)

    def is_wanted(message: Message) -> bool:
        is_reply = message.thread_ts not in {None, message.ts}
        return not is_reply or message.reply_broadcast

    found = [one for one in _visible(call, channel) if is_wanted(one)]
    found.reverse()
    page, more, cursor = _page(call, found, default=100)
    answer: Json = {
        "ok": True,
        "messages": [_shown(call, channel, one) for one in page],
        "has_more": more,
        "pin_count": len(channel.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    if call.args.text("latest"):
        answer["latest"] = call.args.text("latest")
    if call.args.text("oldest"):
        answer["oldest"] = call.args.text("oldest")
    return answer | ({"response_metadata": {"next_cursor": cursor}} if more else {})


def replies(call: Call) -> Json:
    """Return a page of a thread, oldest first, its parent always in front."""
    channel = _readable(call)
    ts = call.args.needed("ts")
    everything = [one for one in channel.messages if _is_out(call, one)]
    parent = next((one for one in everything if one.ts == ts), None)
    if parent is None:
        raise SlackError("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [
        one
        for one in _visible(call, channel)
        if one.thread_ts == root and one.ts != root
    ]
    page, more, cursor = _page(call, thread, default=1_000)
    head = [one for one in everything if one.ts == root and _has_place(channel, one)]
    answer: Json = {
        "ok": True,
        "messages": [_shown(call, channel, one) for one in [*head, *page]],
        "has_more": more,
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if more else {})


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_in(channel, "history")
    if call.caller.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _is_out(call: Call, message: Message) -> bool:
    """Say whether history shows this message yet; it may lag behind."""
    at = moments.now() - call.lag
    return message.visible_from <= at and (not call.lag or float(message.ts) <= at)


def _has_place(channel: Channel, message: Message) -> bool:
    """Say whether a message is shown; a deleted one only above its replies."""
    return not message.deleted or any(
        one.thread_ts == message.ts and one.ts != message.ts and not one.deleted
        for one in channel.messages
    )


def _visible(call: Call, channel: Channel) -> list[Message]:
    is_within = _window(call)
    return [
        one
        for one in channel.messages
        if is_within(one.ts) and _is_out(call, one) and _has_place(channel, one)
    ]


def _window(call: Call) -> Callable[[str], bool]:
    oldest = _moment(call, "oldest", "invalid_ts_oldest")
    latest = _moment(call, "latest", "invalid_ts_latest")
    inclusive = call.args.flag("inclusive")

    def is_within(ts: str) -> bool:
        at = _micros(ts)
        if oldest is not None and (at < oldest or (at == oldest and not inclusive)):
            return False
        return latest is None or at < latest or (at == latest and inclusive)

    return is_within


def _moment(call: Call, name: str, error: str) -> int | None:
    value = call.args.text(name)
    if not value or value == "now":
        return None
    try:
        return _micros(value)
    except ValueError:
        raise SlackError(error) from None


def _micros(ts: str) -> int:
    # Not a float: two neighbouring ts differ by less than its precision.
    whole, _, part = ts.partition(".")
    return int(whole) * 1_000_000 + int((part + "000000")[:6])


def _page(
    call: Call, found: list[Message], *, default: int
) -> tuple[list[Message], bool, str]:
    limit = call.args.number("limit", default=default, most=MOST)
    cursor = call.args.text("cursor")
    if cursor:
        try:
            after = base64.b64decode(cursor, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise SlackError("invalid_cursor") from None
        kind, _, ts = after.partition(":")
        places = [index for index, one in enumerate(found) if one.ts == ts]
        if kind != "next_ts" or not ts:
            raise SlackError("invalid_cursor")
        found = found[places[0] :] if places else []
    page, rest = found[:limit], found[limit:]
    following = f"next_ts:{rest[0].ts}" if rest else ""
    return page, bool(rest), base64.b64encode(following.encode()).decode()


def _shown(call: Call, channel: Channel, message: Message) -> Json:
    if message.deleted:
        return {
            "type": "message",
            "subtype": "tombstone",
            "text": TOMBSTONE,
            "user": "USLACKBOT",
            "hidden": True,
            "ts": message.ts,
            "thread_ts": message.ts,
        }
    whole = call.args.flag("include_all_metadata")
    shown = message_object(message, call.workspace, with_metadata=whole)
    if message.ts in channel.pins:
        shown["pinned_to"] = [channel.id]
    return shown


METHODS: dict[str, Method] = {
    "conversations.history": Method(answer=history, tier=3),
    "conversations.replies": Method(answer=replies, tier=3),
}
