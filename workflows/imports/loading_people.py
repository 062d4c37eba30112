"""Bringing people, and their roles outside any one family, into the register."""

from collections.abc import Iterable

from models.queries import membership as queries
from models.tables.access import Agency, Grant, Person
from models.vocabulary import GrantedRole
from workflows import audit
from workflows.actor import OPERATOR
from workflows.imports.agencies import AgencyFacts
from workflows.imports.people import GrantFacts, PeopleFacts, PersonFacts
from workflows.imports.rows import Kind
from workflows.imports.tally import Desk, Outcome


def load_people(desk: Desk, facts: PeopleFacts) -> None:
    """Bring in everybody, then who manages and stands in for whom, then the roles."""
    changed = {person.email: _person(desk, person) for person in facts.people}
    for person in facts.people:
        if _ties(desk, person) and changed[person.email] is Outcome.UNCHANGED:
            changed[person.email] = Outcome.CHANGED
    for person in facts.people:
        outcome = changed[person.email]
        desk.tally.count(Kind.PEOPLE, outcome)
        if outcome is not Outcome.UNCHANGED:
            _audit(desk, person.email, f"person {outcome.value}")
    _grants(desk, facts.grants)


def _person(desk: Desk, facts: PersonFacts) -> Outcome:
    agency = _agency(desk, facts.agency)
    person = queries.find_person_by_email(desk.session, facts.email)
    if person is None:
        desk.session.add(
            Person(
                email=facts.email,
                name=facts.name,
                title=facts.title,
                agency_id=agency.id,
                recorded_at=desk.now,
            )
        )
        desk.session.flush()
        return Outcome.LOADED
    wanted = (facts.name, facts.title or person.title, agency.id)
    if (person.name, person.title, person.agency_id) == wanted:
        return Outcome.UNCHANGED
    person.name, person.title, person.agency_id = wanted
    desk.session.add(person)
    return Outcome.CHANGED


def _agency(desk: Desk, facts: AgencyFacts) -> Agency:
    agency = queries.find_agency(desk.session, facts.code, facts.name)
    if agency is None:
        agency = Agency(code=facts.code, name=facts.name, kind=facts.kind)
        desk.session.add(agency)
        desk.session.flush()
    return agency


def _ties(desk: Desk, facts: PersonFacts) -> bool:
    """Tie a person to manager and deputy; return whether that changed anything."""
    person = queries.find_person_by_email(desk.session, facts.email)
    if person is None:
        return False
    changed = False
    for column, email in (
        ("manager", facts.manager_email),
        ("deputy", facts.deputy_email),
    ):
        if not email:
            continue
        other = queries.find_person_by_email(desk.session, email)
        if other is None:
            desk.tally.findings.warn(
                facts.place,
                f"{column}_email",
                "nobody in the register has this address",
            )
        elif getattr(person, f"{column}_id") != other.id:
            setattr(person, f"{column}_id", other.id)
            desk.session.add(person)
            changed = True
    return changed


def _grants(desk: Desk, grants: Iterable[GrantFacts]) -> None:
    for facts in grants:
        person = queries.find_person_by_email(desk.session, facts.email)
        if person is not None:
            desk.tally.count(Kind.ROLES, _grant(desk, person, facts))


def _grant(desk: Desk, person: Person, facts: GrantFacts) -> Outcome:
    held = queries.list_grants(desk.session, person.id, facts.role)
    same = [
        grant
        for grant in held
        if facts.from_on is None
        or grant.from_on == facts.from_on
        or grant.to_on is None
    ]
    if not same:
        row = Grant(
            person_id=person.id,
            role=facts.role,
            # Only a safeguarding lead's role ends at the agency's door.
            agency_id=person.agency_id
            if facts.role is GrantedRole.SAFEGUARDING_LEAD
            else None,
            from_on=facts.from_on or desk.today,
            to_on=facts.to_on,
            recorded_at=desk.now,
        )
        desk.session.add(row)
        desk.session.flush()
        _audit(desk, person.email, f"role given: {facts.role.value}")
        return Outcome.LOADED
    row = same[-1]
    from_on = facts.from_on or row.from_on
    # An empty `to` never gives back what was ended here.
    to_on = facts.to_on or row.to_on
    if (row.from_on, row.to_on) == (from_on, to_on):
        return Outcome.UNCHANGED
    row.from_on, row.to_on = from_on, to_on
    desk.session.add(row)
    _audit(desk, person.email, f"role changed: {facts.role.value}")
    return Outcome.CHANGED


def _audit(desk: Desk, email: str, event: str) -> None:
    person = queries.find_person_by_email(desk.session, email)
    audit.record(
        desk.session,
        actor=OPERATOR,
        event=event,
        now=desk.now,
        subject="" if person is None else person.id,
    )
