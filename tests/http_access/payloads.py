"""What Slack sends when somebody presses, submits, types or opens Home."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from tests.http_access.quiet_slack import OUR_TEAM

Json = dict[str, Any]
CHANNEL = "D0000001"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Account:
    """Whose act it is: a user and the team of that user."""

    user_id: str
    team_id: str = OUR_TEAM


@dataclass(frozen=True)
class Sent:
    """One request's body, as it is signed."""

    body: str
    kind: str
    account: Account
    trigger: str

    @property
    def view_id(self) -> str:
        """Return the id of the form that this act happened in."""
        return f"V{self.trigger}"


def press(
    account: Account,
    action_id: str,
    value: str = "",
    *,
    metadata: str | None = None,
    chosen: str | None = None,
    values: Mapping[str, Json] | None = None,
) -> Sent:
    """Press a button: in a message, or in a form if there is `metadata`."""
    trigger = _trigger()
    action: Json = {
        "type": "button",
        "action_id": action_id,
        "block_id": "b",
        "value": value,
        "action_ts": trigger,
    }
    if chosen is not None:
        action["selected_option"] = {"value": chosen}
    body = _interaction(account, trigger, "block_actions") | {"actions": [action]}
    if metadata is None:
        body["container"] = {"type": "message", "message_ts": "1.2"}
        body["channel"] = {"id": CHANNEL}
    else:
        body["container"] = {"type": "view", "view_id": f"V{trigger}"}
        body["view"] = _view(trigger, "", metadata, values or {})
    return _wrapped(body, account, trigger)


def submit(
    account: Account, callback: str, values: Mapping[str, Json], metadata: str = ""
) -> Sent:
    """Submit a form."""
    trigger = _trigger()
    body = _interaction(account, trigger, "view_submission") | {
        "view": _view(trigger, callback, metadata, values),
        "response_urls": [],
    }
    return _wrapped(body, account, trigger)


def command(account: Account, text: str) -> Sent:
    """Type the slash command."""
    trigger = _trigger()
    fields = {
        "command": "/coregroup",
        "text": text,
        "team_id": account.team_id,
        "user_id": account.user_id,
        "channel_id": CHANNEL,
        "trigger_id": trigger,
        "api_app_id": "A1",
        "token": "t",
        "response_url": "",
    }
    return Sent(urlencode(fields), "form", account, trigger)


def shortcut(account: Account, callback: str) -> Sent:
    """Use a shortcut from anywhere in Slack."""
    trigger = _trigger()
    body = _interaction(account, trigger, "shortcut")
    more = {"callback_id": callback, "action_ts": trigger}
    return _wrapped(body | more, account, trigger)


def event(account: Account, kind: str, **more: Any) -> Sent:
    """Let an event happen."""
    trigger = _trigger()
    body = {
        "type": "event_callback",
        "token": "t",
        "team_id": OUR_TEAM,
        "api_app_id": "A1",
        "event_id": f"Ev{trigger}",
        "event_time": 1,
        "authorizations": [{"team_id": OUR_TEAM, "user_id": "UBOT00001"}],
        "event": {
            "type": kind,
            "user": account.user_id,
            "user_team": account.team_id,
            "channel": CHANNEL,
            "event_ts": f"{trigger}.0",
            **more,
        },
    }
    return Sent(json.dumps(body), "json", account, trigger)


def interactive(body: Any) -> Sent:
    """Send any interaction at all, however it is shaped."""
    return _wrapped(body, Account("U0000"), _trigger())


def unwrapped(sent: Sent) -> str:
    """Return the payload of an interaction, as JSON."""
    return parse_qs(sent.body)["payload"][0]


def text(value: str) -> Json:
    """Answer in a field to write in."""
    return {"type": "plain_text_input", "value": value}


def choice(value: str, kind: str = "radio_buttons") -> Json:
    """Answer with one of several."""
    return {"type": kind, "selected_option": {"value": value}}


def ticked(*values: str, kind: str = "checkboxes") -> Json:
    """Answer with some of several."""
    return {"type": kind, "selected_options": [{"value": one} for one in values]}


def day(value: object) -> Json:
    """Answer with a day."""
    return {"type": "datepicker", "selected_date": str(value)}


def person(user_id: str) -> Json:
    """Answer with somebody's account."""
    return {"type": "users_select", "selected_user": user_id}


def _trigger() -> str:
    return f"{next(_numbers):08}"


def _interaction(account: Account, trigger: str, kind: str) -> Json:
    return {
        "type": kind,
        "api_app_id": "A1",
        "token": "t",
        "trigger_id": trigger,
        # In a shared channel this is ours whoever acts (reliability, M15).
        "team": {"id": OUR_TEAM, "domain": "practice"},
        "user": {"id": account.user_id, "team_id": account.team_id},
    }


def _view(
    trigger: str, callback: str, metadata: str, values: Mapping[str, Json]
) -> Json:
    return {
        "id": f"V{trigger}",
        "hash": f"{trigger}.hash",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": metadata,
        "blocks": [{"type": "input", "block_id": block} for block in values],
        "state": {"values": {k: {"answer": v} for k, v in values.items()}},
    }


def _wrapped(body: Any, account: Account, trigger: str) -> Sent:
    return Sent(urlencode({"payload": json.dumps(body)}), "form", account, trigger)
