"""What the clock does with core groups: ask for the new date that is missing."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import access as register
from models.queries import meetings as queries
from models.tables.plans import CoreGroup
from workflows import audit, clock, outbox
from workflows.actor import CLOCK
from workflows.meetings import facts, telling
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Ask for each new date that is missing today. Run again, it does nothing more.

    Each core group is a unit of work of its own, so that one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, today=clock.today(now))

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, meeting_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask the convenor for a new date each working day until there is one.

    Once the limit is past, the conference chair is told of it as well.
    """
    meeting = queries.lock_meeting(session, meeting_id)
    today = clock.today(now)
    if meeting is None or meeting.acts_on is None or meeting.acts_on > today:
        return
    group = session.get_one(CoreGroup, meeting.group_id)
    session.add(meeting)
    if group.closed_at is not None:
        meeting.acts_on = None
        return
    meeting.acts_on = profile.calendar.next_working_day(today)
    lead = register.find_lead_social_worker(session, group.id, day=today, now=now)
    if lead is not None and lead.slack_user_id is not None:
        outbox.daily(session, person_id=lead.id, now=now, profile=profile)
    limit = facts.limit_before(
        session, group.id, meeting.dated_on, today=today, profile=profile
    )
    if today > limit and meeting.limit_told_at is None:
        telling.tell_chair(
            session, group, meeting, limit_on=limit, now=now, profile=profile
        )
    audit.record(
        session,
        actor=CLOCK,
        event="asked for a new date",
        now=now,
        group_id=group.id,
        subject=meeting.id,
    )
