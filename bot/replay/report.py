"""The report of a replay, for a manager to read: day, to whom, what; then the score."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from bot.replay.cast import called
from bot.replay.judging import Judged, Verdict
from bot.replay.running import Replayed, Told
from bot.replay.story import ANYBODY, CHANNEL, Story


def lines(story: Story, replayed: Replayed, judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the report of one variant, line by line."""
    which = f", {replayed.variant.value} days" if len(story.variants) > 1 else ""
    yield f"{story.title} (rules: {replayed.profile}{which})"
    if story.source:
        yield f"Source: {story.source}"
    for day, begun in groupby(_runs(replayed.told), key=lambda one: one.told.on):
        yield ""
        yield _long(day)
        yield from _of_day(list(begun))
    yield ""
    yield "What was expected"
    for one in judged:
        yield from _judged(one)
    yield from _leaks(replayed)
    if story.gaps:
        yield ""
        yield "Known gaps: in the review, and not in the bot"
        yield from (f"  {gap}" for gap in story.gaps)
    yield ""
    yield _score(judged)


# After longer, the same words are about something else.
SOON: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class _Run:
    """One message, and how often it then came again in the same words."""

    told: Told
    times: int
    until: date

    def goes_on(self, one: Told) -> bool:
        """Say whether a message only repeats this one, soon after it."""
        return one.text == self.told.text and one.on - self.until <= SOON

    @property
    def said(self) -> str:
        if self.times == 1:
            return self.told.text
        # Said twice is: again once.
        often = "once" if self.times == 2 else f"{self.times - 1} times"  # noqa: PLR2004
        again = f"again {often}, until {_short(self.until)}"
        return f"{self.told.text} ({again})"


def _runs(told: Sequence[Told]) -> list[_Run]:
    """Return what was told, one that only repeats the last of its kind left out."""
    runs: list[_Run] = []
    last: dict[tuple[str, str, str], int] = {}
    for one in told:
        key = (one.to, one.kind, one.group)
        number = last.get(key)
        if number is not None and runs[number].goes_on(one):
            runs[number] = replace(
                runs[number], times=runs[number].times + 1, until=one.on
            )
        else:
            last[key] = len(runs)
            runs.append(_Run(told=one, times=1, until=one.on))
    return runs


def _of_day(begun: Sequence[_Run]) -> Iterator[str]:
    """Yield what was said on one day, once for all who were told the same."""
    said = sorted((one.said, one.told.kind, _to(one.told.to)) for one in begun)
    for (text, _), same in groupby(said, key=lambda one: one[:2]):
        yield f"  {', '.join(sorted({one[2] for one in same}))}:"
        yield f"      {text}"


def _judged(one: Judged) -> Iterator[str]:
    wanted = one.expected
    yield f"  {one.verdict.value}: {wanted.row or wanted.message}"
    about = f" about {wanted.mentions}" if wanted.mentions else ""
    never = "never " if wanted.never else ""
    yield (
        f"      {never}{wanted.message}{about} to {_to(wanted.to)}, "
        f"{_span(one.earliest, one.latest)}: {_came(one)}"
    )


def _span(first: date, last: date) -> str:
    if first == last:
        return f"on {_short(first)}"
    return f"between {_short(first)} and {_short(last)}"


def _came(one: Judged) -> str:
    if one.verdict is Verdict.NOT_YET:
        return f"needs {one.expected.needs}, which is not built"
    if one.came_on is None:
        return "did not come"
    late = f", late by {one.days_late} days" if one.days_late else ""
    return f"came on {_short(one.came_on)}{late}"


def _leaks(replayed: Replayed) -> Iterator[str]:
    if replayed.leaks:
        yield ""
        yield "Text that must not be sent"
        yield from (f"  {leak}" for leak in replayed.leaks)


def _score(judged: Sequence[Judged]) -> str:
    count = Counter(one.verdict for one in judged)
    asked = len(judged) - count[Verdict.NOT_YET]
    late = max((one.days_late for one in judged), default=0)
    return (
        f"Of {asked} expected, {count[Verdict.MET]} were met, "
        f"{count[Verdict.LATE]} late (by {late} days at most), "
        f"{count[Verdict.EARLY]} too early, {count[Verdict.MISSING]} missing, "
        f"{count[Verdict.UNWANTED]} unwanted; "
        f"{count[Verdict.NOT_YET]} are not asked yet."
    )


def _to(who: str) -> str:
    if who == ANYBODY:
        return who
    return "the core group's channel" if who == CHANNEL else called(who)


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
