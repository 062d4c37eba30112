"""Slack's rate limits, as token buckets."""

import math
from dataclasses import dataclass, field

from practice.errors import SlackError
from practice.state import Json

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute that each tier allows."""


class RateLimited(SlackError):
    """Too many calls; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass
class Bucket:
    """So many calls at once, refilled steadily."""

    per_second: float
    burst: float
    level: float
    at: float

    def wait(self, at: float) -> float:
        """Return the seconds until one more call is allowed."""
        self.level = min(self.burst, self.level + (at - self.at) * self.per_second)
        self.at = at
        # Rounding must not turn a full bucket of one into 0.999 and refuse it.
        missing = 1 - self.level - 1e-6
        return max(0.0, missing / self.per_second)


@dataclass(kw_only=True)
class Limits:
    """What is allowed; each number can be set through the control API."""

    enabled: bool = True
    post_per_second: float = 1.0
    post_burst: int = 5
    workspace_per_minute: int = 600
    workspace_burst: int = 100
    tiers: dict[int, int] = field(default_factory=lambda: dict(TIERS))
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def set(self, wanted: Json) -> None:
        """Change what `wanted` names, and forget what was used so far."""
        for name in (
            "enabled",
            "post_per_second",
            "post_burst",
            "workspace_per_minute",
            "workspace_burst",
        ):
            if name in wanted:
                setattr(self, name, wanted[name])
        for tier, calls in wanted.get("tiers", {}).items():
            self.tiers[int(tier)] = int(calls)
        self.buckets.clear()

    def shown(self) -> Json:
        """Return the numbers as they stand."""
        return {
            "enabled": self.enabled,
            "post_per_second": self.post_per_second,
            "post_burst": self.post_burst,
            "workspace_per_minute": self.workspace_per_minute,
            "workspace_burst": self.workspace_burst,
            "tiers": {str(tier): calls for tier, calls in self.tiers.items()},
        }

    def take(self, method: str, tier: int, *, at: float) -> None:
        """
        Count one call of a method.

        :raises RateLimited: if its tier allows no more in this minute.
        """
        per_minute = self.tiers.get(tier)
        if self.enabled and per_minute:
            self._take([(method, per_minute / 60, per_minute)], at=at)

    def take_post(self, channel: str, *, at: float) -> None:
        """
        Count one message into a channel.

        :raises RateLimited: if the channel or the workspace had too many.
        """
        if self.enabled:
            per_second = self.workspace_per_minute / 60
            self._take(
                [
                    (f"post {channel}", self.post_per_second, self.post_burst),
                    ("post", per_second, self.workspace_burst),
                ],
                at=at,
            )

    def _take(self, wanted: list[tuple[str, float, int]], *, at: float) -> None:
        buckets = [
            self.buckets.setdefault(name, Bucket(per_second, burst, burst, at))
            for name, per_second, burst in wanted
        ]
        longest = max(bucket.wait(at) for bucket in buckets)
        if longest > 0:
            raise RateLimited(max(1, math.ceil(longest)))
        for bucket in buckets:
            bucket.level -= 1
