"""The bot as a process of its own: started as an operator starts it, and killed."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.practice_workspace import PracticeWorkspace

PROJECT: Final = Path(__file__).parents[2]
COREGROUP: Final = (str(Path(sys.executable).with_name("coregroup")), "run")
TWIN: Final = (sys.executable, "-m", "tests.kills.twin")
PATIENCE: Final = 60.0
LOOK_SECONDS: Final = 0.003


class NotStarted(Exception):
    """The bot ended by itself, or never connected; its output says why."""


@dataclass(frozen=True, kw_only=True)
class Death:
    """
    When to kill: so long after it connected, or if sooner at its n-th call.

    With `at_act`, so long after a person began their n-th act.
    """

    seconds: float
    at_call: int | None = None
    at_act: int | None = None

    @classmethod
    def drawn(cls, draw: random.Random) -> "Death":
        """Draw one: in the first two seconds, in the midst of sending, or of an act."""
        kind = draw.choice(("moment", "call", "act"))
        if kind == "moment":
            return cls(seconds=draw.uniform(0, 2))
        if kind == "call":
            return cls(seconds=2.5, at_call=draw.randint(1, 25))
        return cls(seconds=draw.uniform(0, 0.03), at_act=draw.randint(1, 6))


class Process:
    """One life of the bot after the other, on one database."""

    def __init__(
        self,
        workspace: PracticeWorkspace,
        *,
        program: tuple[str, ...],
        settings: Mapping[str, str],
        log: Path,
    ) -> None:
        """Keep how it is started; nothing runs yet."""
        self._workspace = workspace
        self._program, self._settings, self._log = program, settings, log
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def is_alive(self) -> bool:
        """Say whether it runs."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """
        Start it in a session of its own, and wait until Slack can reach it.

        :raises NotStarted: if it does not come up.
        """
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._program,
                cwd=PROJECT,
                env={**os.environ, **self._settings},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._until(lambda: self._connections() > 0)

    def kill(self) -> None:
        """End it as a power switch would, with everything that it started."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Tell it to stop, and return how it ended."""
        return self._end(signal.SIGTERM)

    def kill_when(self, death: Death) -> threading.Thread:
        """Kill it as drawn, from a thread, so that people can go on meanwhile."""
        made = int(self._workspace.state()["calls"])
        thread = threading.Thread(target=self._watch, args=(death, made))
        thread.start()
        return thread

    def _watch(self, death: Death, made: int) -> None:
        ends = time.monotonic() + death.seconds
        while (left := ends - time.monotonic()) > 0:
            if death.at_call is None:
                time.sleep(left)
            elif self._calls_since(made) >= death.at_call:
                break
            else:
                time.sleep(LOOK_SECONDS)
        self.kill()

    def _end(self, how: signal.Signals) -> int:
        assert self._running is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running.pid, how)
        code = self._running.wait(timeout=PATIENCE)
        # The next one must not be taken for this one.
        ends = time.monotonic() + PATIENCE
        while self._connections() > 0 and time.monotonic() < ends:
            time.sleep(0.01)
        return code

    def _until(self, is_so: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        while not is_so():
            if not self.is_alive or time.monotonic() > ends:
                raise NotStarted(self._log.read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def _connections(self) -> int:
        found: int = self._workspace.state()["connections"]
        return found

    def _calls_since(self, made: int) -> int:
        _, found = self._workspace.request("GET", f"/_control/log?since={made}")
        return len(found)
