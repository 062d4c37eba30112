"""Notices between meetings, and who has read them. What people write is sealed."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import NoticeKind


class Notice(Table, table=True):
    """
    Something that happened between meetings. A new row corrects; none is deleted.

    `acts_on` is the next day on which the clock looks who has not read it, or empty
    when nothing is left. `check_in_by` is there where a quick check-in was offered.
    """

    __table_args__ = (Index(None, "group_id", "happened_on"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    kind: NoticeKind = Field(sa_type=text_enum(NoticeKind))
    happened_on: date
    assisted_entry: bool = False
    line_sealed: str
    given_by: str = Field(foreign_key="person.id")
    recorded_at: datetime
    corrects_id: str | None = Field(default=None, foreign_key="notice.id", unique=True)
    profile_version: str = Field(max_length=80)
    read_by: date
    acts_on: date | None = Field(default=None, index=True)
    convenor_told_at: datetime | None = None
    check_in_by: date | None = None


class NoticeChild(Table, table=True):
    """One child that a notice is about."""

    __table_args__ = (UniqueConstraint("notice_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    notice_id: str = Field(foreign_key="notice.id")
    child_id: str = Field(foreign_key="child.id", index=True)


class Acknowledgement(Table, table=True):
    """
    One person and one notice: whether they were asked to read it, and when they did.

    `asked_at` is empty for somebody who read it without being asked. `ended_at` is when
    it stopped being owed without an answer: the notice was corrected.
    """

    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    notice_id: str = Field(foreign_key="notice.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    asked_at: datetime | None = None
    acknowledged_at: datetime | None = None
    ended_at: datetime | None = None


class CheckIn(Table, table=True):
    """The quick check-in that was set because of a notice."""

    __table_args__ = (UniqueConstraint("notice_id", "meeting_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    notice_id: str = Field(foreign_key="notice.id")
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
