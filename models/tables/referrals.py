"""Referrals: who asked which team about whom, what was answered, who was chased."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from models.vocabulary import PersonClass


class ReceivingTeam(Table, table=True):
    """A team that referrals are made to. One that is not there any more has ended."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    name: str = Field(unique=True, max_length=60)
    receives: ReferredTo = Field(sa_type=text_enum(ReferredTo))
    telephone: str = Field(max_length=40)
    manager_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    ended_on: date | None = None
    recorded_at: datetime


class TeamMember(Table, table=True):
    """Somebody who answers referrals for a team, from one day to another."""

    __table_args__ = (UniqueConstraint("team_id", "person_id", "from_on"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    team_id: str = Field(foreign_key="receivingteam.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    from_on: date
    to_on: date | None = None


class Referral(Table, table=True):
    """
    One referral, made elsewhere and recorded here. What it says is sealed.

    `group_id` is empty for a family that has no core group here; how the team can find
    them is sealed. `made_by_sealed` names who made it where that was not the recorder.
    The team has its days from `clock_from`: when it was made, or when more was said
    that it had asked for. `acts_at` is when the clock looks next; it is empty once
    somebody has answered.
    """

    __table_args__ = (
        Index(None, "group_id", "made_at"),
        Index(None, "team_id", "ended_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    alias: str = Field(unique=True, max_length=12)
    group_id: str | None = Field(default=None, foreign_key="coregroup.id")
    team_id: str = Field(foreign_key="receivingteam.id")
    referred_to: ReferredTo = Field(sa_type=text_enum(ReferredTo))
    worry: Worry = Field(sa_type=text_enum(Worry))
    made_as: MadeAs = Field(sa_type=text_enum(MadeAs))
    made_at: datetime
    clock_from: datetime
    source_code: str = Field(max_length=4)
    agency_id: str = Field(foreign_key="agency.id")
    made_by_sealed: str | None = None
    concern_sealed: str
    family_sealed: str | None = None
    family_knows: FamilyKnows = Field(sa_type=text_enum(FamilyKnows))
    about_others: bool = False
    recorded_by: str = Field(foreign_key="person.id", index=True)
    recorded_at: datetime
    confirmed_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = Field(default=None, foreign_key="person.id")
    taken_by: str | None = Field(default=None, foreign_key="person.id")
    asks_more: bool = False
    ended_at: datetime | None = None
    ended_as: ReferralAnswer | None = Field(
        default=None, sa_type=text_enum(ReferralAnswer)
    )
    answer_read_at: datetime | None = None
    acts_at: datetime | None = Field(default=None, index=True)
    profile_version: str = Field(max_length=80)


class ReferralChild(Table, table=True):
    """A child of the core group whom a referral is about."""

    __table_args__ = (UniqueConstraint("referral_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    referral_id: str = Field(foreign_key="referral.id")
    child_id: str = Field(foreign_key="child.id", index=True)


class ReferralAddition(Table, table=True):
    """What whoever recorded a referral added to it later."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    referral_id: str = Field(foreign_key="referral.id", index=True)
    added_by: str = Field(foreign_key="person.id")
    added_at: datetime
    text_sealed: str


class ReferralReply(Table, table=True):
    """
    One answer to a referral, by whom and when. What it says is sealed.

    Only the last one can be an end; those before it asked for more.
    """

    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    referral_id: str = Field(foreign_key="referral.id")
    number: int
    answer: ReferralAnswer = Field(sa_type=text_enum(ReferralAnswer))
    text_sealed: str
    given_by: str = Field(foreign_key="person.id")
    given_at: datetime
    is_late: bool = False


class ReferralChase(Table, table=True):
    """
    One rung that an unanswered referral has reached: who was asked, by when to answer.

    Rung 0 is the team itself, and has nobody named. A rung is reached once.
    """

    __table_args__ = (UniqueConstraint("referral_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    referral_id: str = Field(foreign_key="referral.id")
    number: int
    name: str = Field(max_length=60)
    answers: PersonClass = Field(sa_type=text_enum(PersonClass))
    asked_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    begun_at: datetime
    due_on: date
