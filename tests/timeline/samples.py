"""Timelines to look at and to try limits with: invented, as long as one likes."""

from datetime import date, timedelta

from models.vocabulary import ConferenceKind, MeetingKind, NoticeKind
from workflows.timelines.contents import (
    AgenciesPoint,
    ConferencePoint,
    MeetingMark,
    MeetingPoint,
    NoticePoint,
    OverdueStep,
    RoundSpan,
    SignalSpan,
    SpreadPoint,
    Timeline,
)

FIRST = date(2025, 12, 1)
LAST = date(2027, 3, 31)
MARKS = (
    MeetingMark.HELD,
    MeetingMark.SHORT_NOTICE,
    MeetingMark.LATE,
    MeetingMark.CANCELLED,
)


def sample_timeline(*, count: int = 4, alias: str = "CG-4817") -> Timeline:
    """Make a timeline with so many things in each lane."""
    days = [FIRST + (LAST - FIRST) * n / max(count, 1) for n in range(count)]
    kinds = list(NoticeKind)
    return Timeline(
        alias=alias,
        first_on=FIRST,
        last_on=LAST,
        is_whole=True,
        meetings=tuple(
            MeetingPoint(on=day, kind=MeetingKind.CORE_GROUP, mark=MARKS[n % 4])
            for n, day in enumerate(days)
        ),
        agencies=tuple(
            AgenciesPoint(on=day, agencies=max(12 - n, 4)) for n, day in enumerate(days)
        ),
        spreads=tuple(
            SpreadPoint(on=day, lowest=2, highest=2 + n % 5)
            for n, day in enumerate(days)
        ),
        rounds=tuple(
            RoundSpan(
                opened_on=day,
                closed_on=None if n == count - 1 else day + timedelta(days=14),
                asked=6,
                answered=n % 7,
            )
            for n, day in enumerate(days)
        ),
        conferences=tuple(
            ConferencePoint(on=day, kind=ConferenceKind.REVIEW, is_late=n % 2 == 1)
            for n, day in enumerate(days)
        ),
        notices=tuple(
            NoticePoint(on=day, kind=kinds[n % len(kinds)])
            for n, day in enumerate(days)
        ),
        overdue=tuple(OverdueStep(on=day, overdue=n % 3) for n, day in enumerate(days)),
        lead_changes=tuple(days[1::2]),
        signals=tuple(
            SignalSpan(
                name="low scores that nobody has challenged",
                since=day,
                until=None if n % 2 else day + timedelta(days=60),
            )
            for n, day in enumerate(days)
        ),
    )


def empty_timeline() -> Timeline:
    """Make the timeline of a core group that began today."""
    return Timeline(
        alias="CG-4817", first_on=FIRST, last_on=FIRST, is_whole=True, spreads=()
    )
