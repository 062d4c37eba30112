"""Who belongs to a core group, from when to when, and who stands in for whom."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import MemberRole


class Membership(Table, table=True):
    """One person's membership of one core group, with its dates."""

    __table_args__ = (Index(None, "group_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    role: MemberRole = Field(sa_type=text_enum(MemberRole))
    from_on: date = Field(index=True)
    to_on: date | None = Field(default=None, index=True)
    recorded_at: datetime = Field(index=True)
    ended_at: datetime | None = Field(default=None, index=True)


class MembershipChild(Table, table=True):
    """A child that a membership is tied to; without any, it is tied to all."""

    __table_args__ = (UniqueConstraint("membership_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    membership_id: str = Field(foreign_key="membership.id")
    child_id: str = Field(foreign_key="child.id", index=True)


class Allocation(Table, table=True):
    """The conference chair of one core group, with dates."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    from_on: date
    to_on: date | None = None
    recorded_at: datetime


class Absence(Table, table=True):
    """Days that somebody is away, and who stands in."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True)
    deputy_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    from_on: date = Field(index=True)
    to_on: date = Field(index=True)
    recorded_at: datetime
    withdrawn_at: datetime | None = Field(default=None, index=True)


class LeadChange(Table, table=True):
    """One change of lead social worker, with the day from which it holds."""

    __table_args__ = (Index(None, "group_id", "from_on"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    before_id: str | None = Field(default=None, foreign_key="person.id")
    after_id: str = Field(foreign_key="person.id", index=True)
    from_on: date
    stays: bool = False
    changed_by: str = Field(foreign_key="person.id")
    recorded_at: datetime
    withdrawn_at: datetime | None = None


class ChannelLook(Table, table=True):
    """When a core group's channel is looked at next, and what was last seen there."""

    group_id: str = Field(foreign_key="coregroup.id", primary_key=True, max_length=16)
    look_at: datetime = Field(index=True)
    looked_at: datetime | None = None
    quiet_since: datetime | None = None
    told_of: str = Field(default="", max_length=2000)
