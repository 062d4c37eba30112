"""What reaches whom: a Slack that answers at once, and remembers what it was given."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from slack_sdk.web import SlackResponse, WebClient

from bot.render import Rendered, Renderer
from workflows.clock import Clock
from workflows.message import Message
from workflows.wording import Button

POST: Final = "chat.postMessage"
DIRECT: Final = "D"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """
    One message that reached somebody: `channel` is theirs, or a core group's.

    `mentions` are the lists in it that are not empty, and the signals that they name.
    `shown` is all of it as it was sent.
    """

    at: datetime
    channel: str
    kind: str
    text: str
    mentions: frozenset[str]
    shown: str


class Story(Clock):
    """The clock of a story: it stands still until the story moves it."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now

    # Python 3.11 has no `override` to mark these with.
    def now(self) -> datetime:  # type: ignore[explicit-override]
        return self._now

    def machine(self) -> datetime:  # type: ignore[explicit-override]
        return self._now

    def move_to(self, moment: datetime) -> None:  # type: ignore[explicit-override]
        self._now = max(self._now, moment)


class Recorder(Renderer):
    """Renders as the sender's does, and keeps of what it made the last message."""

    def __init__(self) -> None:
        super().__init__()
        self.last: tuple[str, frozenset[str]] = ("", frozenset())

    def render(  # type: ignore[explicit-override]
        self,
        message: Message,
        words: Mapping[str, Any],
        buttons: tuple[Button, ...] = (),
    ) -> Rendered:
        self.last = message.kind, frozenset(_mentions(message, words))
        return super().render(message, words, buttons)


@dataclass
class Ear:
    """Answers the calls that the sender makes; `heard` is what was posted, in order."""

    clock: Clock
    recorder: Recorder
    heard: list[Heard] = field(default_factory=list)
    _number: int = 0

    def answer(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a method does, as far as anybody could tell."""
        self._number += 1
        if method == "auth.test":
            return {"user_id": "UBOT", "bot_id": "BBOT", "team_id": "TSTORY"}
        if method == "conversations.open":
            return {"channel": {"id": f"{DIRECT}{given['users']}"}}
        if method == "conversations.create":
            return {"channel": {"id": f"C{self._number:08}", "name": given["name"]}}
        if method == POST:
            self._hear(given)
        # Slack's times are those of its own clock; here they only have to rise.
        return {"ts": f"{self._number:010}.000000", "channel": given.get("channel")}

    def _hear(self, given: Mapping[str, Any]) -> None:
        kind, mentions = self.recorder.last
        self.heard.append(
            Heard(
                at=self.clock.now(),
                channel=str(given["channel"]),
                kind=kind,
                text=str(given["text"]),
                mentions=mentions,
                shown=json.dumps([given["text"], given["blocks"]], ensure_ascii=False),
            )
        )


class DeafClient(WebClient):
    """A client that asks an `Ear` instead of the network."""

    def __init__(self, ear: Ear) -> None:
        super().__init__(token="xoxb-story", retry_handlers=[])  # noqa: S106 -- no Slack
        self._ear = ear

    def api_call(  # type: ignore[explicit-override]
        self, api_method: str, **how: Any
    ) -> SlackResponse:
        given = {**(how.get("params") or {}), **(how.get("json") or {})}
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url=api_method,
            req_args={},
            data={"ok": True, **self._ear.answer(api_method, given)},
            headers={},
            status_code=200,
        )


def _mentions(message: Message, words: Mapping[str, Any]) -> Iterator[str]:
    """Yield which lists a message has something in, and the signals that they name."""
    every = {**vars(message), **words}
    for name, value in every.items():
        if isinstance(value, list | tuple) and value:
            yield name
        yield from _named(value)


def _named(value: Any) -> Iterator[str]:
    """Yield the signals that the lines of a list name."""
    lines = value if isinstance(value, list | tuple) else ()
    for line in lines:
        if isinstance(line, Mapping):
            yield from map(str, line.get("names", ()))
