"""A timeline in words: what the picture shows, said so that it can be heard."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from bot.words import short_day
from models.vocabulary import ConferenceKind, MeetingKind
from workflows.notices.messages import NAMES
from workflows.timelines.contents import (
    AgenciesPoint,
    ConferencePoint,
    MeetingMark,
    MeetingPoint,
    OverdueStep,
    RoundSpan,
    SignalSpan,
    SpreadPoint,
    Timeline,
)

ALT_LIMIT: Final = 2000
MEETINGS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.CORE_GROUP: "core group",
    MeetingKind.MIDWAY_REVIEW: "midway review",
    MeetingKind.QUICK_CHECK_IN: "quick check-in",
}
CONFERENCES: Final[Mapping[ConferenceKind, str]] = {
    ConferenceKind.INITIAL: "initial",
    ConferenceKind.REVIEW: "review",
    ConferenceKind.TRANSFER_IN: "transfer-in",
}
MARKS: Final[Mapping[MeetingMark, str]] = {
    MeetingMark.HELD: "held",
    MeetingMark.LATE: "held late",
    MeetingMark.CANCELLED: "cancelled",
    MeetingMark.SHORT_NOTICE: "cancelled at short notice",
}
Item = TypeVar("Item")


def span(timeline: Timeline) -> str:
    """Return from when to when it goes, and why from then."""
    since = "from the beginning" if timeline.is_whole else "since the last review"
    days = f"{_day(timeline.first_on)} to {_day(timeline.last_on)}"
    return f"{days}, {since}"


def lines(timeline: Timeline) -> tuple[str, ...]:
    """Return each lane as a sentence; a lane with nothing in it says so."""
    found = [
        _lane("Meetings", timeline.meetings, _meeting),
        _lane("Agencies at meetings", timeline.agencies, _agencies),
        _lane("Conferences", timeline.conferences, _conference),
        _lane("Rounds of views", timeline.rounds, _round),
        _lane("Notices", timeline.notices, lambda one: _at(NAMES[one.kind], one.on)),
        _lane("Actions overdue", timeline.overdue, _overdue),
        _lane("Changes of lead social worker", timeline.lead_changes, _day),
    ]
    if timeline.spreads is not None:
        spreads = _lane("Scores, lowest to highest", timeline.spreads, _spread)
        found.insert(2, spreads)
    if timeline.signals is not None:
        found.append(_lane("Signals", timeline.signals, _signal))
    return tuple(found)


def alt_text(timeline: Timeline) -> str:
    """Return it all in words, within Slack's limit; else how much is in each lane."""
    opening = f"{timeline.alias}: timeline, {span(timeline)}. "
    if timeline.is_empty:
        return f"{opening}Nothing is recorded."
    whole = opening + " ".join(lines(timeline))
    if len(whole) <= ALT_LIMIT:
        return whole
    counts = ", ".join(f"{name} {count}" for name, count in _counts(timeline))
    return f"{opening}{counts}. All of it stands in words below the picture."


def spread_in_words(point: SpreadPoint) -> str:
    """Return the ends of a spread, or the one score that all gave."""
    if point.lowest == point.highest:
        return str(point.lowest)
    return f"{point.lowest} to {point.highest}"


def _lane(name: str, items: Sequence[Item], said: Callable[[Item], str]) -> str:
    return f"{name}: {'; '.join(map(said, items)) or 'none'}."


def _counts(timeline: Timeline) -> Iterable[tuple[str, int]]:
    yield "meetings", len(timeline.meetings)
    yield "conferences", len(timeline.conferences)
    yield "rounds of views", len(timeline.rounds)
    yield "notices", len(timeline.notices)
    yield (
        "most actions overdue",
        max((one.overdue for one in timeline.overdue), default=0),
    )
    yield "changes of lead social worker", len(timeline.lead_changes)
    if timeline.signals is not None:
        yield "signals", len(timeline.signals)


def _meeting(one: MeetingPoint) -> str:
    return _at(f"{MEETINGS[one.kind]} {MARKS[one.mark]}", one.on)


def _agencies(one: AgenciesPoint) -> str:
    return _at(str(one.agencies), one.on)


def _spread(one: SpreadPoint) -> str:
    return _at(spread_in_words(one), one.on)


def _conference(one: ConferencePoint) -> str:
    late = ", late" if one.is_late else ""
    return f"{_at(CONFERENCES[one.kind], one.on)}{late}"


def _round(one: RoundSpan) -> str:
    ends = "still open" if one.closed_on is None else f"to {_day(one.closed_on)}"
    return f"{_day(one.opened_on)} {ends}, {one.answered} of {one.asked} answered"


def _overdue(one: OverdueStep) -> str:
    return f"{one.overdue} from {_day(one.on)}"


def _signal(one: SignalSpan) -> str:
    ends = "" if one.until is None else f" to {_day(one.until)}"
    return f"{one.name} since {_day(one.since)}{ends}"


def _at(what: str, on: date) -> str:
    return f"{what} on {_day(on)}"


def _day(day: date) -> str:
    return short_day(day)
