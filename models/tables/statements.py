"""Rounds of views before a review conference. What people write is sealed."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import (
    Gap,
    Given,
    JointView,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
)


class Round(Table, table=True):
    """
    Collecting every member's view before one conference.

    `acts_on` is the next day on which the clock has something to do here, or empty
    when nothing is left, so that a sweep reads only what is due.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    conference_id: str = Field(foreign_key="conference.id", unique=True)
    opens_on: date
    half_time_on: date | None = None
    last_call_on: date
    closes_on: date
    pack_on: date
    acts_on: date | None = Field(default=None, index=True)
    chair_decides: bool = False
    provisional: bool = False
    profile_version: str = Field(max_length=80)
    recorded_at: datetime
    opened_at: datetime | None = None
    last_called_at: datetime | None = None
    closed_at: datetime | None = None
    pack_told_at: datetime | None = None
    cancelled_at: datetime | None = None


class Asked(Table, table=True):
    """
    One member who is asked in one round: the obligation and how it ended.

    `asked_of_id` is whom we asked for it last: the member, a deputy, or whoever takes
    it for a member outside Slack. It is empty when nobody can be asked.
    """

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    round_id: str = Field(foreign_key="round.id")
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    asked_of_id: str | None = Field(default=None, max_length=16)
    asked_at: datetime
    remind_on: date | None = Field(default=None, index=True)
    paused_until: date | None = None
    nudged_on: date | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    gap: Gap | None = Field(default=None, sa_type=text_enum(Gap))


class NamedGap(Table, table=True):
    """One member's view of one child that was missing when the round closed."""

    __table_args__ = (UniqueConstraint("asked_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    asked_id: str = Field(foreign_key="asked.id")
    round_id: str = Field(foreign_key="round.id", index=True)
    child_id: str = Field(foreign_key="child.id")
    why: Gap = Field(sa_type=text_enum(Gap))
    recorded_at: datetime


class Pause(Table, table=True):
    """A pause of reminders to one member: why, until when, and who agreed."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    asked_id: str = Field(foreign_key="asked.id", index=True)
    until_on: date
    reason_sealed: str
    wanted_by: str = Field(foreign_key="person.id")
    wanted_at: datetime
    agreed_by: str | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = None


class Draft(Table, table=True):
    """What a member has saved and not yet sent. Theirs alone."""

    __table_args__ = (UniqueConstraint("asked_id", "writer_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    asked_id: str = Field(foreign_key="asked.id")
    writer_id: str = Field(foreign_key="person.id", index=True)
    answers_sealed: str
    saved_at: datetime


class Statement(Table, table=True):
    """
    One version of one member's view. A later version never overwrites an earlier.

    `writer_id` differs from `person_id` when a deputy gave it, or when somebody took
    it down for a member outside Slack.
    """

    __table_args__ = (UniqueConstraint("asked_id", "version"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    asked_id: str = Field(foreign_key="asked.id")
    round_id: str = Field(foreign_key="round.id", index=True)
    group_id: str = Field(foreign_key="coregroup.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    writer_id: str = Field(foreign_key="person.id", index=True)
    version: int
    timing: Timing = Field(sa_type=text_enum(Timing))
    given: Given = Field(sa_type=text_enum(Given))
    given_at: datetime
    recorded_at: datetime
    read_back: bool = False
    intimidated: bool = False
    urgent: bool = False
    urgent_sealed: str | None = None
    told_parents_sealed: str | None = None


class ChildView(Table, table=True):
    """What one version of a view says about one child."""

    __table_args__ = (UniqueConstraint("statement_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    statement_id: str = Field(foreign_key="statement.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    recommendation: Recommendation = Field(sa_type=text_enum(Recommendation))
    knowing: str = Field(default="", max_length=120)
    score: int | None = None
    seen_on: date | None = None
    seen_alone: bool = False
    observed: bool = False
    adults_heard: bool | None = None
    would_last: bool | None = None
    reason_sealed: str
    life_sealed: str | None = None
    changed_sealed: str | None = None
    wrong_if_sealed: str | None = None
    adults_sealed: str | None = None


class RestrictedPart(Table, table=True):
    """A part that its author keeps to chair, lead social worker and team manager."""

    __table_args__ = (UniqueConstraint("statement_id", "part"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    statement_id: str = Field(foreign_key="statement.id")
    part: StatementPart = Field(sa_type=text_enum(StatementPart))
    restriction: Restriction = Field(sa_type=text_enum(Restriction))
    why_sealed: str


class Discussion(Table, table=True):
    """What the core group made of the question together. A new row corrects."""

    __table_args__ = (Index(None, "round_id", "recorded_at"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    round_id: str = Field(foreign_key="round.id")
    recorded_by: str = Field(foreign_key="person.id")
    recorded_at: datetime
    discussed_on: date | None = None
    joint: JointView = Field(sa_type=text_enum(JointView))
    text_sealed: str
