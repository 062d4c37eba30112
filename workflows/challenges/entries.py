"""How a challenge is sent at once, and what buttons about challenges are called."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import challenges as queries
from models.tables.challenges import ChallengeRung
from workflows.challenges import messages
from workflows.challenges.whose import owing
from workflows.wording import Button, Entry, Planned, Words

BEGIN: Final = "challenges.begin"
OPEN_RAISE: Final = "challenges.open_raise"
OPEN_ANSWER: Final = "challenges.open_answer"
OPEN_DECIDE: Final = "challenges.open_decide"
LIST: Final = "challenges.list"
READ: Final = "challenges.read"


def _while_owed(
    session: Session, row: Planned, message: messages.AtRisk, now: datetime
) -> str | None:
    rung = session.get(ChallengeRung, message.rung_id)
    # Locked, so that nobody is told to answer what they answer at this moment.
    found = None if rung is None else queries.lock_challenge(session, rung.challenge_id)
    if rung is None or found is None:
        return "there is no such challenge"
    session.refresh(rung)
    if found.ended_at is not None or rung.answered_at is not None:
        return "it was answered, or has ended"
    if not message.is_asked:
        return None
    if found.rung != rung.number:
        return "it has gone to another rung"
    owes = owing(session, found, rung.answers, rung=rung, now=now)
    is_asked = owes is not None and row.person_id in {owes.asked.id, rung.asked_id}
    return None if is_asked else "somebody else is asked"


def _words(
    _session: Session, _row: Planned, message: messages.AtRisk, _now: datetime
) -> Words:
    value = message.rung_id if message.is_asked else message.challenge_id
    return {"value": value, "owes": message.is_asked}


def _buttons(words: Words) -> tuple[Button, ...]:
    text, action = "Read the challenge", READ
    if words["owes"]:
        text, action = "Read it and answer", OPEN_ANSWER
    return (Button(text=text, action_id=action, value=words["value"], style="danger"),)


ENTRIES: Final = (
    Entry(message=messages.AtRisk, wanted=_while_owed, words=_words, buttons=_buttons),
)
