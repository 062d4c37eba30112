"""How fast we may speak: each lane in turn, and one rate for the workspace. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

# Slack allows a message a second in a channel; faster is not sure to be shown.
CHANNEL_GAP: Final = 1.05
FIRST_RATE: Final = 4.0
SLOWEST_RATE: Final = 0.2
FASTEST_RATE: Final = 40.0
# A 429 says that the rate was too high. Until the first one we hurry, in messages a
# second more each second; afterwards we feel our way, and hurry again by and by if
# nothing is refused: the limit has risen, or that 429 was not about the rate.
LOWERED_TO: Final = 0.8
STEP_UP: Final = 1.0
CAREFUL_STEP_UP: Final = 0.02
BOLDER_IN_SECONDS: Final = 60.0
# How long two 429s must lie apart for what went through between them to count.
LONG_ENOUGH: Final = 10.0
# How much of a limit that we know we use: messages that we sent one by one may arrive
# together, and at the limit itself nothing would ever make up for that.
KEPT: Final = 0.98
# How late the loop may come without losing what it might have sent.
SLIP: Final = 0.2


@dataclass(kw_only=True)
class Pacer:
    """
    When each lane may next be used. `at` is seconds on any clock that runs evenly.

    The rate of the workspace is known, or starts low and is learnt: it rises with
    every success and falls to four fifths with a 429, which also holds everything
    for as long as Slack asks. Source: stack, 7. It falls less far where more than
    that is known to have gone through: at two 429s nothing was left, so what was
    taken between them is what Slack gives in that time, or less.
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
    _refused_at: float | None = None
    _went_through: int = 0
    _is_used: bool = False

    def __post_init__(self) -> None:
        self.rate = KEPT * self.known_rate if self.known_rate else FIRST_RATE

    def wait(self, lane: str, at: float) -> float:
        """Return the seconds until something may be posted in a lane."""
        self._keep_even(at)
        free = max(self._free_at[lane], self._next_post, self._held_until)
        return max(0.0, free - at)

    def take(self, lane: str, at: float) -> None:
        """Count one post."""
        self._keep_even(at)
        self._free_at[lane] = at + self.channel_gap
        # What was not used is not saved up, but for how late the loop came: without
        # that, the rate reached would always lie below the rate allowed.
        self._is_used = at - self._next_post <= SLIP
        since = self._next_post if self._is_used else at
        self._next_post = since + 1 / self.rate

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
        self._went_through += 1
        # A rate that was not used was not tried either: a quiet night proves nothing.
        if self.known_rate is None and self._is_used:
            # By the rate, so that it rises alike in every second.
            each = 1 / self.rate
            self.rate = min(FASTEST_RATE, self.rate + self._step * each)
            bolder = self._step * (1 + each / BOLDER_IN_SECONDS)
            self._step = min(STEP_UP, bolder)

    def limited(self, seconds: float, at: float) -> None:
        """Hold everything for as long as a 429 asks, and speak more slowly."""
        if at >= self._held_until and self.known_rate is None:
            lowered = max(LOWERED_TO * self.rate, KEPT * self._proven(at))
            self.rate = max(SLOWEST_RATE, lowered)
            self._step = CAREFUL_STEP_UP
            self._refused_at, self._went_through = at, 0
        self._held_until = max(self._held_until, at + seconds)
        # What could not be used while we were held is not made up for afterwards.
        self._next_post = max(self._next_post, self._held_until)

    def _proven(self, at: float) -> float:
        """Return the rate that went through since the last 429, if that is sure."""
        apart = at - self._refused_at if self._refused_at is not None else 0.0
        if apart < LONG_ENOUGH:
            return 0.0
        return min(self.rate, self._went_through / apart)

    def _keep_even(self, at: float) -> None:
        if at < self._latest - 1:
            # The machine's clock was put back: what we noted lies in the future.
            self._free_at.clear()
            self._next_post = self._held_until = 0.0
            self._refused_at = None
        self._latest = at
