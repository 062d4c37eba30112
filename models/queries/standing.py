"""Everything that somebody is to one core group, in one read: the gate asks it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from models.vocabulary import GrantedRole, MemberRole

# Who leads a group, and who chairs it, is the newest of what holds on the day.
_MEMBER_NOW: Final = """
    membership.from_on <= :day
    AND (membership.to_on IS NULL OR membership.to_on >= :day)
    AND (membership.ended_at IS NULL OR membership.ended_at > :now)
"""
_GRANT_NOW: Final = """
    g.from_on <= :day AND (g.to_on IS NULL OR g.to_on >= :day)
"""
# Plain text, since every act asks it: the statement is written once and not built anew.
_STANDING: Final = sa.text(
    f"""
    SELECT 'member' AS what, membership.role AS which FROM membership
    WHERE membership.person_id = :person AND membership.group_id = :group
        AND {_MEMBER_NOW}
    UNION ALL
    SELECT 'granted', g.role FROM "grant" g
    WHERE g.person_id = :person AND {_GRANT_NOW}
    UNION ALL
    SELECT 'leads_an_agency', '' FROM membership
    JOIN person ON person.id = membership.person_id
    JOIN "grant" g ON g.agency_id = person.agency_id
    WHERE membership.group_id = :group AND g.person_id = :person
        AND g.role = 'safeguarding_lead' AND {_GRANT_NOW} AND {_MEMBER_NOW}
    UNION ALL
    SELECT 'deputises', absence.person_id FROM absence
    JOIN membership ON membership.person_id = absence.person_id
    WHERE absence.deputy_id = :person AND absence.withdrawn_at IS NULL
        AND absence.from_on <= :day AND absence.to_on >= :day
        AND membership.group_id = :group AND {_MEMBER_NOW}
    UNION ALL
    SELECT 'chairs', '' FROM person WHERE person.id = :person AND person.id = (
        SELECT allocation.person_id FROM allocation
        WHERE allocation.group_id = :group AND allocation.from_on <= :day
            AND (allocation.to_on IS NULL OR allocation.to_on >= :day)
        ORDER BY allocation.from_on DESC, allocation.recorded_at DESC LIMIT 1
    )
    UNION ALL
    SELECT 'manages_the_lead', '' FROM person WHERE person.id = :person
    AND person.id = (
        SELECT led.manager_id FROM person led
        JOIN membership ON membership.person_id = led.id
        WHERE membership.group_id = :group
            AND membership.role = 'lead_social_worker' AND {_MEMBER_NOW}
        ORDER BY membership.from_on DESC, membership.recorded_at DESC LIMIT 1
    )
    UNION ALL
    SELECT 'is_here', '' FROM person
    WHERE person.id = :person AND person.deactivated_at IS NULL
    """  # noqa: S608 -- made of our own constants only.
).bindparams(
    sa.bindparam("day", type_=sa.Date()), sa.bindparam("now", type_=UTCDateTime())
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What holds of one person in one core group, on one day."""

    roles: frozenset[MemberRole]
    grants: frozenset[GrantedRole]
    deputises: frozenset[str]
    leads_an_agency: bool
    chairs: bool
    manages_the_lead: bool


def find_standing(
    session: Session, person_id: str, group_id: str, *, day: date, now: datetime
) -> Standing | None:
    """Return what somebody is to a core group now; nothing if they have left."""
    session.flush()
    found = session.connection().execute(
        _STANDING, {"person": person_id, "group": group_id, "day": day, "now": now}
    )
    facts: dict[str, set[str]] = {}
    for what, which in found:
        facts.setdefault(what, set()).add(which)
    if "is_here" not in facts:
        return None
    return Standing(
        roles=frozenset(MemberRole(role) for role in facts.get("member", ())),
        grants=frozenset(GrantedRole(role) for role in facts.get("granted", ())),
        deputises=frozenset(facts.get("deputises", ())),
        leads_an_agency="leads_an_agency" in facts,
        chairs="chairs" in facts,
        manages_the_lead="manages_the_lead" in facts,
    )
