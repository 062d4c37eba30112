"""Leases, the runs of sweeps, and the acts that were seen."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from models.tables.outbox import Lease
from models.tables.spine import SeenAct, SweepRun


def take_lease(
    session: Session, name: str, *, holder: str, at: datetime, until: datetime
) -> bool:
    """Take or renew a job that one process does at a time; say whether we have it."""
    kind = sa.inspect(Lease).columns["until"].type
    session.connection().execute(
        sa.text(
            "INSERT INTO lease (name, holder, until, fence)"
            " VALUES (:name, :holder, :until, 0) ON CONFLICT (name) DO NOTHING"
        ).bindparams(sa.bindparam("until", type_=kind)),
        {"name": name, "holder": holder, "until": at},
    )
    statement = select(Lease).where(Lease.name == name).with_for_update(key_share=True)
    lease = session.exec(statement).one()
    if lease.holder != holder and lease.until > at:
        return False
    if lease.holder != holder:
        lease.holder, lease.fence = holder, lease.fence + 1
    lease.until = until
    session.add(lease)
    return True


def end_lease(session: Session, name: str, *, holder: str, at: datetime) -> None:
    """Give a job back, so that another process need not wait for the lease to end."""
    statement = (
        select(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .with_for_update(key_share=True)
    )
    lease = session.exec(statement).one_or_none()
    if lease is not None:
        lease.until = at
        session.add(lease)


def find_run(session: Session, name: str) -> SweepRun | None:
    """Return when a sweep last ran."""
    return session.get(SweepRun, name)


def keep_run(session: Session, run: SweepRun) -> None:
    """Keep when a sweep ran, in place of the time before."""
    session.merge(run)


def add_act(session: Session, key: str, *, at: datetime) -> bool:
    """
    Keep that an act came; say whether it is new.

    Another transaction that keeps the same key is waited for.
    """
    kind = sa.inspect(SeenAct).columns["at"].type
    done = session.connection().execute(
        sa.text(
            "INSERT INTO seenact (key, answer, at) VALUES (:key, '', :at)"
            " ON CONFLICT (key) DO NOTHING"
        ).bindparams(sa.bindparam("at", type_=kind)),
        {"key": key, "at": at},
    )
    return bool(done.rowcount)


def find_answer(session: Session, key: str) -> str | None:
    """Return what an act was answered."""
    return session.exec(select(SeenAct.answer).where(SeenAct.key == key)).one_or_none()


def keep_answer(session: Session, key: str, answer: str) -> None:
    """Keep what an act was answered."""
    session.connection().execute(
        sa.text("UPDATE seenact SET answer = :answer WHERE key = :key"),
        {"answer": answer, "key": key},
    )
