"""Dating and cancelling core groups."""

from datetime import date, datetime

from sqlmodel import Session

from models.queries import meetings as queries
from models.queries import plans as plan_queries
from models.tables.meetings import Meeting
from models.vocabulary import MeetingKind
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.meetings import policy
from workflows.profile import Profile


def set_date(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    dated_on: date,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Date a core group. Beyond the limit only who can agree to that may.

    :raises NotYours: if the actor may not date core groups here.
    :raises Refused: if the day cannot be.
    """
    is_agreed = access.may(
        session, person_id=actor.person_id, row=15, group_id=group_id, now=now
    )
    group = access.group(
        session, actor=actor, row=15 if is_agreed else 14, group_id=group_id, now=now
    )
    today = clock.today(now)
    dates = _dates(session, group.id)
    plans = plan_queries.list_open_plans(session, group.id)
    facts = policy.GroupFacts(
        initial_on=plans[0].started_on if plans else today,
        dates=tuple(day for day in dates if day < dated_on),
    )
    limit = policy.due_by(facts, profile)
    if is_agreed and dated_on <= limit:
        # Agreeing is for days beyond the limit; within it, who convenes decides.
        access.group(session, actor=actor, row=14, group_id=group_id, now=now)
    policy.check_date(
        dated_on, taken=dates, limit=limit, today=today, is_agreed=is_agreed
    )
    meeting = Meeting(
        group_id=group.id,
        kind=MeetingKind.CORE_GROUP,
        dated_on=dated_on,
        recorded_at=now,
    )
    session.add(meeting)
    session.flush()
    _audit(session, meeting, actor=actor, event="core group dated", now=now)
    return meeting


def cancel(
    session: Session, *, actor: Actor, meeting_id: str, now: datetime
) -> Meeting:
    """
    Cancel a core group that is still to come.

    :raises NotYours: if the actor may not cancel core groups here.
    :raises IsOver: if it was held or cancelled.
    """
    meeting = session.get(Meeting, meeting_id)
    access.group(
        session,
        actor=actor,
        row=14,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
    )
    if meeting is None:
        raise NotYours
    if meeting.cancelled_at is not None or meeting.held_on is not None:
        raise policy.IsOver
    meeting.cancelled_at = now
    session.add(meeting)
    _audit(session, meeting, actor=actor, event="core group cancelled", now=now)
    return meeting


def _dates(session: Session, group_id: str) -> list[date]:
    """Return the days of the core groups that stand, as held where they were held."""
    meetings = queries.list_meetings(session, group_id, MeetingKind.CORE_GROUP)
    return [meeting.held_on or meeting.dated_on for meeting in meetings]


def _audit(
    session: Session, meeting: Meeting, *, actor: Actor, event: str, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=meeting.group_id,
        subject=meeting.id,
        details={"on": meeting.dated_on.isoformat()},
    )
