"""The commands that an operator types."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from bot import app as building
from bot import logs
from bot.app import Bot, NotConnected
from bot.cli import demo as showing
from bot.cli import figures, imports, keeping, looking, replaying, teams
from bot.cli.setting_out import Start, opened, read_settings, say, stop
from bot.listeners.edge import NoRow
from models.database import UnsafeDatabase

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Keeps the people around a child on a child protection plan acting together.",
)
audit = typer.Typer(no_args_is_help=True, help="The record of who did what.")
counting = typer.Typer(no_args_is_help=True, help="Figures without anybody's name.")
keys = typer.Typer(no_args_is_help=True, help="The keys that free text is sealed with.")
SHOWN_SECONDS: Final = 0.5


@main.callback()
def private() -> None:
    """Keep every file that is written to its owner."""
    os.umask(0o077)


@main.command()
def run() -> None:
    """Run the bot until it is told to stop."""
    logs.set_up()
    with opened() as start:
        _until_told(build(start))


@main.command()
def demo(
    *,
    port: Annotated[int, typer.Option(help="The workspace's port.")] = 8700,
    bot_port: Annotated[int, typer.Option(help="The bot's port.")] = 8701,
    folder: Annotated[
        Path, typer.Option(help="Where database and keys are kept.")
    ] = Path("var/demo"),
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin again with the caseload as new.")
    ] = False,
) -> None:
    """Start a practice workspace and the bot with the example caseload."""
    logs.set_up(quiet=True)
    showing.set_the_scene(port=port, bot_port=bot_port, folder=folder, fresh=fresh)
    with showing.workspace(port=port, bot_port=bot_port) as address, opened() as start:
        bot = build(start)
        showing.fill(bot)
        _until_told(bot, lambda: say(showing.welcome(address, bot.room.clock)))


@main.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def practice(context: typer.Context) -> None:
    """Start the practice workspace alone; --help shows its options."""
    # A program of its own: it shares no code with the bot.
    program = [sys.executable, "-m", "practice", *context.args]
    os.execv(sys.executable, program)  # noqa: S606 -- no shell is wanted


@main.command()
def check() -> None:
    """Check settings, profile, keys, database, token and scopes; start nothing."""
    settings, profile = read_settings()
    say(f"Settings: well. Slack is reached by {settings.slack_mode}.")
    say(f"Profile: {profile.stamp}.")
    with opened() as start:
        build(start)
    say("Database, keys, token and scopes: well.")


def build(start: Start) -> Bot:
    """Return a bot that is ready to start, or say why there is none and stop."""
    try:
        return building.build(start.settings, start.profile, start.database)
    except NotConnected as error:
        stop(f"{error}\nNothing was started.")
    except UnsafeDatabase as error:
        stop(f"The database would lose what it acknowledged: {error}.")
    except NoRow as error:
        stop(f"The listener {error} names no row of the access table.")


def _until_told(bot: Bot, once_started: Callable[[], None] | None = None) -> None:
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    bot.start()
    if once_started is not None:
        once_started()
    while not told.wait(SHOWN_SECONDS):
        pass
    bot.stop()


main.command("import")(imports.import_)
main.command("teams")(teams.bring_in)
main.command()(keeping.migrate)
main.command()(keeping.backup)
main.command()(looking.tomorrow)
main.command()(looking.why)
main.command()(replaying.replay)
counting.command("referrals")(figures.referrals)
audit.command("verify")(keeping.verify)
keys.command("new")(keeping.new_keys)
keys.command("rotate")(keeping.rotate_keys)
main.add_typer(counting, name="figures")
main.add_typer(audit, name="audit")
main.add_typer(keys, name="keys")
