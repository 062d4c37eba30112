"""One row in a group's record about one of its meetings."""

from datetime import datetime

from sqlmodel import Session

from models.tables.meetings import Meeting
from workflows import audit
from workflows.actor import Actor


def record(
    session: Session, meeting: Meeting, *, actor: Actor, event: str, now: datetime
) -> None:
    """Add a row about a meeting to its group's record."""
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=meeting.group_id,
        subject=meeting.id,
        details={
            "on": meeting.dated_on.isoformat(),
            "notice": meeting.notice_days,
        },
    )
