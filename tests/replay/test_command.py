"""`coregroup replay`: what it prints, and the code that it ends with."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot.cli import main
from tests.replay.telling import written


def ended(*arguments):
    """Return how the command ended, and what it said."""
    return CliRunner().invoke(main, ["replay", *map(str, arguments)])


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ((), 0, "Of 1 expected, 1 were met"),
        ((("to: chair", "to: school"),), 1, "  missing: meetings.to_be_rearranged"),
        (
            (("on: 2020-01-07", "on: never"),),
            2,
            "small.yaml, line 18: core_group_dated",
        ),
        ((("to: 2020-01-20", "to: 2020-01-19"),), 2, "small.yaml, line 18: core_group"),
    ],
)
def test_the_code_says_how_it_went(tmp_path, changes, code, said):
    result = ended(written(tmp_path, *changes))

    assert result.exit_code == code
    assert said in result.output


def test_what_is_refused_says_that_nothing_was_changed(tmp_path):
    result = ended(tmp_path / "gone.yaml")

    assert result.exit_code == 2
    assert "Nothing was replayed and nothing was changed." in result.output


def test_it_needs_no_settings_and_leaves_nothing_behind(tmp_path):
    path = written(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(empty)}

    ran = subprocess.run(
        (sys.executable, "-m", "bot", "replay", str(path)),
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )

    assert ran.returncode == 0, ran.stderr
    assert list(empty.iterdir()) == []
