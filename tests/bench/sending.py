"""How much of a workspace's limit the sender uses: told the rate, and learning it."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from models import crypto
from models.database import Database, make_engine, migrate
from models.tables.access import Person
from tests.practice_workspace import PracticeWorkspace
from tests.sender.office import Office, working_clock

PER_SECOND, PEOPLE, EACH, BURST = 20, 40, 12, 20


def report() -> None:
    """Measure both ways against the practice workspace's own limits, and print."""
    print(f"The sender against a limit of {PER_SECOND} messages a second")
    for name, known in (("told the rate", float(PER_SECOND)), ("learning it", None)):
        took, refused = _measure(known)
        # What a full bucket lets through at once is no work of the sender's.
        share = (PEOPLE * EACH - BURST) / took / PER_SECOND
        print(f"  {name:14} {share:6.1%} of it, refused {refused} times")
    print("  goal when told: above 95 %")


def _measure(known: float | None) -> tuple[float, int]:
    with (
        tempfile.TemporaryDirectory() as folder,
        PracticeWorkspace() as workspace,
    ):
        engine = make_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        clock = working_clock()
        office = Office(
            database=Database(engine=engine, ring=crypto.new_ring()),
            api_url=workspace.api_url,
            clock=clock,
        )
        people = office.people(PEOPLE)
        _invite(workspace, office)
        workspace.limits(enabled=False)
        _tell(office, people, 1)
        # Opening each conversation, once for ever, is not what is measured.
        office.sender(known_rate=known, workers=16).drain(seconds=300)
        workspace.limits(
            enabled=True,
            workspace_per_minute=60 * PER_SECOND,
            workspace_burst=BURST,
            tiers={"3": 100_000, "4": 100_000},
        )
        before = len(workspace.log("chat.postMessage"))
        _tell(office, people, EACH)
        sender = office.sender(known_rate=known, workers=16)
        began = time.monotonic()
        sender.drain(seconds=300)
        took = time.monotonic() - began
        posts = len(workspace.log("chat.postMessage")) - before
        engine.dispose()
    refused = posts - PEOPLE * EACH
    return took, refused


def _tell(office: Office, people: list[str], each: int) -> None:
    due = office.clock.now() - timedelta(minutes=1)
    for person_id in people:
        for number in range(each):
            office.tell(person_id, f"{person_id} {each} {number}", not_before=due)


def _invite(workspace: PracticeWorkspace, office: Office) -> None:
    with office.database.work() as session:
        people = session.exec(select(Person)).all()
    for person in people:
        workspace.people(
            id=person.slack_user_id, name=f"m{person.slack_user_id}".lower()
        )
