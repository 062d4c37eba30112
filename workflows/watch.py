"""The watcher: says whether every open obligation still has a live next step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import watch as queries
from models.vocabulary import OutboxState

LATE_AFTER: Final = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits in the outbox, for the metrics."""

    oldest_seconds: float
    held: int


def waiting(session: Session, *, now: datetime) -> Waiting:
    """Return how long the oldest effect that is due waits, and how many are held."""
    oldest = queries.find_oldest_due(session, now)
    return Waiting(
        oldest_seconds=0.0 if oldest is None else (now - oldest).total_seconds(),
        held=queries.count_in_state(session, OutboxState.HELD),
    )


def faults(session: Session, *, now: datetime) -> list[str]:
    """Return every reason why the bot is not well; empty when it is."""
    late = queries.count_due_before(session, now - LATE_AFTER)
    held = queries.count_in_state(session, OutboxState.HELD)
    rounds = queries.count_rounds_without_next_step(session)
    asked = queries.count_asked_without_prompt(session)
    others = queries.count_open_without_next_step(session)
    counted = (
        (late, "effects have been due for over 30 minutes and are not sent"),
        (held, "effects could not be sent and wait for a person"),
        (rounds, "rounds are open and nothing will look at them again"),
        (others, "referrals, challenges or alerts wait and nothing will look at them"),
        (asked, "people are asked for a view and will not be told"),
    )
    found = [f"{number} {what}" for number, what in counted if number]
    for run in queries.list_sweep_runs(session):
        if run.failures:
            found.append(
                f"sweep {run.name} failed {run.failures} times in its last run"
            )
        if run.due_at is not None and now - run.due_at > LATE_AFTER:
            found.append(
                f"sweep {run.name} has not run since {run.started_at:%d %b %H:%M}"
            )
    return found
