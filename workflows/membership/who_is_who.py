"""Who is who in a core group, as it is on the day that it is read."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.tables.access import Agency, Person
from models.tables.membership import Membership
from models.tables.plans import Child
from models.vocabulary import MemberRole
from workflows import clock
from workflows.membership.messages import MemberLine, WhoIsWho
from workflows.wording import Planned, Words


def list_members(session: Session, group_id: str, *, now: datetime) -> list[MemberLine]:
    """Return everybody who belongs to a core group, the lead social worker first."""
    today = clock.today(now)
    members = access_queries.list_members(session, group_id, day=today, now=now)
    lines = [_line(session, person, row, now=now) for row, person in members]
    return sorted(lines, key=lambda line: (not line.is_lead, line.agency, line.name))


def find_chair(session: Session, group_id: str, *, now: datetime) -> MemberLine | None:
    """Return who chairs the family's conferences now."""
    chair_id = access_queries.find_chair_id(session, group_id, day=clock.today(now))
    if chair_id is None:
        return None
    return _line(session, session.get_one(Person, chair_id), None, now=now)


def _line(
    session: Session, person: Person, row: Membership | None, *, now: datetime
) -> MemberLine:
    absence = access_queries.find_absence(session, person.id, day=clock.today(now))
    deputy_id = person.deputy_id if absence is None else absence.deputy_id
    deputy = session.get(Person, deputy_id) if deputy_id is not None else None
    ties = queries.list_ties(session, row.id) if row is not None else ()
    children = [session.get_one(Child, tie.child_id).number for tie in ties]
    return MemberLine(
        name=person.name,
        title=person.title,
        agency=session.get_one(Agency, person.agency_id).name,
        email=person.email,
        is_lead=row is not None and row.role is MemberRole.LEAD_SOCIAL_WORKER,
        account=person.slack_user_id,
        deputy=None if deputy is None else deputy.name,
        away_until=None if absence is None else absence.to_on,
        children=tuple(sorted(children)),
    )


def words(session: Any, _row: Planned, message: WhoIsWho, now: datetime) -> Words:
    """Return who belongs to the core group; its dates are added above."""
    return {
        "members": list_members(session, message.group_id, now=now),
        "chair": find_chair(session, message.group_id, now=now),
    }
