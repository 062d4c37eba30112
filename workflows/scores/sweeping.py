"""What the clock does after a core group: ask for scores and answers, and end it."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.database import Database
from models.queries import meetings as meeting_queries
from models.queries import scores as queries
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.scores import AfterMeeting
from workflows import audit, clock
from workflows.actor import CLOCK
from workflows.profile import Profile
from workflows.scores import asking, facts, policy
from workflows.sweep import Swept, one_by_one

# Further back than any asking lasts, bank holidays included.
LOOKS_BACK: Final = timedelta(weeks=4)


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Ask after each core group that has met, and end the asking when it is time.

    Each is a unit of work of its own, so that a broken one silences no other. Run
    again, it does nothing more.
    """
    today = clock.today(now)
    with database.work() as session:
        due = set(queries.list_due(session, today=today))
        for meeting in queries.list_not_asked(
            session, since=today - LOOKS_BACK, today=today
        ):
            if _is_to_be_asked(meeting, now=now, profile=profile):
                due.add(meeting.id)

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, meeting_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask those who have not given theirs after one core group, or end the asking.

    They are asked on its day and each working day after, as long as it is owed.
    """
    today = clock.today(now)
    meeting = meeting_queries.lock_meeting(session, meeting_id)
    if meeting is None:
        return
    found = queries.find_after(session, meeting_id)
    if found is None:
        if not _is_to_be_asked(meeting, now=now, profile=profile):
            return
        met = facts.met(meeting, profile)
        found = asking.begin(session, meeting, met, now=now, profile=profile)
    if found.acts_on is None or found.acts_on > today:
        return
    _ask(session, meeting, found, now=now, profile=profile)


def _is_to_be_asked(meeting: Meeting, *, now: datetime, profile: Profile) -> bool:
    met = facts.met(meeting, profile)
    is_over = clock.today(now) > met.ends_on(profile)
    return meeting.cancelled_at is None and met.has_begun(now) and not is_over


def _ask(
    session: Session,
    meeting: Meeting,
    found: AfterMeeting,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    today = clock.today(now)
    group = session.get_one(CoreGroup, meeting.group_id)
    met = facts.met(meeting, profile)
    waiting = facts.missing(session, meeting, met, now=now)
    stands = meeting.cancelled_at is None and group.closed_at is None
    is_over = not stands or not waiting or today > found.ends_on
    if is_over:
        asking.end(session, found, now=now)
        people = asking.asked_for(session, waiting, now=now)
        asking.redraw(session, found, people, now=now)
    else:
        found.acts_on = policy.next_asking(
            today=today, ends_on=found.ends_on, profile=profile
        )
        session.add(found)
        session.flush()
        asking.remind(session, waiting, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="ended asking after a core group" if is_over else "asked for scores",
        now=now,
        group_id=group.id,
        subject=meeting.id,
        details={"waiting": len(waiting)},
    )
