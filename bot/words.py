"""Dates, times and lists as people say them; days and hours are London's."""

from collections.abc import Sequence
from datetime import date, datetime

from workflows.clock import LONDON


def day(value: date) -> str:
    """Return a day with its weekday: Tuesday 5 May."""
    local = _local(value)
    return f"{local:%A} {local.day} {local:%B}"


def day_and_year(value: date) -> str:
    """Return a day with weekday and year, where it may be long past."""
    return f"{day(value)} {_local(value).year}"


def short_day(value: date) -> str:
    """Return a date with its year: 5 May 2026."""
    local = _local(value)
    return f"{local.day} {local:%B %Y}"


def time_of(value: datetime) -> str:
    """Return the time of day: 09:30."""
    return f"{value.astimezone(LONDON):%H:%M}"


def moment(value: datetime) -> str:
    """Return a day and time: Tuesday 5 May, 09:30."""
    return f"{day(value)}, {time_of(value)}"


def due(limit: date, *, is_late: bool) -> str:
    """Return by when something must be, also when that day is past."""
    if is_late:
        return f"as soon as can be, as it was due by {day(limit)}"
    return f"by {day(limit)}"


def listed(words: Sequence[object]) -> str:
    """Return things as a sentence lists them: one, two and three."""
    *others, last = [str(word) for word in words] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def capital(text: str) -> str:
    """Return text as a line begins: Father 2."""
    return text[:1].upper() + text[1:]


def _local(value: date) -> date:
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value
