"""Bringing in people and plans from files."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.cli.setting_out import opened, say, stop
from bot.imports.files import Unusable
from bot.imports.run import Imported, Inputs, run_import
from bot.practice_time import read_ahead
from workflows.clock import Clock
from workflows.imports.rows import Fault, Kind, Report

SHOWN: Final = 20


def import_(
    *,
    people: Annotated[
        Path | None, typer.Option(help="People and memberships: a CSV file.")
    ] = None,
    ssd: Annotated[
        Path | None,
        typer.Option(help="The Standard Safeguarding Dataset: a folder of CSV files."),
    ] = None,
    annex_a: Annotated[
        Path | None, typer.Option(help="Ofsted's Annex A, list 7: an XLSX workbook.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")
    ] = False,
) -> None:
    """
    Bring in people and plans. Run twice, the second time changes nothing.

    Rows that cannot be taken are listed beside the file that they came from, in
    <name>.quarantine.csv, with file, row, column and reason.
    """
    inputs = Inputs(people=people, ssd=ssd, annex_a=annex_a)
    with opened() as start:
        practice = start.settings.practice
        ahead = read_ahead(start.database) if practice else timedelta()
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
        )
        try:
            with bar:
                task = bar.add_task("families", total=None)
                found = run_import(
                    start.database,
                    inputs,
                    now=Clock(ahead).now(),
                    profile=start.profile,
                    dry_run=dry_run,
                    on_step=lambda done, total: bar.update(
                        task, completed=done, total=total
                    ),
                )
        except Unusable as error:
            stop(f"{error}\nNothing was brought in.")
    for line in summary(found):
        say(line)


def summary(found: Imported) -> list[str]:
    """Return what an import did, in lines for the operator."""
    report = found.report
    lines = [*_counts(report), *_listed("kept out", report.quarantined)]
    lines += _listed("to look at", report.warnings)
    lines += [f"kept out, row by row: {path}" for path in found.quarantines]
    if report.dry_run:
        lines.append("This was a dry run: nothing was written.")
    return lines


def _counts(report: Report) -> list[str]:
    lines = []
    for kind in Kind:
        counts = (report.loaded, report.changed, report.unchanged)
        new, changed, same = (count.get(kind, 0) for count in counts)
        if new or changed or same:
            lines.append(f"{kind}: {new} new, {changed} changed, {same} unchanged")
    return lines


def _listed(title: str, faults: tuple[Fault, ...]) -> list[str]:
    if not faults:
        return []
    lines = [f"{len(faults)} {title}:"]
    for fault in faults[:SHOWN]:
        column = f", {fault.column}" if fault.column else ""
        lines.append(
            f"  {fault.place.file}, row {fault.place.row}{column}: {fault.reason}"
        )
    if len(faults) > SHOWN:
        lines.append(f"  and {len(faults) - SHOWN} more")
    return lines
