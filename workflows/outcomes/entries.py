"""How each message about outcomes is sent: if it is still wanted, names, buttons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import outcomes as queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.vocabulary import Duty
from workflows import clock
from workflows.outcomes import messages, owing
from workflows.outcomes.sweeping import is_missing
from workflows.wording import Button, Entry, Planned, Words

OPEN_RECORD: Final = "outcomes.open_record"
OPEN: Final = "outcomes.open"
OPEN_CONFIRM: Final = "outcomes.open_confirm"
OPEN_REVIEW: Final = "outcomes.open_review"
OPEN_CHECK: Final = "outcomes.open_check"
OPEN_CHECKS: Final = "outcomes.open_checks"
# How people call each duty, in messages as in forms.
NAMES: Final[Mapping[Duty, str]] = {
    Duty.CONFIRM: "the confirmation",
    Duty.AUDIT: "the audit",
    Duty.MANAGER_REVIEW: "the review by the team manager",
    Duty.SENIOR_REVIEW: "the review by a senior manager",
}
# What opens each duty: the rows of the access table differ.
OPENS: Final[Mapping[Duty, str]] = {
    Duty.CONFIRM: OPEN_CONFIRM,
    Duty.AUDIT: OPEN_CONFIRM,
    Duty.MANAGER_REVIEW: OPEN_REVIEW,
    Duty.SENIOR_REVIEW: OPEN_REVIEW,
}


def _recorded_words(
    _session: Session, _row: Planned, message: messages.Recorded, _now: datetime
) -> Words:
    return {"value": message.conference_id}


def _while_missing(
    session: Session, _row: Planned, message: messages.NotRecorded, now: datetime
) -> str | None:
    # Locked, so that nobody is told what is being mended at this moment.
    held = queries.lock_conference(session, message.conference_id)
    if held is None or not is_missing(session, held, now=now):
        return "it is recorded, or was cancelled"
    return None


def _chair_words(
    session: Session, _row: Planned, message: messages.NotRecorded, now: datetime
) -> Words:
    held = session.get_one(Conference, message.conference_id)
    chair_id = register.find_chair_id(session, held.group_id, day=clock.today(now))
    chair = None if chair_id is None else session.get_one(Person, chair_id).name
    return {"chair": chair or ""}


def _while_owed(
    session: Session, _row: Planned, message: messages.NotLookedAt, _now: datetime
) -> str | None:
    found = queries.lock_assurance(session, message.assurance_id)
    is_owed = found is not None and found.done_at is None and found.ended_at is None
    return None if is_owed else "it was done, or is not owed any more"


def _owed_words(
    session: Session, _row: Planned, message: messages.NotLookedAt, _now: datetime
) -> Words:
    found = queries.lock_assurance(session, message.assurance_id)
    who = () if found is None else (found.owed_by, found.escalated_to)
    return {
        "called": NAMES[Duty(message.duty)],
        "owed_by": " and ".join(owing.names(session, who)),
    }


def _woken_words(
    _session: Session, _row: Planned, message: messages.Woken, _now: datetime
) -> Words:
    return {"value": message.conference_id}


def _read_button(words: Words) -> tuple[Button, ...]:
    return (Button(text="Read the outcome", action_id=OPEN, value=words["value"]),)


def _checks_button(words: Words) -> tuple[Button, ...]:
    return (
        Button(text="Read the checks", action_id=OPEN_CHECKS, value=words["value"]),
    )


ENTRIES: Final = (
    Entry(
        message=messages.Recorded,
        words=_recorded_words,
        buttons=_read_button,
    ),
    Entry(message=messages.NotRecorded, wanted=_while_missing, words=_chair_words),
    Entry(message=messages.NotLookedAt, wanted=_while_owed, words=_owed_words),
    Entry(message=messages.Woken, words=_woken_words, buttons=_checks_button),
)
