"""What the clock does before a core group: remind, and tell the convenor who comes."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import coming as queries
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK
from workflows.coming import asking, facts, messages, policy
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Do before each core group what is due today. Run again, it does nothing more.

    Each core group is a unit of work of its own, so that one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, today=clock.today(now))

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, headcount_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Remind those not yet heard from, and tell the convenor who comes, when it is time.

    After days of silence what fell due is done once.
    """
    found = queries.lock_headcount(session, headcount_id)
    today = clock.today(now)
    if found is None or found.acts_on is None or found.acts_on > today:
        return
    meeting = session.get_one(Meeting, found.meeting_id)
    group = session.get_one(CoreGroup, meeting.group_id)
    session.add(found)
    if group.closed_at is not None or not facts.is_ahead(meeting, now=now):
        found.acts_on = None
        return
    days = policy.days_before(meeting.dated_on, profile)
    due = days.due(found.acts_on, today)
    found.acts_on = days.next_after(today)
    if due.reminder:
        asking.remind(session, meeting, now=now, profile=profile)
    if due.forecast:
        found.forecast_at = now
        _tell_convenor(session, meeting, group, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="reminded of a core group",
        now=now,
        group_id=group.id,
        subject=meeting.id,
        details={"reminder": int(due.reminder), "forecast": int(due.forecast)},
    )


def _tell_convenor(
    session: Session,
    meeting: Meeting,
    group: CoreGroup,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    for person_id in facts.convenor_ids(session, group.id, now=now):
        outbox.post(
            session,
            messages.QuorumForecast(
                meeting_id=meeting.id, alias=group.alias, dated_on=meeting.dated_on
            ),
            to=outbox.ToPerson(person_id, group.id),
            dedupe_key=f"forecast:{meeting.id}:{person_id}",
            now=now,
            not_before=hours.next_open(now, profile),
            not_after=hours.end_of(meeting.dated_on),
        )
