"""Figures for the partnership: counts of a time, without anybody's name."""

import csv
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.setting_out import opened, say, stop
from bot.figures_picture import alt_text, draw
from bot.practice_time import read_ahead
from bot.words import short_day
from workflows.clock import Clock, today
from workflows.referrals import figures
from workflows.referrals.figures import Figure

DAYS: Final = ["%Y-%m-%d"]
QUARTER: Final = timedelta(days=91)


def referrals(
    *,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=DAYS, help="The first day; a quarter ago."),
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, help="The last day; today.")
    ] = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Write them to this file, too.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw them into this PNG, too.")
    ] = None,
) -> None:
    """Count how referrals were answered, by team and by who referred."""
    with opened() as start:
        ahead = read_ahead(start.database) if start.settings.practice else timedelta()
        now = Clock(ahead).now()
        ends = today(now) if last is None else last.date()
        begins = ends - QUARTER if first is None else first.date()
        if begins > ends:
            stop("The first day is after the last. Nothing was counted.")
        with start.database.work() as session:
            found = figures.count(session, begins, ends, now=now, profile=start.profile)
    title = f"Referrals, {short_day(begins)} to {short_day(ends)}"
    _show(found, title)
    if csv_file is not None:
        write(csv_file, found)
        say(f"Written to {csv_file}.")
    if plot is not None:
        plot.write_bytes(draw(found, title=title))
        say(f"Drawn into {plot}. In words: {alt_text(found, title=title)}")


def write(path: Path, found: tuple[Figure, ...]) -> None:
    """Write figures as CSV, one row for each team and source."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [part.name for part in fields(Figure)])
        writer.writeheader()
        writer.writerows(asdict(one) for one in found)


def _show(found: tuple[Figure, ...], title: str) -> None:
    if not found:
        say(f"{title}: none was made.")
        return
    table = Table(title=title)
    for part in fields(Figure):
        table.add_column(part.name.replace("_", " "))
    for one in found:
        table.add_row(*(str(value) for value in asdict(one).values()))
    Console().print(table)
