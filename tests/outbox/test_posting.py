"""An effect is written with the fact that caused it, once."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from sqlmodel import col, select

from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from workflows import clock, hours, outbox
from workflows.message import DailyList, Message
from workflows.outbox import ToChannel, ToPerson

MONDAY = date(2026, 2, 9)
FRIDAY = date(2026, 2, 13)
MAUNDY_THURSDAY = date(2026, 4, 2)


@dataclass(frozen=True, kw_only=True)
class Everything(Message):
    kind: ClassVar[str] = "test.everything"

    alias: str
    on: date
    until: date | None
    count: int
    urgent: bool
    people: tuple[str, ...]


EVERYTHING = Everything(
    alias="CG-4817", on=MONDAY, until=None, count=2, urgent=False, people=("a", "b")
)


def _rows(world):
    with world.work() as session:
        return session.exec(select(OutboxRow).order_by(col(OutboxRow.not_before))).all()


def test_a_message_comes_back_as_it_was_written():
    assert Everything.unpacked(EVERYTHING.packed()) == EVERYTHING


def test_the_same_obligation_step_and_recipient_is_written_once(world):
    for _ in range(3):
        with world.work() as session:
            to = ToPerson(world.ben.id)
            outbox.post(session, EVERYTHING, to=to, dedupe_key="ask:1", now=world.now)

    (row,) = _rows(world)
    assert (row.person_id, row.state) == (world.ben.id, OutboxState.PLANNED)


def test_what_is_undone_is_not_sent(world):
    class Undo(Exception):
        pass

    def give_up():
        with world.work() as session:
            to = ToPerson(world.ben.id)
            outbox.post(session, EVERYTHING, to=to, dedupe_key="ask:1", now=world.now)
            raise Undo

    with pytest.raises(Undo):
        give_up()

    assert _rows(world) == []


def test_a_channel_message_belongs_to_its_group(world):
    family = world.group()

    with world.work() as session:
        to = ToChannel(family.id)
        outbox.post(session, EVERYTHING, to=to, dedupe_key="closed:1", now=world.now)

    (row,) = _rows(world)
    assert (row.group_id, row.person_id) == (family.id, None)


def test_only_what_is_not_taken_up_can_be_withdrawn(world):
    with world.work() as session:
        for number in range(3):
            outbox.post(
                session,
                EVERYTHING,
                to=ToPerson(world.ben.id),
                dedupe_key=f"ask_1:{number}",
                now=world.now,
            )
        outbox.post(
            session,
            EVERYTHING,
            to=ToPerson(world.ben.id),
            dedupe_key="askX1:0",
            now=world.now,
        )
        taken = session.exec(
            select(OutboxRow).where(OutboxRow.dedupe_key == "ask_1:0")
        ).one()
        taken.state = OutboxState.SENDING

    with world.work() as session:
        count = outbox.withdraw(
            session, dedupe_prefix="ask_1:", because="answered", now=world.now
        )

    assert count == 2
    states = {row.dedupe_key: row.state for row in _rows(world)}
    assert states["ask_1:0"] is OutboxState.SENDING
    assert states["askX1:0"] is OutboxState.PLANNED


@pytest.mark.parametrize(
    ("day", "hour", "opens_on", "opens_at"),
    [
        (MONDAY, 7, MONDAY, "08:00"),
        (MONDAY, 9, MONDAY, "09:00"),
        (FRIDAY, 23, date(2026, 2, 16), "08:00"),
        (MAUNDY_THURSDAY, 20, date(2026, 4, 7), "08:00"),
        (date(2026, 3, 29), 12, date(2026, 3, 30), "08:00"),
    ],
)
def test_people_are_written_to_in_their_hours(world, day, hour, opens_on, opens_at):
    moment = hours.next_open(clock.at(day, hour), world.profile)

    local = moment.astimezone(clock.LONDON)
    assert (local.date(), f"{local:%H:%M}") == (opens_on, opens_at)


def test_a_day_has_one_list_however_much_is_owed(world):
    for _ in range(3):
        with world.work() as session:
            outbox.daily(
                session, person_id=world.ben.id, now=world.now, profile=world.profile
            )

    (row,) = _rows(world)
    assert DailyList.unpacked(row.payload) == DailyList(day=world.today)


def test_what_comes_up_after_todays_list_waits_for_tomorrows(world):
    with world.work() as session:
        first = outbox.daily(
            session, person_id=world.ben.id, now=world.now, profile=world.profile
        )
        first.state = OutboxState.SENT

    with world.work() as session:
        outbox.daily(
            session, person_id=world.ben.id, now=world.now, profile=world.profile
        )

    days = [DailyList.unpacked(row.payload).day for row in _rows(world)]
    assert days == [world.today, world.in_working_days(1)]
