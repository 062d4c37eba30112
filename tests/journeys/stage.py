"""
A stage for whole stories: a practice workspace, a real bot, the example caseload.

The bot is built as the command line builds it and reached only as Slack reaches it, by
Socket Mode or signed HTTP; days pass by its own `/practice/clock`.
"""

import json
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import accounts, app, settings
from bot.caseload import caseload
from bot.sender.means import Settings as SenderSettings
from models.crypto import KeyRing
from models.database import Database, make_engine
from tests.practice_workspace import ControlRefused, PracticeWorkspace
from workflows import clock, timescales
from workflows.profile import Profile

# A Tuesday; no bank holiday for weeks, so that a story reads the same every year.
BEGINS = datetime.fromisoformat("2031-03-04T09:00:00+00:00")
PATIENCE = 20.0
# The workspace's limits are off here, so there is nothing to keep to.
UNLIMITED = SenderSettings(channel_gap=0.0, method_share=0.0)
Json = dict[str, Any]


class Stage:
    """One workspace, one bot, one moving clock."""

    def __init__(
        self, workspace: PracticeWorkspace, bot: app.Bot, database: Database
    ) -> None:
        self.workspace = workspace
        self.bot = bot
        self.database = database
        self.profile: Profile = bot.room.profile

    @property
    def now(self) -> datetime:
        return self.bot.room.clock.now()

    @property
    def today(self) -> date:
        return clock.today(self.now)

    def move_to(self, moment: datetime) -> list[Json]:
        """Let time pass, and return what was sent meanwhile."""
        answer = self.ask("POST", "/practice/clock", {"to": moment.isoformat()})
        sent: list[Json] = answer["sent"]
        return sent

    def to_working_day(self, count: int, hour: int = 9) -> list[Json]:
        """Let working days pass."""
        day = self.profile.calendar.add(self.today, count)
        return self.move_to(clock.at(day, hour))

    def ask(self, method: str, path: str, body: Json | None = None) -> Json:
        """Ask the bot's own HTTP interface."""
        address = f"http://127.0.0.1:{self.bot.room.settings.port}{path}"
        raw = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, raw, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            found: Json = json.loads(answer.read())
            return found

    def told(self, person: str) -> list[Json]:
        """Return what somebody sees in their direct messages with the bot."""
        return self.workspace.messages(self.workspace.direct_message(person))

    def press_in_message(self, person: str, label: str) -> Json:
        """Press the newest button of that name in somebody's direct messages."""
        channel = self.workspace.direct_message(person)
        for message in reversed(self.workspace.messages(channel)):
            for button in _buttons(message.get("blocks") or []):
                if button["text"]["text"] == label:
                    self.workspace.interact(channel, message["ts"], person, button)
                    return self.modal(person)
        raise AssertionError(f"no button {label!r} for {person}")

    def press_in_home(self, person: str, label: str, *, beside: str = "") -> Json:
        """Press a button in somebody's Home, the one on the line that says `beside`."""
        self.workspace.open_home(person)
        self.until(lambda: self._pressed_in_home(person, label, beside))
        return self.modal(person)

    def _pressed_in_home(self, person: str, label: str, beside: str) -> bool:
        button = self._in_home(person, label, beside)
        if button is None:
            return False
        try:
            self.workspace.interact_in_view(person, button, view_id="home")
        except ControlRefused:
            # It was drawn anew under the finger: one looks, and presses again.
            return False
        return True

    def _in_home(self, person: str, label: str, beside: str) -> Json | None:
        # Home is published after the acknowledgement, so it may still be the old one.
        heading = ""
        for block in (self.workspace.home(person) or {"blocks": []})["blocks"]:
            heading = _text(block) or heading
            for button in _buttons([block]):
                if button["text"]["text"] == label and beside in heading:
                    return button
        return None

    def press(self, person: str, label: str) -> Json:
        """Press a button in the form that somebody has open."""
        before = self.modal(person)
        button = next(
            one for one in _buttons(before["blocks"]) if one["text"]["text"] == label
        )
        self.workspace.interact_in_view(person, button)
        return self.changed(person, before)

    def submit(self, person: str, values: Json) -> Json | None:
        """Fill in the open form by the questions' names, and send it."""
        view = self.modal(person)
        filled = {}
        for block in view["blocks"]:
            name = str(block.get("block_id", "")).partition(":")[2]
            name = name or str(block.get("block_id", ""))
            if block["type"] == "input" and name in values:
                filled[block["block_id"]] = {"answer": values[name]}
        answer = self.workspace.submit(person, filled)
        if answer.get("errors"):
            raise AssertionError(answer["errors"])
        left = self.workspace.modals(person)
        return left[-1] if left else None

    def modal(self, person: str) -> Json:
        """Return the form that somebody has open, once it is there."""
        found: Json = self.until(lambda: self.workspace.modals(person))[-1]
        return found

    def changed(self, person: str, before: Json) -> Json:
        """Return the form once it is another than before."""

        def other() -> Json | None:
            now = self.modal(person)
            return now if now.get("hash") != before.get("hash") else None

        found: Json = self.until(other)
        return found

    def until(self, find: Callable[[], Any]) -> Any:
        """Return what `find` finds, as soon as it finds something."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            found = find()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError("it did not come")


def words_of(view: Json) -> str:
    """Return everything that a person can read in a form, message or Home."""
    return "\n".join(_strings(view.get("blocks") or []))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        text = value.get("text")
        if isinstance(text, str):
            yield text
        for name, inside in value.items():
            if name != "text" or not isinstance(inside, str):
                yield from _strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)


def _buttons(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            if element.get("type") == "button":
                yield {**element, "block_id": block.get("block_id")}


def _text(block: Json) -> str:
    text = block.get("text")
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def opened(
    url: str,
    ring: KeyRing,
    folder: Path,
    *,
    mode: str = "socket",
    is_seeded: bool = True,
    begins: datetime = BEGINS,
) -> Iterator[Stage]:
    """Yield a stage on this database, with the example caseload if wanted."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    engine = make_engine(url)
    database = Database(engine=engine, ring=ring)
    with PracticeWorkspace(mode=mode, bot_url=address) as workspace:
        workspace.limits(enabled=False)
        found = settings.read(
            {
                "COREGROUP_PRACTICE": "1",
                "COREGROUP_PORT": str(port),
                "COREGROUP_PUBLIC_URL": address,
                "COREGROUP_SLACK_MODE": mode,
                "COREGROUP_QUIET_SECONDS": "1",
                "COREGROUP_SEND_RATE": "500",
                "COREGROUP_KEYS_FILE": str(folder / "keys.json"),
                "DATABASE_URL": url,
                "SLACK_API_URL": workspace.api_url,
            }
        )
        bot = app.build(
            found, timescales.load("england-default"), database, sending=UNLIMITED
        )
        bot.room.clock.move_to(begins)
        if is_seeded:
            caseload.seed(
                database,
                now=begins,
                profile=bot.room.profile,
                find_account=accounts.finder(bot.room.client),
            )
        bot.start()
        try:
            stage = Stage(workspace, bot, database)
            _connected(stage, mode)
            # What the seeding caused is sent before the story begins.
            stage.move_to(begins + timedelta(minutes=1))
            yield stage
        finally:
            bot.stop()
            engine.dispose()


def _connected(stage: Stage, mode: str) -> None:
    def is_up() -> bool:
        if mode == "socket" and not stage.workspace.state()["connections"]:
            return False
        try:
            return bool(stage.ask("GET", "/practice/clock"))
        except OSError:
            return False

    stage.until(is_up)
