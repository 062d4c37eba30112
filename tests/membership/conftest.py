"""A core group with a true channel in a practice workspace, and what watches it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.channel_watch import ChannelWatch
from bot.reconcile import Reconciler
from bot.render import Renderer
from bot.sender.guard import Guard
from bot.sender.loop import Sender
from bot.sender.means import Means, Settings
from bot.slack_errors import make_client
from models.database import Database
from models.queries import membership as queries
from models.tables.access import Person
from models.tables.plans import CoreGroup
from models.vocabulary import Effect
from tests import practice_workspace as practice
from tests.cast import Family
from tests.practice_workspace import PracticeWorkspace
from tests.sender.office import AT_ONCE, ManualClock
from tests.world import World
from workflows import catalogue, outbox
from workflows.membership import register

ACCOUNTS = {
    "asha": practice.ASHA,
    "ben": practice.BEN,
    "carol": practice.CAROL,
    "femi": practice.FEMI,
    "ines": practice.IAIN,
}
TEAM = "T0PRACTICE"


@dataclass(kw_only=True)
class Town:
    """A world whose people are in a practice workspace, with one family's channel."""

    world: World
    workspace: PracticeWorkspace
    family: Family
    watch: ChannelWatch
    sender: Sender
    clock: ManualClock

    @property
    def group(self) -> CoreGroup:
        """Give the core group as it is now."""
        with self.world.work() as session:
            return session.get_one(CoreGroup, self.family.id)

    @property
    def channel(self) -> str:
        """Give its channel's id."""
        return str(self.group.channel_id)

    @property
    def members(self) -> set[str]:
        """Give who is in the channel, the bot left out."""
        channels = self.workspace.state()["channels"]
        (found,) = [one for one in channels if one["id"] == self.channel]
        return set(found["members"]) - {practice.BOT}

    def send(self) -> None:
        """Let everything that is due be sent."""
        self.world.now = self.clock.now()
        self.sender.drain()

    def sweep(self, *, days: int = 1) -> int:
        """Let days pass, and the daily look come; no event of them is heard."""
        self.clock.pause(timedelta(days=days).total_seconds())
        failed = self.watch.look_where_due(self.clock.now())
        self.send()
        return failed

    def told(self, person: str) -> list[str]:
        """Give what somebody reads in their direct messages with the bot."""
        channel = self.workspace.direct_message(person)
        return [str(one["text"]) for one in self.workspace.messages(channel)]


@pytest.fixture(scope="session")
def workspace() -> Iterator[PracticeWorkspace]:
    """Yield one workspace for all tests of a worker."""
    with PracticeWorkspace() as made:
        yield made


@pytest.fixture
def town(database: Database, workspace: PracticeWorkspace) -> Town:
    """Return a family whose channel is made and whose members are in it."""
    workspace.reset()
    workspace.limits(enabled=False)
    world = World(database)
    _in_workspace(world)
    family = world.group()
    clock = ManualClock(world.now)
    sender = _sender(world, workspace, clock)
    watch = ChannelWatch(
        database=database,
        client=make_client(practice.BOT_TOKEN, workspace.api_url),
        clock=clock,
        profile=world.profile,
        ours=practice.BOT,
        later=lambda look: look(),
        moved=lambda: None,
    )
    _with_channel(world, family)
    made = Town(
        world=world,
        workspace=workspace,
        family=family,
        watch=watch,
        sender=sender,
        clock=clock,
    )
    made.send()
    # What was sent to set the scene lies behind whatever a look sees.
    clock.pause(60)
    return made


def _in_workspace(world: World) -> None:
    with world.work() as session:
        for name in ("asha", "ben", "carol", "femi", "ines"):
            person = session.get_one(Person, getattr(world, name).id)
            person.slack_team_id, person.slack_user_id = TEAM, ACCOUNTS[name]
            setattr(world, name, person)
        xan = session.get_one(Person, world.xan.id)
        xan.slack_team_id, xan.slack_user_id = TEAM, practice.XAN
        world.xan = xan


def _with_channel(world: World, family: Family) -> None:
    with world.work() as session:
        outbox.effect(
            session,
            Effect.CREATE_CHANNEL,
            group_id=family.id,
            dedupe_key=f"channel:{family.id}",
            now=world.now,
        )
        for row in queries.list_memberships(session, family.id):
            register.invite(session, row, now=world.now)
        for chaired in queries.list_allocations(session, family.id):
            register.invite(session, chaired, now=world.now)


def _sender(world: World, workspace: PracticeWorkspace, clock: ManualClock) -> Sender:
    client = make_client(practice.BOT_TOKEN, workspace.api_url)
    reconciler = Reconciler(
        database=world.database, client=client, clock=clock, waits=AT_ONCE
    )
    means = Means(
        database=world.database,
        client=client,
        clock=clock,
        guard=Guard(entries=catalogue.entries(world.profile), profile=world.profile),
        renderer=Renderer(),
        settle=reconciler.settle,
    )
    settings = Settings(workers=0, waits=AT_ONCE, poll=1.0)
    return Sender(means, settings=settings, pause=clock.pause)
