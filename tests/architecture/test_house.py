"""The commands that the README promises are there, and do what a fresh clone needs."""

import re
import subprocess

import pytest

from tests.architecture.source import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()
CI = PROJECT / ".ci" / "run"
PROMISED = (
    *("help", "install", "demo", "test", "check", "bench", "soak", "gallery"),
    *("migration", "run", "practice"),
)
STAMPS = {".venv/.installed", ".venv/.installed-dev"}


def recipe(target: str) -> str:
    """Return what `make` would run for a target, without running it."""
    ran = subprocess.run(
        ("make", "--dry-run", "--always-make", target, "name=x"),  # noqa: S607 - whichever make is installed
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout


@pytest.mark.parametrize("target", PROMISED)
def test_every_promised_target_is_there_and_needs_no_other_first(target):
    steps = recipe(target)

    assert steps
    assert target == "help" or "--require-hashes" in steps, "alone, in a fresh clone"


@pytest.mark.parametrize("target", PROMISED)
def test_every_promised_target_is_described(target):
    assert re.search(rf"^{target}:.* ## \w", MAKEFILE, flags=re.MULTILINE)


def test_trying_it_out_does_not_install_the_tests():
    assert "requirements-dev.txt" not in recipe("demo")


def test_the_last_step_of_the_check_is_the_suite():
    last = recipe("check").strip().splitlines()[-1]

    assert last.strip() == recipe("test").strip().splitlines()[-1].strip()
    assert " -m pytest " in last


def test_the_suite_names_what_it_skipped():
    assert "-rs" in recipe("test").split()


def test_the_check_on_a_bare_machine_is_a_script_that_bash_can_read():
    subprocess.run(("bash", "-n", str(CI)), check=True)  # noqa: S607 - whichever bash is installed
    text = CI.read_text()

    assert CI.stat().st_mode & 0o111
    assert "set -euo pipefail" in text
    assert "export REQUIRE_BROWSER=1" in text
    assert text.rstrip().endswith("make check")
