"""What may be said about views before a review: aliases and dates only. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Message):
    """The views are in; the group can read them now. In the group's channel."""

    kind: ClassVar[str] = "statements.round_closed"
    row: ClassVar[int] = 32

    round_id: str
    alias: str
    conference_on: date
    core_group_on: date | None
    has_gaps: bool


@dataclass(frozen=True, kw_only=True)
class NoCoreGroup(Message):
    """No core group is dated in which the group can talk about the views."""

    kind: ClassVar[str] = "statements.no_core_group"
    row: ClassVar[int] = 38

    round_id: str
    alias: str
    conference_on: date


@dataclass(frozen=True, kw_only=True)
class ChairDecides(Message):
    """There is too little time to ask everybody properly. To the chair."""

    kind: ClassVar[str] = "statements.chair_decides"
    row: ClassVar[int] = 16

    round_id: str
    alias: str
    conference_on: date
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class RoundMissed(Message):
    """Nobody could be asked before the conference. To lead social worker and chair."""

    kind: ClassVar[str] = "statements.round_missed"
    row: ClassVar[int] = 38

    round_id: str
    alias: str
    conference_on: date


@dataclass(frozen=True, kw_only=True)
class NotHeardFrom(Message):
    """Members of an agency are not yet heard from. To its safeguarding lead."""

    kind: ClassVar[str] = "statements.not_heard_from"
    row: ClassVar[int] = 35

    round_id: str
    alias: str
    closes_on: date
    person_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Nudge(Message):
    """Somebody asks now for a view that is still owed."""

    kind: ClassVar[str] = "statements.nudge"
    row: ClassVar[int] = 29

    asked_id: str
    round_id: str
    for_person_id: str
    alias: str
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class TakeNudge(Nudge):
    """The same, to whoever takes the view of a member outside Slack."""

    kind: ClassVar[str] = "statements.take_nudge"
    row: ClassVar[int] = 30


@dataclass(frozen=True, kw_only=True)
class UrgentAnswer(Message):
    """Something must be known before the conference. To social worker and manager."""

    kind: ClassVar[str] = "statements.urgent_answer"
    row: ClassVar[int] = 34

    round_id: str
    statement_id: str
    alias: str
    conference_on: date


@dataclass(frozen=True, kw_only=True)
class IntimidationTicked(Message):
    """Somebody feels intimidated. To the chair and their own manager, nobody else."""

    kind: ClassVar[str] = "statements.intimidation_ticked"
    # Their own manager has no class in the group; the sender asks
    # reading.may_know_of_intimidation instead of this row.
    row: ClassVar[int] = 2

    asked_id: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class PauseWanted(Message):
    """A pause of reminders waits for a second person's agreement."""

    kind: ClassVar[str] = "statements.pause_wanted"
    row: ClassVar[int] = 37

    pause_id: str
    alias: str
    until_on: date


@dataclass(frozen=True, kw_only=True)
class PackReady(Message):
    """The chair's pack can be opened."""

    kind: ClassVar[str] = "statements.pack_ready"
    row: ClassVar[int] = 39

    round_id: str
    alias: str
    conference_on: date


_SOON: Final = date(2026, 5, 5)
_FAR: Final = date(2026, 9, 30)
_ID: Final = "0123456789abcdef"
_NAME: Final = "Dr Bartholomew Longname-Example"
_SHORT: Final[dict[str, Any]] = {"alias": "CG-4817"}
_LONG: Final[dict[str, Any]] = {"alias": "CG-48170"}
_VALUE: Final[dict[str, Any]] = {"value": _ID}


def _both(
    kind: type[Message],
    *days: str,
    words: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
    **ids: Any,
) -> tuple[tuple[Message, dict[str, Any]], ...]:
    """Return the shortest and the longest of a message; `days` are its dates."""
    short, long = words
    return (
        (kind(**_SHORT, **dict.fromkeys(days, _SOON), **ids), {**_VALUE, **short}),
        (kind(**_LONG, **dict.fromkeys(days, _FAR), **ids), {**_VALUE, **long}),
    )


def _nudges(
    kind: type[Nudge], first: str
) -> tuple[tuple[Message, dict[str, Any]], ...]:
    ids = {"round_id": _ID, "asked_id": _ID, "for_person_id": _ID}
    words = (
        {"for_name": first, "is_today": True},
        {"for_name": _NAME, "is_today": False},
    )
    return _both(kind, "closes_on", words=words, **ids)


# For the gallery: each message at its shortest and its longest, with the words that
# the catalogue looks up when it is sent.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        RoundClosed(
            round_id=_ID,
            **_SHORT,
            conference_on=_SOON,
            core_group_on=date(2026, 4, 28),
            has_gaps=False,
        ),
        _VALUE,
    ),
    (
        RoundClosed(
            round_id=_ID,
            **_LONG,
            conference_on=_FAR,
            core_group_on=None,
            has_gaps=True,
        ),
        _VALUE,
    ),
    *_both(NoCoreGroup, "conference_on", round_id=_ID),
    *_both(ChairDecides, "conference_on", "closes_on", round_id=_ID),
    *_both(RoundMissed, "conference_on", round_id=_ID),
    *_both(
        NotHeardFrom,
        "closes_on",
        words=(
            {"members": ("Ben",)},
            {"members": tuple(f"{_NAME} {number}" for number in range(6))},
        ),
        round_id=_ID,
        person_ids=(_ID,),
    ),
    *_nudges(Nudge, ""),
    *_nudges(TakeNudge, "Ben"),
    *_both(UrgentAnswer, "conference_on", round_id=_ID, statement_id=_ID),
    *_both(IntimidationTicked, asked_id=_ID),
    *_both(
        PauseWanted,
        "until_on",
        words=(
            {"member": "Ben", "wanted_by": "Asha"},
            {"member": _NAME, "wanted_by": _NAME},
        ),
        pause_id=_ID,
    ),
    *_both(PackReady, "conference_on", round_id=_ID),
)
