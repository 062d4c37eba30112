"""Core groups, their children and each child's plan."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import Category


class CoreGroup(Table, table=True):
    """The people around one family. The alias is all that Slack ever sees."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    alias: str = Field(unique=True, max_length=12)
    source_key: str | None = Field(default=None, unique=True, max_length=32)
    profile: str = Field(max_length=60)
    channel_id: str | None = Field(default=None, unique=True, max_length=24)
    channel_quiet_because: str | None = Field(default=None, max_length=60)
    recorded_at: datetime
    closed_at: datetime | None = None


class Child(Table, table=True):
    """One child of a family, known by group and number."""

    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    number: int
    source_key: str | None = Field(default=None, unique=True, max_length=32)
    birth_month_sealed: str | None = None
    birth_key: str | None = Field(default=None, max_length=32)
    unborn_due_on: date | None = None
    left_on: date | None = None
    # As the council's own system tells of the social worker's visits, up to which day.
    visited_on: date | None = None
    visits_known_on: date | None = None
    recorded_at: datetime


class Plan(Table, table=True):
    """One child's child protection plan."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    child_id: str = Field(foreign_key="child.id", index=True)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    source_key: str | None = Field(default=None, unique=True, max_length=32)
    started_on: date
    ended_on: date | None = None
    initial_category: Category = Field(sa_type=text_enum(Category))
    latest_category: Category = Field(sa_type=text_enum(Category))
    earlier_plans: int = 0
    recorded_at: datetime
