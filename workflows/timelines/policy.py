"""Which day a timeline begins on, what a meeting was, what is overdue when. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from workflows.timelines.contents import MeetingMark, OverdueStep

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One meeting as the rule looks at it."""

    held_on: date | None
    limit_on: date | None
    is_cancelled: bool
    is_short_notice: bool


@dataclass(frozen=True, kw_only=True)
class Promise:
    """By when an action was due, from the day on which that was agreed."""

    agreed_on: date
    due_on: date


def mark(meeting: Dated) -> MeetingMark | None:
    """Return what became of a meeting, or nothing while that is not known."""
    if meeting.is_cancelled:
        short, other = MeetingMark.SHORT_NOTICE, MeetingMark.CANCELLED
        return short if meeting.is_short_notice else other
    if meeting.held_on is None:
        return None
    is_late = meeting.limit_on is not None and meeting.held_on > meeting.limit_on
    return MeetingMark.LATE if is_late else MeetingMark.HELD


def overdue_spans(
    promises: Sequence[Promise], ended_on: date | None, *, today: date
) -> Iterable[tuple[date, date]]:
    """
    Yield the days, first and last, on which one action was overdue.

    What is put off is overdue no longer, until its new day is past too.
    """
    last = today if ended_on is None else ended_on - ONE_DAY
    ends = [*(after.agreed_on - ONE_DAY for _, after in pairwise(promises)), last]
    for promise, end in zip(promises, ends, strict=True):
        first = max(promise.due_on + ONE_DAY, promise.agreed_on)
        if first <= min(end, last):
            yield first, min(end, last)


def overdue_steps(
    spans: Iterable[tuple[date, date]], *, first_on: date, last_on: date
) -> tuple[OverdueStep, ...]:
    """Return each day on which the number of overdue actions changes, and to what."""
    changes: Counter[date] = Counter()
    for first, last in spans:
        if last < first_on or first > last_on:
            continue
        changes[max(first, first_on)] += 1
        changes[last + ONE_DAY] -= 1
    steps, overdue = [], 0
    for day in sorted(changes):
        if changes[day] and day <= last_on:
            overdue += changes[day]
            steps.append(OverdueStep(on=day, overdue=overdue))
    return tuple(steps)
