"""Ofsted's Annex A, list 7: one row a child and plan. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from workflows.imports.cells import Cells
from workflows.imports.facts import ChildFacts, PlanFacts, ReviewFacts
from workflows.imports.rows import Findings, SourceRow, Table
from workflows.imports.sorting import Bundle, Sorted, sort_out

COLUMNS: Final = {
    "child.born_on": "Date of Birth",
    "started_on": "Child Protection Plan Start Date",
    "ended_on": "Child Protection Plan End Date",
    "earlier_plans": "Number of Previous Child Protection Plans",
    "review.dated_on": "Date of latest review conference",
}


def families(table: Table, family_of: Mapping[str, str], *, today: date) -> Sorted:
    """
    Give every child with a sound plan, in the families that another source names.

    List 7 names no families, so a child without one gets a core group alone.
    """
    findings = Findings()
    children: dict[str, ChildFacts] = {}
    bundles = []
    for row in table.rows:
        bundle = _bundle(row, children)
        bundles.append(bundle)
        if bundle.child and bundle.child not in family_of:
            bundle.found.warn(
                row.place,
                "Child Unique ID",
                "list 7 names no families: the child gets a core group alone",
            )
    found = sort_out(children, bundles, family_of, today=today, columns=COLUMNS)
    findings.errors += found.findings.errors
    findings.warnings += found.findings.warnings
    return Sorted(families=found.families, findings=findings)


def _bundle(row: SourceRow, children: dict[str, ChildFacts]) -> Bundle:
    found = Findings()
    cells = Cells(row, found)
    child = cells.key("Child Unique ID")
    bundle = Bundle(child=child, place=row.place, rows=[row.place], found=found)
    born_on = cells.day("Date of Birth")
    known = children.setdefault(
        child, ChildFacts(source=child, place=row.place, born_on=born_on)
    )
    if known.born_on != born_on:
        cells.fault("Date of Birth", "another row of this child has another date")
    started_on = cells.day("Child Protection Plan Start Date", needed=True)
    ended_on = cells.day("Child Protection Plan End Date")
    first = cells.first_category("Initial Category of Abuse")
    latest = cells.latest_category("Latest Category of Abuse")
    earlier = cells.count("Number of Previous Child Protection Plans")
    reviewed_on = cells.day("Date of latest review conference")
    if started_on is None or first is None or latest is None:
        return bundle
    bundle.plan = PlanFacts(
        source=f"annex-a {child} {started_on.isoformat()}",
        place=row.place,
        child=child,
        started_on=started_on,
        ended_on=ended_on,
        initial_category=first,
        latest_category=latest,
        earlier_plans=earlier,
        earlier_plans_expected=True,
        reviews=_reviews(child, row, reviewed_on),
    )
    return bundle


def _reviews(
    child: str, row: SourceRow, reviewed_on: date | None
) -> tuple[ReviewFacts, ...]:
    if reviewed_on is None:
        return ()
    source = f"annex-a {child} {reviewed_on.isoformat()}"
    return (ReviewFacts(source=source, place=row.place, dated_on=reviewed_on),)
