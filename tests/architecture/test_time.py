"""Time is an argument; nothing is scheduled in the hours that come twice."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, called, calls, read, write

CLOCK = "workflows/clock.py"
OF_THE_BOT = ("bot", "workflows", "models")
READS_THE_CLOCK = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
)
NAIVE = ("datetime.utcnow", "datetime.utcfromtimestamp", "datetime.today")
# When summer time ends, 01:30 in London comes twice; when it begins, never.
QUIET_HOURS = {23, 0, 1, 2}


def find_clock_readers(folder: Path) -> list[str]:
    """Return the places, other than the clock, that read the clock."""
    return [
        f"{source.at(call)} {called(call)}"
        for source in read(folder, within=OF_THE_BOT)
        if source.name != CLOCK
        for call in calls(source.tree)
        if _ends_with(called(call), READS_THE_CLOCK)
    ]


def find_naive_datetimes(folder: Path) -> list[str]:
    """Return the datetimes made without a zone."""
    return [
        f"{source.at(call)} {called(call)}"
        for source in read(folder, within=OF_THE_BOT)
        for call in calls(source.tree)
        if _is_naive(call)
    ]


def find_night_sweeps(folder: Path) -> list[str]:
    """Return the hours in the scheduler between 23:00 and 02:59 London."""
    path = folder / "bot" / "scheduler.py"
    if not path.exists():
        return []
    return [
        f"bot/scheduler.py:{call.lineno} hour {hour}"
        for call in calls(ast.parse(path.read_text()))
        for hour in _hours(call)
        if hour in QUIET_HOURS
    ]


def _ends_with(name: str, endings: tuple[str, ...]) -> bool:
    return any(name == ending or name.endswith(f".{ending}") for ending in endings)


def _is_naive(call: ast.Call) -> bool:
    name = called(call)
    if _ends_with(name, NAIVE):
        return True
    named = {keyword.arg for keyword in call.keywords}
    if _ends_with(name, ("datetime.now",)):
        return not call.args and "tz" not in named
    if _ends_with(name, ("datetime.fromtimestamp",)):
        return len(call.args) < 2 and "tz" not in named
    if name in {"datetime", "datetime.datetime"}:
        return "tzinfo" not in named and len(call.args) < 8
    return False


def _hours(call: ast.Call) -> Iterator[int]:
    """Yield the hours of `time(7, 40)`, `hour=7`, `hour="7-9,23"` and crontabs."""
    if called(call) in {"time", "datetime.time"} and call.args:
        yield from _spread(call.args[0])
    for keyword in call.keywords:
        if keyword.arg == "hour":
            yield from _spread(keyword.value)
    if called(call).endswith("from_crontab") and call.args:
        crontab = ast.literal_eval(call.args[0])
        yield from _spread(ast.Constant(str(crontab).split()[1]))


def _spread(value: ast.expr) -> Iterator[int]:
    if not isinstance(value, ast.Constant):
        return
    for part in str(value.value).split(","):
        first, _, last = part.partition("-")
        if first.startswith("*"):
            yield from range(24)
        else:
            yield from range(int(first), int(last or first) + 1)


def test_only_the_clock_reads_the_clock():
    found = find_clock_readers(PROJECT)

    assert not found, f"what reads the clock cannot be tested at the edges: {found}"


def test_every_datetime_has_a_zone():
    found = find_naive_datetimes(PROJECT)

    assert not found, f"a time without a zone is an hour wrong half the year: {found}"


def test_no_sweep_runs_in_the_hours_that_come_twice_or_never():
    found = find_night_sweeps(PROJECT)

    assert not found, (
        "a cron at 01:30 London fired twice on 25 October 2026, and nobody reads a "
        f"message at night: {found}"
    )


@pytest.mark.parametrize(
    "line", ["datetime.now(tz=UTC)", "dt.date.today()", "time.time()"]
)
def test_a_second_reader_of_the_clock_is_found(tmp_path, line):
    write(tmp_path, CLOCK, f"{line}\n")
    write(tmp_path, "workflows/plans/policy.py", f"{line}\n")

    assert find_clock_readers(tmp_path) == [
        f"workflows/plans/policy.py:1 {line.partition('(')[0]}"
    ]


@pytest.mark.parametrize(
    ("line", "is_naive"),
    [
        ("datetime(2026, 3, 29, 1, 30)", True),
        ("datetime(2026, 3, 29, tzinfo=UTC)", False),
        ("datetime.now()", True),
        ("datetime.now(UTC)", False),
        ("datetime.fromtimestamp(0)", True),
        ("datetime.fromtimestamp(0, tz=UTC)", False),
        ("datetime.utcnow()", True),
    ],
)
def test_a_naive_datetime_is_found(tmp_path, line, is_naive):
    write(tmp_path, "models/plans.py", f"{line}\n")

    assert bool(find_naive_datetimes(tmp_path)) == is_naive


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("CronTrigger(hour=1, minute=30)", True),
        ("CronTrigger(hour='7-9,23')", True),
        ("CronTrigger(hour='*/2')", True),
        ("CronTrigger.from_crontab('30 0 * * *')", True),
        ("time(2, 59)", True),
        ("time(3, 0)", False),
        ("CronTrigger(hour=22, minute=59)", False),
    ],
)
def test_a_sweep_at_night_is_found(tmp_path, line, is_found):
    write(tmp_path, "bot/scheduler.py", f"{line}\n")

    assert bool(find_night_sweeps(tmp_path)) == is_found
