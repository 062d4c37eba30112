"""Views as they are shown side by side, after closing. Values only; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import (
    Gap,
    Given,
    JointView,
    Knowing,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
)
from workflows.statements.children import ShownChild


@dataclass(frozen=True, kw_only=True)
class Part:
    """
    One answer in somebody's own words.

    That a part is restricted is said to everybody. Its text, and which restriction it
    is, only to those entitled: "domestic abuse" would itself say too much.
    """

    part: StatementPart
    text: str | None
    is_restricted: bool = False
    restriction: Restriction | None = None

    @property
    def is_withheld(self) -> bool:
        """Say whether the reader is told only that a restricted part exists."""
        return self.is_restricted and self.text is None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """
    What one member says about one child.

    `stood_at_closing` is what they recommended when the round closed, where they
    changed it after they could read the others.
    """

    person_id: str
    name: str
    title: str
    agency: str
    recommendation: Recommendation
    stood_at_closing: Recommendation | None
    parts: tuple[Part, ...]
    knowing: tuple[Knowing, ...]
    score: int | None
    seen_on: date | None
    seen_alone: bool
    observed: bool
    adults_heard: bool | None
    version: int
    timing: Timing
    given: Given
    given_at: datetime
    taken_by: str | None
    amended_late: bool

    def text(self, part: StatementPart) -> str | None:
        """Return the words of one part, or nothing where none can be read."""
        return next((one.text for one in self.parts if one.part is part), None)


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """Those who recommend the same, as the reveal orders them. It has no totals."""

    recommendation: Recommendation
    voices: tuple[Voice, ...]


@dataclass(frozen=True, kw_only=True)
class Unheard:
    """One named gap: whose view of this child is missing, and why."""

    person_id: str
    name: str
    agency: str
    why: Gap
    came_late: bool


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    """Everything that is shown about one child: disagreement first, then the gaps."""

    child: ShownChild
    is_split: bool
    standpoints: tuple[Standpoint, ...]
    gaps: tuple[Unheard, ...]


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What the group made of the question together."""

    joint: JointView
    discussed_on: date | None
    recorded_by: str
    recorded_at: datetime
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Together:
    """One round, shown: children with disagreement first."""

    round_id: str
    alias: str
    conference_on: date
    closes_on: date
    pages: tuple[ChildPage, ...]
    talks: tuple[Talk, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether one member has answered: dates, never what they said."""

    asked_id: str | None
    person_id: str
    name: str
    agency: str
    is_in_slack: bool
    answered_on: date | None
    gap: Gap | None
    paused_until: date | None
    asked_of: str | None


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """One urgent answer: something that must be known before the conference."""

    statement_id: str
    person_id: str
    name: str
    agency: str
    given_at: datetime
    text: str | None
