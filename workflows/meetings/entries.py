"""How each message about core groups is sent: if it is still wanted, names, buttons."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.tables.access import Person
from models.tables.meetings import Meeting
from workflows import clock
from workflows.meetings import messages
from workflows.wording import Button, Entry, Mention, Planned, Words

OPEN_DATE: Final = "meetings.open_date"
OPEN_AGREED_DATE: Final = "meetings.open_agreed_date"
CALENDAR_FILE: Final = "calendars.file"


def _while_dated(
    session: Session, _row: Planned, message: messages.CoreGroupDated, now: datetime
) -> str | None:
    meeting = session.get(Meeting, message.meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        return "the core group was cancelled"
    return "it is over" if meeting.dated_on < clock.today(now) else None


def _words_of_dated(
    session: Session, _row: Planned, message: messages.CoreGroupDated, _now: datetime
) -> Words:
    del session
    return {"value": message.meeting_id}


def _buttons_of_dated(words: Words) -> tuple[Button, ...]:
    return (
        Button(
            text="A file for my calendar",
            action_id=CALENDAR_FILE,
            value=words["value"],
        ),
    )


def _while_missing(
    session: Session,
    _row: Planned,
    message: messages.CoreGroupCancelled | messages.ToBeRearranged,
    _now: datetime,
) -> str | None:
    meeting = session.get(Meeting, message.meeting_id)
    is_missing = meeting is not None and meeting.acts_on is not None
    return None if is_missing else "a new date is set"


def _while_it_goes_ahead(
    session: Session, _row: Planned, message: messages.GoesAhead, now: datetime
) -> str | None:
    meeting = session.get(Meeting, message.meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        return "the core group was cancelled"
    if meeting.chaired_by != message.chaired_by:
        return "somebody else chairs it"
    return "it is over" if meeting.dated_on < clock.today(now) else None


def _words_of_goes_ahead(
    session: Session, _row: Planned, message: messages.GoesAhead, _now: datetime
) -> Words:
    person = session.get_one(Person, message.chaired_by)
    account = person.slack_user_id
    return {"chair": person.name if account is None else Mention(account)}


def _words_of_missing(
    session: Session, row: Planned, message: messages.ToBeRearranged, _now: datetime
) -> Words:
    del session
    return {"group_id": row.group_id or "", "is_past": message.is_past_the_limit}


def _buttons_of_missing(words: Words) -> tuple[Button, ...]:
    text = "Set a date" if words["is_past"] else "Agree a later date"
    return (Button(text=text, action_id=OPEN_AGREED_DATE, value=words["group_id"]),)


def _while_review_is_to_come(
    session: Session, _row: Planned, message: messages.ReviewSet, now: datetime
) -> str | None:
    meeting = session.get(Meeting, message.meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        return "it was cancelled"
    return "it is over" if meeting.dated_on < clock.today(now) else None


def _words_of_review(
    session: Session, _row: Planned, message: messages.ReviewSet, _now: datetime
) -> Words:
    del session
    return {"called": messages.REVIEWS[message.what], "value": message.meeting_id}


ENTRIES: Final = (
    Entry(
        message=messages.CoreGroupDated,
        wanted=_while_dated,
        words=_words_of_dated,
        buttons=_buttons_of_dated,
    ),
    Entry(message=messages.CoreGroupCancelled, wanted=_while_missing),
    Entry(
        message=messages.GoesAhead,
        wanted=_while_it_goes_ahead,
        words=_words_of_goes_ahead,
    ),
    Entry(
        message=messages.ToBeRearranged,
        wanted=_while_missing,
        words=_words_of_missing,
        buttons=_buttons_of_missing,
    ),
    Entry(
        message=messages.ReviewSet,
        wanted=_while_review_is_to_come,
        words=_words_of_review,
        buttons=_buttons_of_dated,
    ),
)
