"""Whether what a story expects came: in time, late, too early, or never. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.replay.running import Told
from bot.replay.story import ANYBODY, Expectation, Variant


class Verdict(StrEnum):
    """What became of one expectation."""

    MET = "met"
    LATE = "late"
    EARLY = "too early"
    MISSING = "missing"
    UNWANTED = "came, and must not"
    NOT_YET = "not yet"


FAILURES = frozenset({Verdict.LATE, Verdict.EARLY, Verdict.MISSING, Verdict.UNWANTED})


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One expectation, when it came, and how late that was."""

    expected: Expectation
    earliest: date
    latest: date
    verdict: Verdict
    came_on: date | None = None

    @property
    def days_late(self) -> int:
        """Give by how many days it came late; nought if it did not."""
        is_late = self.verdict is Verdict.LATE and self.came_on is not None
        return (self.came_on - self.latest).days if is_late and self.came_on else 0


def judge(
    expects: Iterable[Expectation], told: Sequence[Told], variant: Variant
) -> tuple[Judged, ...]:
    """Judge every expectation of a story by what was told in one variant."""
    return tuple(_judge(one, told, variant) for one in expects)


def is_well(judged: Iterable[Judged]) -> bool:
    """Say whether nothing that was asked for failed."""
    return not any(one.verdict in FAILURES for one in judged)


def _judge(one: Expectation, told: Sequence[Told], variant: Variant) -> Judged:
    first, last = one.earliest.at(variant), one.latest.at(variant)
    came = sorted(message.on for message in told if _is_it(one, message))
    verdict, on = Verdict.NOT_YET, None
    if not one.is_waiting:
        verdict, on = _verdict(came, first, last, never=one.never)
    return Judged(
        expected=one, earliest=first, latest=last, verdict=verdict, came_on=on
    )


def _verdict(
    came: Sequence[date], first: date, last: date, *, never: bool
) -> tuple[Verdict, date | None]:
    in_time = [day for day in came if first <= day <= last]
    if never:
        return (Verdict.UNWANTED, in_time[0]) if in_time else (Verdict.MET, None)
    if in_time:
        return Verdict.MET, in_time[0]
    late = [day for day in came if day > last]
    if late:
        return Verdict.LATE, late[0]
    return (Verdict.EARLY, came[-1]) if came else (Verdict.MISSING, None)


def _is_it(one: Expectation, message: Told) -> bool:
    is_there = message.group in {"", one.group}
    is_mentioned = one.mentions is None or one.mentions in message.mentions
    return (
        is_there
        and is_mentioned
        and one.to in {message.to, ANYBODY}
        and one.is_message(message.kind)
    )
