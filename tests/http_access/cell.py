"""
One listener and one way to try it: which rows it needs, and what it then shows.

A cell allows an act if, in every row it needs, one of the person's marks is enough. The
marks come from the copy of the table that is written by hand.
"""

from dataclasses import dataclass
from typing import Final

from tests.access.hand_written import expected
from tests.http_access.making import Making
from tests.http_access.places import STRANGER, Someone

# What a member's deputy has of the member's row: what is the member's own.
OF_DEPUTY: Final = frozenset("ON")
OPEN_TO_ALL: Final = 1


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One listener, one way to try it."""

    listener: str
    make: Making
    needs: tuple[tuple[int, str], ...]
    shows: str = "view"
    at: str = "place"
    about: str = ""
    # They have the right to ask, and are stopped by a rule: people are told which.
    told: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def outcome(self, someone: Someone, where: str) -> str:
        """Say what should come of it: `served`, `told` or `refused`."""
        code = someone.anywhere if self.at == "anywhere" else getattr(someone, where)
        if code == STRANGER:
            is_open = all(row == OPEN_TO_ALL for row, _ in self.needs) and self.needs
            return "served" if is_open else "refused"
        if code in self.told:
            return "told"
        is_allowed = all(self._is_enough(code, *need) for need in self.needs)
        return "served" if is_allowed else "refused"

    def _is_enough(self, code: str, row: int, marks: str) -> bool:
        if code == "DEP":
            mark = expected("MEM", row)
            is_named = mark != "N" or code in self.named
            return mark in marks and mark in OF_DEPUTY and is_named
        mark = expected(code, row)
        if mark == "N":
            return "N" in marks and code in self.named
        return mark != "" and mark in marks
