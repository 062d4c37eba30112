"""Reads and locks of the audit chains."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.audit import AuditAnchor, AuditHead, AuditRow


def lock_head(session: Session, chain: str, *, genesis: str) -> AuditHead:
    """Return the newest link of a chain, held until the transaction ends."""
    session.flush()
    session.connection().execute(
        sa.text(
            "INSERT INTO audithead (chain, number, digest)"
            " VALUES (:chain, 0, :genesis) ON CONFLICT (chain) DO NOTHING"
        ),
        {"chain": chain, "genesis": genesis},
    )
    statement = (
        select(AuditHead)
        .where(AuditHead.chain == chain)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one()


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
