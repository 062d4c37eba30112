"""The Standard Safeguarding Dataset: rows into families. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

from workflows.imports.cells import Cells
from workflows.imports.facts import ChildFacts, InitialFacts, PlanFacts, ReviewFacts
from workflows.imports.rows import Findings, SourceRow, Table
from workflows.imports.sorting import Bundle, Sorted, sort_out

COLUMNS: Final = {
    "child.born_on": "pers_dob",
    "started_on": "cppl_cp_plan_start_date",
    "ended_on": "cppl_cp_plan_end_date",
    "initial": "cppl_icpc_id",
    "review.dated_on": "cppr_cp_review_date",
    "review.due_on": "cppr_cp_review_due",
    "initial.held_on": "icpc_icpc_date",
    "initial.target_on": "icpc_icpc_target_date",
}
Tables = Mapping[str, Table]


def families(tables: Tables, *, today: date) -> Sorted:
    """Give every family with a sound plan, and what keeps the other plans out."""
    loose = Findings()
    bundles = _bundles(tables, loose)
    wanted = {bundle.child for bundle in bundles}
    children = _children(tables, wanted, bundles)
    _check_families(tables, wanted, bundles)
    found = sort_out(children, bundles, family_of(tables), today=today, columns=COLUMNS)
    loose.errors += found.findings.errors
    loose.warnings += found.findings.warnings
    return Sorted(families=found.families, findings=loose)


def rows_of(tables: Tables, name: str) -> tuple[SourceRow, ...]:
    """Give the rows of one file, none if it was not there."""
    return tables[name].rows if name in tables else ()


def family_of(tables: Tables) -> dict[str, str]:
    """Give the family of every person who is in exactly one."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(tables, "ssd_family"):
        cells = Cells(row, Findings())
        found[cells.reference("fami_person_id")].add(cells.reference("fami_family_id"))
    return {
        person: next(iter(theirs))
        for person, theirs in found.items()
        if person and len(theirs) == 1 and "" not in theirs
    }


def _bundles(tables: Tables, loose: Findings) -> list[Bundle]:
    """Put every review and conference with its plan."""
    reviews = _by(tables, "ssd_cp_reviews", "cppr_cp_plan_id")
    initials = _by(tables, "ssd_initial_cp_conference", "icpc_cp_plan_id")
    rows = rows_of(tables, "ssd_cp_plans")
    counted = Counter(
        Cells(row, Findings()).reference("cppl_cp_plan_id") for row in rows
    )
    has_initials = "ssd_initial_cp_conference" in tables
    bundles = []
    for row in rows:
        plan_id = Cells(row, Findings()).reference("cppl_cp_plan_id")
        bundle = _bundle(
            row, reviews.get(plan_id, []), initials.get(plan_id, []), has_initials
        )
        if counted[plan_id] > 1:
            reason = "the same plan stands in more than one row"
            bundle.found.error(row.place, "cppl_cp_plan_id", reason)
        bundles.append(bundle)
    for plan_id, orphans in reviews.items():
        if plan_id not in counted:
            for orphan in orphans:
                loose.error(
                    orphan.place, "cppr_cp_plan_id", "no such plan in ssd_cp_plans"
                )
    _refuse_repeats(bundles, tables)
    return bundles


def _bundle(
    row: SourceRow,
    reviews: list[SourceRow],
    initials: list[SourceRow],
    has_initials: bool,  # noqa: FBT001 - a fact about the files, not a switch
) -> Bundle:
    places = [row.place, *(other.place for other in (*reviews, *initials))]
    found = Findings()
    cells = Cells(row, found)
    bundle = Bundle(
        child=cells.key("cppl_person_id"), place=row.place, rows=places, found=found
    )
    source = cells.key("cppl_cp_plan_id")
    started_on = cells.day("cppl_cp_plan_start_date", needed=True)
    ended_on = cells.day("cppl_cp_plan_end_date")
    first = cells.first_category("cppl_cp_plan_initial_category")
    latest = cells.latest_category("cppl_cp_plan_latest_category")
    read = tuple(_review(other, found) for other in reviews)
    initial = _initial(initials, found)
    if started_on is None or first is None or latest is None:
        return bundle
    bundle.plan = PlanFacts(
        source=source,
        place=row.place,
        child=bundle.child,
        started_on=started_on,
        ended_on=ended_on,
        initial_category=first,
        latest_category=latest,
        initial=initial,
        initial_expected=has_initials,
        reviews=_counted_once(read, found),
    )
    return bundle


def _counted_once(
    reviews: tuple[ReviewFacts, ...], found: Findings
) -> tuple[ReviewFacts, ...]:
    """Give a plan's reviews by their days, one for each meeting or day."""
    kept: dict[str | date, ReviewFacts] = {}
    # What has a date says more than what is only due.
    for review in sorted(reviews, key=lambda review: review.dated_on is None):
        first = kept.setdefault(review.meeting or _when(review), review)
        if first is not review:
            found.warn(
                review.place,
                "cppr_cp_review_id",
                f"the same review of the plan as in row {first.place.row}; taken once",
            )
    return tuple(sorted(kept.values(), key=_when))


def _when(review: ReviewFacts) -> date:
    return review.dated_on or review.due_on or date.max


def _review(row: SourceRow, found: Findings) -> ReviewFacts:
    cells = Cells(row, found)
    return ReviewFacts(
        source=cells.key("cppr_cp_review_id"),
        place=row.place,
        meeting=cells.reference("cppr_cp_review_meeting_id"),
        due_on=cells.day("cppr_cp_review_due"),
        dated_on=cells.day("cppr_cp_review_date"),
        continues=cells.flag("cppr_cp_review_outcome_continue_cp"),
        quorate=cells.flag("cppr_cp_review_quorate"),
    )


def _initial(rows: list[SourceRow], found: Findings) -> InitialFacts | None:
    read = []
    for row in rows:
        cells = Cells(row, found)
        read.append(
            InitialFacts(
                source=cells.key("icpc_icpc_id"),
                place=row.place,
                meeting=cells.reference("icpc_icpc_meeting_id"),
                held_on=cells.day("icpc_icpc_date"),
                target_on=cells.day("icpc_icpc_target_date"),
                transfer_in=cells.flag("icpc_icpc_transfer_in") or False,
            )
        )
    if len(read) > 1:
        for other in read[1:]:
            found.error(
                other.place, "icpc_cp_plan_id", "a second conference for the same plan"
            )
    return read[0] if read else None


def _by(tables: Tables, name: str, column: str) -> dict[str, list[SourceRow]]:
    grouped: dict[str, list[SourceRow]] = defaultdict(list)
    for row in rows_of(tables, name):
        key = Cells(row, Findings()).reference(column)
        # A conference without a plan ended in none; a review without one is a fault.
        if key or name == "ssd_cp_reviews":
            grouped[key].append(row)
    return grouped


def _refuse_repeats(bundles: list[Bundle], tables: Tables) -> None:
    """Keep out plans whose review or conference shares its identifier with another."""
    for name, column in (
        ("ssd_cp_reviews", "cppr_cp_review_id"),
        ("ssd_initial_cp_conference", "icpc_icpc_id"),
    ):
        rows = rows_of(tables, name)
        counted = Counter(Cells(row, Findings()).reference(column) for row in rows)
        repeated = {
            row.place
            for row in rows
            if counted[Cells(row, Findings()).reference(column)] > 1
        }
        for bundle in bundles:
            for place in bundle.rows:
                if place in repeated:
                    bundle.found.error(
                        place, column, "the same identifier stands in more than one row"
                    )


def _children(
    tables: Tables, wanted: set[str], bundles: list[Bundle]
) -> dict[str, ChildFacts]:
    """Read the children who have a plan; everybody else in the file stays unread."""
    rows: dict[str, list[SourceRow]] = defaultdict(list)
    for row in rows_of(tables, "ssd_person"):
        source = Cells(row, Findings()).reference("pers_person_id")
        if source in wanted:
            rows[source].append(row)
    found: dict[str, Findings] = {}
    children = {}
    for source, theirs in rows.items():
        found[source] = Findings()
        children[source] = _child(source, theirs, found[source])
    for bundle in bundles:
        if not bundle.child:
            continue
        if bundle.child not in children:
            bundle.found.error(
                bundle.place, "cppl_person_id", "no such person in ssd_person"
            )
            continue
        bundle.found.errors += found[bundle.child].errors
        bundle.found.warnings += found[bundle.child].warnings
    return children


def _child(source: str, rows: list[SourceRow], found: Findings) -> ChildFacts:
    cells = Cells(rows[0], found)
    born_on = cells.day("pers_dob")
    unborn_due_on = cells.day("pers_expected_dob")
    for other in rows[1:]:
        if dict(other.values) != dict(rows[0].values):
            found.error(
                other.place, "pers_person_id", "the same person, told in two ways"
            )
    return ChildFacts(
        source=source,
        place=rows[0].place,
        born_on=born_on,
        unborn_due_on=unborn_due_on if born_on is None else None,
    )


def _check_families(tables: Tables, wanted: set[str], bundles: list[Bundle]) -> None:
    """Keep out a child who is in two families, and point out one who is in none."""
    rows: dict[str, dict[str, SourceRow]] = defaultdict(dict)
    for row in rows_of(tables, "ssd_family"):
        cells = Cells(row, Findings())
        child, family = (
            cells.reference("fami_person_id"),
            cells.reference("fami_family_id"),
        )
        if child in wanted and family:
            rows[child].setdefault(family, row)
    for bundle in bundles:
        theirs = rows.get(bundle.child, {})
        if len(theirs) > 1:
            second = list(theirs.values())[1]
            bundle.found.error(
                second.place, "fami_family_id", "the child is in two families"
            )
        elif not theirs and bundle.child:
            bundle.found.warn(
                bundle.place,
                "cppl_person_id",
                "no family in ssd_family: the child gets a core group alone",
            )
