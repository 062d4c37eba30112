"""Timelines, and what was known on a past day, at their shortest and longest."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import as_at, timeline
from models.vocabulary import NoticeKind
from tests.gallery import facts
from tests.timeline.samples import empty_timeline, sample_timeline
from workflows.overview.as_at import MOST, AsAt, AskForm, Line
from workflows.overview.as_at_debts import Owing
from workflows.overview.as_at_rows import Event, Known

MANY: Final = 120
SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"


def timeline_views() -> dict[str, Block]:
    """Return every page of timelines and of what was known on a day."""
    longest = sample_timeline(count=MANY, alias=facts.LONG_ALIAS)
    return {
        "timeline-empty": timeline.page(facts.ROUND, empty_timeline()),
        "timeline": timeline.page(facts.ROUND, sample_timeline()),
        "timeline-no-scores": timeline.page(
            facts.ROUND,
            replace(sample_timeline(), spreads=None, signals=None, is_whole=False),
        ),
        "timeline-picture": timeline.page(facts.ROUND, sample_timeline(), "F0000001"),
        "timeline-longest": timeline.page(facts.ROUND, longest, "F0000001"),
        "as-at-ask": as_at.ask(_ask()),
        "as-at-nothing": as_at.page(_as_at(0)),
        "as-at": as_at.page(_as_at(2)),
        "as-at-longest": as_at.page(_as_at(MANY)),
    }


def _ask() -> AskForm:
    return AskForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        first_on=facts.CLOSES - timedelta(days=400),
        last_on=facts.CLOSES,
    )


def _as_at(count: int) -> AsAt:
    lines = tuple(
        Line(
            what=list(Owing)[n % len(Owing)],
            who=SOMEBODY if count > 2 else "Ben (Health visiting)",
            about_on=facts.CLOSES,
            due_on=facts.CLOSES,
            answered_on=facts.CLOSES,
            is_overdue=n % 2 == 1,
        )
        for n in range(count)
    )
    known = tuple(
        Known(
            on=facts.CLOSES,
            recorded_on=facts.CLOSES + timedelta(days=n % 2),
            what=Event.NOTICE,
            kind=NoticeKind.ADULT_MENTAL_HEALTH,
            version=1 + n % 2,
        )
        for n in range(min(count, MOST))
    )
    return AsAt(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if count > 2 else facts.ALIAS,
        day=facts.CLOSES,
        members=tuple(line.who for line in lines[:40]),
        chair=facts.LONG_NAME if count else None,
        known=known,
        older=max(0, count - MOST),
        owed=tuple(replace(line, answered_on=None) for line in lines),
        answered=lines,
    )
