"""The practice workspace's only reader of the clock; always real time."""

import time


def now() -> float:
    """Return the seconds since 1970, as Slack's `ts` counts them."""
    return time.time()
