"""What an operator may read of the outbox: whom, when, why; never what was written."""

from datetime import datetime, tzinfo

from sqlmodel import Session

from models.queries import looking as queries
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from workflows.clock import LONDON


def planned_lines(session: Session, *, until: datetime) -> list[str]:
    """Return a line for everything that waits to be sent by then, soonest first."""
    return [
        f"{_moment(row.not_before, LONDON)}  {row.kind}  to {_to(person, group)}"
        f"  because {row.dedupe_key}"
        for row, person, group in queries.list_planned(session, until=until)
    ]


def told_lines(session: Session, row: OutboxRow, *, zone: tzinfo) -> list[str]:
    """Return how one message came about and how far it has come."""
    person = session.get(Person, row.person_id) if row.person_id else None
    group = session.get(CoreGroup, row.group_id) if row.group_id else None
    told = [
        f"{row.kind} ({row.effect.value}) to {_to(person, group)}",
        f"because {row.dedupe_key}",
        f"written {_moment(row.created_at, zone)}, due {_moment(row.not_before, zone)}",
        f"state {row.state.value} after {row.attempts} attempts",
    ]
    if row.sent_at is not None:
        told.append(f"sent {_moment(row.sent_at, zone)} as {row.slack_ts}")
    if row.reason:
        told.append(f"reason: {row.reason}")
    return told


def _to(person: Person | None, group: CoreGroup | None) -> str:
    if person is not None:
        return person.name
    return f"the channel of {group.alias}" if group is not None else "nobody"


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%a %d %b %H:%M}"
