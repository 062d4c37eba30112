"""What may be said about who is coming: an alias, a date and agencies only. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class QuorumForecast(Message):
    """Who is coming, and whether that is a quorum. To the convenor."""

    kind: ClassVar[str] = "coming.forecast"
    row: ClassVar[int] = 14

    meeting_id: str
    alias: str
    dated_on: date


_ID: Final = "0123456789abcdef"
_AGENCY: Final = "Longshire and Farwick Community Health Partnership Trust"
_NAME: Final = "Dr Bartholomew Longname-Example"
# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, Mapping[str, Any]], ...]] = (
    (
        QuorumForecast(meeting_id=_ID, alias="CG-4817", dated_on=date(2026, 5, 5)),
        {
            "value": _ID,
            "is_quorate": True,
            "could_be": True,
            "others_needed": 2,
            "coming": ("Health visiting",),
            "waiting_for": (),
            "without": (),
            "outside": (),
        },
    ),
    (
        QuorumForecast(meeting_id=_ID, alias="CG-4817", dated_on=date(2026, 5, 5)),
        {
            "value": _ID,
            "is_quorate": False,
            "could_be": True,
            "others_needed": 2,
            "coming": ("Health visiting",),
            "waiting_for": ("Hill Top School",),
            "without": (),
            "outside": ("Hetty",),
        },
    ),
    (
        QuorumForecast(meeting_id=_ID, alias="CG-48170", dated_on=date(2026, 9, 23)),
        {
            "value": _ID,
            "is_quorate": False,
            "could_be": False,
            "others_needed": 2,
            "coming": (_AGENCY,) * 4,
            "waiting_for": (_AGENCY,) * 4,
            "without": (_AGENCY,) * 4,
            "outside": (_NAME,) * 4,
        },
    ),
)
