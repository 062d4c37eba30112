"""The edge: every act comes in here, and every answer, refusal and fault goes out."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import structlog
from slack_bolt import Ack, App, BoltResponse
from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from bot import home
from bot.answers import (
    Answer,
    CloseAll,
    Done,
    Mend,
    OnTop,
    Say,
    Show,
    ShowLater,
    View,
)
from bot.context import Account, Act, Malformed, account_of, check_shape, key_of
from bot.metrics import REFUSALS
from bot.workroom import Workroom
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import OPEN_TO_ALL, ROWS
from workflows.actor import Actor
from workflows.errors import Refused, Stranger

Kind = Literal["action", "view", "view_closed", "command", "event", "shortcut"]
TITLE: Final = "Core groups"
TOO_OLD: Final = (
    "This comes from an older message, and nothing happened. Please open Home: "
    "everything that you can do now is there."
)
log = structlog.get_logger()


class NoRow(Exception):
    """A listener names no row of the access table, so the bot does not start."""


@dataclass(frozen=True, kw_only=True)
class Listener:
    """One thing that people can do: where it comes in, and its row in access.md."""

    kind: Kind
    name: str
    row: int
    act: Callable[[Act], Answer]
    changes_home: bool = False
    # Only shows something: Slack is answered first, so that nobody's press waits for
    # another's page to be drawn. Being lost in between harms nobody (design, 5.1).
    only_shows: bool = False


def register(app: App, room: Workroom, listeners: Iterable[Listener]) -> None:
    """
    Tell Bolt about every listener.

    :raises NoRow: if one names no row of the access table.
    """
    for listener in listeners:
        if listener.row not in ROWS:
            raise NoRow(listener.name)
        connect = {
            "action": app.action,
            "view": app.view,
            "view_closed": app.view_closed,
            "command": app.command,
            "event": app.event,
            "shortcut": app.shortcut,
        }[listener.kind]
        connect(listener.name)(_door(room, listener))


def register_the_rest(app: App, room: Workroom) -> None:
    """Answer what only an older version of the bot knew, so that nobody waits."""
    anything = re.compile(".*")
    kinds: tuple[tuple[Kind, Callable[..., Any]], ...] = (
        ("action", app.action),
        ("view", app.view),
    )
    for kind, connect in kinds:
        gone = Listener(kind=kind, name="no longer known", row=1, act=_too_old)
        connect(anything)(_door(room, gone))


def _too_old(act: Act) -> Answer:
    del act
    return Say(TOO_OLD)


def _door(room: Workroom, listener: Listener) -> Callable[..., BoltResponse | None]:
    def door(body: dict[str, Any], ack: Ack) -> BoltResponse | None:
        return handle(room, listener, body, ack)

    return door


def handle(
    room: Workroom, listener: Listener, body: object, ack: Ack
) -> BoltResponse | None:
    """Let one act have its effect, commit, and then answer."""
    request = secrets.token_hex(4)
    try:
        payload = check_shape(body)
        account = account_of(payload)
    except Malformed:
        log.warning("malformed payload", listener=listener.name, request=request)
        return ack()
    came = _Came(listener=listener, payload=payload, account=account, request=request)
    if listener.only_shows:
        _later(room, lambda: _show(room, came, _answer(room, came)))
        return ack()
    answer = _answer(room, came)
    if answer is None:
        # Not acknowledged, so that Slack delivers it again.
        return BoltResponse(status=500)
    return _deliver(room, came, answer, ack)


@dataclass(frozen=True, kw_only=True)
class _Came:
    """What came in: at which door, from whom, and its number in the log."""

    listener: Listener
    payload: Mapping[str, Any]
    account: Account
    request: str


def _answer(room: Workroom, came: _Came) -> Answer | None:
    """Return what the act is answered; nothing for an event that must come again."""
    listener, request = came.listener, came.request
    try:
        actor, answer = room.database.carry_out(
            lambda session: _do(room, came, session)
        )
    except Refused as refusal:
        _audit_refusal(room, listener, came.account, refusal)
        return _refusal(came.payload, refusal)
    except Exception:  # The listener edge: logged once, and said to the person.
        log.exception("act failed", listener=listener.name, request=request)
        return None if listener.kind == "event" else _fault(came.payload, request)
    log.info("act", listener=listener.name, request=request, by=actor.person_id)
    if listener.changes_home:
        room.nudge_sender()
        _later(room, lambda: home.publish(room, actor))
    return answer


def _do(room: Workroom, came: _Came, session: Session) -> tuple[Actor, Answer]:
    act = _enter(room, came, session)
    return act.actor, came.listener.act(act)


def _enter(room: Workroom, came: _Came, session: Session) -> Act:
    account = came.account
    try:
        actor = access.identify(
            session, team_id=account.team_id, user_id=account.user_id
        )
    except Stranger:
        if came.listener.row not in OPEN_TO_ALL:
            raise
        # Help is for everybody, and somebody without an id has no other right.
        actor = Actor(
            person_id="",
            slack_team_id=account.team_id,
            slack_user_id=account.user_id,
        )
    return Act(
        room=room,
        body=came.payload,
        session=session,
        actor=actor,
        key=key_of(came.payload),
        now=room.clock.now(),
    )


def _audit_refusal(
    room: Workroom, listener: Listener, who: Account, refusal: Refused
) -> None:
    kind = type(refusal).__name__
    REFUSALS.labels(kind=kind).inc()
    now = room.clock.now()
    with room.database.work() as session:
        known = access.find_person_id(session, team_id=who.team_id, user_id=who.user_id)
        audit.record(
            session,
            actor=Actor(
                person_id=known or "",
                slack_team_id=who.team_id,
                slack_user_id=who.user_id,
            ),
            event="refused",
            now=now,
            group_id=refusal.group_id,
            subject=listener.name,
            details={"row": listener.row, "because": kind},
        )


def _refusal(payload: Mapping[str, Any], refusal: Refused) -> Answer:
    if payload.get("type") != "view_submission":
        return Say(refusal.said)
    # In the form, beside the answer that it is about, with the text still there.
    place = _input_block(payload.get("view") or {}, refusal.field)
    return Mend({place: refusal.said}) if place else Say(refusal.said)


def _fault(payload: Mapping[str, Any], request: str) -> Answer:
    said = (
        "Something went wrong and nothing was saved. Please try once more; if it "
        f"happens again, tell your business support this number: {request}."
    )
    return _refusal(payload, Refused(said))


def _input_block(view: Mapping[str, Any], wanted: str | None) -> str | None:
    inputs = [
        str(block.get("block_id"))
        for block in view.get("blocks") or []
        if isinstance(block, dict) and block.get("type") == "input"
    ]
    if wanted in inputs:
        return wanted
    return inputs[0] if inputs else None


def _deliver(
    room: Workroom, came: _Came, answer: Answer, ack: Ack
) -> BoltResponse | None:
    if came.listener.kind == "view":
        return _answer_form(answer, ack)
    if came.listener.kind == "command" and isinstance(answer, Say):
        return ack(
            text=answer.text, blocks=answer.blocks or None, response_type="ephemeral"
        )
    _later(room, lambda: _show(room, came, answer))
    return ack()


def _show(room: Workroom, came: _Came, answer: Answer | None) -> None:
    if isinstance(answer, ShowLater):
        _open(room, came.payload, answer, answer.make())
    elif isinstance(answer, Say):
        _open(room, came.payload, answer, notice(answer.text))
    elif isinstance(answer, Show | OnTop):
        _open(room, came.payload, answer, answer.view)


def _answer_form(answer: Answer, ack: Ack) -> BoltResponse | None:
    if isinstance(answer, Show):
        return ack(response_action="update", view=answer.view)
    if isinstance(answer, OnTop):
        return ack(response_action="push", view=answer.view)
    if isinstance(answer, Mend):
        return ack(response_action="errors", errors=dict(answer.errors))
    if isinstance(answer, Say):
        return ack(response_action="update", view=notice(answer.text))
    if isinstance(answer, CloseAll):
        return ack(response_action="clear")
    assert isinstance(answer, Done)  # noqa: S101 -- the last of the closed list
    return ack()


def _open(
    room: Workroom, payload: Mapping[str, Any], answer: Answer, view: View
) -> None:
    trigger = str(payload.get("trigger_id") or "")
    inside = payload.get("view") or {}
    is_modal = inside.get("type") == "modal"
    if is_modal and isinstance(answer, ShowLater):
        # Whatever was done meanwhile, it is the newest page that is drawn again.
        room.client.views_update(view_id=str(inside.get("id")), view=view)
    elif is_modal and isinstance(answer, Show):
        room.client.views_update(
            view_id=str(inside.get("id")), hash=str(inside.get("hash")), view=view
        )
    elif is_modal:
        room.client.views_push(trigger_id=trigger, view=view)
    elif trigger:
        room.client.views_open(trigger_id=trigger, view=view)


def _later(room: Workroom, call: Callable[[], Any]) -> None:
    """Call Slack after the acknowledgement; being lost here harms nobody."""

    def quietly() -> None:
        try:
            call()
        except SlackApiError as error:
            log.info("not shown", error=str(error.response.get("error")))
        except Exception:
            log.exception("not shown")

    room.afterwards.submit(quietly)


def notice(text: str) -> View:
    """Return a small form that says one thing."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": TITLE},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [
            {"type": "section", "text": {"type": "plain_text", "text": text[:3000]}}
        ],
    }
