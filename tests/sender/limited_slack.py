"""A workspace's limit and the way there, simulated: seeded, and in no time at all."""

import heapq
import math
import random
from dataclasses import dataclass, field
from typing import Final

from bot.sender.pacing import Pacer

WORKERS: Final = 16
ARRIVED, ANSWERED = "arrived", "answered"


@dataclass(kw_only=True)
class Bucket:
    """A token bucket, as the practice workspace has one: full at first."""

    per_second: float
    burst: int = 20
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = float(self.burst)

    def refused_for(self, at: float) -> int:
        """Count one message; return whole seconds to wait if it is refused, or 0."""
        risen = self.level + (at - self.at) * self.per_second
        self.level, self.at = min(self.burst, risen), at
        if self.level < 1:
            return max(1, math.ceil((1 - self.level) / self.per_second))
        self.level -= 1
        return 0


@dataclass(kw_only=True)
class Workspace:
    """Takes what a pacer lets through, each message some while after it was sent."""

    bucket: Bucket
    seed: int = 0
    # Of the way there and of the way back, each; and of the loop that sends.
    slowest: float = 0.1
    latest: float = 0.02
    lanes: int = 60
    sent: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    _events: list[tuple[float, int, str, int, int]] = field(default_factory=list)
    _count: int = 0
    _at: float = 0.0
    _free: set[int] = field(init=False)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._free = set(range(self.lanes))
        self._chance = random.Random(self.seed)  # noqa: S311 (no secret: chance)

    def listen(self, pacer: Pacer, *, until: float) -> None:
        """Let a sender with more to say than it may speak up to that second."""
        while self._at < until:
            lane, goes_at = self._next(pacer)
            if self._events and self._events[0][0] <= goes_at:
                self._at, _, what, lane, wait = heapq.heappop(self._events)
                if what == ARRIVED:
                    self._expect(ANSWERED, lane, self._arrive())
                else:
                    self._answer(pacer, lane, wait)
                continue
            self._at = goes_at + self._chance.uniform(0, self.latest)
            pacer.take(f"C{lane}", self._at)
            self._free.discard(lane)
            self._expect(ARRIVED, lane, 0)

    def share(self, seconds: float) -> float:
        """Return how much was sent of what the limit allows, its first burst too."""
        return len(self.sent) / (self.bucket.per_second * seconds + self.bucket.burst)

    def _next(self, pacer: Pacer) -> tuple[int, float]:
        if len(self._free) <= self.lanes - WORKERS:
            return 0, math.inf
        waits = ((pacer.wait(f"C{lane}", self._at), lane) for lane in self._free)
        wait, lane = min(waits)
        return lane, self._at + wait

    def _arrive(self) -> int:
        wait = self.bucket.refused_for(self._at)
        (self.refused if wait else self.sent).append(self._at)
        return wait

    def _answer(self, pacer: Pacer, lane: int, wait: int) -> None:
        self._free.add(lane)
        if wait:
            pacer.limited(float(wait), self._at)
        else:
            pacer.succeeded()

    def _expect(self, what: str, lane: int, wait: int) -> None:
        self._count += 1
        at = self._at + self._chance.uniform(0.002, self.slowest)
        heapq.heappush(self._events, (at, self._count, what, lane, wait))
