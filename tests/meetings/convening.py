"""What the tests of core groups do again and again: date, cancel, look."""

from datetime import date, time

from models.tables.access import Person
from models.tables.meetings import Meeting
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.conferences import use_cases as conferences
from workflows.meetings import cancelling, sweeping
from workflows.meetings.owing import ToRearrange
from workflows.meetings.use_cases import NewDate
from workflows.overview import use_cases as overview

WHY = f"The convenor is ill: {CANARY}."


def set_date(
    world: World,
    family: Family,
    on: date,
    *,
    by: Person | None = None,
    starts: time | None = None,
    because: str = "",
) -> Meeting:
    """Date a core group, as Asha or somebody else."""
    with world.work() as session:
        return conferences.date_core_group(
            session,
            actor=world.actor(by or world.asha),
            group_id=family.id,
            new=NewDate(dated_on=on, starts=starts, because=because),
            now=world.now,
            profile=world.profile,
        )


def cancel(
    world: World,
    meeting: Meeting,
    *,
    by: Person | None = None,
    new: NewDate | None = None,
) -> Meeting:
    """Cancel a core group, as Asha or somebody else."""
    with world.work() as session:
        return conferences.cancel_core_group(
            session,
            actor=world.actor(by or world.asha),
            meeting_id=meeting.id,
            because=WHY,
            new=new,
            now=world.now,
            profile=world.profile,
        )


def go_ahead(world: World, meeting: Meeting, chair: Person) -> Meeting:
    """Let a core group go ahead with somebody else in the chair."""
    with world.work() as session:
        return cancelling.go_ahead(
            session,
            actor=world.actor(world.asha),
            meeting_id=meeting.id,
            chaired_by=chair.id,
            now=world.now,
            profile=world.profile,
        )


def sweep_on(world: World, day: date) -> int:
    """Let the clock do on that morning what is due; give for how many core groups."""
    world.on(day, 7, 35)
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def to_rearrange(world: World, person: Person) -> tuple[ToRearrange, ...]:
    """Give which new dates somebody is asked for on their Home."""
    with world.work() as session:
        home = overview.home(
            session, actor=world.actor(person), now=world.now, profile=world.profile
        )
    return home.to_rearrange
