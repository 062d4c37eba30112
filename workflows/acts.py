"""Acts that had an effect: seen again, they change nothing and get the same answer."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.tables.spine import SeenAct


def seen(session: Session, key: str) -> str | None:
    """Return the answer that this act got before, or nothing if it is new."""
    row = session.get(SeenAct, key)
    return None if row is None else row.answer


def claim(session: Session, key: str, *, now: datetime) -> str | None:
    """
    Take this act on, or return the answer that it got before.

    Whoever comes second waits here until the first has committed, so that an act that
    is delivered twice at once has one effect and gets one answer.
    """
    try:
        with session.begin_nested():
            session.add(SeenAct(key=key, at=now))
    except IntegrityError:
        return seen(session, key)
    return None


def remember(session: Session, key: str, *, answer: str, now: datetime) -> None:
    """Keep that this act had its effect, in the transaction of the effect."""
    session.merge(SeenAct(key=key, answer=answer, at=now))
