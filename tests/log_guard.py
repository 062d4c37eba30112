"""
The log guard: no log line of the whole run may name a person or repeat their words.

Whatever a test's code wrote to standard output, standard error or the logs is read when
the test ends; a leak fails that test. Programs that a test starts with files or pipes
of their own are checked by passing what they wrote to `check`.
Texts that tests type into forms contain `CANARY`, so that they are recognised anywhere.
"""

import re
from collections.abc import Generator
from typing import Final

import pytest

CANARY: Final = "quagga"

# The cast of tests/world.py and of the practice workspace. Some are ordinary words too
# ("grace", "dev"), so only as they are written in a name.
NAMES: Final = (
    *("Asha", "Ben", "Bea", "Carol", "Dev", "Esther", "Femi", "Gita", "Grace"),
    *("Hana", "Hetty", "Hugh", "Iain", "Ines", "Lena", "Piotr", "Quentin", "Sofia"),
    *("Tolliver", "Xan"),
)
# A calendar's token: whoever reads the log would have the key.
TOKEN: Final = r"cgcal-[\w-]{43}"
LEAK: Final = re.compile(rf"\b(?:{'|'.join(NAMES)})\b|{CANARY}|{TOKEN}", re.ASCII)
EMAIL: Final = re.compile(r"\b[\w.+-]+@example\.(?:org|net|com)\b")
# The folder of a test carries the test's name, which may name the cast.
TEST_FOLDER: Final = re.compile(r"\S*pytest-of-\S*")


def find_leaks(text: str) -> list[str]:
    """Return the lines of `text` that name a person or repeat what was typed."""
    return [
        line
        for line in text.splitlines()
        if LEAK.search(cleaned := TEST_FOLDER.sub("", line)) or EMAIL.search(cleaned)
    ]


def check(text: str) -> None:
    """
    Check what a program wrote to its logs.

    :raises AssertionError: if a line names a person or repeats what was typed.
    """
    leaks = find_leaks(text)
    assert not leaks, "names and texts may not reach the logs: " + "; ".join(leaks)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test at its end if what was captured of it holds a leak."""
    report = yield
    # Only now is everything in: set-up, the test itself and what follows it.
    if call.when == "teardown" and report.passed:
        written = "\n".join(text for _, text in report.sections)
        leaks = find_leaks(written)
        if leaks:
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid}: a log line names a person or repeats what was typed, "
                "and logs are read by people with no right to it:\n" + "\n".join(leaks)
            )
    return report
