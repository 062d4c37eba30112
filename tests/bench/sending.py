"""How much of a workspace's limit the sender uses: told the rate, and learning it."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from bot.sender.loop import backlog
from models import crypto
from models.database import Database, make_engine, migrate
from models.tables.access import Person
from tests.practice_workspace import PracticeWorkspace
from tests.sender.office import Office, working_clock

PER_SECOND, PEOPLE, BURST = 20, 40, 20
# Learning begins far below the limit: it needs the longer run to be judged fairly.
TOLD, LEARNING = 24, 50


def report() -> None:
    """Measure both ways against the practice workspace's own limits, and print."""
    print(f"The sender against a limit of {PER_SECOND} messages a second")
    ways = (("told the rate", float(PER_SECOND), TOLD), ("learning it", None, LEARNING))
    for name, known, each in ways:
        took, refused = _measure(known, each)
        # What a full bucket lets through at once is no work of the sender's.
        share = (PEOPLE * each - BURST) / took / PER_SECOND
        print(
            f"  {name:14} {share:6.1%} of it for {PEOPLE * each} messages, refused "
            f"{refused} times"
        )
    print("  goal when told: above 95 %")


def _measure(known: float | None, each: int) -> tuple[float, int]:
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
        _open_conversations(office, people)
        workspace.limits(
            enabled=True,
            workspace_per_minute=60 * PER_SECOND,
            workspace_burst=BURST,
            tiers={"3": 100_000, "4": 100_000},
        )
        before = len(workspace.log("chat.postMessage"))
        _tell(office, people, each)
        sender = office.sender(known_rate=known, workers=16)
        began = time.monotonic()
        sender.drain(seconds=300)
        took = time.monotonic() - began
        answers = [
            one["response"] for one in workspace.log("chat.postMessage")[before:]
        ]
        engine.dispose()
    assert sum(answer["ok"] for answer in answers) == PEOPLE * each
    return took, sum(not answer["ok"] for answer in answers)


def _open_conversations(office: Office, people: list[str]) -> None:
    """Tell everybody something, so that each conversation is open: that is for ever."""
    _tell(office, people, 1)
    # Slack lets us open fifty in a minute; that is not what is measured here.
    sender = office.sender(known_rate=1_000.0, method_share=0.0, workers=16)
    sender.drain(seconds=300)
    sender.close()
    assert backlog(office.database).planned == 0


def _tell(office: Office, people: list[str], each: int) -> None:
    began = office.clock.now() - timedelta(hours=1)
    for number in range(each):
        # One after another, as days bring them: the eldest of all goes first.
        due = began + timedelta(seconds=number)
        for person_id in people:
            office.tell(person_id, f"{person_id} {each} {number}", not_before=due)


def _invite(workspace: PracticeWorkspace, office: Office) -> None:
    with office.database.work() as session:
        people = session.exec(select(Person)).all()
    for person in people:
        workspace.people(
            id=person.slack_user_id, name=f"m{person.slack_user_id}".lower()
        )
