"""What people and the clock do with notices, for the tests of them."""

from models.queries import notices as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.notices import Acknowledgement, Notice
from models.vocabulary import NoticeKind
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows.notices import checking_in, giving, reading, sweeping
from workflows.notices.giving import Receipt
from workflows.notices.policy import NewNotice
from workflows.notices.reading import ReadNotice, UnreadNotice


def new(world: World, kind: NoticeKind = NoticeKind.NOT_BROUGHT, **said) -> NewNotice:
    """Say what somebody says in the form: today, about all the children."""
    return NewNotice(
        **{"kind": kind, "happened_on": world.today, "line": CANARY, **said}
    )


def give(
    world: World,
    family: Family,
    person: Person,
    kind: NoticeKind = NoticeKind.NOT_BROUGHT,
    *,
    corrects: Receipt | None = None,
    **said,
) -> Receipt:
    """Give a notice as this person."""
    with world.work() as session:
        return giving.give(
            session,
            actor=world.actor(person),
            group_id=family.id,
            new=new(world, kind, **said),
            corrects_id=None if corrects is None else corrects.notice_id,
            now=world.now,
            profile=world.profile,
        )


def give_entry(world: World, family: Family, person: Person, **said) -> Receipt:
    """Say that the police were needed to get in."""
    kind = NoticeKind.POLICE_ATTENDED
    return give(world, family, person, kind, assisted_entry=True, **said)


def read(world: World, receipt: Receipt, person: Person) -> ReadNotice:
    """Read a notice as this person."""
    with world.work() as session:
        _, found = reading.read(
            session,
            actor=world.actor(person),
            notice_id=receipt.notice_id,
            now=world.now,
        )
    return found


def acknowledge(world: World, receipt: Receipt, person: Person) -> None:
    """Say as this person that they have read a notice."""
    with world.work() as session:
        reading.acknowledge(
            session,
            actor=world.actor(person),
            notice_id=receipt.notice_id,
            now=world.now,
        )


def unread(world: World, person: Person) -> list[UnreadNotice]:
    """Give what somebody was asked to read and has not."""
    with world.work() as session:
        return reading.unread(session, person_id=person.id, now=world.now)


def set_check_in(world: World, receipt: Receipt, person: Person, on) -> Meeting:
    """Set a quick check-in as this person."""
    with world.work() as session:
        return checking_in.set_check_in(
            session,
            actor=world.actor(person),
            notice_id=receipt.notice_id,
            dated_on=on,
            now=world.now,
            profile=world.profile,
        )


def sweep(world: World) -> int:
    """Let the clock do what is due, and give in how many notices it did something."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def sweep_on(world: World, day) -> int:
    """Let the clock do on that morning what is due."""
    world.on(day, 7, 30)
    return sweep(world)


def notice_of(world: World, receipt: Receipt) -> Notice:
    """Give the row of a notice."""
    with world.work() as session:
        return session.get_one(Notice, receipt.notice_id)


def acknowledgements(world: World, receipt: Receipt) -> list[Acknowledgement]:
    """Give who was asked to read a notice, or has read it."""
    with world.work() as session:
        return list(queries.list_acknowledgements(session, receipt.notice_id))
