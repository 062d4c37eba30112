"""Effects that wait to reach Slack, and the leases of those who bring them there."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Index

from models.columns import Table, new_id, text_enum
from models.vocabulary import Effect, OutboxState, Urgency


class OutboxRow(Table, table=True):
    """One effect: what is to happen, for whom, and how far it has come."""

    __table_args__ = (
        Index(
            "ix_outboxrow_due",
            "not_before",
            postgresql_where=sa.text("state = 'planned'"),
            sqlite_where=sa.text("state = 'planned'"),
        ),
        Index(
            "ix_outboxrow_open",
            "state",
            "lease_until",
            postgresql_where=sa.text("state IN ('claimed','sending','uncertain')"),
            sqlite_where=sa.text("state IN ('claimed','sending','uncertain')"),
        ),
        Index(
            "ix_outboxrow_sent",
            "sent_at",
            postgresql_where=sa.text("state = 'sent'"),
            sqlite_where=sa.text("state = 'sent'"),
        ),
        Index(None, "person_id", "state"),
        # For the newest of Slack's times, and for what was posted in one channel.
        Index(None, "slack_ts"),
        Index(None, "slack_channel", "slack_ts"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    dedupe_key: str = Field(unique=True, max_length=160)
    effect: Effect = Field(sa_type=text_enum(Effect))
    kind: str = Field(max_length=60)
    payload: str
    group_id: str | None = Field(default=None, foreign_key="coregroup.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    urgency: Urgency = Field(sa_type=text_enum(Urgency))
    not_before: datetime
    not_after: datetime | None = None
    created_at: datetime
    state: OutboxState = Field(
        default=OutboxState.PLANNED, sa_type=text_enum(OutboxState)
    )
    attempts: int = 0
    fence: int = 0
    lease_until: datetime | None = None
    intent_at: datetime | None = None
    watermark_ts: str | None = Field(default=None, max_length=24)
    quiet_until: datetime | None = None
    looks: int = 0
    slack_channel: str | None = Field(default=None, max_length=24)
    slack_ts: str | None = Field(default=None, max_length=24)
    sent_at: datetime | None = None
    sent_sealed: str | None = None
    closed_at: datetime | None = None
    redraws_id: str | None = Field(default=None, max_length=16)
    owner_id: str | None = Field(default=None, max_length=16)
    reason: str | None = Field(default=None, max_length=120)


class Lease(Table, table=True):
    """Who does a job that only one process may do at a time, and until when."""

    name: str = Field(primary_key=True, max_length=60)
    holder: str = Field(max_length=40)
    until: datetime
    fence: int = 0
