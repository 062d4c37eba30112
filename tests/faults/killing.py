"""
Kills a sender at any bytecode of ours, again and again, until all is sent.

The parent has imported everything; a child is forked, traced through our own modules
and killed at its k-th instruction, without any chance to tidy up. Slack is a process of
its own and remembers what it was told. Source: reliability, H1.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

PROJECT = Path(__file__).parents[2]
OURS = ("/bot/", "/workflows/", "/models/", "/tests/faults/twins.py")


@dataclass(frozen=True)
class Counted:
    """What a run came to: kills, and texts seen never or more than once."""

    kills: int
    lost: int
    duplicated: int


@contextmanager
def slack_process(**shares: float) -> Iterator[str]:
    """Yield the address of a Slack in a process of its own, failing so often."""
    program = subprocess.Popen(
        (sys.executable, "-m", "tests.faults.slack_program", json.dumps(shares)),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        port = int(program.stdout.readline())
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        program.terminate()
        program.wait()
        program.stdout.close()


def visible(api_url: str) -> dict[str, int]:
    """Return how often each text can be seen."""
    with urllib.request.urlopen(f"{api_url}_state", timeout=10) as answer:  # noqa: S310 - our own
        found: dict[str, int] = json.load(answer)["visible"]
    return found


def kill_at(instruction: int) -> Callable[[FrameType, str, Any], Any]:
    """Return a tracer that kills this process at the n-th bytecode of ours."""
    left = [instruction]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if event == "call" and not any(part in name for part in OURS):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def run_killed(
    operation: Callable[[int], None], turn: int, instruction: int | None
) -> bool:
    """Run in a child, killed at that instruction; say whether it was."""
    child = os.fork()
    if child == 0:
        try:
            if instruction is not None:
                sys.settrace(kill_at(instruction))
            operation(turn)
        except BaseException:  # noqa: BLE001 - a child must never go on as a test
            os._exit(70)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, (
        "the operation failed by itself"
    )
    return os.WIFSIGNALED(status)


def kill_until_done(
    operation: Callable[[int], None],
    is_done: Callable[[], bool],
    *,
    kills: int,
    longest: int,
    seed: int,
) -> int:
    """
    Kill so many times at random instructions, then let it finish; count them.

    `operation` is told which turn it is, so that its clock can go on from the last.
    """
    drawn = random.Random(seed)  # noqa: S311 - to be repeated, not secret
    killed = turn = 0
    for turn in range(kills):
        killed += run_killed(operation, turn, drawn.randint(1, longest))
        if is_done():
            break
    ends = time.monotonic() + 60
    while not is_done() and time.monotonic() < ends:
        turn += 1
        run_killed(operation, turn, None)
    return killed


def count(api_url: str, wanted: set[str], *, kills: int) -> Counted:
    """Compare what can be seen with what should be."""
    seen = visible(api_url)
    return Counted(
        kills=kills,
        lost=len(wanted - set(seen)),
        duplicated=sum(times > 1 for times in seen.values()),
    )
