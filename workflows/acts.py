"""Acts that had an effect: seen again, they change nothing and get the same answer."""

from datetime import datetime

from sqlmodel import Session

from models.queries import spine as queries


def claim(session: Session, key: str, *, now: datetime) -> str | None:
    """
    Take this act on, or return the answer that it got before.

    Whoever comes second waits here until the first has committed, so that an act that
    is delivered twice at once has one effect and gets one answer.
    """
    if queries.add_act(session, key, at=now):
        return None
    return queries.find_answer(session, key)


def remember(session: Session, key: str, *, answer: str) -> None:
    """Keep what this act was answered, in the transaction of its effect."""
    queries.keep_answer(session, key, answer)
