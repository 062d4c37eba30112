"""Counting what an import does, while it does it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from sqlmodel import Session

from models.sealed import ring
from workflows import clock
from workflows.imports.rows import Findings, Kind, Report
from workflows.profile import Profile


class Outcome(Enum):
    """What became of one thing."""

    LOADED = "loaded"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class Tally:
    """Counts by kind and outcome, and every fault that was found."""

    findings: Findings = field(default_factory=Findings)
    counts: dict[Outcome, Counter[Kind]] = field(
        default_factory=lambda: {outcome: Counter() for outcome in Outcome}
    )

    def count(self, kind: Kind, outcome: Outcome) -> None:
        """Count one thing."""
        self.counts[outcome][kind] += 1

    def add(self, findings: Findings) -> None:
        """Take over what somebody else found."""
        self.findings.errors += findings.errors
        self.findings.warnings += findings.warnings

    def report(self, *, dry_run: bool) -> Report:
        """Return the counts and the faults, each fault once."""
        return Report(
            loaded=dict(self.counts[Outcome.LOADED]),
            changed=dict(self.counts[Outcome.CHANGED]),
            unchanged=dict(self.counts[Outcome.UNCHANGED]),
            quarantined=tuple(dict.fromkeys(self.findings.errors)),
            warnings=tuple(dict.fromkeys(self.findings.warnings)),
            dry_run=dry_run,
        )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one unit of work of an import has in front of it."""

    session: Session
    now: datetime
    profile: Profile
    tally: Tally

    @property
    def today(self) -> date:
        """Return the day in London."""
        return clock.today(self.now)

    def key(self, purpose: str, source: str) -> str:
        """Return what a source's identifier is known by here; it tells nothing."""
        return ring(self.session).opaque(purpose, source)
