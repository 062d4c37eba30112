"""The significant adults whom a record is about, and how each was seen."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.queries import records as queries
from models.tables.records import AdultSeen, Record
from models.vocabulary import AdultHeard
from workflows.actions import adults as register
from workflows.actions import facts as actions
from workflows.records.shown import AdultLine


def lines(session: Session, record: Record, *, now: datetime) -> tuple[AdultLine, ...]:
    """
    Return each adult whom the family had when a meeting was recorded.

    Somebody who was added to the family since is not in it.
    """
    known_by = record.finished_at or now
    seen = _seen(session, record)
    return tuple(
        AdultLine(
            adult_id=adult.id,
            called=register.shown(adult).called,
            heard=seen.get(adult.id),
        )
        for adult in actions.adults_now(session, record.group_id, day=record.held_on)
        if adult.recorded_at <= known_by
    )


def keep(session: Session, record: Record, heard: Mapping[str, AdultHeard]) -> None:
    """Keep how the adults were seen, in the place of what was kept."""
    for row in queries.list_adults_seen(session, record.id):
        session.delete(row)
    session.flush()
    for adult_id, how in heard.items():
        session.add(AdultSeen(record_id=record.id, adult_id=adult_id, heard=how))
    session.flush()


def copy(session: Session, before: Record, record: Record) -> None:
    """Carry on what the version before says: what is not corrected stays."""
    keep(session, record, _seen(session, before))


def _seen(session: Session, record: Record) -> Mapping[str, AdultHeard]:
    return {
        row.adult_id: row.heard for row in queries.list_adults_seen(session, record.id)
    }
