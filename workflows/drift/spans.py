"""From when to when each signal stood, for the timeline: kinds and days only."""

from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session

from models.queries import alerts as queries
from models.tables.drift import AlertSignal
from workflows import clock
from workflows.drift import policy
from workflows.drift.policy import INTIMIDATION, SIGNALS
from workflows.timelines.contents import SignalSpan


def spans(session: Session, group_id: str) -> tuple[SignalSpan, ...]:
    """
    Return the signals of a core group from when to when, those that went too.

    A signal that went on with other facts is one. That somebody feels intimidated is
    never among them: a timeline is seen by more people than may know of it.
    """
    ids = [alert.id for alert in queries.list_of_group(session, group_id)]
    rows = [
        row
        for row in queries.list_every_signal(session, ids)
        if row.name != INTIMIDATION
    ]
    rows.sort(key=lambda row: (policy.order(row.name), row.raised_at))
    return tuple(
        span
        for name, of_name in groupby(rows, key=lambda row: row.name)
        for span in _of_one(name, list(of_name))
    )


def _of_one(name: str, rows: list[AlertSignal]) -> Iterator[SignalSpan]:
    first, last = rows[0], rows[0]
    for row in rows[1:]:
        if last.gone_at is not None and row.raised_at > last.gone_at:
            yield _span(name, first, last)
            first = row
        last = row
    yield _span(name, first, last)


def _span(name: str, first: AlertSignal, last: AlertSignal) -> SignalSpan:
    return SignalSpan(
        name=SIGNALS[name].title,
        since=first.since_on,
        until=None if last.gone_at is None else clock.today(last.gone_at),
    )
