"""Significant adults of a family, and what was agreed that somebody will do."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import Progress, Relation


class Adult(Table, table=True):
    """
    One significant adult of a family, known by relation and number: never by name.

    A number is never given twice, so that "father 2" is the same man for ever.
    """

    __table_args__ = (UniqueConstraint("group_id", "relation", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    relation: Relation = Field(sa_type=text_enum(Relation))
    number: int
    recorded_at: datetime
    left_on: date | None = None


class Action(Table, table=True):
    """
    One thing that a member will do, or that the plan asks of a significant adult.

    Either `owner_id` or `adult_id` is set. What it says is in its newest version.
    `acts_on` is the next day on which the clock asks after it, or empty once it is done
    or ended. `convenor_shown_on` is the day whose list showed it to the convenor.
    """

    __table_args__ = (Index(None, "group_id", "due_on"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True)
    owner_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    adult_id: str | None = Field(default=None, foreign_key="adult.id", index=True)
    due_on: date
    version: int = 1
    rolled_over: int = 0
    profile_version: str = Field(max_length=80)
    recorded_at: datetime
    done_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because_sealed: str | None = None
    acts_on: date | None = Field(default=None, index=True)
    convenor_shown_on: date | None = None


class ActionVersion(Table, table=True):
    """What an action said, whose it was and when it was due. A change adds a row."""

    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    action_id: str = Field(foreign_key="action.id")
    number: int
    owner_id: str | None = Field(default=None, foreign_key="person.id")
    adult_id: str | None = Field(default=None, foreign_key="adult.id")
    what_sealed: str
    outcome_sealed: str
    due_on: date
    set_by: str = Field(foreign_key="person.id")
    recorded_at: datetime


class ActionReport(Table, table=True):
    """How far an action is, as its owner says, with a line."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    action_id: str = Field(foreign_key="action.id", index=True)
    progress: Progress = Field(sa_type=text_enum(Progress))
    line_sealed: str | None = None
    reported_by: str = Field(foreign_key="person.id")
    recorded_at: datetime


class SheetLink(Table, table=True):
    """A link to one adult's printable sheet: its digest, whose it is, and its use."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    token_hash: str = Field(unique=True, max_length=64)
    adult_id: str = Field(foreign_key="adult.id")
    person_id: str = Field(foreign_key="person.id")
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
