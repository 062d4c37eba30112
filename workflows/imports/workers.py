"""
Lead social workers, from who was involved with the children. Pure.

The dataset knows workers by numbers of its own. A worker is found in the register by a
staff identifier that is an e-mail address, else by a name that only one person has.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import MemberRole
from workflows.imports import values
from workflows.imports.cells import Cells
from workflows.imports.facts import FamilyFacts
from workflows.imports.people import MembershipFacts
from workflows.imports.rows import Findings, Place, SourceRow, Table
from workflows.imports.ssd import rows_of

# What areas call the role of the worker who holds the case.
LEADS: Final = re.compile(r"social worker|allocated|case ?worker|key ?worker|\blead\b")


@dataclass(frozen=True, kw_only=True)
class Involvement:
    """One worker's time with one child."""

    place: Place
    email: str
    from_on: date
    to_on: date | None


def leads(
    tables: Mapping[str, Table],
    families: Iterable[FamilyFacts],
    people: Mapping[str, str],
    *,
    named: frozenset[str],
    findings: Findings,
) -> list[MembershipFacts]:
    """
    Give the lead social workers of families that people.csv names none for.

    `people` has the name of everybody in the register by e-mail address, `named` the
    families whose lead social worker people.csv names.
    """
    email_of = _emails(rows_of(tables, "ssd_professionals"), people)
    by_child: dict[str, list[SourceRow]] = defaultdict(list)
    for row in rows_of(tables, "ssd_involvements"):
        if _is_lead(row):
            key = Cells(row, findings).reference("invo_person_id")
            by_child[key].append(row)
    found = []
    for family in families:
        if family.source in named:
            continue
        involved = []
        for child in family.children:
            for row in by_child.get(child.source, ()):
                involvement = _involvement(row, email_of, findings)
                if involvement is not None:
                    involved.append(involvement)
        found += _memberships(family, involved, findings)
    return found


def _is_lead(row: SourceRow) -> bool:
    role = values.clean(row.text("invo_professional_role_id")).casefold()
    # Without a role the file can only be the list of allocated workers.
    return not role or LEADS.search(role) is not None


def _emails(rows: Iterable[SourceRow], people: Mapping[str, str]) -> dict[str, str]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for email, name in people.items():
        by_name[name.casefold()].append(email)
    found = {}
    for row in rows:
        cells = Cells(row, Findings())
        worker = cells.reference("prof_professional_id")
        staff = values.clean(row.text("prof_staff_id")).lower()
        name = values.clean(row.text("prof_professional_name")).casefold()
        if staff in people:
            found[worker] = staff
        elif len(by_name.get(name, ())) == 1:
            found[worker] = by_name[name][0]
    return found


def _involvement(
    row: SourceRow, email_of: Mapping[str, str], findings: Findings
) -> Involvement | None:
    own = Findings()
    cells = Cells(row, own)
    worker = cells.key("invo_professional_id")
    from_on = cells.day("invo_involvement_start_date", needed=True)
    to_on = cells.day("invo_involvement_end_date")
    if from_on is not None and to_on is not None and to_on < from_on:
        cells.fault("invo_involvement_end_date", "the end is before the start")
    if not own.errors and worker not in email_of:
        cells.warn(
            "invo_professional_id", "nobody in the register is known to be this worker"
        )
    findings.errors += own.errors
    findings.warnings += own.warnings
    if own.errors or from_on is None or worker not in email_of:
        return None
    return Involvement(
        place=row.place, email=email_of[worker], from_on=from_on, to_on=to_on
    )


def _memberships(
    family: FamilyFacts, involved: list[Involvement], findings: Findings
) -> list[MembershipFacts]:
    """Take each worker once for the family; two at a time are for people to sort."""
    kept: list[Involvement] = []
    for one in sorted(involved, key=lambda one: (one.from_on, one.to_on or date.max)):
        if any(other.email == one.email and _meet(one, other) for other in kept):
            continue
        if any(_meet(one, other) for other in kept):
            findings.warn(
                one.place,
                "invo_professional_id",
                "another lead social worker at the same time: name one in people.csv",
            )
            continue
        kept.append(one)
    return [
        MembershipFacts(
            place=one.place,
            email=one.email,
            family=family.source,
            role=MemberRole.LEAD_SOCIAL_WORKER,
            children=(),
            from_on=one.from_on,
            to_on=one.to_on,
        )
        for one in kept
    ]


def _meet(one: Involvement, other: Involvement) -> bool:
    starts = max(one.from_on, other.from_on)
    ends = min(one.to_on or date.max, other.to_on or date.max)
    return starts < ends or one.from_on == other.from_on
