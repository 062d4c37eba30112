"""What Home and the daily list show: values only; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from models.vocabulary import PersonClass
from workflows.actions.owing import ActionsOwed
from workflows.challenges.owing import ChallengesOwed
from workflows.drift.owing import AlertOwed
from workflows.meetings.owing import ToRearrange
from workflows.notices.reading import UnreadNotice
from workflows.outcomes.owing import OutcomesOwed
from workflows.overview.core_groups import DatesOwed
from workflows.records.owing import RecordsOwed
from workflows.referrals.owing import ReferralsOwed
from workflows.scores.owing import ToGive
from workflows.statements.whose import Right

NO_DATES: Final = DatesOwed()
NO_RECORDS: Final = RecordsOwed()
NO_ACTIONS: Final = ActionsOwed()
NO_OUTCOMES: Final = OutcomesOwed()
NO_CHALLENGES: Final = ChallengesOwed()
NO_REFERRALS: Final = ReferralsOwed()


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
    may_give_notice: bool = False
    meeting_id: str | None = None
    meeting_at: datetime | None = None
    may_convene: bool = False
    may_answer: bool = False
    may_see_venue: bool = False
    has_proposal: bool = False
    core_group_due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """
    Everything on one person's Home.

    `late` can still be given, marked late, until the conference. `caseload` is what
    somebody chairs; `groups` is everything else they belong to or manage. `unread` are
    the notices that they were asked to read, `to_rearrange` the core groups that they
    can give the new date that is missing. `alerts` are those that wait for them.
    """

    name: str
    today: date
    owed: tuple[OwedItem, ...]
    late: tuple[OwedItem, ...]
    groups: tuple[GroupLine, ...]
    caseload: tuple[GroupLine, ...]
    is_business_support: bool
    unread: tuple[UnreadNotice, ...] = ()
    to_rearrange: tuple[ToRearrange, ...] = ()
    dates: DatesOwed = NO_DATES
    records: RecordsOwed = NO_RECORDS
    actions: ActionsOwed = NO_ACTIONS
    scores: tuple[ToGive, ...] = ()
    outcomes: OutcomesOwed = NO_OUTCOMES
    challenges: ChallengesOwed = NO_CHALLENGES
    referrals: ReferralsOwed = NO_REFERRALS
    may_challenge: bool = False
    alerts: tuple[AlertOwed, ...] = ()
    may_see_alerts: bool = False
