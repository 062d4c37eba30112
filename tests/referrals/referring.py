"""What people and the clock do with referrals, for the tests of them."""

from datetime import date, datetime, timedelta

from models.queries import referrals as queries
from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.referrals import ReceivingTeam, Referral, ReferralChase, TeamMember
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.referrals import (
    answering,
    owing,
    reading,
    recording,
    sweeping,
    whose,
)
from workflows.referrals.owing import ReferralsOwed
from workflows.referrals.policy import NewReferral
from workflows.referrals.recording import Receipt

CHASE = "referrals.chase"
LIST = "overview.daily_list"


def team(
    world: World,
    *members: Person,
    manager: Person | None = None,
    receives: ReferredTo = ReferredTo.SOCIAL_CARE,
    name: str = "Front door",
) -> ReceivingTeam:
    """Set up a team that receives referrals, serving since long ago."""
    made = world.keep(
        ReceivingTeam(
            name=name,
            receives=receives,
            telephone="01632 960005",
            manager_id=None if manager is None else manager.id,
            recorded_at=world.now,
        )
    )
    for member in members:
        world.keep(
            TeamMember(
                team_id=made.id,
                person_id=member.id,
                from_on=world.today - timedelta(days=400),
            )
        )
    return made


def new(world: World, to: ReceivingTeam, **said) -> NewReferral:
    """Say what somebody says in the form: by telephone, just now."""
    return NewReferral(
        **{
            "team_id": to.id,
            "worry": Worry.NEGLECT,
            "concern": CANARY,
            "made_as": MadeAs.TELEPHONE,
            "made_at": world.now,
            "family_knows": FamilyKnows.YES,
            "family": "" if said.get("group_id") else CANARY,
            **said,
        }
    )


def refer(
    world: World,
    to: ReceivingTeam,
    family: Family | None = None,
    /,
    *,
    by: Person | None = None,
    **said,
) -> Receipt:
    """Record a referral; Ben does unless somebody else is named."""
    if family is not None:
        said = {"group_id": family.id, **said}
    with world.work() as session:
        return recording.record(
            session,
            actor=world.actor(by or world.ben),
            new=new(world, to, **said),
            now=world.now,
            profile=world.profile,
        )


def row(world: World, receipt: Receipt) -> Referral:
    """Give the row of a referral."""
    with world.work() as session:
        return session.get_one(Referral, receipt.referral_id)


def chases(world: World, receipt: Receipt) -> list[ReferralChase]:
    """Give the rungs that a referral has reached."""
    with world.work() as session:
        return list(queries.list_chases(session, [receipt.referral_id]))


def answer(
    world: World,
    receipt: Receipt,
    by: Person,
    kind: ReferralAnswer = ReferralAnswer.ACCEPTED,
    text: str = CANARY,
):
    """Answer a referral as this person."""
    with world.work() as session:
        return answering.answer(
            session,
            actor=world.actor(by),
            referral_id=receipt.referral_id,
            answer=kind,
            text=text,
            now=world.now,
            profile=world.profile,
        )


def take(world: World, receipt: Receipt, by: Person) -> str:
    """Acknowledge a referral and take it, as this person."""
    with world.work() as session:
        return answering.take(
            session,
            actor=world.actor(by),
            referral_id=receipt.referral_id,
            now=world.now,
            profile=world.profile,
        )


def add(world: World, receipt: Receipt, text: str = CANARY, by: Person | None = None):
    """Add to a referral; Ben does unless somebody else is named."""
    with world.work() as session:
        return recording.add(
            session,
            actor=world.actor(by or world.ben),
            referral_id=receipt.referral_id,
            text=text,
            now=world.now,
            profile=world.profile,
        )


def confirm(world: World, receipt: Receipt, by: Person | None = None):
    """Confirm a referral in writing; Ben does unless somebody else is named."""
    with world.work() as session:
        return recording.confirm(
            session,
            actor=world.actor(by or world.ben),
            referral_id=receipt.referral_id,
            now=world.now,
            profile=world.profile,
        )


def read(world: World, receipt: Receipt, person: Person, row: int = whose.OWN):
    """Read a referral as this person, by this row."""
    with world.work() as session:
        return reading.read(
            session,
            actor=world.actor(person),
            referral_id=receipt.referral_id,
            row=row,
            now=world.now,
            profile=world.profile,
        )


def owed(world: World, person: Person) -> ReferralsOwed:
    """Give what somebody owes to referrals."""
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def sweep(world: World) -> None:
    """Let the clock do what is due."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0


def sweep_until(world: World, moment: datetime) -> None:
    """Let the clock look every half hour up to this moment, at any time of the day."""
    while world.now < moment:
        world.now = min(world.now + timedelta(minutes=30), moment)
        sweep(world)


def chased(world: World) -> list[OutboxRow]:
    """Give the chases that were planned, in their order."""
    return sorted(world.outbox(CHASE), key=lambda one: one.not_before)


def told_on(world: World, person: Person) -> list[date]:
    """Give the days on which somebody gets a list."""
    return sorted(
        one.not_before.date()
        for one in world.outbox(LIST)
        if one.person_id == person.id
    )
