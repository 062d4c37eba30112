"""Meetings of a core group."""

from datetime import date, datetime

from sqlmodel import Field, Index

from models.columns import Table, new_id, text_enum
from models.vocabulary import MeetingKind


class Meeting(Table, table=True):
    """
    One dated meeting. What happened is recorded when it has happened.

    `starts_at` is empty where only the day is known. `sequence` rises and `changed_at`
    moves with each change that somebody's calendar must show. `acts_on` is the next day
    on which the clock asks for a new date, while a cancelled core group has none.
    """

    __table_args__ = (Index(None, "group_id", "dated_on"), Index(None, "dated_on"))

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    kind: MeetingKind = Field(sa_type=text_enum(MeetingKind))
    dated_on: date
    starts_at: datetime | None = None
    minutes: int = 60
    limit_on: date | None = None
    agreed_by: str | None = Field(default=None, foreign_key="person.id")
    agreed_because_sealed: str | None = None
    chaired_by: str | None = Field(default=None, foreign_key="person.id")
    venue_sealed: str | None = None
    interpreter_sealed: str | None = None
    in_place_of: str | None = Field(default=None, foreign_key="meeting.id")
    sequence: int = 0
    changed_at: datetime | None = None
    recorded_at: datetime
    held_on: date | None = None
    cancelled_at: datetime | None = None
    cancelled_by: str | None = Field(default=None, foreign_key="person.id")
    cancelled_because_sealed: str | None = None
    notice_days: int | None = None
    short_notice: bool = False
    acts_on: date | None = Field(default=None, index=True)
    limit_told_at: datetime | None = None
