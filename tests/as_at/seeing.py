"""Looking at what a core group knew on a past day, for the tests of it."""

from datetime import date

from models.tables.access import Person
from tests.cast import Family
from tests.world import World
from workflows.overview import as_at as overview
from workflows.overview.as_at import AsAt, Line
from workflows.overview.as_at_debts import Owing


def as_at(
    world: World, family: Family, day: date, person: Person | None = None
) -> AsAt:
    """Look at a past day as this person, or as the lead social worker."""
    with world.work() as session:
        return overview.as_at(
            session,
            actor=world.actor(person or world.asha),
            group_id=family.id,
            day=day,
            now=world.now,
        )


def who(lines: tuple[Line, ...], what: Owing) -> list[str]:
    """Return who owed or answered one sort of thing, by name."""
    return sorted(line.who.partition(" (")[0] for line in lines if line.what is what)
