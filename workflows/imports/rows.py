"""What a source file holds, and what is said about it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is counted in the report of an import."""

    PEOPLE = "people"
    MEMBERSHIPS = "memberships"
    ROLES = "roles"
    CHAIRS = "chairs"
    FAMILIES = "families"
    PLANS = "plans"
    CONFERENCES = "conferences"
    VISITS = "visits"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: a file and the row as a spreadsheet counts it."""

    file: str
    row: int


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One row of a source file; only the columns that a rule needs."""

    place: Place
    values: Mapping[str, str]

    def text(self, column: str) -> str:
        """Give what stands in a column, or nothing."""
        return self.values.get(column, "")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One source file: the columns it had, and its rows."""

    file: str
    columns: frozenset[str]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """
    Something wrong in a source file, in words that never repeat what stood there.

    Source: design 4.9, file, row, column, reason.
    """

    place: Place
    column: str
    reason: str


@dataclass
class Findings:
    """Faults as they are found: errors keep a row out, warnings do not."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def error(self, place: Place, column: str, reason: str) -> None:
        """Note why a row stays out."""
        self.errors.append(Fault(place=place, column=column, reason=reason))

    def warn(self, place: Place, column: str, reason: str) -> None:
        """Note what somebody should look at although the row is taken."""
        self.warnings.append(Fault(place=place, column=column, reason=reason))


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an import did: counts by kind, and every row that it kept out."""

    loaded: Mapping[Kind, int]
    changed: Mapping[Kind, int]
    unchanged: Mapping[Kind, int]
    quarantined: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    dry_run: bool = False
