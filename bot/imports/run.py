"""One import from files: read, bring in, write what was kept out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.imports import quarantine
from bot.imports.files import Unusable, read_csv
from bot.imports.workbooks import read_annex_a
from models.database import Database
from workflows.imports.columns import NEEDED, PEOPLE, SSD
from workflows.imports.loading import Sources, Step, load
from workflows.imports.rows import Report, Table
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The files that the operator named."""

    people: Path | None = None
    ssd: Path | None = None
    annex_a: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The report of an import, and where the rows that it kept out are listed."""

    report: Report
    quarantines: tuple[Path, ...]


def run_import(
    database: Database,
    inputs: Inputs,
    *,
    now: datetime,
    profile: Profile,
    dry_run: bool = False,
    on_step: Step | None = None,
) -> Imported:
    """
    Import the files; a dry run writes nothing, not even the quarantine.

    :raises Unusable: if a file cannot be read; then nothing was brought in.
    """
    sources, paths = read(inputs)
    report = load(
        database, sources, now=now, profile=profile, dry_run=dry_run, on_step=on_step
    )
    written = [] if dry_run else quarantine.write(paths, report.quarantined)
    return Imported(report=report, quarantines=tuple(written))


def read(inputs: Inputs) -> tuple[Sources, list[Path]]:
    """
    Read every file before anything is brought in.

    :raises Unusable: with what is wrong in all of them.
    """
    faults: list[str] = []
    if (inputs.people, inputs.ssd, inputs.annex_a) == (None, None, None):
        faults.append("name at least one of --people, --ssd and --annex-a")
    dataset = _ssd_files(inputs.ssd, faults)
    paths = [path for path in (inputs.people, inputs.annex_a) if path is not None]
    paths += dataset.values()
    names = [path.name for path in paths]
    if len(set(names)) != len(names):
        faults.append("two of the files have the same name; rename one")
    people = _table(faults, inputs.people, lambda path: read_csv(path, PEOPLE))
    annex_a = _table(faults, inputs.annex_a, read_annex_a)
    tables = {}
    for name, path in dataset.items():
        table = _table(faults, path, partial(read_csv, columns=SSD[name]))
        if table is not None:
            tables[name] = table
    if faults:
        raise Unusable("\n".join(faults))
    return Sources(people=people, ssd=tables, annex_a=annex_a), paths


def _table(
    faults: list[str], path: Path | None, read_file: Callable[[Path], Table]
) -> Table | None:
    try:
        return None if path is None else read_file(path)
    except Unusable as error:
        faults.append(str(error))
        return None


def _ssd_files(folder: Path | None, faults: list[str]) -> dict[str, Path]:
    """Return the files of the dataset that are in a folder, in any capitals."""
    if folder is None:
        return {}
    if not folder.is_dir():
        faults.append(f"{folder}: not a folder")
        return {}
    there = {path.name.casefold(): path for path in sorted(folder.iterdir())}
    found = {name: there[f"{name}.csv"] for name in SSD if f"{name}.csv" in there}
    faults += [
        f"{folder}: {name}.csv is missing" for name in NEEDED if name not in found
    ]
    return found
