"""How a sweep goes through what is due: each in a unit of work of its own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from sqlmodel import Session

from models.database import Database

log: Final = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many things a sweep went through, and in how many it failed."""

    done: int
    failed: int


def one_by_one(
    database: Database, due: Collection[str], advance: Callable[[Session, str], object]
) -> Swept:
    """
    Advance each thing that is due, so that a broken one silences no other.

    What fails is logged with its id, counted, and comes up again.
    """
    failed = 0
    for one in sorted(due):
        try:
            database.carry_out(_for(one, advance))
        except Exception:
            failed += 1
            log.exception("not swept", sweep=advance.__module__, id=one)
    return Swept(done=len(due) - failed, failed=failed)


def by_the_batch(
    database: Database,
    every: Sequence[str],
    look: Callable[[Session, Sequence[str]], set[str]],
    *,
    size: int,
) -> set[str]:
    """
    Look at many things together, so many at a time, and return what to advance.

    Where a batch fails, all that is in it is returned: the broken one then fails alone,
    and hides no other.
    """
    found: set[str] = set()
    for start in range(0, len(every), size):
        batch = every[start : start + size]
        try:
            with database.work() as session:
                found |= look(session, batch)
        except Exception:
            log.exception("not looked at", sweep=look.__module__, things=len(batch))
            found |= set(batch)
    return found


def _for(
    one: str, advance: Callable[[Session, str], object]
) -> Callable[[Session], object]:
    return lambda session: advance(session, one)
