"""Looking at what the bot will say, and why it said something."""

from datetime import timedelta
from typing import Annotated

import typer

from bot.cli.setting_out import opened, say, stop
from models.queries import looking as queries
from workflows.clock import LONDON, Clock
from workflows.sayings import planned_lines, told_lines

ROW = Annotated[str, typer.Argument(help="The id of an outbox row, or its dedupe key.")]


def tomorrow(
    days: Annotated[int, typer.Option(help="How many days ahead.")] = 1,
) -> None:
    """Say what waits to be sent, to whom, when and why; send nothing."""
    with opened() as start, start.database.work() as session:
        until = Clock().now() + timedelta(days=days)
        lines = planned_lines(session, until=until)
    for line in lines or ["Nothing waits to be sent."]:
        say(line)


def why(row: ROW) -> None:
    """Say everything about one message: what caused it, and how far it has come."""
    with opened() as start, start.database.work() as session:
        found = queries.find_row(session, row)
        if found is None:
            stop(f"No message has the id or key {row}.")
        for line in told_lines(session, found, zone=LONDON):
            say(line)
