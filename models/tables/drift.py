"""Alerts that a family's plans drift: their signals, and what was answered."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from models.columns import Table, new_id, text_enum
from models.vocabulary import AlertAnswerKind


class Alert(Table, table=True):
    """
    One alert of a core group, from its first signal until none is left.

    Only the newest of a group is open. `owed_since` is the day from which an answer is
    owed, or empty while none is. `acts_on` is the next day on which the clock has
    something to do here. `escalated_to` is who else may answer, once nobody did.
    """

    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    group_id: str = Field(foreign_key="coregroup.id")
    number: int = 1
    raised_at: datetime
    ended_at: datetime | None = Field(default=None, index=True)
    owed_since: date | None = None
    acts_on: date | None = Field(default=None, index=True)
    escalated_at: datetime | None = None
    escalated_to: str | None = Field(default=None, foreign_key="person.id", index=True)
    profile_version: str = Field(max_length=80)


class AlertAnswer(Table, table=True):
    """What was answered to an alert. What was written is sealed."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    alert_id: str = Field(foreign_key="alert.id", index=True)
    kind: AlertAnswerKind = Field(sa_type=text_enum(AlertAnswerKind))
    text_sealed: str | None = None
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True)
    answered_by: str = Field(foreign_key="person.id", index=True)
    answered_at: datetime
    profile_version: str = Field(max_length=80)


class AlertSignal(Table, table=True):
    """
    One signal, with the facts that it was raised on; other facts are another row.

    `says` holds dates and numbers only, `fingerprint` tells whether they are the same
    as before. It is there until `gone_at`. `answer_id` is what was answered to it.
    """

    __table_args__ = (Index(None, "alert_id", "gone_at"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    alert_id: str = Field(foreign_key="alert.id")
    name: str = Field(max_length=40)
    since_on: date
    says: str
    fingerprint: str = Field(max_length=64)
    raised_at: datetime
    gone_at: datetime | None = None
    answer_id: str | None = Field(
        default=None, foreign_key="alertanswer.id", index=True
    )


class AlertLine(Table, table=True):
    """A line that the lead social worker or their manager adds to an alert."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    alert_id: str = Field(foreign_key="alert.id", index=True)
    line_sealed: str
    written_by: str = Field(foreign_key="person.id")
    written_at: datetime
