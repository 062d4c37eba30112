"""What people and the clock do with actions, for the tests of them."""

from datetime import date, timedelta

from models.queries import actions as queries
from models.tables.access import Person
from models.tables.actions import Action, Adult
from models.vocabulary import Progress, Relation
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.actions import adults, making, owing, reading, reporting, sweeping
from workflows.actions.making import Receipt
from workflows.actions.owing import ActionsOwed
from workflows.actions.policy import NewAction, NewReport
from workflows.actions.reading import ActionsPage


def new(world: World, owner: Person | Adult | None = None, **said) -> NewAction:
    """Say what somebody says in the form: due in ten working days."""
    owns = {}
    if owner is not None:
        key = "adult_id" if isinstance(owner, Adult) else "owner_id"
        owns = {key: owner.id}
    return NewAction(
        **{
            "what": CANARY,
            "outcome": CANARY,
            "due_on": world.in_working_days(10),
            **owns,
            **said,
        }
    )


def make(
    world: World,
    family: Family,
    owner: Person | Adult,
    *,
    by: Person | None = None,
    meeting_id: str | None = None,
    **said,
) -> Receipt:
    """Make an action; the lead social worker does unless somebody else is named."""
    with world.work() as session:
        return making.make(
            session,
            actor=world.actor(by or world.asha),
            group_id=family.id,
            new=new(world, owner, **said),
            meeting_id=meeting_id,
            now=world.now,
            profile=world.profile,
        )


def change(
    world: World,
    receipt: Receipt,
    owner: Person | Adult,
    *,
    by: Person | None = None,
    version: int | None = None,
    **said,
) -> Receipt:
    """Change an action, as it was last read unless another version is named."""
    seen = row(world, receipt).version if version is None else version
    with world.work() as session:
        return making.change(
            session,
            actor=world.actor(by or world.asha),
            action_id=receipt.action_id,
            version=seen,
            new=new(world, owner, **said),
            now=world.now,
            profile=world.profile,
        )


def end(world: World, receipt: Receipt, *, by: Person | None = None, reason=CANARY):
    """End an action that will not be done."""
    with world.work() as session:
        return making.end(
            session,
            actor=world.actor(by or world.asha),
            action_id=receipt.action_id,
            reason=reason,
            now=world.now,
        )


def report(
    world: World,
    receipt: Receipt,
    person: Person,
    progress: Progress = Progress.DONE,
    line: str = CANARY,
):
    """Say as this person how far an action is."""
    with world.work() as session:
        return reporting.report(
            session,
            actor=world.actor(person),
            action_id=receipt.action_id,
            new=NewReport(progress=progress, line=line),
            now=world.now,
            profile=world.profile,
        )


def adult(
    world: World,
    family: Family,
    relation: Relation = Relation.MOTHER,
    *,
    by: Person | None = None,
) -> Adult:
    """Add a significant adult."""
    with world.work() as session:
        return adults.add(
            session,
            actor=world.actor(by or world.asha),
            group_id=family.id,
            relation=relation,
            now=world.now,
        )


def take_off(world: World, one: Adult, *, by: Person | None = None):
    """Take a significant adult off."""
    with world.work() as session:
        return adults.end(
            session, actor=world.actor(by or world.asha), adult_id=one.id, now=world.now
        )


def page(
    world: World, family: Family, person: Person, *, number: int = 0
) -> ActionsPage:
    """Read the actions of a core group."""
    with world.work() as session:
        return reading.page(
            session,
            actor=world.actor(person),
            group_id=family.id,
            now=world.now,
            number=number,
        )


def owed(world: World, person: Person, **how) -> ActionsOwed:
    """Give what somebody owes to actions."""
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile, **how
        )


def row(world: World, receipt: Receipt) -> Action:
    """Give the row of an action."""
    with world.work() as session:
        return session.get_one(Action, receipt.action_id)


def versions(world: World, receipt: Receipt):
    """Give every version of an action."""
    with world.work() as session:
        return list(queries.list_versions(session, [receipt.action_id]))


def sweep(world: World) -> None:
    """Let the clock do what is due."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0


def sweep_on(world: World, day) -> None:
    """Let the clock do on that morning what is due."""
    world.on(day, 7, 37)
    sweep(world)


def sweep_until(world: World, day) -> None:
    """Let the clock do what is due on every morning up to and with that day."""
    while world.today < day:
        sweep_on(world, world.today + timedelta(days=1))


def list_days(world: World, person: Person) -> list[date]:
    """Give the days on which somebody gets a list."""
    return sorted(
        one.not_before.date()
        for one in world.outbox("overview.daily_list")
        if one.person_id == person.id
    )
