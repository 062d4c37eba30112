"""A closed round with views that differ, for a pack to be made of."""

from dataclasses import replace

from models.tables.statements import Round
from models.vocabulary import Recommendation, Restriction, StatementPart
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.packs import use_cases as packs
from workflows.statements.answers import RestrictedAnswer

SECRET = f"the neighbour told the police {CANARY}"
WHY_SECRET = f"he would know who rang {CANARY}"


def differing_round(world: World, *, children: int = 2) -> tuple[Family, Round]:
    """Open a round: Carol would end the plan, the others not; Dev says nothing."""
    members = (world.ben, world.carol, world.dev)
    family = world.group(children=children, members=members)
    found = world.open_round(family)
    world.submit(found, world.asha, world.answers(family, reason=f"asha {CANARY}"))
    world.submit(found, world.ben, restricted(world, family))
    ending = world.answers(
        family,
        recommendation=Recommendation.END_CHILD_IN_NEED,
        reason=f"carol {CANARY}",
        intimidated=True,
        told_parents=f"mum has read it {CANARY}",
    )
    world.submit(found, world.carol, ending)
    return family, found


def restricted(world: World, family: Family):
    """Write Ben's view, with what he was told about adults restricted."""
    answers = world.answers(family, reason=f"ben {CANARY}")
    return replace(
        answers,
        children=tuple(replace(child, adults=SECRET) for child in answers.children),
        restricted=(
            RestrictedAnswer(
                part=StatementPart.ADULTS,
                restriction=Restriction.THIRD_PARTY,
                why=WHY_SECRET,
            ),
        ),
    )


def read(world: World, person, found: Round):
    """Open the pack as this person."""
    with world.work() as session:
        return packs.pack(
            session,
            actor=world.actor(person),
            round_id=found.id,
            now=world.now,
            profile=world.profile,
        )
