"""What the bot answers to a plain reply. Pure."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class ReplyTaken(Message):
    """Where to telephone, that nobody was told, and what to do instead."""

    kind: ClassVar[str] = "replies.reply_taken"
    row: ClassVar[int] = 2

    day_number: str
    out_of_hours: str
    is_challenge: bool = False


# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        ReplyTaken(day_number="01632 960001", out_of_hours="01632 960002"),
        {"offers_challenge": False},
    ),
    (
        ReplyTaken(
            day_number="01632 960001 or 01632 960003",
            out_of_hours="01632 960002 or 01632 960004",
            is_challenge=True,
        ),
        {"offers_challenge": True},
    ),
)
