"""How each message about views is sent: whether it is still wanted, names, buttons."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.access import Person
from models.tables.statements import Asked, Pause, Round
from workflows import clock
from workflows.statements import messages, warning
from workflows.wording import Button, Entry, Mention, Planned, Words

OPEN: Final = "statements.open"
READ: Final = "statements.read"
STANDING: Final = "statements.who"
URGENT: Final = "statements.read_urgent"
DISCUSS: Final = "statements.open_discussion"
INTIMIDATION: Final = "statements.read_intimidation"
PAUSE: Final = "statements.pause_read"
PACK: Final = "packs.open"


def mention(session: Session, person_id: str) -> Mention | str:
    """Return somebody as Slack shows them, or by name if they are not in Slack."""
    person = session.get_one(Person, person_id)
    if person.slack_user_id is None:
        return person.name
    return Mention(person.slack_user_id)


def _while_standing(
    session: Session, _row: Planned, message: Any, _now: datetime
) -> str | None:
    """Drop what is about a conference that was cancelled meanwhile."""
    found = session.get(Round, message.round_id)
    if found is None or found.cancelled_at is not None:
        return "the conference was cancelled"
    return None


def _while_not_heard_from(
    session: Session, _row: Planned, message: messages.NotHeardFrom, _now: datetime
) -> str | None:
    found = session.get(Round, message.round_id)
    if found is None or found.cancelled_at is not None or found.closed_at is not None:
        return "the round is not open any more"
    return None if _silent(session, message) else "answered"


def _silent(session: Session, message: messages.NotHeardFrom) -> list[str]:
    asked = [
        row
        for row in queries.list_asked(session, [message.round_id])
        if row.person_id in message.person_ids
    ]
    # Locked, so that nobody is said to be silent who answers at this moment.
    fresh = queries.lock_asked(session, [row.id for row in asked])
    return [
        row.person_id
        for row in fresh
        if row.answered_at is None and row.ended_at is None
    ]


def _words_of_not_heard_from(
    session: Session, _row: Planned, message: messages.NotHeardFrom, _now: datetime
) -> Words:
    return {
        "members": tuple(mention(session, who) for who in _silent(session, message)),
        "value": message.round_id,
    }


def _while_owed(
    session: Session, _row: Planned, message: messages.Nudge, _now: datetime
) -> str | None:
    found = session.get(Round, message.round_id)
    if found is None or found.cancelled_at is not None or found.closed_at is not None:
        return "the round is not open any more"
    asked = queries.lock_asked(session, [message.asked_id])
    is_owed = asked and asked[0].answered_at is None and asked[0].ended_at is None
    return None if is_owed else "answered"


def _words_of_nudge(
    session: Session, row: Planned, message: messages.Nudge, now: datetime
) -> Words:
    is_own = row.person_id == message.for_person_id
    person = session.get_one(Person, message.for_person_id)
    return {
        "for_name": "" if is_own else person.name,
        "is_today": message.closes_on <= clock.today(now),
        "value": message.round_id
        if is_own
        else f"{message.round_id}:{message.for_person_id}",
    }


def _while_theirs_to_know(
    session: Session, row: Planned, message: messages.IntimidationTicked, now: datetime
) -> str | None:
    asked = session.get(Asked, message.asked_id)
    if asked is not None and row.person_id in warning.who_may_know_of_intimidation(
        session, asked, now=now
    ):
        return None
    return "no longer the chair or their manager"


def _words_of_intimidation(
    _session: Session,
    _row: Planned,
    message: messages.IntimidationTicked,
    _now: datetime,
) -> Words:
    # Who it is, is read in a window of their own, and every reading is kept.
    return {"value": message.asked_id}


def _while_wanted(
    session: Session, _row: Planned, message: messages.PauseWanted, now: datetime
) -> str | None:
    pause = session.get(Pause, message.pause_id)
    if pause is None or pause.agreed_at is not None:
        return "somebody has agreed to it"
    return "its time is over" if pause.until_on < clock.today(now) else None


def _words_of_pause(
    session: Session, _row: Planned, message: messages.PauseWanted, _now: datetime
) -> Words:
    pause = session.get_one(Pause, message.pause_id)
    asked = session.get_one(Asked, pause.asked_id)
    return {
        "member": mention(session, asked.person_id),
        "wanted_by": mention(session, pause.wanted_by),
        "value": pause.id,
    }


def _of_round(_session: Session, _row: Planned, message: Any, _now: datetime) -> Words:
    return {"value": message.round_id}


def _buttons(*shown: Button) -> Callable[[Words], tuple[Button, ...]]:
    """Return what makes these buttons for one message: `value` is its id."""

    def make(words: Words) -> tuple[Button, ...]:
        return tuple(replace(button, value=words["value"]) for button in shown)

    return make


_READ = Button(text="Read the views", action_id=READ)
_DISCUSS = Button(text="Record the discussion", action_id=DISCUSS)
_STANDING = Button(text="See who has answered", action_id=STANDING)
_GIVE = Button(text="Give the view", action_id=OPEN, style="primary")
_TAKE = Button(text="Take their view", action_id=OPEN, style="primary")
_URGENT = Button(text="Read it now", action_id=URGENT, style="danger")
_INTIMIDATION = Button(text="See who it is", action_id=INTIMIDATION)
_PAUSE = Button(text="Read the reason", action_id=PAUSE)
_PACK = Button(text="Open the pack", action_id=PACK, style="primary")

ENTRIES: Final = (
    Entry(
        message=messages.RoundClosed,
        wanted=_while_standing,
        words=_of_round,
        buttons=_buttons(_READ),
    ),
    Entry(
        message=messages.NoCoreGroup,
        wanted=_while_standing,
        words=_of_round,
        buttons=_buttons(_READ, _DISCUSS),
    ),
    Entry(
        message=messages.ChairDecides,
        wanted=_while_standing,
        words=_of_round,
        buttons=_buttons(_STANDING),
    ),
    Entry(message=messages.RoundMissed, wanted=_while_standing, words=_of_round),
    Entry(
        message=messages.NotHeardFrom,
        wanted=_while_not_heard_from,
        words=_words_of_not_heard_from,
        buttons=_buttons(_STANDING),
    ),
    Entry(
        message=messages.Nudge,
        wanted=_while_owed,
        words=_words_of_nudge,
        buttons=_buttons(_GIVE),
    ),
    Entry(
        message=messages.TakeNudge,
        wanted=_while_owed,
        words=_words_of_nudge,
        buttons=_buttons(_TAKE),
    ),
    Entry(
        message=messages.UrgentAnswer,
        words=_of_round,
        buttons=_buttons(_URGENT),
    ),
    Entry(
        message=messages.IntimidationTicked,
        wanted=_while_theirs_to_know,
        words=_words_of_intimidation,
        buttons=_buttons(_INTIMIDATION),
    ),
    Entry(
        message=messages.PauseWanted,
        wanted=_while_wanted,
        words=_words_of_pause,
        buttons=_buttons(_PAUSE),
    ),
    Entry(
        message=messages.PackReady,
        wanted=_while_standing,
        words=_of_round,
        buttons=_buttons(_PACK),
    ),
)
