"""A small partnership with an outbox and a sender, on any database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import select

from bot.reconcile import Reconciler
from bot.render import Renderer
from bot.sender.guard import Guard
from bot.sender.loop import Sender
from bot.sender.means import Call, Means, Settings
from bot.slack_errors import make_client
from models.database import Database
from models.tables.access import Agency, Person
from models.tables.membership import Membership
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import AgencyKind, Effect, MemberRole, Urgency
from workflows import clock as clocks
from workflows import outbox, timescales
from workflows.clock import Clock
from workflows.delivery.states import Waits
from workflows.message import Message
from workflows.wording import Entry, by_kind

TEMPLATES = Path(__file__).parent / "templates"
# A Tuesday in winter time.
MORNING = clocks.at(date(2026, 2, 10), 10)
TEAM = "T0001"
# No quiet at all suits a Slack that stores what it stores at once.
AT_ONCE = Waits(
    quiet=timedelta(), second_look=timedelta(), last_look=timedelta(milliseconds=1)
)


@dataclass(frozen=True, kw_only=True)
class Prompt(Message):
    """A message that says one thing."""

    kind: ClassVar[str] = "trial.prompt"

    what: str


class ManualClock(Clock):
    """A clock that moves when it is told to, and when somebody waits."""

    def __init__(self, now: datetime = MORNING) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now

    def machine(self) -> datetime:
        return self._now

    def pause(self, seconds: float) -> None:
        """Wait, in this clock's time."""
        self._now += timedelta(seconds=max(seconds, 0.001))


@dataclass(kw_only=True)
class Office:
    """What a test of the sender works with."""

    database: Database
    api_url: str
    clock: Clock = field(default_factory=ManualClock)
    waits: Waits = AT_ONCE
    wanted: Callable[..., str | None] | None = None
    words: Callable[..., Mapping[str, Any]] | None = None
    calls: list[Call] = field(default_factory=list)
    group_id: str = ""

    def entries(self) -> dict[str, Entry]:
        """Return the entry of the one kind of message."""
        asked: dict[str, Any] = {}
        if self.wanted is not None:
            asked["wanted"] = self.wanted
        if self.words is not None:
            asked["words"] = self.words
        return by_kind((Entry(message=Prompt, **asked),))

    def reconciler(self) -> Reconciler:
        """Return what looks in Slack."""
        return Reconciler(
            database=self.database,
            client=make_client("xoxb-practice", self.api_url),
            clock=self.clock,
            waits=self.waits,
        )

    def sender(self, *, holder: str | None = None, **settings: Any) -> Sender:
        """Return a sender that sends in the caller's own thread."""
        is_manual = isinstance(self.clock, ManualClock)
        # A minute that takes no time is walked through in fewer, longer steps.
        poll = 1.0 if is_manual else 0.2
        chosen = {"workers": 0, "waits": self.waits, "poll": poll, **settings}
        guard = Guard(
            entries=self.entries(), profile=timescales.load("england-default")
        )
        means = Means(
            database=self.database,
            client=make_client("xoxb-practice", self.api_url),
            clock=self.clock,
            guard=guard,
            renderer=Renderer(TEMPLATES),
            settle=self.reconciler().settle,
            watch=self.calls.append,
        )
        pause = self.clock.pause if isinstance(self.clock, ManualClock) else None
        return Sender(means, settings=Settings(**chosen), pause=pause, holder=holder)

    def people(self, count: int) -> list[str]:
        """Add people with an account, and return their ids."""
        with self.database.work() as session:
            agency = Agency(code="3A", name="Health visiting", kind=AgencyKind.HEALTH)
            session.add(agency)
            session.flush()
            people = [
                Person(
                    email=f"p{number}@example.org",
                    name=f"Person {number}",
                    agency_id=agency.id,
                    slack_team_id=TEAM,
                    slack_user_id=f"U{number:05}",
                    recorded_at=self.clock.now(),
                )
                for number in range(count)
            ]
            session.add_all(people)
        return [person.id for person in people]

    def group(
        self, *members: str, channel: str | None = None, alias: str = "CG-4817"
    ) -> str:
        """Add a core group led by the first of the members, and return its id."""
        now = self.clock.now()
        with self.database.work() as session:
            group = CoreGroup(
                alias=alias,
                profile="england-default",
                channel_id=channel,
                recorded_at=now,
            )
            session.add(group)
            session.flush()
            for number, person_id in enumerate(members):
                lead = MemberRole.LEAD_SOCIAL_WORKER
                session.add(
                    Membership(
                        group_id=group.id,
                        person_id=person_id,
                        role=MemberRole.MEMBER if number else lead,
                        from_on=date(2026, 1, 1),
                        recorded_at=now,
                    )
                )
        return group.id

    def tell(
        self, person_id: str, what: str, *, group_id: str | None = None, **how: Any
    ) -> str:
        """Plan a message to somebody, and return the row's id."""
        return self._post(outbox.ToPerson(person_id, group_id), what, **how)

    def planned_row(self, person_id: str, what: str) -> OutboxRow:
        """Return a message to somebody, to be planned with many others."""
        message, now = Prompt(what=what), self.clock.now()
        return OutboxRow(
            dedupe_key=f"trial:{what}",
            effect=Effect.DIRECT_MESSAGE,
            kind=message.kind,
            payload=message.packed(),
            person_id=person_id,
            urgency=Urgency.ROUTINE,
            # Long due, also for another process whose clock started a little later.
            not_before=now - timedelta(minutes=30),
            created_at=now,
        )

    def announce(self, group_id: str, what: str, **how: Any) -> str:
        """Plan a message in a core group's channel, and return the row's id."""
        return self._post(outbox.ToChannel(group_id), what, **how)

    def _post(self, to: outbox.Recipient, what: str, **how: Any) -> str:
        now = self.clock.now()
        with self.database.work() as session:
            message = Prompt(what=what)
            key = f"trial:{what}"
            row = outbox.post(session, message, to=to, dedupe_key=key, now=now, **how)
        return row.id

    def prompt(self, what: str) -> Prompt:
        """Return a message that says this."""
        return Prompt(what=what)

    def people_ids(self) -> list[str]:
        """Return the ids of everybody."""
        with self.database.work() as session:
            return list(session.exec(select(Person.id)).all())

    def change(self, effect: Effect, group_id: str, **how: Any) -> str:
        """Plan a change of a channel, and return the row's id."""
        with self.database.work() as session:
            row = outbox.effect(
                session,
                effect,
                group_id=group_id,
                dedupe_key=f"{effect}:{group_id}:{how.get('person_id')}",
                now=self.clock.now(),
                **how,
            )
        return row.id

    def row(self, row_id: str) -> OutboxRow:
        """Return a row as it stands."""
        with self.database.work() as session:
            return session.get_one(OutboxRow, row_id)

    def rows(self) -> list[OutboxRow]:
        """Return every row as it stands."""
        with self.database.work() as session:
            return list(session.exec(select(OutboxRow)).all())


def real_waits(quiet: float) -> Waits:
    """Return waits in true seconds, short enough for a test."""
    return Waits(
        quiet=timedelta(seconds=quiet),
        second_look=timedelta(seconds=0.05),
        last_look=timedelta(seconds=0.2),
    )


def working_clock() -> Clock:
    """Return a clock that runs, put ahead to the next working morning."""
    clock = Clock()
    day = timescales.load("england-default").calendar.add(clocks.today(clock.now()), 1)
    clock.move_to(clocks.at(day, 10))
    return clock


URGENT = Urgency.URGENT
