"""Many families whose facts are gathered together."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from workflows import clock
from workflows.profile import Profile

By = dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What all the questions about some core groups have in common."""

    session: Session
    ids: Collection[str]
    now: datetime
    profile: Profile

    @property
    def today(self) -> date:
        """Give the day in London."""
        return clock.today(self.now)


def by_first(rows: Iterable[Any]) -> By:
    """Return rows by what stands first in them, in their order."""
    found: By = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
