"""What the core group makes of the question together, or that it did not."""

from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.sealed import seal
from models.tables.statements import Discussion, Round
from models.vocabulary import JointView
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours, Refused

RECORD: Final = 38


class NothingWritten(Refused):
    """Please write what the group said, or why it was not discussed."""


class NotYetDiscussed(Refused):
    """That day is still to come. Please give the day of the discussion."""


class DayMissing(Refused):
    """Please give the day on which the group discussed it."""


class BeforeClosing(Refused):
    """
    The views are still being given apart, so the group cannot have compared them yet.

    You can record the discussion once the round has closed.
    """


def check_can_record(
    session: Session, *, actor: Actor, round_id: str, now: datetime
) -> None:
    """
    Check that somebody may record the discussion, before they write it.

    :raises NotYours: if they may not.
    """
    found = session.get(Round, round_id)
    if found is None:
        raise NotYours
    access.group(session, actor=actor, row=RECORD, group_id=found.group_id, now=now)


def record_discussion(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    joint: JointView,
    text: str,
    discussed_on: date | None = None,
    now: datetime,
) -> Discussion:
    """
    Record the group's discussion and joint view, or that there was none and why.

    A later record corrects an earlier one, which is kept. Source: design 4.3.

    :raises NotYours: if the actor may not record it.
    :raises Refused: before closing, without words, or without a day that is past.
    """
    found = session.get(Round, round_id)
    if found is None:
        raise NotYours
    access.group(session, actor=actor, row=RECORD, group_id=found.group_id, now=now)
    if found.closed_at is None:
        raise BeforeClosing
    _check(joint, text, discussed_on, today=clock.today(now))
    row = Discussion(
        round_id=found.id,
        recorded_by=actor.person_id,
        recorded_at=now,
        discussed_on=discussed_on if joint is JointView.DISCUSSED else None,
        joint=joint,
        text_sealed="",
    )
    seal(session, row, "text", text)
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="discussion recorded",
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={"joint": joint.value},
    )
    return row


def _check(
    joint: JointView, text: str, discussed_on: date | None, *, today: date
) -> None:
    if not text.strip():
        raise NothingWritten(field="text")
    if joint is JointView.DISCUSSED and discussed_on is None:
        raise DayMissing(field="discussed_on")
    if discussed_on is not None and discussed_on > today:
        raise NotYetDiscussed(field="discussed_on")
