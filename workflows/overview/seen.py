"""What Home and the daily list show: values only; pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.vocabulary import PersonClass
from workflows.statements.whose import Right


class RoundState(StrEnum):
    """How far a round has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class OwedItem:
    """One view that somebody owes: their own, or one for somebody else."""

    asked_id: str
    round_id: str
    group_id: str
    alias: str
    right: Right
    for_person_id: str
    for_name: str | None
    due_on: date
    conference_on: date
    is_provisional: bool
    has_draft: bool
    working_days_left: int

    @property
    def value(self) -> str:
        """Give what the button to this view carries: ids, and no right."""
        if self.right is Right.OWN:
            return self.round_id
        return f"{self.round_id}:{self.for_person_id}"


@dataclass(frozen=True, kw_only=True)
class RoundLine:
    """Where one round stands, as one of the group may know: dates and who."""

    round_id: str
    state: RoundState
    opens_on: date
    closes_on: date
    pack_on: date
    conference_on: date
    own_given: bool
    not_heard_from: tuple[str, ...]
    may_see_standing: bool
    may_read_views: bool
    may_open_pack: bool
    has_urgent: bool


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One core group on somebody's Home."""

    group_id: str
    alias: str
    channel_id: str | None
    classes: frozenset[PersonClass]
    conference_on: date | None
    is_provisional: bool
    meeting_on: date | None
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """
    Everything on one person's Home.

    `late` can still be given, marked late, until the conference. `caseload` is what
    somebody chairs; `groups` is everything else they belong to or manage.
    """

    name: str
    today: date
    owed: tuple[OwedItem, ...]
    late: tuple[OwedItem, ...]
    groups: tuple[GroupLine, ...]
    caseload: tuple[GroupLine, ...]
    is_business_support: bool
