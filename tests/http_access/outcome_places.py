"""A review to record, one that was recorded, and what is owed after it."""

from dataclasses import dataclass
from datetime import timedelta

from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck, Assurance
from models.vocabulary import Duty
from tests.cast import Family
from tests.outcomes import deciding
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class OutcomePlace:
    """The ids that acts on outcomes carry."""

    undecided_id: str
    decided_id: str
    confirm_id: str
    manager_review_id: str
    senior_review_id: str
    lead_check_id: str
    member_check_id: str
    voluntary_check_id: str
    chair_check_id: str
    manager_check_id: str


def outcomes(
    world: World,
    family: Family,
    *,
    lead: Person,
    manager: Person,
    chair: Person,
    members: tuple[Person, ...],
) -> dict[str, str]:
    """Let a plan go on, with duties and checks as after one that had ended."""
    undecided, decided = (
        world.conference(family, on=world.today - timedelta(days=days))
        for days in (1, 2)
    )
    deciding.record(world, decided, by=chair)
    duties = {
        "confirm_id": (Duty.CONFIRM, world.quentin),
        "manager_review_id": (Duty.MANAGER_REVIEW, manager),
        "senior_review_id": (Duty.SENIOR_REVIEW, world.quentin),
    }
    checks = {
        "lead_check_id": lead,
        "member_check_id": members[1],
        "voluntary_check_id": members[2],
        "chair_check_id": chair,
        "manager_check_id": manager,
    }
    return {
        "undecided_id": undecided.id,
        "decided_id": decided.id,
        **{
            name: _duty(world, decided, duty, person)
            for name, (duty, person) in duties.items()
        },
        **{
            name: _check(world, decided, person, chair=chair)
            for name, person in checks.items()
        },
    }


def _duty(world: World, decided: Conference, duty: Duty, person: Person) -> str:
    row = Assurance(
        group_id=decided.group_id,
        conference_id=decided.id,
        duty=duty,
        owed_by=person.id,
        due_at=world.now + timedelta(days=3),
        recorded_at=world.now,
        profile_version=world.profile.stamp,
    )
    return world.keep(row).id


def _check(world: World, decided: Conference, person: Person, *, chair: Person) -> str:
    row = AfterCheck(
        group_id=decided.group_id,
        conference_id=decided.id,
        month=1,
        due_on=world.today,
        asked_of=person.id,
        chair_id=chair.id,
        recorded_at=world.now,
        asked_at=world.now,
        profile_version=world.profile.stamp,
    )
    return world.keep(row).id
