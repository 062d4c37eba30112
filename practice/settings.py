"""What the control API sets and shows of the workspace itself."""

import copy
import dataclasses
from collections.abc import Mapping
from typing import Any

from practice import cast, events, joining, moments
from practice.deliver import Envelope
from practice.errors import ControlError
from practice.limits import Limits
from practice.running import Practice
from practice.shapes import channel_object, message_object, person_object, view_object
from practice.state import Channel, Json, Token


def read(practice: Practice, name: str, query: Mapping[str, str]) -> Any:
    """
    Return what a GET asks for.

    :raises ControlError: for a name that is not known.
    """
    place, _, rest = name.partition("/")
    if place == "messages" and rest:
        return messages(practice, rest)
    reader = {
        "log": log,
        "state": state,
        "deliveries": deliveries,
        "ephemerals": ephemerals,
    }.get(name)
    if reader is None:
        raise ControlError("unknown_place", status=404)
    return reader(practice, query)


def log(practice: Practice, query: Mapping[str, str]) -> list[Json]:
    """Return every Web API call that was made, perhaps of one method only."""
    method = query.get("method")
    entries = list(practice.workspace.log)[int(query.get("since", 0) or 0) :]
    return [one for one in entries if method in {None, one["method"]}]


def deliveries(practice: Practice, query: Mapping[str, str]) -> list[Json]:
    """Return what was sent to the app and how each attempt ended."""
    kind = query.get("kind")
    found = [one.shown() for one in practice.delivery.sent]
    return [one for one in found if kind in {None, one["kind"]}]


def messages(practice: Practice, channel_id: str) -> list[Json]:
    """Return what somebody in a channel would see: no deleted ones, no ephemerals."""
    channel = _channel(practice, channel_id)
    return [
        message_object(one, practice.workspace, with_metadata=True)
        for one in channel.messages
        if not one.deleted
    ]


def ephemerals(practice: Practice, query: Mapping[str, str]) -> list[Json]:
    """Return what was shown to one person only."""
    user, workspace = query.get("user"), practice.workspace
    return [
        message_object(one, workspace, with_metadata=True)
        | {"channel": one.channel, "to": one.to}
        for one in workspace.ephemerals
        if user in {None, one.to}
    ]


def state(practice: Practice, query: Mapping[str, str]) -> Json:
    """Return the whole workspace as JSON, but for messages and file contents."""
    del query
    workspace = practice.workspace
    return {
        "team_id": workspace.team_id,
        "team_name": workspace.team_name,
        "mode": workspace.mode,
        "bot_url": workspace.bot_url,
        "app": {
            **dataclasses.asdict(workspace.app),
            "events": sorted(workspace.app.events),
        },
        "people": [
            person_object(one, workspace, with_email=True)
            | {"title": one.title, "agency": one.agency}
            for one in workspace.people.values()
        ],
        "channels": [_shown(practice, one) for one in workspace.channels.values()],
        "stacks": {
            user: [_view(practice, one) for one in stack]
            for user, stack in workspace.stacks.items()
        },
        "homes": {
            user: view_object(one, workspace) for user, one in workspace.homes.items()
        },
        "files": [
            {"id": one.id, "name": one.name, "title": one.title, "size": one.length}
            for one in workspace.files.values()
        ],
        "connections": len(practice.sockets.open),
        "limits": practice.limits.shown(),
        "faults": [one.shown() for one in practice.faults.scripted],
        "calls": len(workspace.log),
    }


def _shown(practice: Practice, channel: Channel) -> Json:
    shown = channel_object(channel, practice.workspace, viewer="")
    seen = [one for one in channel.messages if not one.deleted]
    return shown | {
        "name": channel.name,
        "is_private": channel.is_private,
        "is_mpim": channel.is_mpim,
        "members": list(channel.members),
        "pins": list(channel.pins),
        "bookmarks": list(channel.bookmarks),
        "invites": list(channel.invites),
        "message_count": len(seen),
    }


def _view(practice: Practice, view: Any) -> Json:
    return view_object(view, practice.workspace) | {"errors": dict(view.errors)}


def _channel(practice: Practice, wanted: str) -> Channel:
    workspace = practice.workspace
    found = workspace.channels.get(wanted) or workspace.channel_named(wanted)
    if found is None:
        raise ControlError("channel_not_found", channel=wanted)
    return found


def reset(practice: Practice, wanted: Json) -> None:
    """Put everything back to the beginning; web sockets stay open."""
    del wanted
    practice.delivery.forget()
    practice.delivery.scale = 1.0
    practice.faults.scripted.clear()
    practice.limits.set(Limits().shown() | _strictness(practice))
    cast.refill(practice.workspace, copy.deepcopy(practice.document))


def _strictness(practice: Practice) -> Json:
    return {"post_burst": 1} if practice.is_strict else {}


def add_fault(practice: Practice, wanted: Json) -> Json:
    """Script one more fault."""
    return {"ok": True, "fault": practice.faults.add(wanted).shown()}


def clear_faults(practice: Practice, wanted: Json) -> None:
    """Forget every scripted fault."""
    del wanted
    practice.faults.scripted.clear()


def set_limits(practice: Practice, wanted: Json) -> Json:
    """Change rate limits."""
    try:
        practice.limits.set(wanted)
    except (TypeError, ValueError, AttributeError) as wrong:
        raise ControlError("bad_limits", detail=str(wrong)) from wrong
    return {"ok": True, "limits": practice.limits.shown()}


def set_people(practice: Practice, wanted: Json) -> Json:
    """Add a person, or change one who is known by `id`, and tell the app."""
    workspace = practice.workspace
    person = workspace.people.get(str(wanted.get("id", "")))
    unknown = wanted.keys() - set(cast.PERSON_FIELDS)
    if unknown:
        raise ControlError("unknown_field", fields=sorted(unknown))
    is_new = person is None
    if person is None:
        row = {"id": workspace.next_id("U"), **wanted}
        person = cast.person_from(row, team_id=workspace.team_id)
        workspace.people[person.id] = person
    else:
        for name, value in wanted.items():
            setattr(person, name, value)
        person.updated = moments.now()
    workspace.teams.setdefault(person.team_id, person.team_id)
    workspace.publish({"type": "people"})
    shown = person_object(person, workspace, with_email=True)
    is_ours = person.team_id == workspace.team_id
    if is_ours or not is_new:
        kind = "team_join" if is_new else "user_change"
        event: Json = {"type": kind, "user": shown}
        if not is_new:
            event["cache_ts"] = int(person.updated)
        events.tell(practice, event)
    return {"ok": True, "user": shown}


def set_token(practice: Practice, wanted: Json) -> Json:
    """Add a token, revoke one, or change what it may do."""
    value = str(wanted.get("token", ""))
    if not value:
        raise ControlError("missing", argument="token")
    workspace = practice.workspace
    token = workspace.tokens.get(value)
    if token is None:
        kind = str(wanted.get("kind", "bot"))
        user = str(wanted.get("user", workspace.app.user))
        if user not in workspace.people:
            raise ControlError("user_not_found", user=user)
        token = Token(value=value, kind=kind, user=user, scopes=set())
        workspace.tokens[value] = token
    for name in ("scopes", "add_scopes", "remove_scopes"):
        if not all(isinstance(one, str) for one in wanted.get(name, [])):
            raise ControlError("bad_list", argument=name)
    token.revoked = bool(wanted.get("revoked", token.revoked))
    if "scopes" in wanted:
        token.scopes = set(wanted["scopes"])
    token.scopes |= set(wanted.get("add_scopes", []))
    token.scopes -= set(wanted.get("remove_scopes", []))
    return {"ok": True, "revoked": token.revoked, "scopes": sorted(token.scopes)}


def set_app(practice: Practice, wanted: Json) -> None:
    """Change what the app's manifest says: commands, shortcuts, events, mode."""
    app = practice.workspace.app
    for name in ("commands", "shortcuts", "home_enabled", "should_escape"):
        if name in wanted:
            setattr(app, name, wanted[name])
    if "events" in wanted:
        app.events = set(wanted["events"])
    if "bot_url" in wanted:
        practice.workspace.bot_url = str(wanted["bot_url"]).rstrip("/")
    if "signing_secret" in wanted:
        practice.workspace.signing_secret = str(wanted["signing_secret"])


def share(practice: Practice, wanted: Json) -> None:
    """Share a channel with another team, or with `stop` end that."""
    channel = _channel(practice, str(wanted.get("channel", "")))
    team_id = str(wanted.get("team_id", ""))
    if not team_id or team_id == practice.workspace.team_id:
        raise ControlError("team_not_found")
    if not wanted.get("stop"):
        practice.workspace.teams.setdefault(team_id, team_id)
        joining.share(practice, channel, team_id=team_id)
    elif team_id in channel.shared_with:
        joining.unshare(practice, channel, team_id=team_id)


def set_retry_scale(practice: Practice, wanted: Json) -> None:
    """Make the waits before repeats shorter (0.01) or longer."""
    try:
        practice.delivery.scale = max(0.0, float(wanted.get("scale", 1)))
    except (TypeError, ValueError) as wrong:
        raise ControlError("bad_scale") from wrong


def redeliver(practice: Practice, wanted: Json) -> Json:
    """
    Send an event again, as Slack sometimes does although it was acknowledged.

    `event_id` names it, else the last one goes; `fresh_id` gives it another id.
    """
    events_sent = [one for one in practice.delivery.sent if one.kind == "events_api"]
    event_id = wanted.get("event_id")
    if event_id:
        events_sent = [
            one for one in events_sent if one.payload["event_id"] == event_id
        ]
    if not events_sent:
        raise ControlError("event_not_found")
    payload = copy.deepcopy(events_sent[-1].payload)
    if wanted.get("fresh_id"):
        payload["event_id"] = practice.workspace.next_id("Ev")
    times = wanted.get("times", 1)
    if not isinstance(times, int):
        raise ControlError("bad_times")
    for _ in range(times):
        practice.delivery.post(Envelope(kind="events_api", payload=payload))
    return {"ok": True, "event_id": payload["event_id"]}
