"""Challenges: what somebody disagrees with, and who owes an answer, rung by rung."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import (
    ChallengeAbout,
    ChallengeEnd,
    Ladder,
    PersonClass,
    RungBegun,
)


class Challenge(Table, table=True):
    """
    One challenge. What it says is sealed.

    `rung` is the rung that it stands on, from 1; it is 0 while nobody can be found who
    owes an answer. `is_late` marks dissent from a conference that came after its time.
    `acts_on` is the next day on which the clock looks, or empty once it has ended.
    """

    __table_args__ = (Index(None, "group_id", "raised_at"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    ladder: Ladder = Field(sa_type=text_enum(Ladder))
    about: ChallengeAbout = Field(sa_type=text_enum(ChallengeAbout))
    conference_id: str | None = Field(
        default=None, foreign_key="conference.id", index=True
    )
    is_late: bool = False
    immediate_risk: bool = False
    what_sealed: str
    wanted_sealed: str
    raised_by: str = Field(foreign_key="person.id", index=True)
    raised_at: datetime
    rung: int = 0
    acts_on: date | None = Field(default=None, index=True)
    ended_at: datetime | None = None
    ended_as: ChallengeEnd | None = Field(default=None, sa_type=text_enum(ChallengeEnd))
    ended_because_sealed: str | None = None
    profile_version: str = Field(max_length=80)


class ChallengeRung(Table, table=True):
    """
    One rung that a challenge has reached: who owes an answer by when, and what it is.

    `name` and `answers` are the profile's when it was reached; `passed_over` names the
    rungs before it for which nobody could be found. `owed_by` holds the role, and
    `asked_id` was last asked: them, or their deputy. `why_sealed` says why it was
    taken up to here.
    """

    __table_args__ = (UniqueConstraint("challenge_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    challenge_id: str = Field(foreign_key="challenge.id")
    number: int
    name: str = Field(max_length=60)
    answers: PersonClass = Field(sa_type=text_enum(PersonClass))
    owed_by: str = Field(foreign_key="person.id", index=True)
    asked_id: str = Field(foreign_key="person.id", index=True)
    begun_as: RungBegun = Field(sa_type=text_enum(RungBegun))
    begun_by: str | None = Field(default=None, foreign_key="person.id")
    begun_at: datetime
    why_sealed: str | None = None
    passed_over: str = Field(default="", max_length=400)
    due_on: date
    answer_sealed: str | None = None
    answered_by: str | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
