"""To whom a record is circulated."""

from datetime import datetime

from sqlmodel import Session

from models.tables.plans import CoreGroup
from models.tables.records import Record, RecordReader
from workflows import outbox
from workflows.profile import Profile
from workflows.records import facts


def circulate(
    session: Session,
    record: Record,
    group: CoreGroup,
    *,
    but: str,
    now: datetime,
    profile: Profile,
) -> int:
    """
    Circulate a finished record to everybody entitled, in their one message of the day.

    Return to how many. Who finished it has read it; who is not in Slack is named to
    the readers as still to be given it.
    """
    people = facts.entitled(session, group.id, now=now)
    for person in people:
        session.add(
            RecordReader(
                record_id=record.id,
                person_id=person.id,
                circulated_at=now,
                opened_at=now if person.id == but else None,
            )
        )
    session.flush()
    others = [person for person in people if person.id != but]
    # In one order, so that two who tell the same people never wait for each other.
    for person in sorted(others, key=lambda one: one.id):
        if person.slack_user_id is not None:
            outbox.daily(session, person_id=person.id, now=now, profile=profile)
    return len(others)
