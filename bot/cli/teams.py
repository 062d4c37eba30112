"""Bringing in which teams receive referrals, and who answers for them."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.setting_out import opened, say, stop
from bot.imports.files import Unusable
from bot.imports.teams_file import read
from bot.practice_time import read_ahead
from workflows.clock import Clock
from workflows.referrals import teams
from workflows.referrals.teams import Brought


def bring_in(
    file: Annotated[Path, typer.Argument(help="The teams and their people: a CSV.")],
) -> None:
    """
    Bring in the teams that receive referrals. Run twice, the second changes nothing.

    If a row is faulty, nothing is brought in, and every fault is said with its row.
    """
    try:
        rows = read(file)
    except Unusable as error:
        stop(f"{error}\nNothing was brought in.")
    with opened() as start:
        ahead = read_ahead(start.database) if start.settings.practice else timedelta()
        now = Clock(ahead).now()
        with start.database.work() as session:
            found = teams.bring_in(session, rows, now=now)
    _say(found)


def _say(found: Brought) -> None:
    if found.faults:
        lines = [f"Row {row}: {reason}." for row, reason in found.faults]
        stop("\n".join([*lines, "Nothing was brought in."]))
    say(f"Teams: {found.teams}, with {found.members} who answer; ended: {found.ended}.")
