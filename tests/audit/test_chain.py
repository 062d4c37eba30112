"""The record of who did what holds together, and shows where it does not."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from models.tables.audit import AuditHead, AuditRow
from models.tables.everything import METADATA
from workflows import audit
from workflows.actor import Actor

NOW = datetime(2026, 2, 10, 9, 0, 0, 123456, tzinfo=UTC)
ASHA = Actor(person_id="a" * 16, slack_team_id="T1", slack_user_id="U1")
CHAINS = ("1" * 16, "2" * 16)
SEED = 20260210
COLUMNS = ("event", "actor_id", "actor_slack", "subject", "details", "previous")


def _write(session, count=20):
    for number in range(count):
        audit.record(
            session,
            actor=ASHA,
            event="view given",
            now=NOW + timedelta(seconds=number),
            group_id=CHAINS[number % 2],
            subject=f"statement {number}",
            details={"version": number},
        )


def test_an_untouched_record_has_no_fault(database):
    with database.work() as session:
        _write(session)

    with database.work() as session:
        assert audit.verify(session) == []


def test_each_group_has_a_chain_of_its_own(database):
    with database.work() as session:
        _write(session)

    with database.work() as session:
        rows = session.exec(select(AuditRow)).all()
    assert {row.chain for row in rows} == set(CHAINS)
    assert sorted(row.number for row in rows if row.chain == CHAINS[0]) == [
        *range(1, 11)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_every_change_behind_our_back_is_found(database, seed):
    chance = random.Random(SEED + seed)  # noqa: S311 -- a repeatable choice
    with database.work() as session:
        _write(session)
        victim = chance.choice(session.exec(select(AuditRow)).all())
        _tamper(session, victim, chance)

    with database.work() as session:
        faults = audit.verify(session)

    assert faults
    assert {fault.chain for fault in faults} == {victim.chain}


def _tamper(session, victim, chance):
    table = METADATA.tables["auditrow"]
    here = table.c.id == victim.id
    way = chance.choice((*COLUMNS, "delete", "later", "swap"))
    if way == "delete":
        session.exec(sa.delete(table).where(here))
    elif way == "later":
        moved = victim.at + timedelta(microseconds=1)
        session.exec(sa.update(table).where(here).values(at=moved))
    elif way == "swap":
        session.exec(sa.update(table).where(here).values(number=victim.number + 100))
    else:
        session.exec(sa.update(table).where(here).values({way: "forged"}))


def test_a_record_whose_end_was_cut_is_found(database):
    with database.work() as session:
        _write(session)
        last = sa.and_(col(AuditRow.chain) == CHAINS[0], col(AuditRow.number) == 10)
        session.exec(sa.delete(AuditRow).where(last))

    with database.work() as session:
        (fault,) = audit.verify(session)

    assert fault.what == "the end of the chain was cut"


def test_a_record_rolled_back_with_its_head_no_longer_matches_the_anchor(
    database,
):
    with database.work() as session:
        _write(session)
        _, before = audit.heads_digest(session)
        anchored = audit.anchor(session, day=date(2026, 2, 10), now=NOW).digest
        last = sa.and_(col(AuditRow.chain) == CHAINS[0], col(AuditRow.number) == 10)
        kept = session.exec(
            select(AuditRow.digest).where(
                AuditRow.chain == CHAINS[0], AuditRow.number == 9
            )
        ).one()
        session.exec(sa.delete(AuditRow).where(last))
        session.exec(
            sa.update(AuditHead)
            .where(col(AuditHead.chain) == CHAINS[0])
            .values(number=9, digest=kept)
        )

    with database.work() as session:
        (fault,) = audit.verify(session)
        assert fault.what == "it is not what was anchored on 2026-02-10"
        assert anchored == before
        assert audit.heads_digest(session)[1] != anchored


def test_what_is_undone_leaves_no_link(database):
    class Undo(Exception):
        pass

    def give_up():
        with database.work() as session:
            _write(session)
            raise Undo

    with pytest.raises(Undo):
        give_up()

    with database.work() as session:
        assert session.exec(select(AuditRow)).all() == []
        assert audit.verify(session) == []
