"""Venue, link and interpreter of a core group: sealed, and read in a modal only."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import coming as queries
from models.sealed import seal
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from workflows import audit
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.coming import facts, policy
from workflows.errors import NotYours

CONVENE = 14
VENUE = 22


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Where a core group is and who interprets, for somebody who may know."""

    meeting_id: str
    alias: str
    dated_on: date
    starts_at: datetime | None
    venue: str
    interpreter: str
    may_write: bool


def read(session: Session, *, actor: Actor, meeting_id: str, now: datetime) -> Notes:
    """
    Return where a core group is and who interprets; every reading is audited.

    :raises NotYours: if the actor may not know here.
    """
    meeting, group = _meeting(session, actor, meeting_id, VENUE, now=now)
    return _notes(session, actor, meeting, group, now=now)


def open_form(
    session: Session, *, actor: Actor, meeting_id: str, now: datetime
) -> Notes:
    """
    Return what the form shows before it is changed; that is a reading too.

    :raises NotYours: if the actor may not convene here.
    :raises IsOver: if it was held or cancelled, or its day is over.
    """
    meeting, group = _meeting(session, actor, meeting_id, CONVENE, now=now)
    if not facts.is_ahead(meeting, now=now):
        raise policy.IsOver
    return _notes(session, actor, meeting, group, now=now)


def _notes(
    session: Session, actor: Actor, meeting: Meeting, group: CoreGroup, *, now: datetime
) -> Notes:
    reader = audit.reading(
        session,
        actor=actor,
        event="venue read",
        now=now,
        group_id=group.id,
        subject=meeting.id,
    )
    may_write = access.may(
        session, person_id=actor.person_id, row=CONVENE, group_id=group.id, now=now
    )
    return Notes(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        starts_at=meeting.starts_at,
        venue=reader.text(meeting, "venue") or "",
        interpreter=reader.text(meeting, "interpreter") or "",
        may_write=may_write and facts.is_ahead(meeting, now=now),
    )


def write(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    venue: str,
    interpreter: str,
    is_independent: bool,
    now: datetime,
) -> Meeting:
    """
    Keep where a core group is and who interprets.

    :raises NotYours: if the actor may not convene here.
    :raises Refused: if it is over, or the interpreter is not independent.
    """
    meeting, group = _meeting(session, actor, meeting_id, CONVENE, now=now)
    if not facts.is_ahead(meeting, now=now):
        raise policy.IsOver
    policy.check_interpreter(interpreter, is_independent=is_independent)
    seal(session, meeting, "venue", venue.strip() or None)
    seal(session, meeting, "interpreter", interpreter.strip() or None)
    # Start, end and status stay, so no calendar need sound an alarm.
    meeting.changed_at = now
    session.add(meeting)
    audit.record(
        session,
        actor=actor,
        event="venue written",
        now=now,
        group_id=group.id,
        subject=meeting.id,
    )
    return meeting


def _meeting(
    session: Session, actor: Actor, meeting_id: str, row: int, *, now: datetime
) -> tuple[Meeting, CoreGroup]:
    meeting = queries.lock_meeting(session, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
    )
    if meeting is None:
        raise NotYours
    return meeting, group
