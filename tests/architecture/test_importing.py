"""Importing a module does nothing but define what is in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, PROJECT, write

# Alembic runs this file; nobody imports it.
RUN_NOT_IMPORTED = {"models.migrations.env"}
WATCH = Path(__file__).with_name("watch_imports.py")


def find_effects(folder: Path) -> list[str]:
    """Return what importing each module does besides defining."""
    modules = sorted(set(_modules(folder)) - RUN_NOT_IMPORTED)
    ran = subprocess.run(
        (sys.executable, str(WATCH), str(folder), *modules),
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _modules(folder: Path) -> list[str]:
    return [
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(
            ".__init__"
        )
        for package in PACKAGES
        for path in (folder / package).rglob("*.py")
        # Numbered files are run by Alembic in their order.
        if path.stem.isidentifier() and "versions" not in path.parts
    ]


def test_importing_opens_nothing_starts_nothing_and_reads_no_environment():
    found = find_effects(PROJECT)

    assert not found, f"a module that acts when imported cannot be tested: {found}"


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("import os\nTOKEN = os.environ.get('TOKEN')\n", "reads TOKEN"),
        ("import os\nTOKEN = os.getenv('TOKEN')\n", "reads TOKEN"),
        ("import sqlite3\nsqlite3.connect(':memory:')\n", "sqlite3.connect"),
        (
            "import socket\nsocket.socket().bind(('127.0.0.1', 0))\n",
            "socket.bind",
        ),
        (
            "import threading\n"
            "threading.Thread(target=threading.Event().wait, daemon=True).start()\n",
            "starts a thread",
        ),
        ("import nowhere_to_be_found\n", "cannot be imported"),
    ],
)
def test_a_module_that_acts_when_imported_is_found(tmp_path, text, effect):
    write(tmp_path, "bot/__init__.py", "")
    write(tmp_path, "bot/eager.py", text)

    assert [found for found in find_effects(tmp_path) if effect in found]


def test_a_module_that_only_defines_is_not_found(tmp_path):
    write(tmp_path, "bot/__init__.py", "")
    write(
        tmp_path,
        "bot/calm.py",
        "import os\n\ndef token():\n    return os.environ['T']\n",
    )

    assert find_effects(tmp_path) == []
