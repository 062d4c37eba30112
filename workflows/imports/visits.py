"""
The social worker's visits: for each child, the last at which the child was seen. Pure.

Annex A has the day of the last visit too, but not whether the child was seen at it: a
child whom nobody found at home must not count as seen, so it is not taken from there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.imports.cells import Cells
from workflows.imports.rows import Findings, SourceRow, Table

FILE: Final = "ssd_cp_visits"


@dataclass(frozen=True, kw_only=True)
class Visits:
    """What a source knows of visits: to whom, and the last day each was seen."""

    seen_on: Mapping[str, date]
    findings: Findings


def read(
    tables: Mapping[str, Table], children: Collection[str], *, today: date
) -> Visits | None:
    """
    Give when these children were last seen, or nothing if there is no such file.

    A row that cannot be read is kept out by itself: the plan does not hang on it.
    """
    if FILE not in tables:
        return None
    findings = Findings()
    seen_on: dict[str, date] = {}
    for row in tables[FILE].rows:
        child = Cells(row, Findings()).reference("cppv_person_id")
        day = _seen_on(row, findings, today=today) if child in children else None
        if day is not None:
            seen_on[child] = max(day, seen_on.get(child, day))
    return Visits(seen_on=seen_on, findings=findings)


def _seen_on(row: SourceRow, findings: Findings, *, today: date) -> date | None:
    cells = Cells(row, findings)
    day = cells.day("cppv_cp_visit_date", needed=True)
    is_seen = cells.flag("cppv_cp_visit_seen")
    if day is not None and day > today:
        cells.fault("cppv_cp_visit_date", "the visit is still to come")
        return None
    return day if is_seen else None
