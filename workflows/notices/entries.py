"""How each message about notices is sent: if it is still wanted, names, buttons."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import notices as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.notices import Notice
from workflows import clock
from workflows.notices import facts, messages
from workflows.wording import Button, Entry, Mention, Planned, Words

READ: Final = "notices.read"
CHECK_IN: Final = "notices.open_check_in"


def _while_it_stands(session: Session, notice_id: str) -> str | None:
    # Locked, so that nobody is told to read what they read at this moment.
    if queries.lock_notice(session, notice_id) is None:
        return "there is no such notice"
    is_corrected = queries.find_correction(session, notice_id) is not None
    return "corrected" if is_corrected else None


def _while_unread(
    session: Session, row: Planned, message: messages.UrgentNotice, _now: datetime
) -> str | None:
    because = _while_it_stands(session, message.notice_id)
    # Whoever is offered a check-in is offered it also after having read.
    if because is not None or message.check_in_by is not None:
        return because
    known = queries.find_acknowledgement(
        session, message.notice_id, row.person_id or ""
    )
    has_read = known is not None and known.acknowledged_at is not None
    return "they have read it" if has_read else None


def _words_of_urgent(
    session: Session, _row: Planned, message: messages.UrgentNotice, _now: datetime
) -> Words:
    notice = session.get_one(Notice, message.notice_id)
    return {
        "called": messages.called(message.what),
        "value": message.notice_id,
        "offers_check_in": message.check_in_by is not None
        and not facts.has_check_in(session, notice),
    }


def _buttons_of_urgent(words: Words) -> tuple[Button, ...]:
    read = Button(
        text="Read it now", action_id=READ, value=words["value"], style="danger"
    )
    check_in = Button(
        text="Set a quick check-in", action_id=CHECK_IN, value=words["value"]
    )
    return (read, check_in) if words["offers_check_in"] else (read,)


def _others_waiting(
    session: Session, row: Planned, message: messages.NotRead, now: datetime
) -> list[Person]:
    notice = session.get_one(Notice, message.notice_id)
    waiting = facts.waiting_for(session, notice, now=now)
    return [person for person in waiting if person.id != row.person_id]


def _while_somebody_has_not(
    session: Session, row: Planned, message: messages.NotRead, now: datetime
) -> str | None:
    because = _while_it_stands(session, message.notice_id)
    if because is not None:
        return because
    is_read = not _others_waiting(session, row, message, now)
    return "everybody has read it" if is_read else None


def _words_of_not_read(
    session: Session, row: Planned, message: messages.NotRead, now: datetime
) -> Words:
    return {
        "called": messages.called(message.what),
        "value": message.notice_id,
        "members": tuple(
            person.name
            if person.slack_user_id is None
            else Mention(person.slack_user_id)
            for person in _others_waiting(session, row, message, now)
        ),
    }


def _buttons_of_not_read(words: Words) -> tuple[Button, ...]:
    return (Button(text="Open the notice", action_id=READ, value=words["value"]),)


def _while_to_come(
    session: Session, _row: Planned, message: messages.CheckInSet, now: datetime
) -> str | None:
    meeting = session.get(Meeting, message.meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        return "the check-in was cancelled"
    if meeting.dated_on != message.dated_on:
        return "the check-in was moved"
    return "it is over" if meeting.dated_on < clock.today(now) else None


ENTRIES: Final = (
    Entry(
        message=messages.UrgentNotice,
        wanted=_while_unread,
        words=_words_of_urgent,
        buttons=_buttons_of_urgent,
    ),
    Entry(
        message=messages.NotRead,
        wanted=_while_somebody_has_not,
        words=_words_of_not_read,
        buttons=_buttons_of_not_read,
    ),
    Entry(message=messages.CheckInSet, wanted=_while_to_come),
)
