"""The payloads of commands, presses, submits and shortcuts, as Slack sends them."""

import re
from typing import Any

from practice import answers
from practice.errors import ControlError
from practice.running import Practice
from practice.shapes import message_object, view_object
from practice.state import Channel, Json, Message, Person, View

TOKEN = "practice-verification"  # the dead field that Slack still sends


def common(practice: Practice, person: Person, kind: str) -> Json:
    """
    Return what every interactive payload has.

    For somebody of another team, `team` is ours and `user.team_id` is theirs,
    as over Slack Connect.
    """
    workspace = practice.workspace
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        "api_app_id": workspace.app.id,
        "token": TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_words(channel: Channel) -> Json:
    """Return a channel as payloads name it; private ones by no name."""
    name = channel.name
    if channel.is_im:
        name = "directmessage"
    elif channel.is_private:
        name = "privategroup"
    return {"id": channel.id, "name": name}


def command(
    practice: Practice, person: Person, channel: Channel, *, name: str, text: str
) -> Json:
    """Return a slash command's form fields, without trigger and response_url."""
    workspace = practice.workspace
    return {
        "token": TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_words(channel)["name"],
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": _escaped(practice, text) if workspace.app.should_escape else text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
    }


def _escaped(practice: Practice, text: str) -> str:
    """Turn @names and #channels into ids, as a command asks with should_escape."""
    people = {one.name: one for one in practice.workspace.people.values()}
    channels = {one.name: one for one in practice.workspace.channels.values()}

    def person(found: re.Match[str]) -> str:
        one = people.get(found.group(1))
        return f"<@{one.id}|{one.name}>" if one else found.group()

    def channel(found: re.Match[str]) -> str:
        one = channels.get(found.group(1))
        return f"<#{one.id}|{one.name}>" if one else found.group()

    text = re.sub(r"(?<![<\w])@([\w.-]+)", person, text)
    return re.sub(r"(?<![<\w])#([\w-]+)", channel, text)


def action(blocks: list[Json], wanted: Any, *, action_ts: str) -> Json:
    """
    Return the action that somebody takes on one element.

    `wanted` is an action id, or an object with `action_id` and perhaps `block_id`,
    `value`, `selected_option` and so on; with `"forge": true` it is sent as it is.

    :raises ControlError: if there is no such element to act on.
    """
    asked = {"action_id": wanted} if isinstance(wanted, str) else dict(wanted or {})
    if asked.pop("forge", False):
        return asked | {"action_ts": action_ts}
    for block, element in answers.elements_of(blocks):
        if element["action_id"] != asked.get("action_id"):
            continue
        if asked.get("block_id") not in {None, block["block_id"]}:
            continue
        if not _offers(element, asked):
            continue
        done = {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "type": element["type"],
            "action_ts": action_ts,
        }
        return done | _what_was_done(element, asked)
    known = [element["action_id"] for _, element in answers.elements_of(blocks)]
    raise ControlError("no_such_action", known=known)


def _offers(element: Json, asked: Json) -> bool:
    """Say whether a button is the one meant, when several share an action id."""
    wanted = asked.get("value")
    if element["type"] != "button" or wanted is None:
        return True
    return bool(element.get("value") == wanted)


def _what_was_done(element: Json, asked: Json) -> Json:
    kind = element["type"]
    if kind == "button":
        kept = ("text", "value", "style", "url", "confirm")
        return {name: element[name] for name in kept if name in element}
    if kind == "overflow":
        chosen = asked.get("selected_option", asked.get("value"))
        select = element | {"type": "static_select"}
        answer = answers.answer_for(select, chosen)
        return {"selected_option": answer["selected_option"]}
    name = (answers.SINGLE.get(kind) or answers.SEVERAL[kind])[0]
    given = asked.get(name, asked.get("value", asked.get("values")))
    answer = answers.answer_for(element, given)
    initial = (answers.SINGLE.get(kind) or answers.SEVERAL[kind])[1]
    first = {initial: element[initial]} if initial in element else {}
    return {name: answer[name], **first}


def of_message(
    practice: Practice, channel: Channel, message: Message, *, person: Person
) -> Json:
    """Return the parts of a payload that say in which message somebody acted."""
    workspace = practice.workspace
    is_ephemeral = bool(message.to)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    parts: Json = {"container": container, "channel": channel_words(channel)}
    if not is_ephemeral:
        # Slack leaves out what only one person saw.
        shown = message_object(message, workspace, with_metadata=True)
        parts["message"] = shown
    state = answers.from_the_start(message.blocks)
    typed = practice.workspace.typed.get(f"{message.ts}/{person.id}", {})
    for block_id, chosen in typed.items():
        state.setdefault(block_id, {}).update(chosen)
    return parts | {"state": {"values": state}}


def of_view(practice: Practice, view: View) -> Json:
    """Return a view in full, with everything typed in it so far."""
    shown = view_object(view, practice.workspace)
    return shown | {"state": {"values": answers.state_of(view)}}
