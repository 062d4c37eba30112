"""No file names a machine, a package index or a promise for later."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, kept_files, write

# Put together here, so that this file does not name them either.
INDEX_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
    )
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|opt|home)/\w")
# The user's own folder inside the image is a fact of the image.
OF_THE_IMAGE = ("Dockerfile", "docker-compose.yml")
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def find_index_hosts(folder: Path) -> list[str]:
    """Return the files that name a package index."""
    return [
        f"{path.relative_to(folder)}: {host}"
        for path, text in _texts(folder)
        for host in INDEX_HOSTS
        if host in text
    ]


def find_machine_paths(folder: Path) -> list[str]:
    """Return the files that name a place on somebody's machine."""
    return [
        f"{path.relative_to(folder)}: {found.group()}"
        for path, text in _texts(folder)
        if path.name not in OF_THE_IMAGE and (found := MACHINE.search(text))
    ]


def find_promises(folder: Path) -> list[str]:
    """Return the files that leave something for later."""
    return [
        f"{path.relative_to(folder)}: {found.group()}"
        for path, text in _texts(folder)
        if (found := LATER.search(text))
    ]


def _texts(folder: Path) -> list[tuple[Path, str]]:
    texts = []
    for path in kept_files(folder):
        try:
            texts.append((path, path.read_text()))
        except UnicodeDecodeError:
            # A picture or a workbook; it holds no text to read.
            continue
    return texts


@pytest.mark.parametrize(
    ("find", "reason"),
    [
        (find_index_hosts, "where packages come from is the machine's own business"),
        (find_machine_paths, "a path of one machine is wrong on every other"),
        (find_promises, "what is not done belongs in an issue"),
    ],
)
def test_no_file_we_keep(find, reason):
    found = find(PROJECT)

    assert not found, f"{reason}: {found}"


@pytest.mark.parametrize(
    ("find", "line"),
    [
        (find_index_hosts, f"--index-url https://{INDEX_HOSTS[0]}/simple"),
        (find_index_hosts, f'"resolved": "https://registry.{INDEX_HOSTS[2]}/x"'),
        (find_machine_paths, "see /" + "work/notes.md"),
        (find_machine_paths, "see /" + "home/asha/notes.md"),
        (find_promises, "# TO" + "DO later"),
    ],
)
def test_a_line_that_should_not_be_kept_is_found(tmp_path, find, line):
    subprocess.run(("git", "init", "-q", str(tmp_path)), check=True)  # noqa: S607 - whichever git is installed
    write(tmp_path, "notes.txt", line)

    assert len(find(tmp_path)) == 1
