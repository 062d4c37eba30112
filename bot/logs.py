"""Logs: one line for each thing that happened, with ids and our own words only."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

# Nothing else may stand in a log: a name would leak through here first.
ALLOWED: Final = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "exception",
        "listener",
        "request",
        "by",
        "error",
        "outcome",
        "effect",
        "kind",
        "row",
        "state",
        "reason",
        "attempt",
        "sweep",
        "count",
        "failures",
        "group_id",
        "round_id",
        "person_id",
        "address",
        "mode",
        "seconds",
        "channel",
        "ts",
        "method",
        "why",
        "digest",
        "chains",
        "is_removed",
    }
)


def only_allowed(
    _: Any, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def _to_standard_error(*_: Any) -> structlog.PrintLogger:
    """Return a logger to what standard error is at this moment."""
    # Not what it was when logging was set up: that stream may be closed by now, and a
    # line that cannot be written would end the work that wanted to tell of it.
    return structlog.PrintLogger(sys.stderr)


def set_up(*, quiet: bool = False) -> None:
    """Send logs to standard error as JSON; `quiet` leaves out all but warnings."""
    level = logging.WARNING if quiet else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s")
    # Their debug lines hold whole payloads.
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.ERROR)
