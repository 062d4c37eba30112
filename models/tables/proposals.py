"""Finding a date for a core group: the dates proposed and what each member says."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import ComingAs


class Proposal(Table, table=True):
    """
    Some dates that members are asked about until one of them is fixed.

    `open_for` is the core group while members are asked, so that there is one at a
    time, and then empty. `acts_on` is the next day on which the clock has something
    to do.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id", index=True)
    open_for: str | None = Field(default=None, foreign_key="coregroup.id", unique=True)
    proposed_by: str = Field(foreign_key="person.id")
    proposed_at: datetime
    limit_on: date
    answer_by: date
    acts_on: date | None = Field(default=None, index=True)
    fixed_id: str | None = Field(default=None, foreign_key="meeting.id", unique=True)
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    profile_version: str = Field(max_length=80)


class ProposedDate(Table, table=True):
    """One date of a proposal, with its time."""

    __table_args__ = (UniqueConstraint("proposal_id", "starts_at"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    proposal_id: str = Field(foreign_key="proposal.id")
    dated_on: date
    starts_at: datetime


class DateAnswer(Table, table=True):
    """What one member says to one proposed date; `answered_by` may be a deputy."""

    __table_args__ = (UniqueConstraint("proposed_date_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    proposed_date_id: str = Field(foreign_key="proposeddate.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    answer: ComingAs = Field(sa_type=text_enum(ComingAs))
    answered_by: str = Field(foreign_key="person.id")
    answered_at: datetime
