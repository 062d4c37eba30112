"""The log guard notices a name, an address or a typed text, and nothing else."""

import io
import subprocess
import sys

import pytest
import structlog

from bot import logs
from tests.architecture.source import PROJECT, write
from tests.log_guard import CANARY, check, find_leaks


@pytest.mark.parametrize(
    "line",
    [
        "view given member=Asha",
        "event='view given' by='Ben Okafor'",
        "looked up asha.verma@example.org",
        f"view given text='the {CANARY} was seen'",
        f"GET /calendar/cgcal-{'x' * 43}.ics",
    ],
)
def test_a_leak_is_found(line):
    assert find_leaks(f"round opened\n{line}\n") == [line]
    with pytest.raises(AssertionError):
        check(line)


@pytest.mark.parametrize(
    "line",
    [
        "view given member_id=3f2a round=CG-4817",
        "opening /tmp/pytest-of-root/pytest-0/test_Asha_gives_a_view0/bot.db",
        "DevTools listening on a socket",
        "the benefit of a dev server",
    ],
)
def test_what_names_nobody_is_left_alone(line):
    assert find_leaks(line) == []


NESTED = """
import logging
import sys

import pytest
import structlog


def test_by_logging():
    logging.getLogger('bot').warning('given by %s', {word!r})


def test_by_structlog():
    structlog.get_logger().info('view given', member={word!r})


def test_by_standard_error():
    sys.stderr.write({word!r})


@pytest.fixture
def closing():
    yield
    logging.getLogger('bot').error({word!r})


def test_by_what_follows(closing):
    assert closing is None
"""


@pytest.mark.parametrize(
    ("word", "outcome"), [("Asha", "4 passed, 4 errors"), ("3f2a", "4 passed")]
)
def test_a_whole_run_fails_for_a_leak_and_only_for_that(tmp_path, word, outcome):
    write(tmp_path, "conftest.py", "pytest_plugins = ('tests.log_guard',)\n")
    write(tmp_path, "test_nested.py", NESTED.format(word=word))
    ran = subprocess.run(
        (
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *("--rootdir", str(tmp_path), "-o", "log_level=INFO", str(tmp_path)),
        ),
        cwd=PROJECT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert outcome in ran.stdout.splitlines()[-1], ran.stdout
    assert (ran.returncode == 0) == (word == "3f2a")


@pytest.fixture
def _logging_as_before():
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("_logging_as_before")
def test_a_line_goes_to_where_standard_error_is_now(monkeypatch):
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    logs.set_up()
    log = structlog.get_logger()
    monkeypatch.setattr(sys, "stderr", second)
    first.close()

    log.warning("sweep failed", row="3f2a", person="nobody may read this")

    (line,) = second.getvalue().splitlines()
    assert '"row": "3f2a"' in line
    assert "nobody" not in line
