"""Who did what, chained so that a change is found."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from models.columns import Table, new_id


class AuditRow(Table, table=True):
    """One change, refusal or reading. Ids and words of ours only, never free text."""

    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    chain: str = Field(max_length=16)
    number: int
    at: datetime
    event: str = Field(max_length=80)
    actor_id: str | None = Field(default=None, index=True, max_length=16)
    actor_slack: str = Field(default="", max_length=60)
    subject: str = Field(default="", max_length=80)
    details: str = ""
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


class AuditHead(Table, table=True):
    """The newest link of one chain, so that a chain cannot be cut unseen."""

    chain: str = Field(primary_key=True, max_length=16)
    number: int
    digest: str = Field(max_length=64)


class AuditAnchor(Table, table=True):
    """All heads of one day in one digest, to be kept outside as well."""

    day: date = Field(primary_key=True)
    chains: int
    rows: int
    heads: str
    digest: str = Field(max_length=64)
    recorded_at: datetime
