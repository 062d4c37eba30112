"""What may be said about a core group that is set up. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class SetUp(Message):
    """What is due now that the core group is set up. In the group's channel."""

    kind: ClassVar[str] = "plans.set_up"
    row: ClassVar[int] = 7

    alias: str
    children: int
    first_core_group_by: date | None
    review_on: date | None
    is_provisional: bool


# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        SetUp(
            alias="CG-4817",
            children=1,
            first_core_group_by=None,
            review_on=None,
            is_provisional=False,
        ),
        {},
    ),
    (
        SetUp(
            alias="CG-48170",
            children=12,
            first_core_group_by=date(2026, 9, 30),
            review_on=date(2026, 12, 30),
            is_provisional=True,
        ),
        {},
    ),
)
