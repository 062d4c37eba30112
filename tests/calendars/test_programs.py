"""A program fetches calendars over HTTP and another shows what they hold."""

import fcntl
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.calendars.filling import change, fill
from tests.calendars.subscribing import ask, events, moment, subscribe
from tests.http_access.rig import standing

FOLDER = Path(__file__).with_name("programs")
# Beside the other things that are made, not among our own sources.
ENVIRONMENT = Path(__file__).parents[2] / "build" / "programs"
FETCHING = """
[general]
status_path = "{folder}/status"
[pair mine]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/mine"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
SHOWING = """
[calendars]
[[mine]]
path = {folder}/mine
[[kept]]
path = {folder}/kept
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
"""
LINE = "{uid}|{start-long-full}|{end-long-full}|{status}|{title}"


def _programs():
    """Install them once; without an index, say so and skip, or fail in CI."""
    # Several test processes may want them at once.
    with (FOLDER / "requirements.txt").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (ENVIRONMENT / "bin" / "khal").exists():
            _install()
    return ENVIRONMENT / "bin"


def _install():
    pip = [str(ENVIRONMENT / "bin" / "pip"), "install", "--quiet", "--requirement"]
    try:
        for command in (
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            [*pip, str(FOLDER / "requirements.txt")],
        ):
            subprocess.run(command, check=True, capture_output=True, timeout=120)
    except subprocess.SubprocessError:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            raise
        pytest.skip("vdirsyncer and khal could not be installed: not tried")


def _run(folder, *command):
    known = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    ran = subprocess.run(
        command,
        env={**os.environ, **known, "PYTHONPATH": ""},
        input="y\ny\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _fetched(bin_folder, folder):
    """Fetch by one program and return what the other shows, without names."""
    _run(folder, str(bin_folder / "vdirsyncer"), "-c", str(folder / "sync"), "sync")
    return _shown(bin_folder, folder, "mine", LINE.removeprefix("{uid}|"))


def _taken_in(bin_folder, folder, body):
    """Take a calendar in as a file, over what is there; return what is shown."""
    path = folder / "core-groups.ics"
    path.write_bytes(body)
    _khal(bin_folder, folder, "import", "--batch", "-a", "kept", str(path))
    return _shown(bin_folder, folder, "kept", LINE)


def _shown(bin_folder, folder, calendar, line):
    plain = ("--once", "--day-format", "", "--format", line)
    since = ("2025-10-01", "1000d")
    found = _khal(bin_folder, folder, "list", "-a", calendar, *plain, *since)
    return sorted(line for line in found.splitlines() if "|" in line)


def _khal(bin_folder, folder, *arguments):
    return _run(
        folder, str(bin_folder / "khal"), "-c", str(folder / "khal"), *arguments
    )


def _meant(entries):
    return sorted(
        "|".join(
            (
                one.uid,
                _as_shown(one.starts),
                # The last day is shown of what takes whole days, not the day after.
                _as_shown(one.ends, whole=timedelta(days=1)),
                "CANCELLED " if one.is_cancelled else "CONFIRMED ",
                one.summary,
            )
        )
        for one in entries
    )


def _as_shown(value, *, whole=timedelta()):
    text = moment(value)
    if "T" in text:
        return text.removesuffix(":00Z")
    return f"{date.fromisoformat(text) - whole}T00:00"


@pytest.fixture
def bin_folder(tmp_path):
    """Return where the programs are, once they know where to keep things."""
    for name in ("mine", "kept"):
        (tmp_path / name).mkdir()
    (tmp_path / "khal").write_text(SHOWING.format(folder=tmp_path))
    return _programs()


@pytest.mark.programs
def test_two_programs_show_what_is_meant_before_and_after_changes(
    world, bin_folder, tmp_path
):
    conference = fill(world)
    token = subscribe(world, world.ben, with_tasks=True)
    stages = []

    with standing(world.database, world.profile, world.now) as rig:
        path = f"/calendar/{token}.ics"
        url = f"http://127.0.0.1:{rig.port}{path}"
        (tmp_path / "sync").write_text(FETCHING.format(folder=tmp_path, url=url))
        _run(
            tmp_path,
            *(str(bin_folder / "vdirsyncer"), "-c", str(tmp_path / "sync")),
            "discover",
        )
        for step in (lambda: None, lambda: change(world, conference)):
            step()
            fetched = _fetched(bin_folder, tmp_path)
            taken_in = _taken_in(bin_folder, tmp_path, ask(rig.port, "GET", path).body)
            stages.append((fetched, taken_in, _meant(events(world, token))))

    for fetched, taken_in, meant in stages:
        # The one that fetches gives each entry a name of its own making.
        assert fetched == sorted(line.partition("|")[2] for line in meant)
        assert taken_in == meant
    assert stages[0] != stages[1]
