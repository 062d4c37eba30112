"""What the clock does with meetings that nobody has recorded."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import access as register
from models.queries import meetings as meeting_queries
from models.queries import records as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.records import RecordChase
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK
from workflows.coming.facts import convenor_ids
from workflows.profile import Profile
from workflows.records import messages, policy
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Ask for each record that is missing. Run again, it does nothing more.

    Each meeting is a unit of work of its own, so that a broken one silences no other.
    """
    today = clock.today(now)
    with database.work() as session:
        due = queries.list_due(session, since=today - policy.ASKED_FOR, today=today)

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, meeting_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask the convenor for the record of one meeting; later tell their manager, once.

    It is asked for until it is there, at the same interval.
    """
    today = clock.today(now)
    meeting = meeting_queries.lock_meeting(session, meeting_id)
    if meeting is None or not is_owed(session, meeting, now=now):
        return
    row = queries.lock_chase(session, meeting_id) or RecordChase(meeting_id=meeting_id)
    if row.acts_on is not None and row.acts_on > today:
        return
    due = policy.chase(
        meeting.dated_on,
        today=today,
        was_told=row.manager_told_at is not None,
        profile=profile,
    )
    row.acts_on = due.again_on
    session.add(row)
    if not due.asks_convenor:
        return
    group = session.get_one(CoreGroup, meeting.group_id)
    for person_id in sorted(convenor_ids(session, group.id, now=now)):
        if session.get_one(Person, person_id).slack_user_id is not None:
            outbox.daily(session, person_id=person_id, now=now, profile=profile)
    if due.tells_manager:
        _tell_manager(session, row, meeting, group, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="asked for a record",
        now=now,
        group_id=group.id,
        subject=meeting.id,
    )


def is_owed(session: Session, meeting: Meeting, *, now: datetime) -> bool:
    """Say whether the record of a meeting is missing."""
    today = clock.today(now)
    found = queries.list_unrecorded(
        session, [meeting.group_id], since=today - policy.ASKED_FOR, today=today
    )
    return meeting.id in {one.id for one, _ in found}


def _tell_manager(
    session: Session,
    row: RecordChase,
    meeting: Meeting,
    group: CoreGroup,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    lead = register.find_lead_social_worker(
        session, group.id, day=clock.today(now), now=now
    )
    if lead is None or lead.manager_id is None:
        return
    row.manager_told_at = now
    outbox.post(
        session,
        messages.NotRecorded(
            meeting_id=meeting.id,
            alias=group.alias,
            what=meeting.kind.value,
            dated_on=meeting.dated_on,
        ),
        to=outbox.ToPerson(lead.manager_id, group.id),
        dedupe_key=f"not-recorded:{meeting.id}:{lead.manager_id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
