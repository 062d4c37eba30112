"""What is kept of a meeting that was held, and who has read it."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import AdultHeard, AttendedAs


class Record(Table, table=True):
    """
    One version of the record of one meeting; a correction is a new version.

    It is being written while `finished_at` is empty, and is then read by nobody.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "version"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id")
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    version: int = 1
    held_on: date
    missing_sealed: str | None = None
    begun_by: str = Field(foreign_key="person.id")
    begun_at: datetime
    finished_by: str | None = Field(default=None, foreign_key="person.id")
    finished_at: datetime | None = None
    profile_version: str = Field(max_length=80)


class Attended(Table, table=True):
    """How one member took part, for the agency that was theirs on that day."""

    __table_args__ = (
        UniqueConstraint("record_id", "person_id"),
        # Whoever counts agencies, record by record, reads nothing but this.
        Index(None, "record_id", "attended", "agency_id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    record_id: str = Field(foreign_key="record.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    attended: AttendedAs = Field(sa_type=text_enum(AttendedAs))


class ChildSeen(Table, table=True):
    """
    When one child was last seen, as the meeting knew it.

    `seen_on` is empty for a child whom nobody has seen since the meeting before.
    `seen_by` is empty where it was somebody outside the core group.
    """

    __table_args__ = (UniqueConstraint("record_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    record_id: str = Field(foreign_key="record.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    seen_on: date | None = None
    seen_by: str | None = Field(default=None, foreign_key="person.id")
    alone: bool = False
    observed: bool = False
    access_refused: bool = False


class AdultSeen(Table, table=True):
    """How one significant adult was seen since the meeting before; none without."""

    __table_args__ = (UniqueConstraint("record_id", "adult_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    record_id: str = Field(foreign_key="record.id")
    adult_id: str = Field(foreign_key="adult.id", index=True)
    heard: AdultHeard = Field(sa_type=text_enum(AdultHeard))


class RecordReader(Table, table=True):
    """One person to whom a record was circulated, and when they opened it."""

    __table_args__ = (UniqueConstraint("record_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    record_id: str = Field(foreign_key="record.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    circulated_at: datetime
    opened_at: datetime | None = None


class RecordChase(Table, table=True):
    """
    One meeting whose record is missing, from the day after it.

    `acts_on` is the next day on which the clock asks for it, or empty.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id", unique=True)
    acts_on: date | None = Field(default=None, index=True)
    manager_told_at: datetime | None = None
