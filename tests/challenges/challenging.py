"""What people and the clock do with challenges, for the tests of them."""

from datetime import date, timedelta

from models.queries import challenges as queries
from models.sealed import unseal
from models.tables.access import Person
from models.tables.challenges import Challenge, ChallengeRung
from models.vocabulary import ChallengeAbout
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.challenges import (
    answering,
    deciding,
    owing,
    raising,
    reading,
    sweeping,
)
from workflows.challenges.deciding import Decision
from workflows.challenges.owing import ChallengesOwed
from workflows.challenges.policy import NewChallenge
from workflows.challenges.raising import Receipt

LIST = "overview.daily_list"


def new(**said) -> NewChallenge:
    """Say what somebody says in the form: too little progress, nobody at risk now."""
    return NewChallenge(
        **{"about": ChallengeAbout.PROGRESS, "what": CANARY, "wanted": CANARY, **said}
    )


def raise_(
    world: World, family: Family, *, by: Person | None = None, **said
) -> Receipt:
    """Raise a challenge; Ben does unless somebody else is named."""
    with world.work() as session:
        return raising.raise_challenge(
            session,
            actor=world.actor(by or world.ben),
            group_id=family.id,
            new=new(**said),
            now=world.now,
            profile=world.profile,
        )


def row(world: World, receipt: Receipt) -> Challenge:
    """Give the row of a challenge."""
    with world.work() as session:
        return session.get_one(Challenge, receipt.challenge_id)


def rungs(world: World, receipt: Receipt) -> list[ChallengeRung]:
    """Give the rungs that a challenge reached, in their order."""
    with world.work() as session:
        return list(queries.list_rungs(session, [receipt.challenge_id]))


def rung(world: World, receipt: Receipt) -> ChallengeRung:
    """Give the rung that a challenge stands on."""
    number = row(world, receipt).rung
    return next(one for one in rungs(world, receipt) if one.number == number)


def answer(
    world: World,
    receipt: Receipt,
    by: Person,
    text: str = CANARY,
    *,
    on: ChallengeRung | None = None,
):
    """Answer as this person on the rung where it stands, or another one."""
    with world.work() as session:
        return answering.answer(
            session,
            actor=world.actor(by),
            rung_id=(on or rung(world, receipt)).id,
            text=text,
            now=world.now,
            profile=world.profile,
        )


def pass_up(world: World, receipt: Receipt, by: Person, why: str = CANARY, **how):
    """Pass a challenge up a rung as this person, from where it stands or stood."""
    stood = how.get("on") or rung(world, receipt)
    with world.work() as session:
        return answering.pass_up(
            session,
            actor=world.actor(by),
            rung_id=stood.id,
            why=why,
            now=world.now,
            profile=world.profile,
        )


def decide(
    world: World,
    receipt: Receipt,
    decision: Decision,
    *,
    by: Person | None = None,
    seen: int | None = None,
    line: str = "",
):
    """Say what whoever raised it says, on the rung where it stands unless another."""
    with world.work() as session:
        return deciding.decide(
            session,
            actor=world.actor(by or world.ben),
            challenge_id=receipt.challenge_id,
            rung=row(world, receipt).rung if seen is None else seen,
            decision=decision,
            line=line,
            now=world.now,
            profile=world.profile,
        )


def read(world: World, receipt: Receipt, person: Person):
    """Read a challenge as this person."""
    with world.work() as session:
        return reading.read(
            session,
            actor=world.actor(person),
            challenge_id=receipt.challenge_id,
            now=world.now,
            profile=world.profile,
        )


def page(world: World, family: Family, person: Person, *, number: int = 0):
    """Read the list of a core group's challenges as this person."""
    with world.work() as session:
        return reading.page(
            session,
            actor=world.actor(person),
            group_id=family.id,
            now=world.now,
            number=number,
        )


def owed(world: World, person: Person) -> ChallengesOwed:
    """Give what somebody owes to challenges."""
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def said(world: World, found: Challenge | ChallengeRung, column: str) -> str | None:
    """Give what somebody wrote."""
    with world.work() as session:
        return unseal(session, session.get_one(type(found), found.id), column)


def sweep(world: World) -> None:
    """Let the clock do what is due."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0


def sweep_on(world: World, day) -> None:
    """Let the clock do on that morning what is due."""
    world.on(day, 7, 34)
    sweep(world)


def sweep_until(world: World, day) -> None:
    """Let the clock do what is due on every morning up to and with that day."""
    while world.today < day:
        sweep_on(world, world.today + timedelta(days=1))


def list_days(world: World, person: Person) -> list[date]:
    """Give the days on which somebody gets a list."""
    return sorted(
        one.not_before.date()
        for one in world.outbox(LIST)
        if one.person_id == person.id
    )
