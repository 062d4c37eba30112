"""Who is asking, about what, at which moment: read from Slack's own payload."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from bot.workroom import Workroom
from workflows.actor import Actor
from workflows.profile import Profile

Payload = Mapping[str, Any]
_TEXTS: Final = ("type", "trigger_id", "command", "user_id", "team_id", "response_url")
_LISTS: Final = ("actions", "response_urls", "authorizations")
_OBJECTS: Final = ("user", "team", "view", "container", "channel", "message", "event")


class Malformed(Exception):
    """The payload is not what it claims to be."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A Slack account: the team is part of who it is."""

    team_id: str
    user_id: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """
    One thing that a person did in Slack: one unit of work, committed by the edge.

    Whatever it reads, it reads as it was at one moment; and all of it is kept, or none.
    """

    room: Workroom = field(repr=False)
    body: Payload = field(repr=False)
    session: Session = field(repr=False)
    actor: Actor
    key: str
    now: datetime

    @property
    def profile(self) -> Profile:
        """Return the area's rules."""
        return self.room.profile

    @property
    def value(self) -> str:
        """Return the id that the pressed button carries."""
        actions = self.body.get("actions") or [{}]
        return str(actions[0].get("value") or "")

    @property
    def chosen(self) -> str:
        """Return what was chosen in the select or menu that was used."""
        actions = self.body.get("actions") or [{}]
        option = actions[0].get("selected_option") or {}
        return str(option.get("value") or "")

    @property
    def view(self) -> Mapping[str, Any]:
        """Return the form that this act happened in."""
        return self.body.get("view") or {}

    @property
    def words(self) -> str:
        """Return what was typed behind the slash command."""
        return str(self.body.get("text") or "").strip()

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Yield the unit of work of this act."""
        yield self.session


def check_shape(body: object) -> Payload:
    """
    Check that a payload has the shape that Slack documents.

    :raises Malformed: before the framework trips over it. Source: reliability, M14.
    """
    if not isinstance(body, dict):
        raise Malformed
    has_shape = (
        all(isinstance(body.get(name), str | None) for name in _TEXTS)
        and all(isinstance(body.get(name), dict | None) for name in _OBJECTS)
        and all(_is_list_of_objects(body.get(name)) for name in _LISTS)
        and _is_what_it_says(body)
    )
    if not has_shape:
        raise Malformed
    return body


def _is_list_of_objects(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _is_what_it_says(body: Mapping[str, Any]) -> bool:
    """Say whether what was used has the name that the framework looks it up by."""
    used: list[tuple[str, Mapping[str, Any]]] = [
        ("action_id", action) for action in body.get("actions") or []
    ]
    if body.get("type") == "block_actions" and not used:
        return False
    if body.get("type") in {"view_submission", "view_closed"}:
        used.append(("callback_id", body.get("view") or {}))
    if body.get("type") == "shortcut":
        used.append(("callback_id", body))
    if body.get("type") == "event_callback":
        used.append(("type", body.get("event") or {}))
    return all(isinstance(thing.get(name), str) for name, thing in used)


def account_of(body: Payload) -> Account:
    """
    Return whose act this is, from the payload's own user object.

    Somebody of another team who presses a button in a shared channel carries our
    team beside theirs; only the user object tells the truth (reliability, M15).

    :raises Malformed: if nobody is named.
    """
    if isinstance(body.get("user"), dict):
        user = body["user"]
        team_id, user_id = user.get("team_id"), user.get("id")
    elif isinstance(body.get("event"), dict):
        event = body["event"]
        team_id = event.get("user_team") or event.get("team") or body.get("team_id")
        user_id = event.get("user")
    else:
        team_id, user_id = body.get("team_id"), body.get("user_id")
    if not (isinstance(team_id, str) and isinstance(user_id, str)):
        raise Malformed
    if not (team_id and user_id):
        raise Malformed
    return Account(team_id=team_id, user_id=user_id)


def key_of(body: Payload) -> str:
    """
    Return what makes this act this act, however often it is delivered.

    Source: reliability, 4.5: never the delivery's own id.
    """
    account = account_of(body)
    who = f"{account.team_id}:{account.user_id}"
    kind = str(body.get("type") or "")
    view = body.get("view") or {}
    if kind in {"view_submission", "view_closed"}:
        return f"{kind}:{who}:{view.get('id')}:{view.get('hash')}"
    if kind == "block_actions":
        action = body["actions"][0]
        container = body.get("container") or {}
        place = container.get("message_ts") or container.get("view_id") or ""
        return (
            f"press:{who}:{place}:{action.get('action_id')}:{action.get('action_ts')}"
        )
    if isinstance(body.get("event"), dict):
        event = body["event"]
        place = f"{event.get('channel')}:{event.get('ts') or event.get('event_ts')}"
        return f"event:{who}:{event.get('type')}:{place}"
    return f"command:{who}:{body.get('trigger_id')}"
