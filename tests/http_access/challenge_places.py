"""A challenge raised by everybody who may, and a rung for everybody who can owe."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.tables.access import Person
from models.vocabulary import ChallengeAbout
from tests.cast import Family
from tests.challenges import challenging
from tests.world import World
from workflows.challenges import raising
from workflows.challenges.deciding import Decision
from workflows.challenges.raising import Receipt


@dataclass(frozen=True, kw_only=True)
class ChallengePlace:
    """The ids of challenges by who raised them, and of rungs by who owes there."""

    lead_challenge_id: str
    manager_challenge_id: str
    chair_challenge_id: str
    member_challenge_id: str
    voluntary_challenge_id: str
    safeguarding_challenge_id: str
    deputy_challenge_id: str
    risky_challenge_id: str
    lead_rung_id: str
    manager_rung_id: str
    senior_rung_id: str
    service_rung_id: str
    chair_rung_id: str
    absent_rung_id: str


def challenges(
    world: World,
    family: Family,
    conference_id: str,
    *,
    lead: Person,
    manager: Person,
    chair: Person,
    members: Sequence[Person],
) -> dict[str, str]:
    """Let everybody raise a challenge, and some go up to each rung."""
    absent, waiting, voluntary, *_ = members
    is_ours = lead is world.asha
    raised = {
        "lead": lead,
        "manager": manager,
        "chair": chair,
        "member": waiting,
        "voluntary": voluntary,
        "safeguarding": world.gita if is_ours else waiting,
        "deputy": world.bea if is_ours else waiting,
    }
    made = {
        name: challenging.raise_(world, family, by=who) for name, who in raised.items()
    }
    risky = challenging.raise_(world, family, by=waiting, immediate_risk=True)
    owed = {
        "lead": made["member"],
        "manager": made["lead"],
        "senior": _taken_up(world, family, waiting, times=2),
        "service": risky,
        "chair": _dissent(world, conference_id, waiting),
    }
    return {
        **{f"{name}_challenge_id": one.challenge_id for name, one in made.items()},
        "risky_challenge_id": risky.challenge_id,
        **{
            f"{name}_rung_id": challenging.rung(world, one).id
            for name, one in owed.items()
        },
        "absent_rung_id": _once_owed(world, family, waiting, absent),
    }


def _taken_up(world: World, family: Family, by: Person, *, times: int) -> Receipt:
    receipt = challenging.raise_(world, family, by=by)
    for _ in range(times):
        challenging.decide(world, receipt, Decision.NOT_SETTLED, by=by)
    return receipt


def _dissent(world: World, conference_id: str, by: Person) -> Receipt:
    with world.work() as session:
        return raising.open_dissent(
            session,
            actor=world.actor(by),
            conference_id=conference_id,
            new=challenging.new(about=ChallengeAbout.CONFERENCE_DECISION),
            window_ends_at=world.now,
            now=world.now,
            profile=world.profile,
        )


def _once_owed(world: World, family: Family, by: Person, absent: Person) -> str:
    """Name a rung that was left, as though who is absent had led the family then."""
    receipt = _taken_up(world, family, by, times=1)
    first, _ = challenging.rungs(world, receipt)
    with world.work() as session:
        session.get_one(type(first), first.id).owed_by = absent.id
    return first.id
