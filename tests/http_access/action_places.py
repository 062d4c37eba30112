"""The adults of a family, and an action for each who can have one."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.tables.access import Person
from models.tables.actions import Adult
from tests.actions import acting
from tests.cast import Family
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class ActionPlace:
    """The ids of the adults and of each owner's action."""

    adult_id: str
    absent_action_id: str
    adult_action_id: str
    chair_action_id: str
    manager_action_id: str
    member_action_id: str
    voluntary_action_id: str


def actions(
    world: World,
    family: Family,
    *,
    lead: Person,
    manager: Person,
    chair: Person,
    members: Sequence[Person],
) -> dict[str, str]:
    """Let the lead social worker add two adults, and an action for each owner."""
    adult, spare = (acting.adult(world, family, by=lead) for _ in range(2))
    absent, waiting, voluntary, *_ = members
    owners: dict[str, Person | Adult] = {
        "absent": absent,
        "adult": adult,
        "chair": chair,
        "manager": manager,
        "member": waiting,
        "voluntary": voluntary,
    }
    made = {
        f"{name}_action_id": acting.make(world, family, owner, by=lead).action_id
        for name, owner in owners.items()
    }
    return {**made, "adult_id": spare.id}
