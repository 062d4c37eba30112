"""Outcomes as a form or a page shows them. Values only; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import Decision, JointView, Recommendation, WhatFollows
from workflows.statements.children import ShownChild


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """Which agencies recommended the same for one child; the fewest come first."""

    recommendation: Recommendation
    agencies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was, or is to be, decided about one child, beside what was recommended."""

    plan_id: str
    child: ShownChild
    recommended: tuple[Recommended, ...] = ()
    decision: Decision | None = None
    because: str = ""
    follows: WhatFollows | None = None
    led_by_id: str | None = None
    led_by: str = ""
    first_meeting_on: date | None = None
    at_first_review: bool = False
    against_lead: bool = False


@dataclass(frozen=True, kw_only=True)
class JointTalk:
    """What the core group made of the question together, as recorded last."""

    joint: JointView
    text: str


@dataclass(frozen=True, kw_only=True)
class OutcomeForm:
    """What a chair sees when they record an outcome; `heard` if the round closed."""

    conference_id: str
    version: int
    alias: str
    on: date
    children: tuple[Decided, ...]
    heard: bool
    talk: JointTalk | None
    leaders: tuple[tuple[str, str], ...]
    open_actions: int
    quorate: bool | None


@dataclass(frozen=True, kw_only=True)
class ShownDuty:
    """One duty after an ending: whose, by when, and whether it was done."""

    duty: str
    owed_by: tuple[str, ...]
    due_at: datetime
    done_on: date | None


@dataclass(frozen=True, kw_only=True)
class OutcomePage:
    """What one conference decided, as somebody reads it."""

    conference_id: str
    group_id: str
    alias: str
    held_on: date
    recorded_on: date
    decided_by: str
    version: int
    is_late: bool
    quorate: bool | None
    heard: bool
    may_see_views: bool
    children: tuple[Decided, ...]
    open_actions: int
    duties: tuple[ShownDuty, ...]
    challenge_until: datetime | None
    closes_on: date | None
    may_correct: bool
