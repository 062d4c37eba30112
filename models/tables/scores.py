"""What each member gives after a core group: scores and the end-of-meeting answers."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import EndChoice, EndQuestion


class AfterMeeting(Table, table=True):
    """
    The asking after one core group that has met; one row a meeting.

    `acts_on` is the next day on which the clock asks again, or empty. `opened_at` is
    when the last who was asked had given theirs; without it, the others' can be read
    from the day after the meeting.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id", unique=True)
    asked_at: datetime
    ends_on: date
    acts_on: date | None = Field(default=None, index=True)
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    profile_version: str = Field(max_length=80)


class EndOfMeeting(Table, table=True):
    """
    What one member gave after one core group, for the agency that was theirs then.

    An amendment is a new version; the newest stands. `late` is what was given when the
    others' could be read already.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "person_id", "version"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    meeting_id: str = Field(foreign_key="meeting.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    version: int = 1
    given_by: str = Field(foreign_key="person.id")
    given_at: datetime
    late: bool = False
    profile_version: str = Field(max_length=80)


class MeetingScore(Table, table=True):
    """How safe one member thinks one child is, from 0 to 10; higher is safer."""

    __table_args__ = (UniqueConstraint("end_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    end_id: str = Field(foreign_key="endofmeeting.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    score: int


class EndAnswer(Table, table=True):
    """One member's answer to one end-of-meeting question, with a line if they wrote."""

    __table_args__ = (UniqueConstraint("end_id", "question"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    end_id: str = Field(foreign_key="endofmeeting.id")
    question: EndQuestion = Field(sa_type=text_enum(EndQuestion))
    choice: EndChoice = Field(sa_type=text_enum(EndChoice))
    line_sealed: str | None = None
