"""
Sorting plans into those that are taken and those that are kept out. Pure.

A plan comes with everything that hangs on it, or not at all: one bad review keeps out
the plan, its other reviews and its conference. The family's other plans are taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workflows.imports import policy
from workflows.imports.facts import ChildFacts, FamilyFacts, PlanFacts
from workflows.imports.rows import Findings, Place


@dataclass
class Bundle:
    """A plan as read, all the rows that hang on it, and what was found in them."""

    child: str
    place: Place
    rows: list[Place]
    plan: PlanFacts | None = None
    found: Findings = field(default_factory=Findings)


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """The families that can be taken, and what was found on the way."""

    families: tuple[FamilyFacts, ...]
    findings: Findings


def sort_out(
    children: Mapping[str, ChildFacts],
    bundles: Iterable[Bundle],
    family_of: Mapping[str, str],
    *,
    today: date,
    columns: Mapping[str, str],
) -> Sorted:
    """
    Give the families with every plan that passes its checks.

    `columns` says what a fact is called in the source. A child without a family gets
    a core group alone, under the child's own identifier.
    """
    findings = Findings()
    of_child: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        of_child[bundle.child].append(bundle)
    families: dict[str, list[ChildFacts]] = defaultdict(list)
    for child_id, theirs in of_child.items():
        child = children.get(child_id)
        if child is not None:
            _check(child, theirs, today=today, columns=columns)
        plans = tuple(
            bundle.plan
            for bundle in theirs
            if bundle.plan is not None and not bundle.found.errors
        )
        for bundle in theirs:
            _collect(bundle, findings)
        if child is not None and plans:
            taken = replace(child, plans=_in_order(plans))
            families[family_of.get(child_id, child_id)].append(taken)
    return Sorted(
        families=tuple(
            FamilyFacts(source=source, children=_by_age(members))
            for source, members in families.items()
        ),
        findings=findings,
    )


def _check(
    child: ChildFacts,
    bundles: list[Bundle],
    *,
    today: date,
    columns: Mapping[str, str],
) -> None:
    for bundle in bundles:
        if bundle.plan is not None:
            for finding in policy.check_plan(bundle.plan, child, today):
                _note(bundle, finding, columns)
    sound = [bundle for bundle in bundles if bundle.plan and not bundle.found.errors]
    together = policy.check_together(tuple(b.plan for b in sound if b.plan))
    for finding in together:
        for bundle in sound:
            if bundle.place == finding.place:
                _note(bundle, finding, columns)


def _note(bundle: Bundle, finding: policy.Finding, columns: Mapping[str, str]) -> None:
    note = bundle.found.error if finding.keeps_out else bundle.found.warn
    note(finding.place, columns.get(finding.fact, finding.fact), finding.reason)


def _collect(bundle: Bundle, findings: Findings) -> None:
    errors = bundle.found.errors
    findings.errors += errors
    findings.warnings += bundle.found.warnings
    if not errors:
        return
    faulty = {error.place for error in errors}
    first = errors[0].place
    for place in bundle.rows:
        if place not in faulty:
            findings.error(
                place, "", f"held back with its plan: see {first.file}, row {first.row}"
            )


def _in_order(plans: tuple[PlanFacts, ...]) -> tuple[PlanFacts, ...]:
    ordered = sorted(plans, key=lambda plan: plan.started_on)
    # Where the source does not count earlier plans, those that it holds are counted.
    return tuple(
        replace(
            plan,
            earlier_plans=number if plan.earlier_plans is None else plan.earlier_plans,
        )
        for number, plan in enumerate(ordered)
    )


def _by_age(children: list[ChildFacts]) -> tuple[ChildFacts, ...]:
    return tuple(
        sorted(children, key=lambda child: (child.born_on or date.max, child.source))
    )
