"""When the children of many families were last seen: records, views and imports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from models.queries import drift_views as view_queries
from models.queries import drift_visits as visit_queries
from models.tables.plans import Child
from workflows import audit, clock
from workflows.actor import CLOCK
from workflows.drift import known
from workflows.drift.batch import Batch, By
from workflows.timescales import after

# What a view says of a visit is older than any record after half a year.
VIEWS_LOOKED_BACK: Final = timedelta(weeks=26)
BABY_AGE: Final = 1


def seen(asked: Batch, plans: By) -> dict[str, list[known.Seen]]:
    """
    Return when each child was last seen, by records, views and imports together.

    A visit that was imported is the social worker's: the council's own system has it.
    """
    said = _said(asked, plans)
    found: dict[str, dict[str, known.Seen]] = defaultdict(dict)
    for group_id, rows in plans.items():
        for _, child_id, number, *_, is_unborn in rows:
            if child_id in said and not is_unborn:
                found[group_id][child_id] = known.Seen(
                    number=number,
                    known_on=max(row[0] for row in said[child_id]),
                    by_worker_on=_newest(row[1] for row in said[child_id]),
                    by_anyone_on=_newest(row[2] for row in said[child_id]),
                )
    babies = _babies(asked, found)
    return {
        group_id: [
            known.Seen(**{**vars(one), "is_under_one": child_id in babies})
            for child_id, one in children.items()
        ]
        for group_id, children in found.items()
    }


def _said(
    asked: Batch, plans: By
) -> dict[str, list[tuple[date, date | None, date | None]]]:
    """Return, for each child, up to when it is known and when who saw the child."""
    said: dict[str, list[tuple[date, date | None, date | None]]] = defaultdict(list)
    for child_id, known_on, by_worker, by_anyone in visit_queries.list_seen(
        asked.session, asked.ids
    ):
        said[child_id].append((known_on, by_worker, by_anyone))
    since = asked.today - VIEWS_LOOKED_BACK
    for child_id, given_at, by_worker, by_anyone in view_queries.list_seen(
        asked.session, asked.ids, since=since
    ):
        said[child_id].append((clock.today(given_at), by_worker, by_anyone))
    for rows in plans.values():
        for _, child_id, *_, visited_on, known_on, _ in rows:
            if known_on is not None:
                said[child_id].append((known_on, visited_on, visited_on))
    return said


def _newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _babies(
    asked: Batch, found: Mapping[str, Mapping[str, known.Seen]]
) -> frozenset[str]:
    """
    Return the children under one, of those for whom it makes a difference.

    An age is sealed and is opened only for a child whom a shorter limit would concern.
    """
    rule, calendar = asked.profile.drift.not_seen_under_one, asked.profile.calendar
    doubtful = [
        child_id
        for children in found.values()
        for child_id, one in children.items()
        if one.by_anyone_on is None
        or after(one.by_anyone_on, rule, calendar) < one.known_on
    ]
    if not doubtful:
        return frozenset()
    reader = audit.reading(
        asked.session,
        actor=CLOCK,
        event="ages worked out",
        now=asked.now,
        group_id=None,
        subject=str(len(doubtful)),
    )
    babies = set()
    for child_id in doubtful:
        born = reader.text(asked.session.get_one(Child, child_id), "birth_month")
        if born is not None and _is_under_one(born, asked.today):
            babies.add(child_id)
    return frozenset(babies)


def _is_under_one(birth_month: str, today: date) -> bool:
    year, month = (int(part) for part in birth_month.split("-")[:2])
    # Only the month is known: until it is over, the child may still be under one.
    return today.year - year - (today.month <= month) < BABY_AGE
