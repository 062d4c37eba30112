"""Source files for the tests: a sound small caseload, to be broken on purpose."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from bot.imports.run import Imported, Inputs, run_import
from models.database import Database
from workflows import clock, timescales
from workflows.imports.columns import SSD

TODAY: Final = date(2026, 2, 10)
NOW: Final = clock.at(TODAY, 9)
PROFILE: Final = timescales.load("england-default")
Row = dict[str, str]


def plan(number: int, **changes: str) -> Row:
    return {
        "cppl_cp_plan_id": f"L{number}",
        "cppl_person_id": f"P{number}",
        "cppl_cp_plan_start_date": "2025-09-08",
        "cppl_cp_plan_end_date": "",
        "cppl_cp_plan_initial_category": "Neglect",
        "cppl_cp_plan_latest_category": "Neglect",
        **changes,
    }


def held(number: int, **changes: str) -> Row:
    return {
        "cppr_cp_review_id": f"H{number}",
        "cppr_cp_plan_id": f"L{number}",
        "cppr_cp_review_due": "2025-12-08",
        "cppr_cp_review_date": "2025-12-02",
        "cppr_cp_review_outcome_continue_cp": "Y",
        "cppr_cp_review_quorate": "Y",
        **changes,
    }


def due(number: int, **changes: str) -> Row:
    return {
        "cppr_cp_review_id": f"D{number}",
        "cppr_cp_plan_id": f"L{number}",
        "cppr_cp_review_due": "2026-05-05",
        "cppr_cp_review_date": "",
        "cppr_cp_review_outcome_continue_cp": "",
        "cppr_cp_review_quorate": "",
        **changes,
    }


def initial(number: int, **changes: str) -> Row:
    return {
        "icpc_icpc_id": f"I{number}",
        "icpc_cp_plan_id": f"L{number}",
        "icpc_icpc_date": "2025-09-08",
        "icpc_icpc_target_date": "2025-09-10",
        "icpc_icpc_transfer_in": "N",
        **changes,
    }


def person(number: int, **changes: str) -> Row:
    return {
        "pers_person_id": f"P{number}",
        "pers_forename": "Quagga",
        "pers_dob": f"{2010 + number}-06-15",
        "pers_expected_dob": "",
        **changes,
    }


def member(name: str, **changes: str) -> Row:
    return {
        "email": f"{name}@example.org",
        "name": name.capitalize(),
        "agency_code": "3B",
        "role": "member",
        "group": "F1",
        "voluntary_organisation": "",
        "deputy_email": "",
        "manager_email": "",
        "children": "",
        "from": "2025-09-10",
        "to": "",
        **changes,
    }


def lead(name: str = "asha", **changes: str) -> Row:
    return member(
        name, **{"agency_code": "5A", "role": "lead_social_worker", **changes}
    )


@dataclass
class Caseload:
    """Two siblings in one family and a child in another, as rows by file."""

    folder: Path
    people: list[Row] = field(
        default_factory=lambda: [lead(), member("ben"), lead(group="F2")]
    )
    files: dict[str, list[Row]] = field(
        default_factory=lambda: {
            "ssd_person": [person(1), person(2), person(3)],
            "ssd_family": [
                {"fami_family_id": "F1", "fami_person_id": "P1"},
                {"fami_family_id": "F1", "fami_person_id": "P2"},
                {"fami_family_id": "F2", "fami_person_id": "P3"},
            ],
            "ssd_cp_plans": [plan(1), plan(2), plan(3)],
            "ssd_cp_reviews": [make(n) for n in (1, 2, 3) for make in (held, due)],
            "ssd_initial_cp_conference": [initial(1), initial(2), initial(3)],
        }
    )

    def change(self, file: str, row: int, **changes: str) -> None:
        """Change one row; the first is row 2, as a spreadsheet counts."""
        rows = self.people if file == "people" else self.files[file]
        rows[row - 2] = {**rows[row - 2], **changes}

    def write(self) -> Inputs:
        """Write the files, and say where they are."""
        dataset = self.folder / "ssd"
        dataset.mkdir(parents=True, exist_ok=True)
        for name, rows in self.files.items():
            write_csv(dataset / f"{name}.csv", rows)
        write_csv(self.folder / "people.csv", self.people)
        return Inputs(people=self.folder / "people.csv", ssd=dataset)

    def load(self, database: Database, *, dry_run: bool = False) -> Imported:
        """Import everything as the operator would."""
        return run_import(
            database, self.write(), now=NOW, profile=PROFILE, dry_run=dry_run
        )


def write_csv(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if not rows:
            columns = list(SSD[path.stem].wanted)
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
