"""Building the facts that the rules of membership decide on."""

from datetime import datetime

from sqlmodel import Session

from models.queries import access as access_queries
from models.tables.access import Agency, Person
from models.vocabulary import GrantedRole, MemberRole
from workflows import clock
from workflows.membership import policy


def person(session: Session, person_id: str) -> Person:
    """
    Return somebody in the register.

    :raises HasLeft: if there is nobody of that id.
    """
    found = session.get(Person, person_id)
    if found is None:
        raise policy.HasLeft(field="person")
    return found


def of_person(
    session: Session, found: Person, *, group_id: str | None, now: datetime
) -> policy.PersonFacts:
    """Return what counts about somebody, in one core group where one is named."""
    today = clock.today(now)
    memberships = (
        access_queries.list_memberships_in(
            session, found.id, group_id, day=today, now=now
        )
        if group_id is not None
        else ()
    )
    grants = access_queries.list_grants(session, found.id, day=today)
    return policy.PersonFacts(
        person_id=found.id,
        agency_id=found.agency_id,
        agency=session.get_one(Agency, found.agency_id).kind,
        has_left=found.deactivated_at is not None,
        is_member=bool(memberships),
        leads=any(row.role is MemberRole.LEAD_SOCIAL_WORKER for row in memberships),
        is_chair=any(grant.role is GrantedRole.CHAIR for grant in grants),
    )
