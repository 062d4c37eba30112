"""The page of practice rules is true: functions, tests, numbers and sources exist."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import pytest

from workflows import timescales
from workflows.packs.questions import QUESTIONS
from workflows.profile import (
    Conferences,
    CoreGroups,
    Notices,
    Packs,
    Rule,
    Statements,
)

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs/reference/practice-rules.md").read_text(encoding="utf-8")
SECTIONS = {
    "core_groups": CoreGroups,
    "conferences": Conferences,
    "statements": Statements,
    "packs": Packs,
    "notices": Notices,
}
FUNCTIONS = sorted(set(re.findall(r"`(workflows(?:\.\w+)+)`", PAGE)))
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
KEY = re.compile(r"\[[A-Z]+-[A-Z]+\]")
RULES = [
    (section, part.name)
    for section, shape in SECTIONS.items()
    for part in fields(shape)
]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_that_the_page_names_exists(name):
    module, _, function = name.rpartition(".")

    assert hasattr(importlib.import_module(module), function)


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_every_test_that_the_page_names_exists(path, name):
    source = (PROJECT / path).read_text(encoding="utf-8")

    assert f"def {name}(" in source


def test_the_page_names_functions_and_tests():
    assert len(FUNCTIONS) > 20
    assert len(TESTS) > 30


@pytest.mark.parametrize(("section", "name"), RULES)
def test_every_number_of_a_profile_is_on_the_page_as_it_is(section, name):
    # The one local rule is not in the default, and stands as Tees has it.
    profiles = (timescales.load(area) for area in ("england-default", "tees"))
    found = (getattr(getattr(profile, section), name) for profile in profiles)
    rule = next(rule for rule in found if isinstance(rule, Rule))

    row = next(line for line in PAGE.splitlines() if f"`{section}.{name}`" in line)

    assert re.search(rf"\b{rule.value} {rule.unit}\b", row)


@pytest.mark.parametrize("ask", QUESTIONS)
def test_every_question_has_its_rule(ask):
    assert f"`{ask.__module__}.{ask.__name__}`" in PAGE


def test_every_source_key_of_a_profile_is_explained():
    listed = PAGE.partition("## Sources")[2]
    written = "".join(
        path.read_text(encoding="utf-8") for path in timescales.SHIPPED.glob("*.toml")
    )

    missing = set(KEY.findall(written + PAGE)) - set(KEY.findall(listed))

    assert not missing
