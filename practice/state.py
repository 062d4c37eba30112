"""
Everything that a practice workspace remembers, as plain dataclasses.

One asyncio event loop owns a `Workspace`, so nothing here is locked. Read freely;
change it only through `posting.py`, `joining.py`, `modals.py` and `web_api/`, which
also publish to `Workspace.changes` and tell the app.

What the page needs:

* `workspace.people[user_id]`, `workspace.channels[channel_id]`,
  `workspace.app` (name, commands, shortcuts), `workspace.team_id`;
* `channel.messages` (oldest first; `message.deleted` ones stay as tombstones),
  `channel.members`, `channel.last_read[user_id]`, `channel.pins`;
* `workspace.ephemerals` (each with `to` and `channel`; never in `messages`);
* `workspace.stacks[user_id]`: that person's open modals, bottom first;
  `workspace.homes[user_id]`: that person's Home;
* `workspace.files[file_id]`; its bytes are served at `/files/<file_id>/<name>`.

`workspace.subscribe()` gives an `asyncio.Queue` of small dicts; give it back with
`workspace.unsubscribe(queue)`. Each has "type" and usually "channel" or "user":

    {"type": "message", "channel": C, "ts": ts, "thread_ts": ts | None}
    {"type": "message_changed" | "message_deleted", "channel": C, "ts": ts}
    {"type": "ephemeral", "channel": C, "user": U, "ts": ts}
    {"type": "view", "user": U, "view_id": V | None}   the stack of U changed
    {"type": "home", "user": U}
    {"type": "channel", "channel": C}                   made, renamed, members, pins
    {"type": "people"}                                  somebody changed
    {"type": "toast", "user": U, "text": words}         an error shown to U
    {"type": "read", "channel": C, "user": U}
    {"type": "reset"}                                   read everything again
"""

import asyncio
import itertools
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from practice import moments

Json = dict[str, Any]
"""One JSON object as Slack would send or take it."""

LOG_LENGTH = 100_000
SLACKBOT = "USLACKBOT"


@dataclass(kw_only=True)
class Person:
    """Someone who can act in the workspace: a member, guest, outsider or bot."""

    id: str
    name: str
    real_name: str
    email: str = ""
    title: str = ""
    agency: str = ""
    team_id: str
    bot_id: str = ""
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    is_admin: bool = False
    updated: float = 0.0

    @property
    def is_bot(self) -> bool:
        """Say whether this is an app's bot rather than somebody."""
        return bool(self.bot_id)


@dataclass(kw_only=True)
class Message:
    """One message; `visible_from` is when history starts to show it."""

    ts: str
    user: str
    text: str
    channel: str
    team: str = ""
    bot_id: str = ""
    app_id: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    reply_broadcast: bool = False
    edited: Json | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    deleted: bool = False
    visible_from: float = 0.0
    to: str = ""
    """Whom an ephemeral message is for; empty for every other message."""


@dataclass(kw_only=True)
class Channel:
    """A channel, private channel, direct message or group message."""

    id: str
    name: str
    creator: str
    created: float
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_general: bool = False
    is_archived: bool = False
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    shared_with: list[str] = field(default_factory=list)
    pending_shared: list[str] = field(default_factory=list)
    invites: list[Json] = field(default_factory=list)

    @property
    def is_ext_shared(self) -> bool:
        """Say whether people of another team can be in here."""
        return bool(self.shared_with)

    def find(self, ts: str) -> Message | None:
        """Return the message that is still there under `ts`, or None."""
        for message in reversed(self.messages):
            if message.ts == ts:
                return None if message.deleted else message
        return None


@dataclass(kw_only=True)
class View:
    """A modal or Home; `state` is what the person has typed so far."""

    id: str
    user: str
    type: str
    blocks: list[Json]
    root_view_id: str
    app_id: str
    bot_id: str
    team_id: str
    hash: str
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    callback_id: str = ""
    external_id: str = ""
    private_metadata: str = ""
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    previous_view_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class File:
    """An uploaded file, shared into channels once it is complete."""

    id: str
    name: str
    title: str
    user: str
    length: int
    created: float
    content: bytes = b""
    upload_token: str = ""
    complete: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Token:
    """A token that the Web API knows."""

    value: str
    kind: str
    user: str
    scopes: set[str]
    revoked: bool = False


@dataclass(kw_only=True)
class App:
    """What the installed app said about itself in its manifest."""

    id: str
    name: str
    user: str
    bot_id: str
    commands: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    home_enabled: bool = True
    should_escape: bool = True


@dataclass(kw_only=True)
class Workspace:
    """A whole practice workspace."""

    team_id: str
    team_name: str
    domain: str
    app: App
    signing_secret: str
    base_url: str = "http://127.0.0.1:8700"
    """Where the app last reached us; response addresses are built on it."""
    bot_url: str = "http://127.0.0.1:8701"
    mode: str = "socket"
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    typed: dict[str, dict[str, dict[str, Json]]] = field(default_factory=dict)
    """What somebody chose in a message, under "<ts>/<person>"."""
    triggers: dict[str, Json] = field(default_factory=dict)
    response_urls: dict[str, Json] = field(default_factory=dict)
    log: deque[Json] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH))
    changes: list["asyncio.Queue[Json]"] = field(default_factory=list)
    last_micros: int = 0
    counter: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def subscribe(self) -> "asyncio.Queue[Json]":
        """Return a queue that gets every change from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue(maxsize=10_000)
        self.changes.append(queue)
        return queue

    def unsubscribe(self, queue: "asyncio.Queue[Json]") -> None:
        """Stop filling a queue that `subscribe` gave."""
        if queue in self.changes:
            self.changes.remove(queue)

    def publish(self, change: Json) -> None:
        """Tell every subscriber of a change; one that fell far behind rereads."""
        for queue in self.changes:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"type": "reset"})
            else:
                queue.put_nowait(change)

    def next_ts(self) -> str:
        """Return a message time that is later than every one before it."""
        micros = max(int(moments.now() * 1_000_000), self.last_micros + 1)
        self.last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        """Return a fresh id that looks like Slack's, such as `C0P00000A1B`."""
        return f"{prefix}0P{next(self.counter):05X}{secrets.token_hex(2).upper()}"

    @property
    def bot(self) -> Person:
        """Return the installed app's own bot."""
        return self.people[self.app.user]

    def channel_named(self, name: str) -> Channel | None:
        """Return the channel with that name, archived or not, or None."""
        for channel in self.channels.values():
            if channel.name == name and not channel.is_im:
                return channel
        return None

    def direct_message(self, members: set[str]) -> Channel | None:
        """Return the conversation between exactly these people, or None."""
        for channel in self.channels.values():
            if (channel.is_im or channel.is_mpim) and set(channel.members) == members:
                return channel
        return None
