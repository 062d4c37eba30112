"""Reading the cells of one row, noting what cannot be read. Pure."""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from models.vocabulary import Category
from workflows.imports import values
from workflows.imports.rows import Findings, SourceRow

Value = TypeVar("Value")

NOT_A_DAY: Final = "not a date such as 2026-05-05 or 05/05/2026"
NOT_A_CATEGORY: Final = "not a category of abuse that we know"
LONGEST: Final = 60


class Cells:
    """One row's cells; each fault goes to the findings of what the row belongs to."""

    def __init__(self, row: SourceRow, findings: Findings) -> None:
        """Read this row for these findings."""
        self.row = row
        self._findings = findings

    def key(self, column: str) -> str:
        """Give an identifier that must be there."""
        found = values.identifier(self.row.text(column))
        if not found:
            self.fault(column, "the identifier is missing")
        elif len(found) > LONGEST:
            self.fault(column, "the identifier is too long")
        return found

    def reference(self, column: str) -> str:
        """Give an identifier that may be missing."""
        return values.identifier(self.row.text(column))

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """Give a day."""
        found = self._read(column, values.day, NOT_A_DAY)
        if needed and found is None and not self._is_faulty(column):
            self.fault(column, "the date is missing")
        return found

    def flag(self, column: str) -> bool | None:
        """Give yes, no or nothing."""
        return self._read(column, values.flag, "neither yes nor no")

    def count(self, column: str) -> int | None:
        """Give a number of things, or nothing."""
        return self._read(column, values.count, "not a whole number")

    def first_category(self, column: str) -> Category | None:
        """Give the category that a plan began with, which must be there."""
        if not values.clean(self.row.text(column)):
            self.fault(column, "8905: the initial category is missing")
            return None
        return self._read(column, values.category, f"8905: {NOT_A_CATEGORY}")

    def latest_category(self, column: str) -> Category | None:
        """Give the category that a plan has now, which must be there."""
        if not values.clean(self.row.text(column)):
            self.fault(column, "8910: the latest category is missing")
            return None
        return self._read(column, values.category, f"8910: {NOT_A_CATEGORY}")

    def fault(self, column: str, reason: str) -> None:
        """Note an error in this row."""
        self._findings.error(self.row.place, column, reason)

    def warn(self, column: str, reason: str) -> None:
        """Note a warning about this row."""
        self._findings.warn(self.row.place, column, reason)

    def _is_faulty(self, column: str) -> bool:
        return any(
            fault.place == self.row.place and fault.column == column
            for fault in self._findings.errors
        )

    def _read(
        self, column: str, read: Callable[[str], Value | None], reason: str
    ) -> Value | None:
        try:
            return read(self.row.text(column))
        except values.Unreadable:
            self.fault(column, reason)
            return None
