"""`response_url`: five messages within half an hour, without the Web API."""

import json
import secrets

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from practice import blocks as block_rules
from practice import moments, posting
from practice.errors import SlackError
from practice.running import Practice
from practice.state import Channel, Json, Message

MOST_USES = 5
LIFE = 1_800.0


def give(
    practice: Practice, *, kind: str, user: str, channel: str, ts: str = ""
) -> str:
    """Return an address through which the app may answer one act."""
    workspace = practice.workspace
    key = f"{kind}/{workspace.team_id}/{secrets.randbelow(10**12)}"
    key += f"/{secrets.token_urlsafe(18)}"
    workspace.response_urls[key] = {
        "user": user,
        "channel": channel,
        "ts": ts,
        "at": moments.now(),
        "uses": 0,
    }
    return f"{workspace.base_url}/{key}"


async def endpoint(practice: Practice, request: Request) -> Response:
    """Take one answer to an act."""
    key = request.url.path.lstrip("/")
    given = practice.workspace.response_urls.get(key)
    if given is None:
        return PlainTextResponse("no_such_url", status_code=404)
    if moments.now() - given["at"] > LIFE:
        return PlainTextResponse("expired_url", status_code=404)
    if given["uses"] >= MOST_USES:
        return PlainTextResponse("used_url", status_code=404)
    try:
        wanted = json.loads(await request.body())
    except (json.JSONDecodeError, UnicodeDecodeError):
        wanted = None
    if not isinstance(wanted, dict):
        return PlainTextResponse("invalid_payload", status_code=400)
    given["uses"] += 1
    practice.workspace.log.append(
        {
            "method": "response_url",
            "args": wanted,
            "response": {"ok": True},
            "at": moments.now(),
            "status": 200,
        }
    )
    try:
        answer_act(practice, given, wanted)
    except SlackError as refusal:
        return PlainTextResponse(refusal.error, status_code=400)
    return PlainTextResponse("ok")


def answer_act(practice: Practice, given: Json, wanted: Json) -> None:
    """
    Do what an app answered to a command or press: say, replace or delete.

    :raises SlackError: if there is nothing to say, or it breaks a rule.
    """
    workspace = practice.workspace
    channel = workspace.channels[given["channel"]]
    source = _source(practice, channel, given)
    if wanted.get("delete_original"):
        _remove(practice, channel, source)
        return
    text, blocks = str(wanted.get("text") or ""), wanted.get("blocks") or []
    attachments = wanted.get("attachments") or []
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    block_rules.check_message(blocks)
    draft = posting.Draft(
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=wanted.get("thread_ts"),
    )
    if wanted.get("replace_original") and source is not None:
        _replace(practice, channel, source, draft)
        return
    author = workspace.bot
    if wanted.get("response_type") == "in_channel":
        posting.post(practice, channel=channel, author=author, draft=draft)
    else:
        to = given["user"]
        posting.whisper(practice, channel=channel, author=author, to=to, draft=draft)


def _source(practice: Practice, channel: Channel, given: Json) -> Message | None:
    for message in practice.workspace.ephemerals:
        if message.ts == given["ts"] and not message.deleted:
            return message
    return channel.find(given["ts"]) if given["ts"] else None


def _remove(practice: Practice, channel: Channel, source: Message | None) -> None:
    if source is None:
        raise SlackError("message_not_found")
    if source.to:
        practice.workspace.ephemerals.remove(source)
        _tell_page(practice, source)
    else:
        posting.delete(practice, channel=channel, message=source)


def _replace(
    practice: Practice, channel: Channel, source: Message, draft: posting.Draft
) -> None:
    text = posting.stored_text(draft.text)
    if source.to:
        posting.number_blocks(draft.blocks)
        source.text, source.blocks = text, draft.blocks
        _tell_page(practice, source)
        return
    bot = practice.workspace.app.user
    posting.change(
        practice,
        channel=channel,
        message=source,
        by=bot,
        text=text,
        blocks=draft.blocks,
        attachments=draft.attachments,
    )


def _tell_page(practice: Practice, message: Message) -> None:
    practice.workspace.publish(
        {
            "type": "ephemeral",
            "channel": message.channel,
            "user": message.to,
            "ts": message.ts,
        }
    )
