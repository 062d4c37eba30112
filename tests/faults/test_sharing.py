"""Two bot processes on one PostgreSQL share what is due; nobody is told twice."""

import subprocess
import sys

import pytest

from models.database import Database, make_engine
from tests.faults.killing import PROJECT, count, slack_process
from tests.sender.office import Office, working_clock

PROMPTS = 2_000


@pytest.fixture
def two_thousand(postgresql_url, ring):
    """Plan two thousand prompts, each to somebody else, and return their texts."""
    engine = make_engine(postgresql_url)
    database = Database(engine=engine, ring=ring)
    office = Office(database=database, api_url="", clock=working_clock())
    texts = set()
    with database.work() as session:
        for number, person_id in enumerate(office.people(PROMPTS)):
            text = f"prompt {number}"
            texts.add(text)
            row = office.planned_row(person_id, text)
            # Everybody has been written to before.
            row.slack_channel = f"DU{number:05}"
            session.add(row)
    engine.dispose()
    return texts


def test_two_processes_share_two_thousand_prompts(
    postgresql_url, ring, two_thousand, tmp_path
):
    keys = tmp_path / "keys.json"
    ring.save(keys)
    with slack_process() as api_url:
        programs = [
            subprocess.Popen(
                (
                    sys.executable,
                    "-m",
                    "tests.faults.sender_program",
                    postgresql_url,
                    str(keys),
                    api_url,
                    name,
                ),
                cwd=PROJECT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in ("one", "two")
        ]
        shares = [int(p.communicate(timeout=280)[0].split()[-1]) for p in programs]
        found = count(api_url, two_thousand, kills=0)

    assert (found.lost, found.duplicated) == (0, 0)
    assert sum(shares) == PROMPTS
    assert min(shares) > PROMPTS / 20
