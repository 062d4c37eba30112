"""How a chase is sent, and what buttons about referrals are called."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import referrals as queries
from models.tables.referrals import Referral
from workflows.referrals import messages, whose
from workflows.wording import Button, Entry, Planned, Words

BEGIN: Final = "referrals.begin"
# One page, opened by the row that lets somebody read it.
READ_OWN: Final = "referrals.read_own"
READ: Final = "referrals.read"
READ_OF_FAMILY: Final = "referrals.read_of_family"
CONFIRM: Final = "referrals.confirm"
OPEN_ADD: Final = "referrals.open_add"
TAKE: Final = "referrals.take"
OPEN_HAND_OVER: Final = "referrals.open_hand_over"
OPEN_ANSWER: Final = "referrals.open_answer"
LIST: Final = "referrals.list"
HISTORY: Final = "referrals.history"


def _while_unanswered(
    session: Session, row: Planned, message: messages.Chase, now: datetime
) -> str | None:
    # Locked, so that nobody is chased for what they answer at this moment.
    found = queries.lock_referral(session, message.referral_id)
    if found is None:
        return "there is no such referral"
    if found.ended_at is not None:
        return "it was answered"
    if found.asks_more:
        return "the team waits for more"
    who = row.person_id or ""
    is_asked = whose.is_of_team(session, who, found, now=now)
    return None if is_asked else "somebody else is asked"


def _look(words: Words) -> tuple[Button, ...]:
    button = Button(
        text="Look at the history",
        action_id=HISTORY,
        value=words["value"],
        style="primary",
    )
    return (button,)


def _of_repeats(
    _session: Session, _row: Planned, message: messages.Repeats, _now: datetime
) -> Words:
    return {"value": message.referral_id}


def _still_theirs(
    session: Session, row: Planned, message: messages.Repeats, now: datetime
) -> str | None:
    found = session.get(Referral, message.referral_id)
    who = row.person_id or ""
    may = found is not None and whose.may(session, who, whose.HISTORY, found, now=now)
    return None if may else "it is not theirs to know any more"


def _words(
    _session: Session, _row: Planned, message: messages.Chase, _now: datetime
) -> Words:
    return {"value": message.referral_id, "is_last": not message.next_name}


def _buttons(words: Words) -> tuple[Button, ...]:
    answer = Button(
        text="Answer it",
        action_id=OPEN_ANSWER,
        value=words["value"],
        style="primary",
    )
    read = Button(text="Read it", action_id=READ, value=words["value"])
    return (answer, read)


ENTRIES: Final = (
    Entry(
        message=messages.Chase,
        wanted=_while_unanswered,
        words=_words,
        buttons=_buttons,
    ),
    Entry(
        message=messages.Repeats,
        wanted=_still_theirs,
        words=_of_repeats,
        buttons=_look,
    ),
)
