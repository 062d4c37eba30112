"""A post that Slack stores after we gave up: the quiet period keeps it single."""

import threading
from datetime import timedelta

import pytest

from models.database import Database
from tests.faults.killing import count, slack_process
from tests.sender.office import Office, real_waits, working_clock
from workflows.delivery.states import Waits

# Longer than the sender takes to look twice, which is about two seconds.
LATE = 3.0
PROMPTS = 40
NO_QUIET = Waits(
    quiet=timedelta(), second_look=timedelta(), last_look=timedelta(hours=1)
)


def send_with(waits: Waits, database: Database):
    """Send prompts of which a quarter land late; return what can be seen then."""
    with slack_process(late_land=0.25, late_seconds=LATE) as api_url:
        office = Office(
            database=database, api_url=api_url, clock=working_clock(), waits=waits
        )
        people = office.people(PROMPTS)
        texts = {f"prompt {number}" for number in range(PROMPTS)}
        with database.work() as session:
            for number, person_id in enumerate(people):
                row = office.planned_row(person_id, f"prompt {number}")
                row.slack_channel = f"DU{number:05}"
                session.add(row)
        sender = office.sender(workers=8, known_rate=1e6, channel_gap=0.0)
        sender.drain(seconds=60)
        sender.close()
        # Whatever is still on its way arrives.
        threading.Event().wait(1.2 * LATE)
        return count(api_url, texts, kills=0)


def test_within_the_quiet_period_nobody_is_told_twice(database):
    found = send_with(real_waits(quiet=1.3 * LATE), database)

    assert (found.lost, found.duplicated) == (0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_quiet_period_somebody_is(database):
    found = send_with(NO_QUIET, database)

    assert found.lost == 0
    assert found.duplicated > 0
