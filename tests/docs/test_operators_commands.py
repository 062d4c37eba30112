"""The page of commands has every command that there is, with its options."""

import re

import pytest
import typer.main

from bot.cli import main
from bot.commands import COMMANDS
from tests.architecture.source import PROJECT
from tests.docs.test_commands import CODE
from tests.docs.test_links import pages

PAGE = (PROJECT / "docs" / "reference" / "commands.md").read_text()
ROW = re.compile(
    r"^\| `coregroup (?P<name>[a-z ]+)` \|[^|]+\| (?P<options>[^|]*)\|$", re.M
)
WORD = re.compile(r"^\| `(?P<word>[a-z]+)` \|", re.MULTILINE)
# Not a part of a path or a name, `secrets/coregroup_keys`, and not the slash command.
TYPED = re.compile(r"(?<![\w/@=:.])(?:\.venv/bin/)?coregroup ((?:[a-z]+ ?){1,2})")


def commands_of(program, before=""):
    """Return every command of a program, with its options but help."""
    found: dict[str, set[str]] = {}
    for name, command in program.commands.items():
        if hasattr(command, "commands"):
            found |= commands_of(command, f"{before}{name} ")
        else:
            options = [p for p in command.params if p.param_type_name == "option"]
            found[f"{before}{name}"] = {
                name for o in options for name in o.opts if name.startswith("--")
            }
    return found


COMMANDS_TO_TYPE = commands_of(typer.main.get_command(main))


def documented(text):
    """Return every command that a page has, with its options."""
    return {
        row["name"]: set(re.findall(r"--[a-z-]+", row["options"]))
        for row in ROW.finditer(text)
    }


def unknown_commands(text):
    """Return what a page has people type that is no command."""
    typed = [
        words
        for code in CODE.findall(text)
        for line in code.replace("\\\n", " ").splitlines()
        for words in TYPED.findall(line)
    ]
    return [
        words
        for words in typed
        if not {words.strip(), words.split()[0]} & COMMANDS_TO_TYPE.keys()
    ]


def test_the_page_has_every_command_and_its_options():
    assert documented(PAGE) == COMMANDS_TO_TYPE


def test_the_page_has_every_word_after_the_slash_command():
    in_slack, _, _ = PAGE.partition("## `coregroup`, for operators")

    assert WORD.findall(in_slack) == [word for word, _ in COMMANDS]


@pytest.mark.parametrize(
    "page", pages(PROJECT), ids=lambda page: page.relative_to(PROJECT).as_posix()
)
def test_every_command_that_a_page_has_people_type_is_there(page):
    unknown = unknown_commands(page.read_text())

    assert not unknown, f"an operator would type these: {unknown}"


def test_a_command_that_is_not_there_is_found():
    text = "`coregroup run`, `coregroup keys new`, `X=1 coregroup frobnicate now`"

    assert unknown_commands(text) == ["frobnicate now"]
