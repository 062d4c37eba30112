"""The real sender against the practice workspace, as unkind as Slack."""

import threading

import pytest
from sqlmodel import select

from models.tables.access import Person
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState
from tests.practice_workspace import BEN, CAROL, DEV, PracticeWorkspace
from tests.sender.office import Office, real_waits, working_clock

PROMPTS = 12


@pytest.fixture
def workspace():
    """Yield a workspace with nothing in it but its people."""
    with PracticeWorkspace() as started:
        yield started


@pytest.fixture
def office(database, workspace):
    """Return a partnership whose people have accounts in the workspace."""
    made = Office(
        database=database,
        api_url=workspace.api_url,
        clock=working_clock(),
        waits=real_waits(quiet=1.0),
    )
    with database.work() as session:
        for person_id, account in zip(made.people(3), (BEN, CAROL, DEV), strict=True):
            person = session.get_one(Person, person_id)
            person.slack_user_id = account
            session.add(person)
    return made


def texts_in(workspace, office):
    """Return every text that a person can see, as often as it can be seen."""
    channels = {row.slack_channel for row in office.rows() if row.slack_channel}
    return [
        message["text"]
        for channel in sorted(channels)
        for message in workspace.messages(channel)
    ]


def test_lost_replies_429s_and_500s_leave_every_prompt_seen_once(office, workspace):
    ben, carol, dev = office.people_ids()
    wanted = []
    for number in range(PROMPTS):
        office.tell((ben, carol, dev)[number % 3], f"prompt {number}")
        wanted.append(f"prompt {number}")
    faults = (
        {"kind": "drop_after", "nth": 2},
        {"kind": "drop_before", "nth": 4},
        {"kind": "status", "nth": 6, "code": 500, "body": "oops"},
        {"kind": "ratelimit", "nth": 8, "retry_after": 1},
        {"kind": "late_land", "nth": 10, "seconds": 0.3},
        {"kind": "truncate", "nth": 12},
    )
    for fault in faults:
        workspace.fault(method="chat.postMessage", **fault)
    sender = office.sender(workers=4, known_rate=50, channel_gap=0.05)

    sender.drain(seconds=60)
    # A 429 puts a row off by a second; drain ends when nothing is due.
    threading.Event().wait(1.5)
    sender.drain(seconds=60)
    sender.close()

    assert sorted(texts_in(workspace, office)) == sorted(wanted)
    assert {row.state for row in office.rows()} == {OutboxState.SENT}


def test_a_core_group_gets_its_channel_its_people_and_its_pinned_list(
    office, workspace
):
    ben, carol, _ = office.people_ids()
    group_id = office.group(ben, carol)
    office.change(Effect.CREATE_CHANNEL, group_id)
    for person_id in (ben, carol):
        office.change(Effect.INVITE, group_id, person_id=person_id)
    office.change(Effect.PIN, group_id, message=office.prompt("who is who"))
    sender = office.sender(workers=4, channel_gap=0.05)

    sender.drain(seconds=30)
    sender.close()

    with office.database.work() as session:
        [channel_id] = session.exec(select(CoreGroup.channel_id)).all()
    assert channel_id is not None
    assert "who is who" in [m["text"] for m in workspace.messages(channel_id)]
    called = [entry["method"] for entry in workspace.log()]
    assert called.count("conversations.invite") == 2
    assert called.count("pins.add") == 1
    assert {row.state for row in office.rows()} <= {
        OutboxState.SENT,
        OutboxState.CONFIRMED,
    }
    office.reconciler().confirm(now=office.clock.now())
