"""`chat.*`: post, change and delete messages."""

import json
import re
from typing import Any

from practice import blocks as block_rules
from practice import moments, posting
from practice.call import Call, Method
from practice.errors import SlackError
from practice.shapes import message_object
from practice.state import Channel, Json, Message

LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
MOST_METADATA = 8_000
MOST_ATTACHMENTS = 100
TIMESTAMP = re.compile(r"\d{1,12}\.\d{1,6}")


def post_message(call: Call) -> Json:
    """Post a message into a channel that the caller is in."""
    draft = _draft(call)
    channel = call.target()
    call.practice.limits.take_post(channel.id, at=moments.now())
    if call.lie:
        message = posting.compose(
            call.practice, channel=channel, author=call.caller, draft=draft
        )
    else:
        message = posting.post(
            call.practice, channel=channel, author=call.caller, draft=draft
        )
    answer = {"ok": True, "channel": channel.id, "ts": message.ts}
    if len(call.args.text("text")) > posting.LONGEST_TEXT:
        call.warnings.append("message_truncated")
    return answer | {"message": _shown(call, message)}


def _shown(call: Call, message: Message) -> Json:
    return message_object(message, call.workspace, with_metadata=True)


def _draft(call: Call) -> posting.Draft:
    text, blocks = call.args.text("text"), call.objects("blocks")
    attachments, markdown = call.objects("attachments"), call.args.text("markdown_text")
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise SlackError("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    block_rules.check_message(blocks)
    thread_ts = call.args.text("thread_ts") or None
    if thread_ts and not TIMESTAMP.fullmatch(thread_ts):
        raise SlackError("invalid_thread_ts")
    return posting.Draft(
        text=text,
        blocks=blocks,
        attachments=attachments,
        metadata=_metadata(call),
        thread_ts=thread_ts,
        reply_broadcast=call.args.flag("reply_broadcast"),
        lag=call.lag,
    )


def _metadata(call: Call) -> Json | None:
    value: Any = call.args.get("metadata")
    if value in (None, "", {}):
        return None
    if not isinstance(value, dict):
        raise SlackError("invalid_metadata_format")
    event_type, payload = value.get("event_type"), value.get("event_payload")
    if not isinstance(event_type, str) or not event_type:
        raise SlackError("invalid_metadata_format")
    if not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(value)) > MOST_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": event_type, "event_payload": payload}


def _own_message(call: Call, channel: Channel, error: str) -> Message:
    message = call.message(channel)
    if message.user != call.caller.id:
        raise SlackError(error)
    return message


def update(call: Call) -> Json:
    """Change one of the caller's own messages."""
    channel = call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    message = _own_message(call, channel, "cant_update_message")
    text, has_blocks = call.args.text("text"), "blocks" in call.args
    if len(text) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    blocks = call.objects("blocks")
    attachments = call.objects("attachments")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    block_rules.check_message(blocks)
    parts: Json = {"blocks": blocks}
    if "text" in call.args or has_blocks:
        parts["text"] = posting.stored_text(text)
    if "attachments" in call.args:
        parts["attachments"] = attachments
    if "metadata" in call.args:
        # An empty object removes it; leaving it out keeps it.
        parts["metadata"] = _metadata(call)
    if not call.lie:
        posting.change(
            call.practice, channel=channel, message=message, by=call.caller.id, **parts
        )
    answer = {"ok": True, "channel": channel.id, "ts": message.ts}
    return answer | {"text": message.text, "message": _shown(call, message)}


def delete(call: Call) -> Json:
    """Delete one of the caller's own messages."""
    channel = call.channel()
    message = _own_message(call, channel, "cant_delete_message")
    if not call.lie:
        posting.delete(call.practice, channel=channel, message=message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel only."""
    draft = _draft(call)
    channel = call.target()
    to = call.person()
    if to.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = posting.compose(
        call.practice, channel=channel, author=call.caller, draft=draft
    )
    if not call.lie:
        message = posting.whisper(
            call.practice, channel=channel, author=call.caller, to=to.id, draft=draft
        )
    return {"ok": True, "message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Return the address of a message."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    address = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}"
    digits = message.ts.replace(".", "")
    link = f"{address}/p{digits}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": link}


WRITE = ("chat:write",)
METHODS: dict[str, Method] = {
    "chat.postMessage": Method(answer=post_message, scopes=WRITE),
    "chat.update": Method(answer=update, tier=3, scopes=WRITE),
    "chat.delete": Method(answer=delete, tier=3, scopes=WRITE),
    "chat.postEphemeral": Method(answer=post_ephemeral, tier=4, scopes=WRITE),
    "chat.getPermalink": Method(answer=get_permalink),
}
