"""What is installed is chosen, checked by hash, and fetched from nowhere named."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.architecture.source import PROJECT

LOCKED = ("requirements.txt", "requirements-dev.txt")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
BLOCK = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: ; [^\\]+?)?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)


def declared(*groups: str) -> list[str]:
    """Return the requirements that pyproject.toml names, those of `groups` too."""
    wanted: list[str] = [*PYPROJECT["project"]["dependencies"]]
    for group in groups:
        entries = PYPROJECT["dependency-groups"][group]
        wanted += [entry for entry in entries if isinstance(entry, str)]
    return wanted


def locked(text: str) -> dict[str, str]:
    """
    Return the version of each package in the text of a requirements file.

    :raises AssertionError: if anything else stands in it.
    """
    found = {
        block["name"]: block["version"]
        for block in BLOCK.finditer(text)
        if block["hashes"]
    }
    left = BLOCK.sub("", text).strip()
    assert not left, (
        f"every line is a version with its hashes, no address: {left[:200]}"
    )
    return found


@pytest.mark.parametrize("name", LOCKED)
def test_every_line_is_a_version_with_its_hashes(name):
    text = (PROJECT / name).read_text()

    assert len(locked(text)) > 20


@pytest.mark.parametrize(
    ("name", "groups"), [(LOCKED[0], ("build",)), (LOCKED[1], ("build", "dev"))]
)
def test_the_chosen_versions_are_inside_the_bounds(name, groups):
    chosen = locked((PROJECT / name).read_text())

    for line in declared(*groups):
        wanted = Requirement(line)
        version = chosen[wanted.name.lower()]
        assert wanted.specifier.contains(version), f"run make lock: {line}, {version}"


@pytest.mark.parametrize("line", declared("build", "dev"))
def test_every_requirement_has_a_lower_and_an_upper_bound(line):
    operators = {bound.operator for bound in Requirement(line).specifier}

    assert operators == {">=", "<"}, f"{line}: the next release is not ours to trust"


def test_what_the_tests_use_includes_what_the_bot_uses():
    run, dev = (locked((PROJECT / name).read_text()) for name in LOCKED)

    assert run.items() <= dev.items(), "the tests must test what is run"


HASH = " \\\n    --hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    "text",
    [
        "jinja2==3.1.6\n",
        f"jinja2>=3.1.6{HASH}\n",
        f"--index-url https://index.example/simple\njinja2==3.1.6{HASH}\n",
        f"jinja2 @ https://index.example/jinja2.whl{HASH}\n",
    ],
)
def test_an_unchecked_line_or_an_address_is_found(text):
    with pytest.raises(AssertionError):
        locked(text)
