"""Conferences, and the children that each one is about."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import ConferenceKind


class Conference(Table, table=True):
    """
    One conference. `dated_on` is the date that people work towards.

    A review known only by its due date is provisional. `legal_due` counts calendar
    months, `reporting_due` counts days; the earlier one is what we warn about.
    `sequence` and `changed_at` are a meeting's.
    """

    __table_args__ = (Index(None, "group_id", "dated_on"), Index(None, "dated_on"))

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    kind: ConferenceKind = Field(sa_type=text_enum(ConferenceKind))
    source_key: str | None = Field(default=None, unique=True, max_length=32)
    source_on: date | None = None
    dated_on: date
    starts_at: datetime | None = None
    minutes: int = 90
    sequence: int = 0
    changed_at: datetime | None = None
    provisional: bool = False
    legal_due_on: date | None = None
    reporting_due_on: date | None = None
    profile_version: str = Field(max_length=80)
    held_on: date | None = None
    quorate: bool | None = None
    cancelled_at: datetime | None = None
    recorded_at: datetime


class ConferenceChild(Table, table=True):
    """One child's place in a conference, and what was decided when known."""

    __table_args__ = (UniqueConstraint("conference_id", "plan_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    conference_id: str = Field(foreign_key="conference.id")
    plan_id: str = Field(foreign_key="plan.id", index=True)
    source_key: str | None = Field(default=None, unique=True, max_length=32)
    continues: bool | None = None
