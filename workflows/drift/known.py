"""What is known of one family when the signals are looked for: facts only. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.vocabulary import AgencyKind
from workflows.referrals.repeats import Referred


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One open plan, of the child with this number."""

    number: int
    started_on: date
    earlier_plans: int = 0
    previous_ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """
    When one child was last seen, as far as anybody said.

    `known_on` is the newest day on which somebody said when that was: the meeting whose
    record says it, or the day a view was given.
    """

    number: int
    known_on: date
    by_worker_on: date | None = None
    by_anyone_on: date | None = None
    is_under_one: bool = False


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """The newest core group that was cancelled."""

    dated_on: date
    cancelled_on: date
    is_short_notice: bool
    needs_new_date: bool


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """How many agencies were at one core group, and which kinds were heard there."""

    on: date
    agencies: int
    kinds: frozenset[AgencyKind] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Belonged:
    """One member's agency, from when to when; without `to_on`, still."""

    agency: str
    kind: AgencyKind
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Scored:
    """The scores of one child after one core group."""

    number: int
    on: date
    scores: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How many answered after one core group, and how many of them said this."""

    on: date
    answered: int
    nothing_changed: int = 0
    one_account: int = 0


@dataclass(frozen=True, kw_only=True)
class OpenAction:
    """One open action: when it is due, how often it was put off, and when last."""

    due_on: date
    rolled_over: int = 0
    changed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One day on which access was refused; without children, to all of them."""

    on: date
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Closed:
    """The views before a review that is still to come, once they are closed."""

    closed_on: date
    missing_agencies: int = 0
    split: tuple[int, ...] = ()
    discussed: bool | None = None
    discussed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """From when the next review is counted, and when it is to be, if that is known."""

    counted_from: date
    is_first: bool
    dated_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One member who feels intimidated, since when."""

    person_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DriftFacts:
    """
    Everything that the signals of one core group are drawn from.

    `attended` are the newest core groups, `most_attended` how many agencies were at the
    one to which most came.
    """

    today: date
    plans: tuple[Plan, ...]
    seen: tuple[Seen, ...] = ()
    last_core_group_on: date | None = None
    next_core_group_on: date | None = None
    is_next_agreed: bool = False
    cancelled: Cancelled | None = None
    attended: tuple[Attendance, ...] = ()
    most_attended: int = 0
    belonged: tuple[Belonged, ...] = ()
    scored: tuple[Scored, ...] = ()
    ended: tuple[Ended, ...] = ()
    challenged_on: date | None = None
    actions: tuple[OpenAction, ...] = ()
    lead_changes: tuple[date, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    closed: Closed | None = None
    review: Review | None = None
    ticks: tuple[Tick, ...] = ()
    referrals: tuple[Referred, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """
    One signal that is there: since when, and what it says in dates and numbers.

    What is said ends in `_on` where it is a day. Nothing in it changes by the mere
    passing of days, so that the same facts have the same fingerprint tomorrow.
    """

    since: date
    says: Mapping[str, Any] = field(default_factory=dict)

    def packed(self) -> str:
        """Return what it says as text, to be kept."""
        return json.dumps(self.says, default=_kept, sort_keys=True)

    @property
    def fingerprint(self) -> str:
        """Tell these facts from others."""
        material = f"{self.since.isoformat()} {self.packed()}"
        return hashlib.sha256(material.encode()).hexdigest()


def says_of(text: str) -> dict[str, Any]:
    """Return what a signal says, as it was before `packed`."""
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and value else value
        for key, value in json.loads(text).items()
    }


def _kept(value: object) -> object:
    # A date, or else numbers in a tuple or set: JSON knows none, nor can a type say so.
    return value.isoformat() if isinstance(value, date) else list(value)  # type: ignore[call-overload]
