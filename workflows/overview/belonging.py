"""What a core group's page says of who belongs: who is missing, who is to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.tables.access import Agency, Person
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.membership import voices


@dataclass(frozen=True, kw_only=True)
class ToCome:
    """Somebody who belongs to a core group from a day to come."""

    name: str
    agency: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """
    Who is missing in a core group, who is to come, and why its channel is quiet.

    `leads` says whether the reader is the lead social worker.
    """

    missing: tuple[str, ...] = ()
    to_come: tuple[ToCome, ...] = ()
    quiet_because: str | None = None
    leads: bool = False


NOTHING: Final = Belonging()


def belonging(
    session: Session, group: CoreGroup, *, person_id: str, now: datetime
) -> Belonging:
    """Return what the page of a core group says of who belongs to it."""
    day = clock.today(now)
    missing = voices.missing_in(session, group.id, day=day, now=now)
    children = [
        child
        for child in access_queries.list_children(session, group.id)
        if child.left_on is None or child.left_on > day
    ]
    lead = access_queries.find_lead_social_worker(session, group.id, day=day, now=now)
    return Belonging(
        missing=tuple(voices.said(one, of_all=len(children)) for one in missing),
        to_come=_to_come(session, group.id, day=day),
        quiet_because=group.channel_quiet_because,
        leads=lead is not None and lead.id == person_id,
    )


def _to_come(session: Session, group_id: str, *, day: date) -> tuple[ToCome, ...]:
    found = []
    for row in queries.list_memberships(session, group_id):
        if row.ended_at is None and row.from_on > day:
            person = session.get_one(Person, row.person_id)
            agency = session.get_one(Agency, person.agency_id)
            found.append(
                ToCome(name=person.name, agency=agency.name, from_on=row.from_on)
            )
    return tuple(found)


def near(session: Session, person_id: str, *, now: datetime) -> Collection[str]:
    """Return the groups that somebody may convene: their own, and those they manage."""
    day = clock.today(now)
    own = access_queries.list_memberships(session, person_id, day=day, now=now)
    managed = access_queries.list_managed(session, person_id, day=day, now=now)
    return {*(row.group_id for row in own), *managed}
