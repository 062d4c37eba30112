"""Reads of plain replies."""

from sqlmodel import Session, select

from models.tables.replies import PlainReply


def is_known(session: Session, *, channel: str, ts: str) -> bool:
    """Say whether this very message was taken in before."""
    statement = select(PlainReply.id).where(
        PlainReply.channel == channel, PlainReply.ts == ts
    )
    return session.exec(statement).first() is not None
