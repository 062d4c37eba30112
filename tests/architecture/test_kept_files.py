"""What is committed is small and holds no secret."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, kept_files, write

LARGEST = 600_000
SECRET = re.compile(
    rb"xox[abp]-[0-9]{8,}-[0-9A-Za-z-]{8,}"
    rb"|xapp-[0-9]-[A-Z0-9]{8,}-[0-9]+-[0-9a-f]{16,}"
    rb"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
    rb"|AKIA[0-9A-Z]{16}"
)


def find_large(folder: Path) -> list[str]:
    """Return the files that make every clone slower for ever."""
    return [
        f"{path.relative_to(folder)}: {size} bytes"
        for path in kept_files(folder)
        if (size := path.stat().st_size) > LARGEST
    ]


def find_secrets(folder: Path) -> list[str]:
    """Return the files that hold what looks like a real key or token."""
    return [
        str(path.relative_to(folder))
        for path in kept_files(folder)
        if SECRET.search(path.read_bytes())
    ]


def test_no_file_is_large():
    found = find_large(PROJECT)

    assert not found, f"a clone carries every large file for ever: {found}"


def test_no_file_holds_a_secret():
    found = find_secrets(PROJECT)

    assert not found, f"a committed secret has to be revoked: {found}"


@pytest.mark.parametrize(
    "text",
    [
        "token = xoxb-" + "123456789012-abcdefghijkl",
        "-----BEGIN " + "PRIVATE KEY-----",
    ],
)
def test_a_secret_is_found_and_the_practice_token_is_not(tmp_path, text):
    subprocess.run(("git", "init", "-q", str(tmp_path)), check=True)  # noqa: S607 - whichever git is installed
    write(tmp_path, "real.txt", text)
    write(tmp_path, "practice.txt", "xoxb-practice xapp-practice xoxp-practice")

    assert find_secrets(tmp_path) == ["real.txt"]


def test_a_large_file_is_found(tmp_path):
    subprocess.run(("git", "init", "-q", str(tmp_path)), check=True)  # noqa: S607 - whichever git is installed
    write(tmp_path, "large.txt", "x" * (LARGEST + 1))

    assert find_large(tmp_path) == [f"large.txt: {LARGEST + 1} bytes"]
