"""People and their memberships: rows of people.csv into facts. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from models.vocabulary import GrantedRole, MemberRole, PersonClass
from workflows.imports import agencies, values
from workflows.imports.agencies import AgencyFacts
from workflows.imports.cells import Cells
from workflows.imports.rows import Findings, Place, SourceRow, Table
from workflows.profile import Role

EMAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
LONGEST: Final = {"name": 120, "agency_name": 120, "voluntary_organisation": 120}
SEPARATORS: Final = re.compile(r"[;|\s]+")
GRANTS: Final = {
    PersonClass.CHAIR: GrantedRole.CHAIR,
    PersonClass.TEAM_MANAGER: GrantedRole.TEAM_MANAGER,
    PersonClass.SENIOR_MANAGER: GrantedRole.SENIOR_MANAGER,
    PersonClass.CONFERENCE_SERVICE_MANAGER: GrantedRole.CONFERENCE_SERVICE_MANAGER,
    PersonClass.BUSINESS_SUPPORT: GrantedRole.BUSINESS_SUPPORT,
    PersonClass.SAFEGUARDING_LEAD: GrantedRole.SAFEGUARDING_LEAD,
}
# What areas write besides the codes and titles of their profile.
ALSO_CALLED: Final = {
    "lsw": PersonClass.LEAD_SOCIAL_WORKER,
    "allocated_social_worker": PersonClass.LEAD_SOCIAL_WORKER,
    "key_worker": PersonClass.LEAD_SOCIAL_WORKER,
    "cp_chair": PersonClass.CHAIR,
    "conference_chair": PersonClass.CHAIR,
    "core_group_member": PersonClass.MEMBER,
    "auditor": PersonClass.SENIOR_MANAGER,
}


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """One person as the file tells of them."""

    place: Place
    email: str
    name: str
    title: str
    agency: AgencyFacts
    manager_email: str
    deputy_email: str


@dataclass(frozen=True, kw_only=True)
class MembershipFacts:
    """One membership of one family's core group."""

    place: Place
    email: str
    family: str
    role: MemberRole
    children: tuple[str, ...]
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, kw_only=True)
class ChairFacts:
    """The chair of one family's conferences."""

    place: Place
    email: str
    family: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, kw_only=True)
class GrantFacts:
    """A role that somebody holds outside any one family."""

    place: Place
    email: str
    role: GrantedRole
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, kw_only=True)
class PeopleFacts:
    """Everything that can be taken from people.csv, and what was found on the way."""

    people: tuple[PersonFacts, ...]
    memberships: tuple[MembershipFacts, ...]
    chairs: tuple[ChairFacts, ...]
    grants: tuple[GrantFacts, ...]
    findings: Findings


def read(table: Table, roles: Mapping[str, Role]) -> PeopleFacts:
    """Give the people, memberships and roles of the rows that can be taken."""
    findings = Findings()
    classes = _classes(roles)
    people: dict[str, PersonFacts] = {}
    memberships: dict[str, list[MembershipFacts]] = defaultdict(list)
    chairs: list[ChairFacts] = []
    grants: list[GrantFacts] = []
    for row in table.rows:
        own = Findings()
        cells = Cells(row, own)
        person_class = classes.get(_word(row.text("role")))
        person = _person(cells, person_class)
        tied = _tied(cells, person_class, person)
        if person is not None and not own.errors:
            _check_same(people.get(person.email), person, own)
        if isinstance(tied, MembershipFacts) and not own.errors:
            _check_alone(tied, memberships[tied.family], own)
        if person is not None and not own.errors:
            people.setdefault(person.email, person)
            if isinstance(tied, MembershipFacts):
                memberships[tied.family].append(tied)
            elif isinstance(tied, ChairFacts):
                chairs.append(tied)
            elif isinstance(tied, GrantFacts):
                grants.append(tied)
        findings.errors += own.errors
        findings.warnings += own.warnings
    return PeopleFacts(
        people=tuple(people.values()),
        memberships=tuple(chain.from_iterable(memberships.values())),
        chairs=tuple(chairs),
        grants=tuple(grants),
        findings=findings,
    )


def _classes(roles: Mapping[str, Role]) -> dict[str, PersonClass]:
    known = dict(ALSO_CALLED)
    for code, role in roles.items():
        known[_word(code)] = role.person_class
        known.setdefault(_word(role.title), role.person_class)
    return known


def _word(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", values.clean(text).casefold()).strip("_")


def _person(cells: Cells, person_class: PersonClass | None) -> PersonFacts | None:
    row = cells.row
    email = _email(cells, "email", needed=True)
    name = values.clean(row.text("name"))
    if not name:
        cells.fault("name", "the name is missing")
    for column, longest in LONGEST.items():
        if len(values.clean(row.text(column))) > longest:
            cells.fault(column, f"longer than {longest} characters")
    agency = _agency(cells)
    role = values.clean(row.text("role"))
    if not role:
        cells.fault("role", "the role is missing")
    manager, deputy = _email(cells, "manager_email"), _email(cells, "deputy_email")
    if manager and manager == email:
        cells.fault("manager_email", "somebody cannot be their own manager")
    if deputy and deputy == email:
        cells.fault("deputy_email", "somebody cannot be their own deputy")
    if agency is None:
        return None
    return PersonFacts(
        place=row.place,
        email=email,
        name=name,
        # A role that the profile does not know is what the person is by profession.
        title=_title(row, role, person_class),
        agency=agency,
        manager_email=manager,
        deputy_email=deputy,
    )


def _title(row: SourceRow, role: str, person_class: PersonClass | None) -> str:
    given = values.clean(row.text("title"))
    if not given and person_class is None:
        given = role.replace("_", " ")
        given = given[:1].upper() + given[1:]
    return given[: LONGEST["name"]]


def _email(cells: Cells, column: str, *, needed: bool = False) -> str:
    text = values.clean(cells.row.text(column)).lower()
    if not text and needed:
        cells.fault(column, "the e-mail address is missing")
    elif text and (not EMAIL.fullmatch(text) or len(text) > 254):  # noqa: PLR2004
        cells.fault(column, "not an e-mail address")
    return text


def _agency(cells: Cells) -> AgencyFacts | None:
    code = values.identifier(cells.row.text("agency_code"))
    found = agencies.agency(
        code,
        name=values.clean(cells.row.text("agency_name")),
        voluntary_organisation=values.clean(cells.row.text("voluntary_organisation")),
    )
    if not code:
        cells.fault("agency_code", "the agency code is missing")
    elif code.upper() in agencies.NOT_AN_AGENCY:
        cells.fault("agency_code", "the code of a person, not of an agency")
    elif found is None:
        cells.fault("agency_code", "not a DfE source code such as 2A or 3B")
    return found


def _tied(
    cells: Cells, person_class: PersonClass | None, person: PersonFacts | None
) -> MembershipFacts | ChairFacts | GrantFacts | None:
    """Read what the row makes of the person: member, chair, holder of a role."""
    row = cells.row
    from_on, to_on = cells.day("from"), cells.day("to")
    if from_on is not None and to_on is not None and to_on < from_on:
        cells.fault("to", "the end is before the start")
    if person is None:
        return None
    family, email, place = cells.reference("group"), person.email, row.place
    if person_class is PersonClass.VOLUNTARY_WORKER:
        cells.fault(
            "role", "a voluntary worker with their own channel is invited by a form"
        )
        return None
    if person_class is PersonClass.CHAIR and family:
        return ChairFacts(
            place=place, email=email, family=family, from_on=from_on, to_on=to_on
        )
    if person_class in GRANTS:
        if family:
            cells.warn("group", "this role is not tied to one family; given for all")
        return GrantFacts(
            place=place,
            email=email,
            role=GRANTS[person_class],
            from_on=from_on,
            to_on=to_on,
        )
    if not family:
        _explain_no_family(cells, person_class)
        return None
    return MembershipFacts(
        place=place,
        email=email,
        family=family,
        role=_member_role(cells, person_class),
        children=_children(row),
        from_on=from_on,
        to_on=to_on,
    )


def _explain_no_family(cells: Cells, person_class: PersonClass | None) -> None:
    if person_class is None:
        cells.warn("role", "not a role that is held outside a family; only registered")
    else:
        cells.fault("group", "this role needs a family")


def _member_role(cells: Cells, person_class: PersonClass | None) -> MemberRole:
    is_voluntary = bool(values.clean(cells.row.text("voluntary_organisation")))
    if person_class is PersonClass.LEAD_SOCIAL_WORKER:
        if is_voluntary:
            cells.fault(
                "role", "a lead social worker is not of a voluntary organisation"
            )
        return MemberRole.LEAD_SOCIAL_WORKER
    if person_class is PersonClass.VOLUNTARY_MEMBER and not is_voluntary:
        cells.fault("voluntary_organisation", "the voluntary organisation is missing")
    return MemberRole.VOLUNTARY_MEMBER if is_voluntary else MemberRole.MEMBER


def _children(row: SourceRow) -> tuple[str, ...]:
    named = SEPARATORS.split(values.clean(row.text("children")).replace(",", ";"))
    return tuple(dict.fromkeys(values.identifier(child) for child in named if child))


def _check_same(known: PersonFacts | None, person: PersonFacts, own: Findings) -> None:
    if known is None:
        return
    for column, one, other in (
        ("name", known.name, person.name),
        ("agency_code", known.agency, person.agency),
        ("manager_email", known.manager_email, person.manager_email),
    ):
        if one != other and other:
            own.error(
                person.place,
                column,
                f"differs from row {known.place.row} of this person",
            )


def _check_alone(
    new: MembershipFacts, of_family: list[MembershipFacts], own: Findings
) -> None:
    """Refuse a membership that cannot be true together with an earlier row."""
    for other in of_family:
        if not _overlap(new, other):
            continue
        if other.email == new.email:
            reason = f"the same membership as in row {other.place.row}"
            own.error(new.place, "group", reason)
        elif new.role is other.role is MemberRole.LEAD_SOCIAL_WORKER:
            reason = (
                f"a second lead social worker: give row {other.place.row} its last day"
            )
            own.error(new.place, "role", reason)


def _overlap(one: MembershipFacts, other: MembershipFacts) -> bool:
    starts = max(one.from_on or date.min, other.from_on or date.min)
    ends = min(one.to_on or date.max, other.to_on or date.max)
    # Handing over on the last day is no overlap.
    return starts < ends or (one.from_on == other.from_on and one.to_on == other.to_on)
