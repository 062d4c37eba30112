"""What may be said about notices: an alias, a kind and a date only. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from models.vocabulary import NoticeKind
from workflows.message import Message

# How each kind is called, in messages as in forms.
NAMES: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.POLICE_ATTENDED: "police attended",
    NoticeKind.ACCESS_REFUSED: "access refused",
    NoticeKind.NOT_BROUGHT: "was not brought",
    NoticeKind.HOUSEHOLD_CHANGED: "household changed",
    NoticeKind.ADULT_MENTAL_HEALTH: "adult mental-health episode",
    NoticeKind.OTHER: "something else",
}


@dataclass(frozen=True, kw_only=True)
class UrgentNotice(Message):
    """Something happened that cannot wait. To lead social worker and manager."""

    kind: ClassVar[str] = "notices.urgent"
    row: ClassVar[int] = 27

    notice_id: str
    alias: str
    what: str
    happened_on: date
    is_repeated: bool
    check_in_by: date | None


@dataclass(frozen=True, kw_only=True)
class NotRead(Message):
    """Some have not read a notice in time. To the lead social worker."""

    kind: ClassVar[str] = "notices.not_read"
    row: ClassVar[int] = 27

    notice_id: str
    alias: str
    what: str
    happened_on: date


@dataclass(frozen=True, kw_only=True)
class CheckInSet(Message):
    """A quick check-in is dated. In the group's channel."""

    kind: ClassVar[str] = "notices.check_in_set"
    row: ClassVar[int] = 7

    meeting_id: str
    alias: str
    dated_on: date


_SOON: Final = date(2026, 5, 5)
_FAR: Final = date(2026, 9, 30)
_ID: Final = "0123456789abcdef"
_LONG_NAME: Final = "Dr Bartholomew Longname-Example"
_SHORT: Final[dict[str, Any]] = {
    "notice_id": _ID,
    "alias": "CG-4817",
    "what": NoticeKind.NOT_BROUGHT,
    "happened_on": _SOON,
}
_LONG: Final[dict[str, Any]] = {
    "notice_id": _ID,
    "alias": "CG-48170",
    "what": NoticeKind.ADULT_MENTAL_HEALTH,
    "happened_on": _FAR,
}


def called(what: str) -> str:
    """Return how people call a kind of notice."""
    return NAMES[NoticeKind(what)]


def _words(what: NoticeKind, **more: Any) -> dict[str, Any]:
    return {"called": called(what), "value": _ID, **more}


# For the gallery: each message at its shortest and its longest, with the words that
# the catalogue looks up when it is sent.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        UrgentNotice(
            **{**_SHORT, "what": NoticeKind.ACCESS_REFUSED},
            is_repeated=False,
            check_in_by=None,
        ),
        _words(NoticeKind.ACCESS_REFUSED, offers_check_in=False),
    ),
    (
        UrgentNotice(
            **{**_SHORT, "what": NoticeKind.ACCESS_REFUSED},
            is_repeated=True,
            check_in_by=None,
        ),
        _words(NoticeKind.ACCESS_REFUSED, offers_check_in=False),
    ),
    (
        UrgentNotice(
            **{**_LONG, "what": NoticeKind.POLICE_ATTENDED},
            is_repeated=True,
            check_in_by=_FAR,
        ),
        _words(NoticeKind.POLICE_ATTENDED, offers_check_in=True),
    ),
    (
        NotRead(**_SHORT),
        _words(NoticeKind.NOT_BROUGHT, members=("Ben",)),
    ),
    (
        NotRead(**_LONG),
        _words(
            NoticeKind.ADULT_MENTAL_HEALTH,
            members=tuple(f"{_LONG_NAME} {number}" for number in range(12)),
        ),
    ),
    (CheckInSet(meeting_id=_ID, alias="CG-4817", dated_on=_SOON), {"value": _ID}),
    (CheckInSet(meeting_id=_ID, alias="CG-48170", dated_on=_FAR), {"value": _ID}),
)
