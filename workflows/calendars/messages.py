"""What may be said about somebody's calendar address. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class Suspended(Message):
    """An address was asked for too often, and is switched off. To its owner."""

    kind: ClassVar[str] = "calendars.suspended"

    feed_id: str
    most: int


@dataclass(frozen=True, kw_only=True)
class TakenBack(Message):
    """Somebody of a core group took an address back. To its owner."""

    kind: ClassVar[str] = "calendars.taken_back"

    feed_id: str
    by: str


_ID: Final = "0" * 16
# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, Mapping[str, Any]], ...]] = (
    (Suspended(feed_id=_ID, most=100), {}),
    (Suspended(feed_id=_ID, most=1000), {}),
    (TakenBack(feed_id=_ID, by=_ID), {"name": "Sam Field"}),
    (TakenBack(feed_id=_ID, by=_ID), {"name": "Dr Bartholomew Longname-Example"}),
)
