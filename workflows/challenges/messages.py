"""What may be said about challenges at once: an alias and a date only. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class AtRisk(Message):
    """
    A challenge says that a child is at risk now.

    To who owes the answer, and to lead social worker and team manager to know of it.
    """

    kind: ClassVar[str] = "challenges.at_risk"
    row: ClassVar[int] = 45

    rung_id: str
    challenge_id: str
    alias: str
    due_on: date
    is_asked: bool
    day_number: str
    out_of_hours: str


_ID: Final = "0123456789abcdef"
# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        AtRisk(
            rung_id=_ID,
            challenge_id=_ID,
            alias="CG-4817",
            due_on=date(2026, 5, 5),
            is_asked=False,
            day_number="01632 960001",
            out_of_hours="01632 960002",
        ),
        {"value": _ID, "owes": False},
    ),
    (
        AtRisk(
            rung_id=_ID,
            challenge_id=_ID,
            alias="CG-48170",
            due_on=date(2026, 9, 30),
            is_asked=True,
            day_number="01632 960001 or 01632 960003",
            out_of_hours="01632 960002 or 01632 960004",
        ),
        {"value": _ID, "owes": True},
    ),
)
