"""What a timeline holds, lane by lane. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.vocabulary import ConferenceKind, MeetingKind, NoticeKind


class MeetingMark(StrEnum):
    """What became of one meeting."""

    HELD = "held"
    LATE = "late"
    CANCELLED = "cancelled"
    SHORT_NOTICE = "short_notice"


@dataclass(frozen=True, kw_only=True)
class MeetingPoint:
    """One meeting, on the day it was held or was dated for."""

    on: date
    kind: MeetingKind
    mark: MeetingMark


@dataclass(frozen=True, kw_only=True)
class AgenciesPoint:
    """How many agencies took part in one meeting."""

    on: date
    agencies: int


@dataclass(frozen=True, kw_only=True)
class SpreadPoint:
    """The lowest and the highest score that was given after one core group."""

    on: date
    lowest: int
    highest: int


@dataclass(frozen=True, kw_only=True)
class RoundSpan:
    """One round of views: from when to when, how many were asked and have answered."""

    opened_on: date
    closed_on: date | None
    asked: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class ConferencePoint:
    """One conference that was held, and whether it was late."""

    on: date
    kind: ConferenceKind
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class NoticePoint:
    """One notice, on the day that it tells of."""

    on: date
    kind: NoticeKind


@dataclass(frozen=True, kw_only=True)
class OverdueStep:
    """How many actions are overdue from a day on."""

    on: date
    overdue: int


@dataclass(frozen=True, kw_only=True)
class SignalSpan:
    """
    One signal that a plan drifts, by the name that people read, from when to when.

    Without a last day it is still there.
    """

    name: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """
    Everything that the picture shows of a core group between two days.

    `spreads` is nothing at all for who may not read scores, `signals` where nobody has
    looked for any; an empty lane is drawn, and a lane that is not there is not.
    """

    alias: str
    first_on: date
    last_on: date
    is_whole: bool
    meetings: tuple[MeetingPoint, ...] = ()
    agencies: tuple[AgenciesPoint, ...] = ()
    spreads: tuple[SpreadPoint, ...] | None = None
    rounds: tuple[RoundSpan, ...] = ()
    conferences: tuple[ConferencePoint, ...] = ()
    notices: tuple[NoticePoint, ...] = ()
    overdue: tuple[OverdueStep, ...] = ()
    lead_changes: tuple[date, ...] = ()
    signals: tuple[SignalSpan, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in any lane."""
        lanes = (
            self.meetings,
            self.agencies,
            self.spreads,
            self.rounds,
            self.conferences,
            self.notices,
            self.overdue,
            self.lead_changes,
            self.signals,
        )
        return not any(lanes)
