"""Every file is where a newcomer would look for it."""

import ast
import configparser
import re
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, functions, read, write

NO_ANSWER_INSIDE = re.compile(
    r"(?:^|/)(?:utils?|helpers?|services?|misc|common)(?:/|\.py)"
)
# The installed command looks for main here.
PASSES_ON = ("bot/cli/__init__.py",)
CONTRACTS = PROJECT / ".importlinter"


def find_hidden_imports(folder: Path) -> list[str]:
    """Return the imports inside functions."""
    return [
        source.at(node)
        for source in read(folder)
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def find_relative_imports(folder: Path) -> list[str]:
    """Return the imports that do not say where from."""
    return [
        source.at(node)
        for source in read(folder)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def find_postponed_annotations(folder: Path) -> list[str]:
    """Return the table files whose annotations are text only."""
    return [
        source.at(node)
        for source in read(folder, within=("models",))
        for node in source.tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]


def find_vague_names(folder: Path) -> list[str]:
    """Return the files whose name answers no question."""
    return [
        source.name for source in read(folder) if NO_ANSWER_INSIDE.search(source.name)
    ]


def find_undescribed(folder: Path) -> list[str]:
    """Return the modules that do not say in one line what lives there."""
    return [
        source.name for source in read(folder) if not ast.get_docstring(source.tree)
    ]


def find_busy_packages(folder: Path) -> list[str]:
    """Return the `__init__.py` files that hold more than a docstring."""
    return [
        source.name
        for source in read(folder)
        if source.name.endswith("/__init__.py")
        and source.name not in PASSES_ON
        and len(source.tree.body) > 1
    ]


def layers(contract: str) -> set[str]:
    """Return the rooms that an exhaustive contract names."""
    contracts = configparser.ConfigParser()
    contracts.read(CONTRACTS)
    section = contracts[f"importlinter:contract:{contract}"]
    assert section.getboolean("exhaustive"), f"{contract} must name every room"
    return set(re.findall(r"[a-z_]+", section["layers"]))


@pytest.mark.parametrize(
    ("find", "reason"),
    [
        (find_hidden_imports, "an import in a function hides who depends on whom"),
        (find_relative_imports, "an absolute import says where a name lives"),
        (find_postponed_annotations, "it breaks SQLModel's relationships"),
        (find_vague_names, "a place to look without an answer in it"),
        (find_undescribed, "a module says in one line what lives there"),
        (find_busy_packages, "importing a package runs its __init__"),
    ],
)
def test_the_whole_project_keeps(find, reason):
    found = find(PROJECT)

    assert not found, f"{reason}: {found}"


@pytest.mark.parametrize(
    ("contract", "package"), [("order", "workflows"), ("inside-bot", "bot")]
)
def test_the_contract_names_every_room_and_no_other(contract, package):
    rooms = {
        path.stem
        for path in (PROJECT / package).iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path / "__init__.py").exists()
    }

    assert layers(contract) == rooms, "each room is added to .importlinter on purpose"


@pytest.mark.parametrize(
    ("find", "name", "text"),
    [
        (find_hidden_imports, "bot/app.py", '"""App."""\ndef f():\n    import os\n'),
        (find_relative_imports, "bot/app.py", '"""App."""\nfrom . import x\n'),
        (
            find_postponed_annotations,
            "models/tables/plans.py",
            '"""Plans."""\nfrom __future__ import annotations\n',
        ),
        (find_vague_names, "bot/utils.py", '"""Everything."""\n'),
        (find_vague_names, "workflows/services/plans.py", '"""Everything."""\n'),
        (find_undescribed, "bot/app.py", "x = 1\n"),
        (find_busy_packages, "bot/__init__.py", '"""Bot."""\nx = 1\n'),
    ],
)
def test_a_broken_promise_is_found(tmp_path, find, name, text):
    write(tmp_path, name, text)

    assert [place.partition(":")[0] for place in find(tmp_path)] == [name]
