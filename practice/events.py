"""Tells the app of an event, if it asked for such events and may know."""

import secrets

from practice import moments
from practice.deliver import Envelope
from practice.running import Practice
from practice.state import Channel, Json


def channel_type(channel: Channel) -> str:
    """Return Slack's word for what kind of conversation this is."""
    if channel.is_im:
        return "im"
    if channel.is_mpim:
        return "mpim"
    return "group" if channel.is_private else "channel"


def subscription(event: Json, channel: Channel | None) -> str:
    """Return the name under which an app subscribes to such an event."""
    if event["type"] != "message" or channel is None:
        return str(event["type"])
    kinds = {"im": "im", "mpim": "mpim", "group": "groups", "channel": "channels"}
    return f"message.{kinds[channel_type(channel)]}"


def tell(
    practice: Practice,
    event: Json,
    *,
    channel: Channel | None = None,
    even_if_outside: bool = False,
) -> None:
    """
    Deliver an event to the app.

    An app hears of a channel only while its bot is in it, except for the news
    that the bot itself was put out (`even_if_outside`).
    """
    workspace = practice.workspace
    if subscription(event, channel) not in workspace.app.events:
        return
    is_inside = channel is None or workspace.app.user in channel.members
    if not (is_inside or even_if_outside):
        return
    event.setdefault("event_ts", workspace.next_ts())
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team_id,
        "user_id": workspace.app.user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    payload: Json = {
        "token": "practice-verification",
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev0P{secrets.token_hex(4).upper()}",
        "event_time": int(moments.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }
    practice.delivery.post(Envelope(kind="events_api", payload=payload))
