"""Turns rows into the facts that the rules of a round decide on."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import statements as queries
from models.tables.access import Person
from models.tables.membership import Membership
from models.tables.plans import Child
from models.tables.statements import Round
from models.vocabulary import GrantedRole
from workflows import clock
from workflows.statements import policy
from workflows.statements.dates import DatedFrom, RoundDates


@dataclass(frozen=True, kw_only=True)
class Member:
    """One member, and the children whose plan they are asked about in a round."""

    person_id: str
    agency: str
    children: tuple[Child, ...]
    is_in_slack: bool


def dates_of(found: Round) -> RoundDates:
    """Return the days of a round as they stand."""
    return RoundDates(
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        half_time_on=found.half_time_on,
        last_call_on=found.last_call_on,
        chair_decides=found.chair_decides,
        reason=DatedFrom.CHAIR_DECIDES if found.chair_decides else DatedFrom.CONFERENCE,
    )


def members_of(
    session: Session, found: Round, *, now: datetime
) -> dict[str, policy.MemberFacts]:
    """
    Return who belongs to the group now and is asked about a child of this round.

    By person; `children` holds their numbers, such as `/2`.
    """
    day = clock.today(now)
    children = queries.list_children(session, found.conference_id, day=day)
    rows = register.list_members(session, found.group_id, day=day, now=now)
    tied = _children_by_membership(session, [row for row, _ in rows])
    people = {person.id: person for _, person in rows}
    absences = _absences(session, list(people), day=day, now=now)
    facts: dict[str, policy.MemberFacts] = {}
    for membership, person in rows:
        own = tied.get(membership.id)
        asked_about = frozenset(
            number(child) for child in children if own is None or child.id in own
        )
        known = facts.get(person.id)
        if known is not None:
            asked_about |= known.children
        if asked_about:
            facts[person.id] = policy.MemberFacts(
                member_id=person.id,
                person_id=person.id,
                agency=person.agency_id,
                children=asked_about,
                from_on=membership.from_on,
                until_on=membership.to_on,
                is_in_slack=person.slack_user_id is not None,
                safeguarding_lead_id=_lead_id(session, person, found, now=now),
                absences=absences.get(person.id, ()),
            )
    return facts


def member_of(
    session: Session, found: Round, person_id: str, *, now: datetime
) -> Member | None:
    """Return one member of a round's group, if they are asked about a child of it."""
    day = clock.today(now)
    rows = register.find_member(session, found.group_id, person_id, day=day, now=now)
    if not rows:
        return None
    tied = _children_by_membership(session, [row for row, _ in rows])
    ties = [tied.get(row.id) for row, _ in rows]
    children = tuple(
        child
        for child in queries.list_children(session, found.conference_id, day=day)
        if any(own is None or child.id in own for own in ties)
    )
    person = rows[0][1]
    if not children:
        return None
    return Member(
        person_id=person.id,
        agency=person.agency_id,
        children=children,
        is_in_slack=person.slack_user_id is not None,
    )


def number(child: Child) -> str:
    """Return a child as people name it inside its group."""
    return f"/{child.number}"


def takers_of(
    session: Session, person: Person, found: Round, *, now: datetime
) -> list[Person]:
    """
    Return who may take the view of a member outside Slack, first choice first.

    Their agency's safeguarding lead, else business support, else the lead social
    worker. Only people with an account can be asked. Source: design 4.1.
    """
    day = clock.today(now)
    leads = register.list_holders(
        session, GrantedRole.SAFEGUARDING_LEAD, day=day, agency_id=person.agency_id
    )
    own_support = register.list_holders(
        session, GrantedRole.BUSINESS_SUPPORT, day=day, agency_id=person.agency_id
    )
    lead_worker = register.find_lead_social_worker(
        session, found.group_id, day=day, now=now
    )
    support: list[Person] = []
    if lead_worker is not None:
        support = list(
            register.list_holders(
                session,
                GrantedRole.BUSINESS_SUPPORT,
                day=day,
                agency_id=lead_worker.agency_id,
            )
        )
    last = [lead_worker] if lead_worker is not None else []
    return [
        taker
        for taker in (*leads, *own_support, *support, *last)
        if taker.slack_user_id is not None
        and taker.deactivated_at is None
        and taker.id != person.id
    ]


def _lead_id(
    session: Session, person: Person, found: Round, *, now: datetime
) -> str | None:
    if person.slack_user_id is None:
        takers = takers_of(session, person, found, now=now)
        return takers[0].id if takers else None
    leads = register.list_holders(
        session,
        GrantedRole.SAFEGUARDING_LEAD,
        day=clock.today(now),
        agency_id=person.agency_id,
    )
    reachable = [lead for lead in leads if lead.slack_user_id is not None]
    return reachable[0].id if reachable else None


def _children_by_membership(
    session: Session, memberships: list[Membership]
) -> dict[str, set[str]]:
    tied: dict[str, set[str]] = {}
    for tie in register.list_tied(session, [row.id for row in memberships]):
        tied.setdefault(tie.membership_id, set()).add(tie.child_id)
    return tied


def _absences(
    session: Session, person_ids: list[str], *, day: date, now: datetime
) -> dict[str, tuple[policy.Absence, ...]]:
    found: dict[str, tuple[policy.Absence, ...]] = {}
    for row in queries.list_absences(session, person_ids, day=day):
        deputy = None if row.deputy_id is None else session.get(Person, row.deputy_id)
        is_reachable = (
            deputy is not None
            and deputy.slack_user_id is not None
            and (deputy.deactivated_at is None or deputy.deactivated_at > now)
        )
        one = policy.Absence(
            from_on=row.from_on,
            until_on=row.to_on,
            deputy_id=row.deputy_id if is_reachable else None,
        )
        found[row.person_id] = (*found.get(row.person_id, ()), one)
    return found


def leads_agency(
    session: Session, person_id: str, agency_id: str, *, now: datetime
) -> bool:
    """Say whether somebody is the safeguarding lead of this very agency."""
    return any(
        grant.role is GrantedRole.SAFEGUARDING_LEAD and grant.agency_id == agency_id
        for grant in register.list_grants(session, person_id, day=clock.today(now))
    )
