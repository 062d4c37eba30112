"""How fast we may speak: each lane in turn, and one rate for the workspace. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

# Slack allows a message a second in a channel; faster is not sure to be shown.
CHANNEL_GAP: Final = 1.05
FIRST_RATE: Final = 4.0
SLOWEST_RATE: Final = 0.2
FASTEST_RATE: Final = 40.0
# A 429 says that the rate was too high; how long it must hold before we try more.
LOWERED_TO: Final = 0.8
STEP_UP: Final = 0.5
CAREFUL_STEP_UP: Final = 0.05


@dataclass(kw_only=True)
class Pacer:
    """
    When each lane may next be used. `at` is seconds on any clock that runs evenly.

    The rate of the workspace is known, or starts low and is learnt: it rises with
    every success and falls to four fifths with a 429, which also holds everything
    for as long as Slack asks. Source: stack, 7.
    """

    known_rate: float | None = None
    channel_gap: float = CHANNEL_GAP
    method_share: float = 1.0
    rate: float = field(init=False)
    _free_at: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _next_post: float = 0.0
    _held_until: float = 0.0
    _step: float = STEP_UP
    _latest: float = 0.0

    def __post_init__(self) -> None:
        self.rate = self.known_rate or FIRST_RATE

    def wait(self, lane: str, at: float) -> float:
        """Return the seconds until something may be posted in a lane."""
        self._keep_even(at)
        free = max(self._free_at[lane], self._next_post, self._held_until)
        return max(0.0, free - at)

    def take(self, lane: str, at: float) -> None:
        """Count one post."""
        self._keep_even(at)
        self._free_at[lane] = at + self.channel_gap
        # What was not used is not saved up, but for the slip of one turn of the loop:
        # without that, the rate reached would always lie below the rate allowed.
        slip = at - min(0.1, 1 / self.rate)
        self._next_post = max(self._next_post, slip) + 1 / self.rate

    def wait_for_method(self, method: str, at: float) -> float:
        """Return the seconds until a method with its own limit may be called."""
        self._keep_even(at)
        return max(0.0, max(self._free_at[method], self._held_until) - at)

    def take_method(self, method: str, at: float, *, per_minute: int) -> None:
        """Count one call of a method with its own limit, a few at once allowed."""
        gap = self.method_share * 60 / per_minute
        burst = min(10, per_minute // 4) * gap
        ready = max(self._free_at[method] + burst, at) + gap
        self._free_at[method] = ready - burst

    def hold_lane(self, lane: str, seconds: float, at: float) -> None:
        """Use a lane no sooner than in so many seconds."""
        self._free_at[lane] = max(self._free_at[lane], at + seconds)

    def succeeded(self) -> None:
        """Try a little more, as long as nothing speaks against it."""
        if self.known_rate is None:
            # By the rate, so that it rises alike in every second.
            self.rate = min(FASTEST_RATE, self.rate + self._step / self.rate)

    def limited(self, seconds: float, at: float) -> None:
        """Hold everything for as long as a 429 asks, and speak more slowly."""
        if at >= self._held_until and self.known_rate is None:
            self.rate = max(SLOWEST_RATE, self.rate * LOWERED_TO)
            self._step = CAREFUL_STEP_UP
        self._held_until = max(self._held_until, at + seconds)

    def _keep_even(self, at: float) -> None:
        if at < self._latest - 1:
            # The machine's clock was put back: what we noted lies in the future.
            self._free_at.clear()
            self._next_post = self._held_until = 0.0
        self._latest = at
