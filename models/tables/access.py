"""Who there is: agencies, people and what they were granted."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import AgencyKind, GrantedRole


class Agency(Table, table=True):
    """One organisation that works with families, or one voluntary organisation."""

    __table_args__ = (UniqueConstraint("code", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    code: str = Field(max_length=4)
    name: str = Field(max_length=120)
    kind: AgencyKind = Field(sa_type=text_enum(AgencyKind))


class Person(Table, table=True):
    """Somebody in the register. Without a Slack account they are still a person."""

    __table_args__ = (UniqueConstraint("slack_team_id", "slack_user_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    title: str = Field(default="", max_length=120)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    manager_id: str | None = Field(default=None, foreign_key="person.id")
    deputy_id: str | None = Field(default=None, foreign_key="person.id")
    slack_team_id: str | None = Field(default=None, max_length=24)
    slack_user_id: str | None = Field(default=None, max_length=24)
    deactivated_at: datetime | None = None
    recorded_at: datetime


class Grant(Table, table=True):
    """A role that somebody holds outside any one core group, with its dates."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: GrantedRole = Field(sa_type=text_enum(GrantedRole))
    agency_id: str | None = Field(default=None, foreign_key="agency.id", index=True)
    from_on: date
    to_on: date | None = None
    recorded_at: datetime


class PrivateLabel(Table, table=True):
    """A label that one person keeps for one child; nobody else ever sees it."""

    __table_args__ = (UniqueConstraint("person_id", "child_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    label_sealed: str
