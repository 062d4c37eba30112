"""Bringing in which teams receive referrals, and who answers for them."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.cli.setting_out import opened, say, stop
from bot.practice_time import read_ahead
from workflows.clock import Clock
from workflows.referrals import teams
from workflows.referrals.teams import Brought, TeamRow

NEEDED: Final = ("team", "receives", "telephone", "email", "role")
MANAGER, MEMBER = "manager", "member"


def bring_in(
    file: Annotated[Path, typer.Argument(help="The teams and their people: a CSV.")],
) -> None:
    """
    Bring in the teams that receive referrals. Run twice, the second changes nothing.

    If a row is faulty, nothing is brought in, and every fault is said with its row.
    """
    rows = read(file)
    with opened() as start:
        ahead = read_ahead(start.database) if start.settings.practice else timedelta()
        now = Clock(ahead).now()
        with start.database.work() as session:
            found = teams.bring_in(session, rows, now=now)
    _say(found)


def read(file: Path) -> list[TeamRow]:
    """Return the rows of a file of teams, or say what is wrong with it and stop."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened_file:
            reader = csv.DictReader(opened_file)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                stop(f"{file.name} has no column {', '.join(missing)}.")
            return [_row(number, row) for number, row in enumerate(reader, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        stop(f"{file.name} cannot be read: {error}.\nNothing was brought in.")


def _row(number: int, row: dict[str, str]) -> TeamRow:
    text = {name: (row.get(name) or "").strip() for name in NEEDED}
    return TeamRow(
        row=number,
        team=text["team"],
        receives=text["receives"].lower(),
        telephone=text["telephone"],
        email=text["email"].lower(),
        is_manager=text["role"].lower() == MANAGER,
    )


def _say(found: Brought) -> None:
    if found.faults:
        lines = [f"Row {row}: {reason}." for row, reason in found.faults]
        stop("\n".join([*lines, "Nothing was brought in."]))
    say(f"Teams: {found.teams}, with {found.members} who answer; ended: {found.ended}.")
