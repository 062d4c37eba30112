"""One round among many members, laid down before the bot first starts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot import practice_time
from models.database import Database
from models.tables.access import Person
from models.tables.membership import Allocation, Membership
from models.tables.outbox import Lease, OutboxRow
from models.tables.plans import CoreGroup
from models.tables.statements import Round
from models.vocabulary import OutboxState
from tests.practice_workspace import PracticeWorkspace
from tests.world import World
from workflows import clock
from workflows.clock import Clock
from workflows.membership import register
from workflows.plans import register as plans

TEAM: Final = "T0PRACTICE"
# Long after any day on which this is run: the practice clock only moves ahead.
BEGINS: Final = clock.at(date(2031, 3, 4), 9)
TAKEN_UP: Final = (OutboxState.CLAIMED, OutboxState.SENDING)


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """A core group with its round, in a database that a bot will use."""

    database: Database
    round_id: str
    # The id of each member who is asked, by account.
    members: dict[str, str]
    days: tuple[date, ...]

    @property
    def round(self) -> Round:
        """Give the round as it stands."""
        with self.database.work() as session:
            return session.get_one(Round, self.round_id)

    def set_clock(self, moment: datetime) -> None:
        """Let it be this time for the bot that starts next."""
        ahead = moment - Clock().machine()
        practice_time.keep_ahead(self.database, ahead)

    def let_leases_end(self) -> None:
        """
        Do what the wait for the leases of the dead would do.

        A process that starts on PostgreSQL cannot know that no other one is alive; we
        do, since we ended it.
        """
        now = Clock().machine()
        with self.database.work() as session:
            session.connection().execute(sa.update(Lease).values(until=now))
            session.connection().execute(
                sa.update(OutboxRow)
                .where(col(OutboxRow.state).in_(TAKEN_UP))
                .values(lease_until=now)
            )


def prepare(
    database: Database, workspace: PracticeWorkspace, *, members: int
) -> Partnership:
    """Lay down a family with so many members, its round and its channel to be made."""
    world = World(database)
    world.now = BEGINS
    added = [world.keep(_member(world, number)) for number in range(members)]
    family = world.group(members=added)
    found = world.round(world.conference(family, in_working_days=25))
    world.on(found.opens_on, 8)
    with database.work() as session:
        _ask_for_channel(session, family.id, now=world.now)
        accounts = _accounts(session)
    for account, name in accounts.items():
        workspace.people(id=account, real_name=name, email=f"{account}@example.org")
    calendar = world.profile.calendar
    assert found.half_time_on is not None
    return Partnership(
        database=database,
        round_id=found.id,
        members={
            str(person.slack_user_id): person.id for person in (world.asha, *added)
        },
        days=(
            found.opens_on,
            found.half_time_on,
            found.last_call_on,
            calendar.add(found.closes_on, 1),
            calendar.next_working_day(found.pack_on),
        ),
    )


def _member(world: World, number: int) -> Person:
    agency = world.agencies[("health", "school", "police")[number % 3]]
    return Person(
        email=f"m{number}@example.org",
        name=f"Member {number}",
        title="Practitioner",
        agency_id=agency.id,
        slack_team_id=TEAM,
        slack_user_id=f"UM{number:04}",
        recorded_at=world.now,
    )


def _ask_for_channel(session: Session, group_id: str, *, now: datetime) -> None:
    group = session.get_one(CoreGroup, group_id)
    plans.ask_for_channel(session, group, now=now)
    members = select(Membership).where(Membership.group_id == group_id)
    chairs = select(Allocation).where(Allocation.group_id == group_id)
    for row in (*session.exec(members), *session.exec(chairs)):
        register.invite(session, row, now=now)
    register.pin_who_is_who(session, group_id, now=now)


def _accounts(session: Session) -> dict[str, str]:
    """Bring everybody into the practice team, and return who has which account."""
    found = {}
    for person in session.exec(select(Person)).all():
        if person.slack_user_id is not None:
            person.slack_team_id = TEAM
            session.add(person)
            found[person.slack_user_id] = person.name
    return found
