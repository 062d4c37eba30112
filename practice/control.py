"""The control API: what people do, for tests and for the page. Loopback only."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice import blocks as block_rules
from practice import interactions, joining, posting, settings, submitting
from practice.asked import Asked
from practice.errors import ControlError, SlackError
from practice.running import Practice
from practice.state import Json

Act = Callable[[Practice, Asked], Awaitable[Json]]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def endpoint(practice: Practice, request: Request) -> Response:
    """Do one control call, if it comes from this machine."""
    name = request.path_params["act"]
    try:
        check_is_local(request)
        if request.method == "GET":
            return JSONResponse(settings.read(practice, name, request.query_params))
        act = ACTS.get(name)
        if act is None:
            raise ControlError("unknown_act", status=404, known=sorted(ACTS))
        return JSONResponse(await act(practice, Asked(practice, await _body(request))))
    except ControlError as refusal:
        return JSONResponse(refusal.answer(), status_code=refusal.status)
    except SlackError as refusal:
        return JSONResponse(refusal.answer(), status_code=400)


def check_is_local(request: Request) -> None:
    """
    Refuse other machines, and web pages of other origins on this one.

    A page elsewhere can have its name point at 127.0.0.1; then Host gives it away.

    :raises ControlError: with status 403.
    """
    host = request.headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in LOOPBACK:
        raise ControlError("loopback_only", status=403)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        raise ControlError("foreign_origin", status=403)


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        body = json.loads(raw or b"{}")
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise ControlError("invalid_json") from None
    if not isinstance(body, dict):
        raise ControlError("json_not_object")
    return body


async def message(practice: Practice, asked: Asked) -> Json:
    """Let a person write a message."""
    person, channel = asked.person(), asked.joined_channel()
    if channel.is_archived:
        raise ControlError("is_archived")
    draft = posting.Draft(
        text=asked.words("text"),
        thread_ts=asked.words("thread_ts", default="") or None,
        blocks=asked.listed("blocks", dict),
    )
    block_rules.check_message(draft.blocks)
    posted = posting.post(practice, channel=channel, author=person, draft=draft)
    if asked.get("wait"):
        await practice.delivery.idle()
    return {"ok": True, "channel": channel.id, "ts": posted.ts}


async def change_message(practice: Practice, asked: Asked) -> Json:
    """Let a person edit or delete their own message."""
    person, channel = asked.person(), asked.joined_channel()
    found = asked.message(channel)
    if found.user != person.id:
        raise ControlError("not_your_message")
    if asked.get("text") is None:
        posting.delete(practice, channel=channel, message=found)
    else:
        text = posting.stored_text(asked.words("text"))
        posting.change(
            practice, channel=channel, message=found, by=person.id, text=text
        )
    return {"ok": True, "channel": channel.id, "ts": found.ts}


async def command(practice: Practice, asked: Asked) -> Json:
    """Let a person use a slash command."""
    name = asked.words("command")
    return await interactions.command(
        practice,
        asked.person(),
        asked.joined_channel(),
        name=name if name.startswith("/") else f"/{name}",
        text=asked.words("text", default=""),
    )


async def interact(practice: Practice, asked: Asked) -> Json:
    """Let a person press, or choose, in a message, modal or Home."""
    person, wanted = asked.person(), asked.get("action", default="")
    if asked.get("messageTs", "message_ts", "ts"):
        channel = asked.joined_channel()
        found = asked.message(channel)
        return await interactions.press(practice, person, channel, found, wanted)
    view = asked.view(home=asked.get("view") == "home")
    values = asked.object("values")
    return await interactions.press_in_view(practice, person, view, wanted, values)


async def suggest(practice: Practice, asked: Asked) -> Json:
    """Let a person type into a select whose options the app gives."""
    person = asked.person()
    action_id, typed = asked.words("action_id"), asked.words("value", default="")
    if asked.get("messageTs", "message_ts", "ts"):
        channel = asked.joined_channel()
        source = (channel, asked.message(channel))
        return await interactions.suggest_in_message(
            practice, person, source, action_id=action_id, typed=typed
        )
    return await interactions.suggest_in_view(
        practice, person, asked.view(), action_id=action_id, typed=typed
    )


async def view_submit(practice: Practice, asked: Asked) -> Json:
    """Let a person fill in and submit a modal."""
    values = asked.object("values")
    view = asked.view()
    if view.type != "modal":
        raise ControlError("not_a_modal")
    return await submitting.submit(practice, asked.person(), view, values)


async def view_close(practice: Practice, asked: Asked) -> Json:
    """Let a person close a modal, or with `all` every one of them."""
    return await submitting.close(
        practice,
        asked.person(),
        asked.view(),
        everything=bool(asked.get("all", "is_cleared")),
    )


async def open_home(practice: Practice, asked: Asked) -> Json:
    """Let a person open the app's Home (or, with `tab`, its messages)."""
    person = asked.person()
    tab = asked.words("tab", default="home")
    interactions.open_home(practice, person, tab=tab)
    if asked.get("wait"):
        await practice.delivery.idle()
    return {"ok": True, "user": person.id}


async def shortcut(practice: Practice, asked: Asked) -> Json:
    """Let a person use a shortcut, on a message if one is named."""
    source = None
    if asked.get("messageTs", "message_ts", "ts"):
        channel = asked.joined_channel()
        source = (channel, asked.message(channel))
    return await interactions.shortcut(
        practice,
        asked.person(),
        callback_id=asked.words("callback_id"),
        source=source,
    )


async def open_conversation(practice: Practice, asked: Asked) -> Json:
    """Let a person open a direct message with somebody or with the app."""
    people = [asked.person().id, *asked.listed("users", str)]
    for one in people:
        if one not in practice.workspace.people:
            raise ControlError("user_not_found", user=one)
    channel, _ = joining.open_conversation(practice, list(dict.fromkeys(people)))
    return {"ok": True, "channel": channel.id}


async def create_channel(practice: Practice, asked: Asked) -> Json:
    """Let a person make a channel and bring people in."""
    person, name = asked.person(), asked.words("name")
    if practice.workspace.channel_named(name):
        raise ControlError("name_taken")
    channel = joining.create(
        practice,
        name=name,
        creator=person,
        is_private=bool(asked.get("is_private", default=False)),
    )
    for one in asked.listed("members", str):
        other = practice.workspace.people.get(one)
        if other is None:
            raise ControlError("user_not_found", user=one)
        if one not in channel.members:
            joining.join(practice, channel, other, inviter=person.id)
    return {"ok": True, "channel": channel.id}


async def join(practice: Practice, asked: Asked) -> Json:
    """Put somebody into a channel, as an administrator can."""
    person, channel = asked.person(), asked.channel()
    if person.id not in channel.members:
        joining.join(practice, channel, person, inviter=asked.get("by", default=""))
    return {"ok": True}


async def leave(practice: Practice, asked: Asked) -> Json:
    """Take somebody out of a channel; they may have been deactivated."""
    person, channel = asked.person(may_be_gone=True), asked.channel()
    if person.id in channel.members:
        joining.leave(practice, channel, person)
    return {"ok": True}


async def read_up_to(practice: Practice, asked: Asked) -> Json:
    """Mark how far a person has read."""
    person, channel = asked.person(), asked.joined_channel()
    newest = channel.messages[-1].ts if channel.messages else "0"
    channel.last_read[person.id] = asked.words("ts", default=newest)
    change = {"type": "read", "channel": channel.id, "user": person.id}
    practice.workspace.publish(change)
    return {"ok": True}


def _setting(change: Callable[[Practice, Json], Any]) -> Act:
    async def act(practice: Practice, asked: Asked) -> Json:
        result = change(practice, asked.body)
        return result if isinstance(result, dict) else {"ok": True}

    return act


async def settle(practice: Practice, asked: Asked) -> Json:
    """Wait until every event was tried, and with `repeats` until it is given up."""
    if asked.get("repeats"):
        await practice.delivery.finished()
    await practice.delivery.idle()
    return {"ok": True}


async def disconnect(practice: Practice, asked: Asked) -> Json:
    """Ask every web socket of the app to go, as Slack does now and then."""
    reason = asked.words("reason", default="refresh_requested")
    return {"ok": True, "connections": await practice.sockets.disconnect(reason)}


ACTS: dict[str, Act] = {
    "message": message,
    "change-message": change_message,
    "command": command,
    "interact": interact,
    "suggest": suggest,
    "view-submit": view_submit,
    "view-close": view_close,
    "open-home": open_home,
    "shortcut": shortcut,
    "open-conversation": open_conversation,
    "create-channel": create_channel,
    "join": join,
    "leave": leave,
    "read": read_up_to,
    "settle": settle,
    "disconnect": disconnect,
    "reset": _setting(settings.reset),
    "fault": _setting(settings.add_fault),
    "clear-faults": _setting(settings.clear_faults),
    "limits": _setting(settings.set_limits),
    "people": _setting(settings.set_people),
    "tokens": _setting(settings.set_token),
    "app": _setting(settings.set_app),
    "share": _setting(settings.share),
    "retry-scale": _setting(settings.set_retry_scale),
    "redeliver": _setting(settings.redeliver),
}
