"""The demonstration: a practice workspace, the bot and the example caseload."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlmodel import select

from bot import accounts
from bot.app import Bot
from bot.caseload import caseload
from bot.cli.setting_out import say, stop
from bot.practice_time import keep_ahead
from models.tables.plans import CoreGroup
from workflows import hours
from workflows.clock import LONDON, Clock

PATIENCE_SECONDS: Final = 30.0
INTO_THE_DAY: Final = timedelta(hours=1)


def set_the_scene(*, port: int, bot_port: int, folder: Path, fresh: bool) -> None:
    """Set what the practice workspace and the bot read from the environment."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        COREGROUP_PRACTICE="1",
        COREGROUP_PORT=str(bot_port),
        COREGROUP_PUBLIC_URL=f"http://127.0.0.1:{bot_port}",
        COREGROUP_KEYS_FILE=str(folder / "keys.json"),
        COREGROUP_SLACK_MODE="socket",
        COREGROUP_QUIET_SECONDS="5",
        COREGROUP_SEND_RATE="20",
        DATABASE_URL=f"sqlite:///{folder / 'coregroup.db'}",
        SLACK_API_URL=f"http://127.0.0.1:{port}/api/",
    )


@contextmanager
def workspace(*, port: int, bot_port: int) -> Iterator[str]:
    """Run a practice workspace meanwhile; yield its address."""
    address = f"http://127.0.0.1:{port}"
    if _answers(address):
        stop(
            f"Something already answers at {address}. Stop it, or choose other ports: "
            "coregroup demo --port 8710 --bot-port 8711."
        )
    arguments = ["--port", str(port), "--bot-url", f"http://127.0.0.1:{bot_port}"]
    process = subprocess.Popen(  # noqa: S603 -- our own program, fixed arguments
        [sys.executable, "-m", "practice", *arguments], stdout=subprocess.DEVNULL
    )
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def fill(bot: Bot) -> None:
    """Bring in the example caseload once, at a time when people are at work."""
    room = bot.room
    with room.database.work() as session:
        if session.exec(select(CoreGroup).limit(1)).first() is not None:
            return
    _into_working_hours(bot)
    say("Bringing in the example caseload ...")
    caseload.seed(
        room.database,
        now=room.clock.now(),
        profile=room.profile,
        find_account=accounts.finder(room.client),
    )


def welcome(address: str, clock: Clock) -> str:
    """Return what to do first."""
    now = clock.now().astimezone(LONDON)
    return (
        f"\n  Open {address}\n\n"
        f"  In the practice workspace it is {now:%A %d %B, %H:%M}.\n"
        "  Act as Ben Okafor, the health visitor, and open the message from the bot.\n"
        "  The tutorial goes on from there: docs/tutorial/first-round.md\n\n"
        "  To stop: Ctrl-C. To begin again: coregroup demo --fresh\n"
    )


def _into_working_hours(bot: Bot) -> None:
    clock = bot.room.clock
    opens = hours.next_open(clock.now(), bot.room.profile)
    if opens > clock.now():
        clock.move_to(opens + INTO_THE_DAY)
        keep_ahead(bot.room.database, clock.ahead)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(int(PATIENCE_SECONDS / 0.1)):
        if _answers(address):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    stop(f"The practice workspace did not start at {address}. Is the port free?")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):  # noqa: S310 -- loopback
            return True
    except (urllib.error.URLError, OSError):
        return False
