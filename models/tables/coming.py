"""Who is coming to a dated core group, and when members are asked about it."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import ComingAs


class Headcount(Table, table=True):
    """
    Asking the members of one core group whether they come.

    `acts_on` is the next day on which the clock has something to do, or empty.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id", unique=True)
    acts_on: date | None = Field(default=None, index=True)
    asked_at: datetime
    forecast_at: datetime | None = None
    profile_version: str = Field(max_length=80)


class Coming(Table, table=True):
    """
    What one member says about coming to one core group; the last word counts.

    Who cannot come may name a deputy, send a written report, or both.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    answer: ComingAs = Field(sa_type=text_enum(ComingAs))
    deputy_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    sends_report: bool = False
    answered_by: str = Field(foreign_key="person.id")
    answered_at: datetime
