"""Meetings of a core group."""

from datetime import date, datetime

from sqlmodel import Field, Index

from models.columns import Table, new_id, text_enum
from models.vocabulary import MeetingKind


class Meeting(Table, table=True):
    """One dated meeting. What happened is recorded when it has happened."""

    __table_args__ = (Index(None, "group_id", "dated_on"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    kind: MeetingKind = Field(sa_type=text_enum(MeetingKind))
    dated_on: date
    recorded_at: datetime
    held_on: date | None = None
    cancelled_at: datetime | None = None
