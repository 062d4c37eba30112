"""What conferences decided, and what is owed after it. What people write is sealed."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import Decision, Duty, Finding, Lasted, WhatFollows


class Outcome(Table, table=True):
    """
    One version of what a conference decided about one plan; a correction adds one.

    `led_by` is empty where somebody outside the core group leads what follows; then
    `led_by_sealed` says who.
    """

    __table_args__ = (UniqueConstraint("conference_id", "plan_id", "version"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    conference_id: str = Field(foreign_key="conference.id")
    plan_id: str = Field(foreign_key="plan.id", index=True)
    version: int
    decision: Decision = Field(sa_type=text_enum(Decision))
    because_sealed: str
    follows: WhatFollows | None = Field(default=None, sa_type=text_enum(WhatFollows))
    led_by: str | None = Field(default=None, foreign_key="person.id")
    led_by_sealed: str | None = None
    first_meeting_on: date | None = None
    at_first_review: bool = False
    against_lead: bool = False
    open_actions: int = 0
    decided_by: str = Field(foreign_key="person.id", index=True)
    recorded_at: datetime
    profile_version: str = Field(max_length=80)


class OutcomeChase(Table, table=True):
    """
    One conference whose outcome is missing, from the day after it.

    `acts_on` is the next day on which the clock asks for it, or empty.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    conference_id: str = Field(foreign_key="conference.id", unique=True)
    acts_on: date | None = Field(default=None, index=True)
    manager_told_at: datetime | None = None


class Closing(Table, table=True):
    """
    A core group whose last plan has ended, until it closes.

    `acts_on` is the day on which the clock looks whether it can close, or empty once it
    has, or once a plan goes on after all.
    """

    __table_args__ = (Index(None, "group_id", "recorded_at"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    conference_id: str = Field(foreign_key="conference.id", unique=True)
    closes_on: date
    acts_on: date | None = Field(default=None, index=True)
    recorded_at: datetime
    closed_at: datetime | None = None


class Assurance(Table, table=True):
    """
    One duty of a manager after an ending: to confirm, audit or review it.

    `escalated_to` has it beside whom it was owed by first. `ended_at` is when it
    stopped being owed, as the outcome was corrected.
    """

    __table_args__ = (UniqueConstraint("conference_id", "duty"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    conference_id: str = Field(foreign_key="conference.id")
    duty: Duty = Field(sa_type=text_enum(Duty))
    owed_by: str | None = Field(default=None, foreign_key="person.id", index=True)
    due_at: datetime = Field(index=True)
    recorded_at: datetime
    acts_on: date | None = Field(default=None, index=True)
    escalated_at: datetime | None = None
    escalated_to: str | None = Field(default=None, foreign_key="person.id", index=True)
    done_at: datetime | None = None
    done_by: str | None = Field(default=None, foreign_key="person.id")
    finding: Finding | None = Field(default=None, sa_type=text_enum(Finding))
    text_sealed: str | None = None
    ended_at: datetime | None = None
    profile_version: str = Field(max_length=80)


class AfterCheck(Table, table=True):
    """
    One person, asked some months after a plan has ended whether it has lasted.

    `chair_id` is who chaired the conference that ended it, and reads the answer.
    """

    __table_args__ = (UniqueConstraint("conference_id", "month", "asked_of"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    conference_id: str = Field(foreign_key="conference.id")
    month: int
    due_on: date
    asked_of: str = Field(foreign_key="person.id", index=True)
    chair_id: str = Field(foreign_key="person.id", index=True)
    recorded_at: datetime
    acts_on: date | None = Field(default=None, index=True)
    asked_at: datetime | None = None
    lasted: Lasted | None = Field(default=None, sa_type=text_enum(Lasted))
    line_sealed: str | None = None
    answered_at: datetime | None = None
    read_at: datetime | None = None
    ended_at: datetime | None = None
    profile_version: str = Field(max_length=80)
