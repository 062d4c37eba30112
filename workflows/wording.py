"""What the words of a message are made of: values, and one entry for each kind."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from workflows.message import Message

ACCOUNT: Final = re.compile(r"[UW][A-Z0-9]{2,20}")
ADDRESS: Final = re.compile(r"https?://[^\s<>|\"]+")


@dataclass(frozen=True)
class Mention:
    """A person's name as Slack shows it, from their account."""

    slack_user_id: str

    def __post_init__(self) -> None:
        if not ACCOUNT.fullmatch(self.slack_user_id):
            raise ValueError("not a Slack account")


@dataclass(frozen=True)
class Link:
    """A link of ours."""

    url: str
    label: str

    def __post_init__(self) -> None:
        if not ADDRESS.fullmatch(self.url):
            raise ValueError("not an address for a link")


@dataclass(frozen=True, kw_only=True)
class Button:
    """
    A button. `value` is an id and gives no right; `style` is primary or danger.

    A template places it with `{{ button }}`, or the entry adds it at the end.
    """

    text: str
    action_id: str
    value: str = ""
    style: str | None = None


class Planned(Protocol):
    """What an entry may see of the row that it speaks for."""

    id: str
    person_id: str | None
    group_id: str | None


Words = Mapping[str, Any]


def always(_session: Any, _row: Planned, _message: Any, _now: datetime) -> str | None:
    """Give no reason to drop a message."""
    return None


def no_words(_session: Any, _row: Planned, _message: Any, _now: datetime) -> Words:
    """Add nothing to what the message itself holds."""
    return {}


def no_buttons(_words: Words) -> tuple[Button, ...]:
    """Add no buttons."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    How one kind of message is sent.

    `wanted` is asked in the transaction that takes the row up and returns why it is
    no longer wanted, or nothing. `words` gives what the template needs besides the
    message's own fields, which it may replace. `buttons` are added at the end.
    """

    message: type[Message]
    wanted: Callable[[Any, Any, Any, datetime], str | None] = always
    words: Callable[[Any, Any, Any, datetime], Words] = no_words
    buttons: Callable[[Words], tuple[Button, ...]] = no_buttons


def by_kind(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """
    Return the entries by the kind of their message.

    :raises ValueError: if a kind is there twice.
    """
    found = {entry.message.kind: entry for entry in entries}
    if len(found) != len(entries):
        raise ValueError("a kind of message has two entries")
    return found
