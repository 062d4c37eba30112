"""What may be said about records: an alias, which meeting and its date. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from models.vocabulary import MeetingKind
from workflows.message import Message

# How each kind of meeting is called, in messages as in forms.
NAMES: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.CORE_GROUP: "core group",
    MeetingKind.MIDWAY_REVIEW: "midway review",
    MeetingKind.REFLECTIVE: "reflective meeting",
    MeetingKind.QUICK_CHECK_IN: "quick check-in",
}


@dataclass(frozen=True, kw_only=True)
class NotRecorded(Message):
    """A meeting has had no record for days. To the team manager."""

    kind: ClassVar[str] = "records.not_recorded"
    row: ClassVar[int] = 19

    meeting_id: str
    alias: str
    what: str
    dated_on: date


def called(what: str) -> str:
    """Return how people call a kind of meeting."""
    return NAMES[MeetingKind(what)]


_ID: Final = "0123456789abcdef"
# For the gallery: each message at its shortest and its longest, with the words that
# the catalogue looks up when it is sent.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        NotRecorded(
            meeting_id=_ID,
            alias="CG-4817",
            what=MeetingKind.CORE_GROUP,
            dated_on=date(2026, 5, 5),
        ),
        {"called": NAMES[MeetingKind.CORE_GROUP], "convenor": "Asha", "value": _ID},
    ),
    (
        NotRecorded(
            meeting_id=_ID,
            alias="CG-48170",
            what=MeetingKind.QUICK_CHECK_IN,
            dated_on=date(2026, 9, 30),
        ),
        {
            "called": NAMES[MeetingKind.QUICK_CHECK_IN],
            "convenor": "Dr Bartholomew Longname-Example",
            "value": _ID,
        },
    ),
)
