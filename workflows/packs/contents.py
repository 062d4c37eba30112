"""What a pack holds, child by child. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import (
    AgencyKind,
    Category,
    Decision,
    Gap,
    Given,
    JointView,
    Knowing,
    MeetingKind,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
)
from workflows.scores.over_time import Scores
from workflows.timelines.contents import Timeline


@dataclass(frozen=True, kw_only=True)
class Answer:
    """
    What somebody wrote under one question.

    Where a part is restricted and its reader may not open it, there is no text, and no
    word of which restriction it is: "domestic abuse" would itself say too much.
    """

    part: StatementPart
    text: str | None
    restriction: Restriction | None = None
    why_restricted: str | None = None

    @property
    def is_withheld(self) -> bool:
        """Say whether there is something here that the reader may not open."""
        return self.text is None


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who gave a view, as the register knows them, and for which agency."""

    person_id: str
    name: str
    title: str
    agency_id: str
    agency: str
    kind: AgencyKind
    is_lead_social_worker: bool = False


@dataclass(frozen=True, kw_only=True)
class Voice:
    """
    One member's view about one child.

    `stood_at_closing` is what they recommended when the round closed, where they
    changed it after they could read the others.
    """

    speaker: Speaker
    recommendation: Recommendation
    stood_at_closing: Recommendation | None = None
    answers: tuple[Answer, ...]
    knowing: tuple[Knowing, ...]
    score: int | None
    seen_on: date | None
    seen_alone: bool
    observed: bool
    adults_heard: bool | None
    timing: Timing
    given: Given
    given_at: datetime
    version: int
    written_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """Everybody who recommends the same for one child."""

    recommendation: Recommendation
    voices: tuple[Voice, ...]


@dataclass(frozen=True, kw_only=True)
class NamedGap:
    """A member who was asked, and whose view is not here."""

    speaker: Speaker
    gap: Gap
    children: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FamilyNote:
    """What one member wrote about the whole family: told the parents, telephoned."""

    speaker: Speaker
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting since the last review, and what became of it."""

    kind: MeetingKind
    dated_on: date
    held_on: date | None
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class QuorumLine:
    """Whether the conference would be quorate if every agency asked came."""

    is_quorate: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class GroupDiscussion:
    """What the core group made of the question together."""

    joint: JointView
    discussed_on: date | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question to put, drawn from facts, and the rule that drew it."""

    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class LastDecision:
    """What the review before decided about one child, and why."""

    held_on: date
    decision: Decision
    because: str


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    """All that the pack says about one child; disagreement comes first."""

    child_id: str
    alias: str
    age_band: str
    label: str | None
    category: Category
    is_split: bool
    plan_started_on: date
    earlier_plans: int
    sides: tuple[Side, ...]
    gaps: tuple[NamedGap, ...]
    has_earlier_views: bool
    changed: tuple[str, ...]
    questions: tuple[Question, ...]
    scores: Scores
    last_decision: LastDecision | None = None


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Everything that a chair reads before a review conference."""

    round_id: str
    group_id: str
    alias: str
    reader: str
    conference_on: date
    is_provisional: bool
    last_review_on: date | None
    closed_at: datetime
    read_at: datetime
    children: tuple[ChildPage, ...]
    gaps: tuple[NamedGap, ...]
    notes: tuple[FamilyNote, ...]
    intimidated: tuple[Speaker, ...]
    meetings: tuple[MeetingLine, ...]
    quorum: QuorumLine
    discussion: GroupDiscussion | None
    timeline: Timeline
