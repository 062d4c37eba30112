"""What people do with the app, and what its answers do to what they see."""

from typing import Any

from practice import (
    answers,
    asking,
    events,
    joining,
    modals,
    payloads,
    posting,
    response_urls,
)
from practice.errors import ControlError, SlackError
from practice.running import Practice
from practice.shapes import view_object
from practice.state import SLACKBOT, Channel, Json, Message, Person, View


async def command(
    practice: Practice, person: Person, channel: Channel, *, name: str, text: str
) -> Json:
    """Send a slash command and show its answer to the person."""
    known = {row["command"] for row in practice.workspace.app.commands}
    if person.team_id != practice.workspace.team_id:
        # People of another team have none of our commands (Slack Connect).
        _slackbot(practice, person, channel, f"{name} is not a valid command.")
        return {"ok": True, "acknowledged": False, "error": "not_available"}
    if name not in known:
        _slackbot(practice, person, channel, f"{name} is not a valid command.")
        return {"ok": True, "acknowledged": False, "error": "unknown_command"}
    trigger = modals.new_trigger(practice, person)
    address = response_urls.give(
        practice, kind="commands", user=person.id, channel=channel.id
    )
    payload = payloads.command(practice, person, channel, name=name, text=text)
    payload |= {"response_url": address, "trigger_id": trigger}
    answer = await asking.ask(practice, payload, kind="slash_commands")
    answer["trigger_id"] = trigger
    if not answer["acknowledged"]:
        failed = f'{name} failed with the error "{answer["error"]}"'
        _slackbot(practice, person, channel, failed)
    elif isinstance(answer["response"], dict):
        given = {"user": person.id, "channel": channel.id, "ts": ""}
        _say(practice, given, answer)
    return answer


def _say(practice: Practice, given: Json, answer: Json) -> None:
    wanted = answer["response"]
    if not (wanted.get("text") or wanted.get("blocks")):
        return
    try:
        response_urls.answer_act(practice, given, wanted)
    except SlackError as refusal:
        answer["error"] = refusal.error


def _slackbot(practice: Practice, person: Person, channel: Channel, text: str) -> None:
    author = practice.workspace.people[SLACKBOT]
    draft = posting.Draft(text=text)
    posting.whisper(practice, channel=channel, author=author, to=person.id, draft=draft)


async def press(
    practice: Practice,
    person: Person,
    channel: Channel,
    message: Message,
    wanted: Any,
) -> Json:
    """Act on an element of a message."""
    action = payloads.action(
        message.blocks, wanted, action_ts=practice.workspace.next_ts()
    )
    _remember(practice, person, message, action)
    trigger = modals.new_trigger(practice, person)
    address = response_urls.give(
        practice,
        kind="actions",
        user=person.id,
        channel=channel.id,
        ts=message.ts,
    )
    payload = payloads.common(practice, person, "block_actions")
    payload |= payloads.of_message(practice, channel, message, person=person)
    payload |= {
        "trigger_id": trigger,
        "response_url": address,
        "actions": [action],
    }
    return await _pressed(practice, person, payload, trigger)


def _remember(
    practice: Practice, person: Person, message: Message, action: Json
) -> None:
    kind = action.get("type", "")
    names = answers.SINGLE.get(kind) or answers.SEVERAL.get(kind)
    if names:
        key = f"{message.ts}/{person.id}"
        answer = {"type": kind, names[0]: action.get(names[0])}
        blocks = practice.workspace.typed.setdefault(key, {})
        blocks.setdefault(action["block_id"], {})[action["action_id"]] = answer


async def _pressed(
    practice: Practice, person: Person, payload: Json, trigger: str
) -> Json:
    answer = await asking.ask(practice, payload)
    answer["trigger_id"] = trigger
    if not answer["acknowledged"]:
        asking.toast(practice, person, asking.TROUBLE)
    return answer


async def press_in_view(
    practice: Practice, person: Person, view: View, wanted: Any, values: Json
) -> Json:
    """Act on an element of a modal or of Home; there is no channel then."""
    answers.fill_in(view, values)
    action = payloads.action(
        view.blocks, wanted, action_ts=practice.workspace.next_ts()
    )
    names = answers.SINGLE.get(action.get("type", "")) or answers.SEVERAL.get(
        action.get("type", "")
    )
    if names:
        typed = {"type": action["type"], names[0]: action.get(names[0])}
        blocks = view.state.setdefault(action["block_id"], {})
        blocks[action["action_id"]] = typed
    trigger = modals.new_trigger(practice, person)
    shown = payloads.of_view(practice, view)
    payload = payloads.common(practice, person, "block_actions")
    payload |= {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": shown,
        "actions": [action],
    }
    return await _pressed(practice, person, payload, trigger)


async def suggest_in_message(
    practice: Practice,
    person: Person,
    source: tuple[Channel, Message],
    *,
    action_id: str,
    typed: str,
) -> Json:
    """Ask the app for the options of a select in a message."""
    channel, message = source
    where = payloads.of_message(practice, channel, message, person=person)
    return await _suggest(practice, person, message.blocks, where, (action_id, typed))


async def suggest_in_view(
    practice: Practice, person: Person, view: View, *, action_id: str, typed: str
) -> Json:
    """Ask the app for the options of a select in a modal or in Home."""
    where = {
        "container": {"type": "view", "view_id": view.id},
        "view": payloads.of_view(practice, view),
    }
    return await _suggest(practice, person, view.blocks, where, (action_id, typed))


async def _suggest(
    practice: Practice,
    person: Person,
    blocks: list[Json],
    where: Json,
    wanted: tuple[str, str],
) -> Json:
    action_id, typed = wanted
    for block, element in answers.elements_of(blocks):
        if element["action_id"] == action_id and "external" in element["type"]:
            payload = payloads.common(practice, person, "block_suggestion") | where
            asked = {"block_id": block["block_id"], "action_id": action_id}
            return await asking.ask(practice, payload | asked | {"value": typed})
    raise ControlError("no_such_action")


async def shortcut(
    practice: Practice,
    person: Person,
    *,
    callback_id: str,
    source: tuple[Channel, Message] | None,
) -> Json:
    """Use a global shortcut, or one on a message."""
    known = {row["callback_id"]: row for row in practice.workspace.app.shortcuts}
    row = known.get(callback_id)
    if row is None or (row["type"] == "message") != (source is not None):
        raise ControlError("no_such_shortcut", known=sorted(known))
    if person.team_id != practice.workspace.team_id:
        raise ControlError("not_available")
    trigger = modals.new_trigger(practice, person)
    kind = "shortcut" if source is None else "message_action"
    payload = payloads.common(practice, person, kind)
    payload |= {
        "callback_id": callback_id,
        "trigger_id": trigger,
        "action_ts": practice.workspace.next_ts(),
    }
    if source is not None:
        channel, message = source
        about = payloads.of_message(practice, channel, message, person=person)
        payload |= {
            "message_ts": message.ts,
            "channel": about["channel"],
            "message": about["message"],
            "response_url": response_urls.give(
                practice,
                kind="app",
                user=person.id,
                channel=channel.id,
                ts=message.ts,
            ),
        }
    return await _pressed(practice, person, payload, trigger)


def open_home(practice: Practice, person: Person, *, tab: str) -> None:
    """Tell the app that somebody opened its Home or its messages."""
    workspace = practice.workspace
    home = workspace.homes.get(person.id)
    pair = [workspace.app.user, person.id]
    conversation, _ = joining.open_conversation(practice, pair)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": conversation.id,
        "tab": tab,
    }
    if home is not None and tab == "home":
        event["view"] = view_object(home, workspace)
    events.tell(practice, event)
