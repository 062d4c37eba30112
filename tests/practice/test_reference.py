"""docs/reference/practice-workspace.md names all that the workspace has."""

import re
from pathlib import Path

import pytest

from practice import control, faults
from practice.web_api.catalogue import METHODS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "practice-workspace.md"


def documented_methods(page):
    """Return every method, with `chat.{update,delete}` written out."""
    found = set(re.findall(r"`([a-zA-Z]+(?:\.[a-zA-Z]+)+)`", page))
    for family, names in re.findall(r"`([a-zA-Z]+)\.\{([^}]*)\}`", page):
        found |= {f"{family}.{name}" for name in names.split(",")}
    return found


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_every_method_is_documented(page):
    assert METHODS.keys() <= documented_methods(page)


def test_every_act_is_documented(page):
    table = page.partition("## Control API")[2].partition("## Faults")[0]
    named = set(re.findall(r"`([a-z-]+)`", table))

    assert control.ACTS.keys() <= named


def test_every_fault_is_documented(page):
    table = page.partition("## Faults")[2]

    assert set(re.findall(r"`([a-z_]+)`", table)) >= faults.KINDS
