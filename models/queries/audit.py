"""Reads and locks of the audit chains."""

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.audit import AuditAnchor, AuditHead, AuditRow

# Written once, since every act adds a link.
_LOCK_HEAD: Final = sa.text(
    "INSERT INTO audithead (chain, number, digest) VALUES (:chain, 0, :genesis)"
    " ON CONFLICT (chain) DO UPDATE SET number = audithead.number"
    " RETURNING number, digest"
)
_MOVE_HEAD: Final = sa.text(
    "UPDATE audithead SET number = :number, digest = :digest WHERE chain = :chain"
)
_ADD_LINK: Final = sa.insert(AuditRow)


def lock_head(session: Session, chain: str, *, genesis: str) -> tuple[int, str]:
    """Return a chain's newest link, its number and digest, held until the end."""
    session.flush()
    found = session.connection().execute(
        _LOCK_HEAD, {"chain": chain, "genesis": genesis}
    )
    number, digest = found.one()
    return int(number), str(digest)


def add_link(session: Session, row: AuditRow) -> None:
    """Add a link to the chain whose head is held, and make it the head."""
    connection = session.connection()
    connection.execute(_ADD_LINK, row.model_dump())
    connection.execute(
        _MOVE_HEAD, {"number": row.number, "digest": row.digest, "chain": row.chain}
    )


def list_heads(session: Session) -> Sequence[AuditHead]:
    """Return the newest link of every chain."""
    return session.exec(select(AuditHead).order_by(col(AuditHead.chain))).all()


def list_links(session: Session, chain: str) -> Sequence[AuditRow]:
    """Return one chain, oldest link first."""
    statement = (
        select(AuditRow).where(AuditRow.chain == chain).order_by(col(AuditRow.number))
    )
    return session.exec(statement).all()


def list_chains(session: Session) -> Sequence[str]:
    """Return the name of every chain that has a row."""
    return session.exec(select(AuditRow.chain).distinct()).all()


def count_rows(session: Session) -> int:
    """Return how many audit rows there are."""
    return session.exec(select(sa.func.count()).select_from(AuditRow)).one()


def list_anchors(session: Session) -> Sequence[AuditAnchor]:
    """Return every day's anchor, oldest first."""
    return session.exec(select(AuditAnchor).order_by(col(AuditAnchor.day))).all()


def digests(
    session: Session, links: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Return the digest of each of these links that is there."""
    found = {}
    for chain, number in links:
        statement = select(AuditRow.digest).where(
            AuditRow.chain == chain, AuditRow.number == number
        )
        digest = session.exec(statement).one_or_none()
        if digest is not None:
            found[chain, number] = digest
    return found


def list_events(session: Session, chain: str, event: str) -> Sequence[AuditRow]:
    """Return what of one kind happened in a chain, the newest first."""
    statement = (
        select(AuditRow)
        .where(AuditRow.chain == chain, AuditRow.event == event)
        .order_by(col(AuditRow.number).desc())
    )
    return session.exec(statement).all()
