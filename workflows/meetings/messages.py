"""What may be said about core groups: an alias and dates only. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class CoreGroupDated(Message):
    """A core group is dated; perhaps in place of one that was cancelled."""

    kind: ClassVar[str] = "meetings.dated"
    row: ClassVar[int] = 7

    meeting_id: str
    alias: str
    dated_on: date
    starts: str
    in_place_of: date | None


@dataclass(frozen=True, kw_only=True)
class CoreGroupCancelled(Message):
    """A core group is cancelled, and has no new date yet. In the group's channel."""

    kind: ClassVar[str] = "meetings.cancelled"
    row: ClassVar[int] = 7

    meeting_id: str
    alias: str
    dated_on: date
    limit_on: date
    is_past_the_limit: bool
    was_not_held: bool = False


@dataclass(frozen=True, kw_only=True)
class GoesAhead(Message):
    """A core group goes ahead, chaired by somebody else. In the group's channel."""

    kind: ClassVar[str] = "meetings.goes_ahead"
    row: ClassVar[int] = 7

    meeting_id: str
    alias: str
    dated_on: date
    chaired_by: str


@dataclass(frozen=True, kw_only=True)
class ToBeRearranged(Message):
    """A cancelled core group has no new date. To the conference chair."""

    kind: ClassVar[str] = "meetings.to_be_rearranged"
    row: ClassVar[int] = 15

    meeting_id: str
    alias: str
    dated_on: date
    limit_on: date
    notice_days: int
    is_past_the_limit: bool


@dataclass(frozen=True, kw_only=True)
class ReviewSet(Message):
    """A midway review or a reflective meeting is dated. In the group's channel."""

    kind: ClassVar[str] = "meetings.review_set"
    row: ClassVar[int] = 7

    meeting_id: str
    alias: str
    what: str
    dated_on: date
    starts: str


# How the meetings are called that a chair sets because a plan stands still.
REVIEWS: Final[Mapping[str, str]] = {
    "midway_review": "midway review",
    "reflective": "reflective meeting",
}
_ID: Final = "0" * 16
_SHORT: Final = date(2026, 5, 5)
_LONG: Final = date(2026, 9, 23)
SAMPLES: Final[tuple[tuple[Message, Mapping[str, Any]], ...]] = (
    (
        CoreGroupDated(
            meeting_id=_ID,
            alias="CG-4817",
            dated_on=_SHORT,
            starts="",
            in_place_of=None,
        ),
        {"value": _ID},
    ),
    (
        CoreGroupDated(
            meeting_id=_ID,
            alias="CG-48170",
            dated_on=_LONG,
            starts="09:30",
            in_place_of=_LONG,
        ),
        {"value": _ID},
    ),
    (
        CoreGroupCancelled(
            meeting_id=_ID,
            alias="CG-4817",
            dated_on=_SHORT,
            limit_on=_SHORT,
            is_past_the_limit=False,
        ),
        {},
    ),
    (
        CoreGroupCancelled(
            meeting_id=_ID,
            alias="CG-48170",
            dated_on=_LONG,
            limit_on=_LONG,
            is_past_the_limit=True,
            was_not_held=True,
        ),
        {},
    ),
    (
        GoesAhead(meeting_id=_ID, alias="CG-4817", dated_on=_SHORT, chaired_by=_ID),
        {"chair": "Ben Ok"},
    ),
    (
        GoesAhead(meeting_id=_ID, alias="CG-48170", dated_on=_LONG, chaired_by=_ID),
        {"chair": "Dr Bartholomew Longname-Example"},
    ),
    (
        ToBeRearranged(
            meeting_id=_ID,
            alias="CG-4817",
            dated_on=_SHORT,
            limit_on=_SHORT,
            notice_days=12,
            is_past_the_limit=False,
        ),
        {"group_id": _ID, "is_past": False},
    ),
    (
        ToBeRearranged(
            meeting_id=_ID,
            alias="CG-48170",
            dated_on=_LONG,
            limit_on=_LONG,
            notice_days=0,
            is_past_the_limit=True,
        ),
        {"group_id": _ID, "is_past": True},
    ),
    (
        ReviewSet(
            meeting_id=_ID,
            alias="CG-4817",
            what="reflective",
            dated_on=_SHORT,
            starts="",
        ),
        {"called": REVIEWS["reflective"], "value": _ID},
    ),
    (
        ReviewSet(
            meeting_id=_ID,
            alias="CG-48170",
            what="midway_review",
            dated_on=_LONG,
            starts="09:30",
        ),
        {"called": REVIEWS["midway_review"], "value": _ID},
    ),
)
