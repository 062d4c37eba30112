"""Every practice rule is applied and proved by something, and numbered truly."""

import ast
import importlib
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.architecture.source import PROJECT

PAGE = PROJECT / "docs" / "reference" / "practice-rules.md"
PROFILES = PROJECT / "workflows" / "profiles"
CODE = re.compile(r"`([^`]+)`")
NUMBER = re.compile(
    r"`(?P<key>[a-z_]+\.[a-z_]+(?:\.\d+)?)` (?P<value>\d+)\b(?P<where>.*)"
)


class Rule(NamedTuple):
    """One line of the page."""

    sentence: str
    number: str
    source: str
    applied_by: str
    proved_by: str


def rules_of(text: str) -> list[Rule]:
    """Return the rules that a page holds in its tables."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [
        Rule(*row)
        for row in cells
        if len(row) == len(Rule._fields) and row[0] not in {"rule", ""}
    ]


def is_there(name: str) -> bool:
    """Whether a dotted name, `workflows.working_days.Calendar`, leads to something."""
    module, _, last = name.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), last)
    except ModuleNotFoundError:
        return False


def is_test(name: str, folder: Path = PROJECT) -> bool:
    """Whether `tests/x/test_y.py::test_z` is a test that is there."""
    path, _, test = name.partition("::")
    if not (folder / path).is_file():
        return False
    tree = ast.parse((folder / path).read_text())
    return test in {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef)
    }


def number_in_profile(key: str, where: str) -> Any:
    """Return the number that a profile gives; `england-default` unless one is named."""
    named = re.search(r"in `([a-z-]+)`", where)
    name = named.group(1) if named else "england-default"
    profile = tomllib.loads((PROFILES / f"{name}.toml").read_text())
    section, rule, *rung = key.split(".")
    found = profile[section][rule]
    # One rung of a ladder is named by its number.
    return (found[int(rung[0]) - 1] if rung else found)["value"]


RULES = rules_of(PAGE.read_text())


def test_there_are_rules():
    assert len(RULES) > 10


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence[:50])
def test_a_rule_is_applied_and_proved_by_what_is_there(rule):
    assert rule.source, "a rule without a source is an opinion"
    assert CODE.findall(rule.applied_by)
    assert CODE.findall(rule.proved_by)
    assert [name for name in CODE.findall(rule.applied_by) if not is_there(name)] == []
    assert [name for name in CODE.findall(rule.proved_by) if not is_test(name)] == []


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if NUMBER.match(rule.number)],
    ids=lambda rule: rule.sentence[:50],
)
def test_the_number_on_the_page_is_the_number_in_the_profile(rule):
    found = NUMBER.match(rule.number)

    assert found is not None
    assert number_in_profile(found["key"], found["where"]) == int(found["value"])


def test_a_rule_that_nothing_applies_or_proves_is_found():
    assert is_there("workflows.working_days.Calendar")
    assert not is_there("workflows.working_days.Almanac")
    assert not is_there("workflows.nowhere.Calendar")
    assert is_test("tests/docs/test_practice_rules.py::test_there_are_rules")
    assert not is_test("tests/docs/test_practice_rules.py::test_nothing")
    assert not is_test("tests/docs/nowhere.py::test_nothing")
