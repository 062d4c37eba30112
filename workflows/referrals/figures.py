"""
How referrals were answered, by team and by who referred: counts, never a person.

Access table, row 67: timeliness figures without names.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import referrals as queries
from models.tables.referrals import Referral
from workflows import clock
from workflows.profile import Profile
from workflows.referrals import facts, policy


@dataclass(frozen=True, kw_only=True)
class Figure:
    """The referrals of one source to one team: how many, and how they were answered."""

    team: str
    source: str
    made: int
    acknowledged_in_time: int
    answered_in_time: int
    answered_late: int
    overdue: int
    waiting: int


def count(
    session: Session, first: date, last: date, *, now: datetime, profile: Profile
) -> tuple[Figure, ...]:
    """
    Count the referrals that were made between two days, both included.

    Overdue is what has no answer after its three days; waiting is what still has time,
    or where the team waits for more.
    """
    found: dict[tuple[str, str], list[Referral]] = defaultdict(list)
    begins, ends = clock.at(first, 0), clock.at(last, 23, 59)
    for row in queries.list_made(session, since=begins, until=ends):
        team = facts.team_of(session, row).name
        source = policy.SOURCES.get(row.source_code, "not known")
        found[team, source].append(row)
    return tuple(
        _figure(team, source, rows, now=now, profile=profile)
        for (team, source), rows in sorted(found.items())
    )


def _figure(
    team: str, source: str, rows: Iterable[Referral], *, now: datetime, profile: Profile
) -> Figure:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts["made"] += 1
        counts[_standing(row, now=now, profile=profile)] += 1
        acknowledged = row.acknowledged_at
        last = policy.acknowledge_by(row.made_at, profile)
        if acknowledged is not None and clock.today(acknowledged) <= last:
            counts["acknowledged_in_time"] += 1
    names = (
        *("made", "acknowledged_in_time", "answered_in_time", "answered_late"),
        *("overdue", "waiting"),
    )
    return Figure(team=team, source=source, **{name: counts[name] for name in names})


def _standing(row: Referral, *, now: datetime, profile: Profile) -> str:
    by = policy.answer_by(row.clock_from, profile)
    if row.ended_at is not None:
        return "answered_in_time" if row.ended_at <= by else "answered_late"
    return "overdue" if now > by and not row.asks_more else "waiting"
