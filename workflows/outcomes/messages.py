"""What may be said about outcomes: an alias and dates, never what was decided. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class Recorded(Message):
    """What a conference decided is recorded, or was corrected. To the channel."""

    kind: ClassVar[str] = "outcomes.recorded"
    row: ClassVar[int] = 66

    conference_id: str
    alias: str
    held_on: date
    is_correction: bool
    closes_on: date | None


@dataclass(frozen=True, kw_only=True)
class NotRecorded(Message):
    """An outcome has been missing for days. To the conference service manager."""

    kind: ClassVar[str] = "outcomes.not_recorded"
    row: ClassVar[int] = 16

    conference_id: str
    alias: str
    dated_on: date


@dataclass(frozen=True, kw_only=True)
class NotLookedAt(Message):
    """An ending was not looked at again in time. To the conference service manager."""

    kind: ClassVar[str] = "outcomes.not_looked_at"
    row: ClassVar[int] = 16

    assurance_id: str
    alias: str
    duty: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Woken(Message):
    """Something came up after a plan had ended. To whoever chaired its end."""

    kind: ClassVar[str] = "outcomes.woken"

    conference_id: str
    alias: str
    ended_on: date
    is_referral: bool


_ID: Final = "0123456789abcdef"
_LONG: Final = "Dr Bartholomew Longname-Example"
# For the gallery: each message at its shortest and its longest, with the words that
# the catalogue looks up when it is sent.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        Recorded(
            conference_id=_ID,
            alias="CG-4817",
            held_on=date(2026, 5, 5),
            is_correction=False,
            closes_on=None,
        ),
        {"value": _ID},
    ),
    (
        Recorded(
            conference_id=_ID,
            alias="CG-48170",
            held_on=date(2026, 9, 30),
            is_correction=True,
            closes_on=date(2026, 9, 30),
        ),
        {"value": _ID},
    ),
    (
        NotRecorded(conference_id=_ID, alias="CG-4817", dated_on=date(2026, 5, 5)),
        {"chair": "Femi"},
    ),
    (
        NotRecorded(conference_id=_ID, alias="CG-48170", dated_on=date(2026, 9, 30)),
        {"chair": _LONG},
    ),
    (
        NotLookedAt(
            assurance_id=_ID, alias="CG-4817", duty="audit", due_on=date(2026, 5, 5)
        ),
        {"called": "the audit", "owed_by": ""},
    ),
    (
        NotLookedAt(
            assurance_id=_ID,
            alias="CG-48170",
            duty="senior_review",
            due_on=date(2026, 9, 30),
        ),
        {"called": "the review by a senior manager", "owed_by": f"{_LONG} and {_LONG}"},
    ),
    *(
        (
            Woken(
                conference_id=_ID,
                alias="CG-48170",
                ended_on=date(2026, 9, 30),
                is_referral=is_referral,
            ),
            {"value": _ID},
        )
        for is_referral in (False, True)
    ),
)
