"""Programs that share no code read each calendar alike, before and after changes."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.calendars.filling import change, fill
from tests.calendars.subscribing import (
    Read,
    events,
    moment,
    read_by_ical,
    read_by_icalendar,
    subscribe,
)
from workflows.calendars import ics

NODE_FOLDER = Path(__file__).with_name("node")


@pytest.fixture
def stages(world):
    """Yield a calendar as it is, and then after moves and cancellations."""
    conference = fill(world)
    token = subscribe(world, world.ben, with_tasks=True)
    before = events(world, token)
    change(world, conference)
    return before, events(world, token)


def _meant(entries):
    """Return what each entry should be read as."""
    return sorted(
        Read(
            uid=one.uid,
            starts=moment(one.starts),
            ends=moment(one.ends),
            status="CANCELLED" if one.is_cancelled else "CONFIRMED",
            summary=one.summary,
            sequence=one.sequence,
        )
        for one in entries
    )


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_ical])
def test_a_reader_reads_every_entry_as_it_is_meant(stages, read):
    for entries in stages:
        found = read(ics.write(entries))

        assert found == _meant(entries)


def test_names_stay_and_figures_only_rise(stages):
    before, after = ({one.uid: one for one in entries} for entries in stages)

    assert before.keys() == after.keys()
    for uid, one in before.items():
        is_changed = after[uid] != one
        assert after[uid].sequence > one.sequence or not is_changed
    assert sum(one.is_cancelled for one in after.values()) == 2


@pytest.mark.node
def test_the_parser_of_thunderbird_reads_every_entry_as_it_is_meant(stages, tmp_path):
    node = _install_reader()
    paths = [tmp_path / "before.ics", tmp_path / "after.ics"]
    for path, entries in zip(paths, stages, strict=True):
        path.write_bytes(ics.write(entries))

    ran = subprocess.run(
        [node, "read.mjs", *map(str, paths)],
        cwd=NODE_FOLDER,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    for found, entries in zip(json.loads(ran.stdout), stages, strict=True):
        assert [Read(*one) for one in found] == _meant(entries)


def _install_reader():
    """Fetch the reader once; without Node, say so and skip, or fail in CI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("node and npm are required here")
        pytest.skip("node or npm is missing: Thunderbird's parser was not tried")
    if not (NODE_FOLDER / "node_modules" / "ical.js").is_dir():
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=NODE_FOLDER,
            check=True,
            capture_output=True,
            timeout=240,
        )
    return node
