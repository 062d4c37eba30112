"""
Kills the whole bot again and again through a round, and judges what is left.

Each life is the real program with its real start. It dies at a drawn moment, while
Slack errs and people answer; the last life of each day is let be until all is sent.
Source: reliability, H2.
"""

import json
import random
import time
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from models.crypto import KeyRing
from models.database import Database, make_engine
from tests import log_guard
from tests.journeys.stage import free_port
from tests.kills import judging, partnership, trouble
from tests.kills.partnership import Partnership
from tests.kills.people import People
from tests.kills.process import COREGROUP, Death, Process
from tests.practice_workspace import PracticeWorkspace
from workflows import clock

# How far a life lasts by the bot's own clock, so that what was put off comes round.
LIFE: Final = timedelta(minutes=10)
# Slow enough that a second's work is cut in the middle, and not done before the kill.
RATE: Final = "15"
TRIES: Final = 100
ACTS_IN_PEACE: Final = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a run goes: how often it is killed on each day of the round, and by what."""

    members: int
    kills: tuple[int, ...]
    seed: int
    program: tuple[str, ...] = COREGROUP


@dataclass(kw_only=True)
class Run:
    """One round under fire."""

    plan: Plan
    workspace: PracticeWorkspace
    partnership: Partnership
    process: Process
    port: int
    draw: random.Random
    people: People
    kills: int = 0
    lives_today: int = field(default=0)

    def day(self, on: date, kills: int) -> None:
        """Kill it so often on one day, then let it finish."""
        self.lives_today = 0
        for _ in range(kills):
            self._live_and_die(on)
        self.workspace.clear_faults()
        self._begin(on)
        # Whoever was cut short sends the same form again.
        for _ in range(ACTS_IN_PEACE):
            self.people.act()
        self._finish(self._moment(on))

    def health(self) -> dict[str, Any]:
        """Ask the living bot how it is."""
        return self._ask("GET", "/health")

    def end(self) -> None:
        """Stop the last life in an orderly way."""
        assert self.process.stop() == 0

    def _begin(self, on: date) -> None:
        if self.process.is_alive:
            self.process.kill()
        self.partnership.let_leases_end()
        self.partnership.set_clock(self._moment(on))
        self.lives_today += 1
        self.process.start()

    def _moment(self, on: date) -> datetime:
        return clock.at(on, 9) + self.lives_today * LIFE

    def _live_and_die(self, on: date) -> None:
        self._begin(on)
        trouble.stir(self.workspace, self.draw)
        death = Death.drawn(self.draw)
        for _ in range((death.at_act or 1) - 1):
            self.people.act()
        killer = self.process.kill_when(death)
        while killer.is_alive():
            self.people.act()
            time.sleep(self.draw.uniform(0, 0.1))
        killer.join()
        self.kills += 1

    def _finish(self, moment: datetime) -> None:
        # What fell due, was put off or is in doubt is settled on the way.
        self._ask("POST", "/practice/clock", {"to": (moment + LIFE).isoformat()})

    def _ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        raw = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", raw, method=method
        )
        for _ in range(TRIES):
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                    return dict(json.load(answer))
            except urllib.error.HTTPError as error:
                # Health says by a status that all is not well, and why in its body.
                return dict(json.load(error))
            except urllib.error.URLError:
                # It listens a moment after it has connected.
                time.sleep(0.1)
        raise AssertionError("the bot does not listen")


SETTINGS: Final = {
    "COREGROUP_PRACTICE": "1",
    "COREGROUP_QUIET_SECONDS": "1",
    "COREGROUP_SEND_RATE": RATE,
    "COREGROUP_SLACK_MODE": "socket",
}


def run(
    url: str, ring: KeyRing, folder: Path, plan: Plan
) -> tuple[judging.Verdict, dict[str, Any]]:
    """Let a round go by under fire; return the figures, and how the bot says it is."""
    engine = make_engine(url)
    database = Database(engine=engine, ring=ring)
    keys, log, port = folder / "keys.json", folder / "bot.log", free_port()
    ring.save(keys)
    draw = random.Random(plan.seed)  # noqa: S311 -- to be repeated, not secret
    with PracticeWorkspace() as workspace:
        workspace.limits(enabled=False)
        prepared = partnership.prepare(database, workspace, members=plan.members)
        settings = {
            **SETTINGS,
            "COREGROUP_PORT": str(port),
            "COREGROUP_KEYS_FILE": str(keys),
            "DATABASE_URL": url,
            "SLACK_API_URL": workspace.api_url,
        }
        process = Process(workspace, program=plan.program, settings=settings, log=log)
        going = Run(
            plan=plan,
            workspace=workspace,
            partnership=prepared,
            process=process,
            port=port,
            draw=draw,
            people=_people(workspace, prepared, draw),
        )
        try:
            for on, kills in zip(prepared.days, plan.kills, strict=False):
                going.day(on, kills)
            health = going.health()
            verdict = judging.judge(
                prepared,
                workspace,
                acknowledged=going.people.acknowledged,
                kills=going.kills,
                days=len(plan.kills),
            )
            told = going.people.told_of_faults
            assert told == [], told
            going.end()
        finally:
            if process.is_alive:
                process.kill()
            engine.dispose()
    log_guard.check(log.read_text(errors="replace"))
    return verdict, health


def _people(
    workspace: PracticeWorkspace, prepared: Partnership, draw: random.Random
) -> People:
    accounts = sorted(prepared.members)
    draw.shuffle(accounts)
    # The others stay silent to the end, so that there is somebody to remind.
    answering = accounts[: len(accounts) * 2 // 3]
    return People(workspace=workspace, waiting=deque(answering), draw=draw)
