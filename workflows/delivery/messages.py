"""What is said when something could not be delivered. Pure."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class NotDelivered(Message):
    """Something did not reach somebody, or a channel. To the lead social worker."""

    kind: ClassVar[str] = "delivery.not_delivered"
    row: ClassVar[int] = 7

    alias: str
    effect: str
    person_id: str | None
    has_no_right: bool
    because: str


SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        NotDelivered(
            alias="CG-4817",
            effect="invite",
            person_id="0" * 16,
            has_no_right=False,
            because="user_not_found",
        ),
        {"name": "Sam Field"},
    ),
    (
        NotDelivered(
            alias="CG-48170",
            effect="direct_message",
            person_id="f" * 16,
            has_no_right=True,
            because="no right to receive it",
        ),
        {"name": "N" * 120},
    ),
    (
        NotDelivered(
            alias="CG-4817",
            effect="create_channel",
            person_id=None,
            has_no_right=False,
            because="restricted_action",
        ),
        {"name": ""},
    ),
)
