"""The file of receiving teams: one row for each person of a team."""

import csv
from pathlib import Path
from typing import Final

from bot.imports.files import Unusable
from workflows.referrals.teams import TeamRow

NEEDED: Final = ("team", "receives", "telephone", "email", "role")
MANAGER: Final = "manager"


def read(file: Path) -> list[TeamRow]:
    """
    Return the rows of a file of teams.

    :raises Unusable: if it cannot be read, or has not the columns.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise Unusable(f"{file.name} has no column {', '.join(missing)}.")
            return [_row(number, row) for number, row in enumerate(reader, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unusable(f"{file.name} cannot be read: {error}.") from error


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
