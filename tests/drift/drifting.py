"""What people and the clock do about drift, for the tests of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.render import Renderer
from models.queries import alerts as queries
from models.tables.access import Person
from models.tables.drift import Alert, AlertAnswer, AlertLine, AlertSignal
from models.tables.outbox import OutboxRow
from models.vocabulary import MeetingKind, NoticeKind
from tests.cast import Family
from tests.log_guard import CANARY
from tests.world import World
from workflows import catalogue
from workflows.drift import answering, caseload, facts, owing, reading, sweeping
from workflows.drift.answering import NewReview
from workflows.drift.known import DriftFacts
from workflows.drift.owing import AlertOwed
from workflows.drift.reading import AlertPage
from workflows.notices import giving
from workflows.notices.policy import NewNotice
from workflows.sweep import Swept


def sweep(world: World, day: date | None = None) -> Swept:
    """Let the clock look in the early morning, today or on a later day."""
    world.on(day or world.today, 6, 50)
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    world.on(world.today, 10)
    return swept


def known(world: World, family: Family) -> DriftFacts:
    """Return the facts that the signals are drawn from."""
    with world.work() as session:
        found = facts.gather(session, [family.id], now=world.now, profile=world.profile)
    return found[family.id]


def alert(world: World, family: Family) -> Alert:
    """Return the newest alert of a family."""
    with world.work() as session:
        found = queries.find_newest(session, family.id)
    assert found is not None
    return found


def alerts(world: World, family: Family) -> list[Alert]:
    """Return every alert of a family."""
    with world.work() as session:
        return list(queries.list_of_group(session, family.id))


def standing(world: World, family: Family) -> dict[str, AlertSignal]:
    """Return the signals that stand in a family, by their names."""
    with world.work() as session:
        rows = queries.list_signals(session, [alert(world, family).id])
    return {row.name: row for row in rows}


def every_signal(world: World, family: Family) -> list[AlertSignal]:
    """Return every signal of a family's alerts, those that went too."""
    with world.work() as session:
        ids = [one.id for one in queries.list_of_group(session, family.id)]
        return list(queries.list_every_signal(session, ids))


def answers(world: World, family: Family) -> list[AlertAnswer]:
    """Return what was answered to the newest alert of a family."""
    with world.work() as session:
        return list(queries.list_answers(session, [alert(world, family).id]))


def lines(world: World, family: Family) -> list[AlertLine]:
    """Return what was added to the newest alert of a family."""
    with world.work() as session:
        return list(queries.list_lines(session, [alert(world, family).id]))


def refuse_access(world: World, family: Family, by: Person | None = None) -> str:
    """Let somebody say today that access was refused, and name the notice."""
    with world.work() as session:
        receipt = giving.give(
            session,
            actor=world.actor(by or world.ben),
            group_id=family.id,
            new=NewNotice(
                kind=NoticeKind.ACCESS_REFUSED, happened_on=world.today, line=CANARY
            ),
            now=world.now,
            profile=world.profile,
        )
    return receipt.notice_id


def set_review(
    world: World,
    family: Family,
    by: Person | None = None,
    *,
    kind: MeetingKind = MeetingKind.MIDWAY_REVIEW,
    on: date | None = None,
) -> str:
    """Set a meeting because of the newest alert; the chair does, if nobody is named."""
    with world.work() as session:
        return answering.set_review(
            session,
            actor=world.actor(by or world.femi),
            alert_id=alert(world, family).id,
            new=NewReview(kind=kind, dated_on=on or world.in_working_days(5)),
            now=world.now,
            profile=world.profile,
        )


def sleep(
    world: World,
    family: Family,
    names: Iterable[str],
    by: Person | None = None,
    *,
    reason: str = CANARY,
) -> str:
    """Say that these signals are no drift; the chair does, if nobody is named."""
    rows = standing(world, family)
    return sleep_ids(
        world, family, [rows[name].id for name in names], by, reason=reason
    )


def sleep_ids(
    world: World,
    family: Family,
    chosen: list[str],
    by: Person | None = None,
    *,
    reason: str = CANARY,
) -> str:
    """Say that the signals with these ids are no drift."""
    with world.work() as session:
        return answering.sleep(
            session,
            actor=world.actor(by or world.femi),
            alert_id=alert(world, family).id,
            chosen=chosen,
            reason=reason,
            now=world.now,
            profile=world.profile,
        )


def answer_legal(
    world: World, family: Family, by: Person | None = None, *, text: str = CANARY
) -> str:
    """Say why the legal route has not been taken; the lead social worker does."""
    with world.work() as session:
        return answering.answer_legal(
            session,
            actor=world.actor(by or world.asha),
            alert_id=alert(world, family).id,
            text=text,
            now=world.now,
            profile=world.profile,
        )


def add_line(
    world: World, family: Family, by: Person | None = None, *, line: str = CANARY
) -> str:
    """Add a line to the newest alert; the lead social worker does."""
    with world.work() as session:
        return answering.add_line(
            session,
            actor=world.actor(by or world.asha),
            alert_id=alert(world, family).id,
            line=line,
            now=world.now,
        )


def page(world: World, family: Family, by: Person) -> AlertPage:
    """Read the newest alert of a family."""
    with world.work() as session:
        return reading.read(
            session,
            actor=world.actor(by),
            alert_id=alert(world, family).id,
            now=world.now,
            profile=world.profile,
        )


def owed(world: World, person: Person) -> list[AlertOwed]:
    """Return the alerts that wait and concern somebody."""
    with world.work() as session:
        return owing.owed(
            session, person_id=person.id, now=world.now, profile=world.profile
        )


def overview(world: World, person: Person, number: int = 0) -> caseload.Caseload:
    """Open the alerts that somebody looks after."""
    with world.work() as session:
        return caseload.overview(
            session,
            actor=world.actor(person),
            number=number,
            now=world.now,
            profile=world.profile,
        )


def is_wanted(world: World, row: OutboxRow) -> bool:
    """Say whether a message would still go at this moment."""
    entry = catalogue.entries(world.profile)[row.kind]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        return entry.wanted(session, row, message, world.now) is None


def text(world: World, row: OutboxRow) -> str:
    """Return what a message that is still wanted says at this moment."""
    assert is_wanted(world, row)
    return drawn(world, row)


def drawn(world: World, row: OutboxRow) -> str:
    """Return what a message says when it is drawn at this moment."""
    entry = catalogue.entries(world.profile)[row.kind]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))
    return f"{sent.text}\n{sent.blocks}"


def messages(world: World, kind: str, person: Person) -> list[OutboxRow]:
    """Return what of one kind was written for somebody."""
    return [row for row in world.outbox(kind) if row.person_id == person.id]


def list_of(world: World, person: Person) -> str:
    """Return what somebody's newest daily list says at this moment."""
    return text(world, messages(world, "overview.daily_list", person)[-1])


def weeks(count: int) -> timedelta:
    """Return so many weeks."""
    return timedelta(weeks=count)
