"""How each message about records is sent: if it is still wanted, names, buttons."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import meetings as meeting_queries
from models.tables.meetings import Meeting
from workflows import clock
from workflows.records import messages
from workflows.records.sweeping import is_owed
from workflows.wording import Button, Entry, Mention, Planned, Words

OPEN: Final = "records.open"
READ: Final = "records.read"


def _while_missing(
    session: Session, _row: Planned, message: messages.NotRecorded, now: datetime
) -> str | None:
    # Locked, so that nobody is told what is being mended at this moment.
    meeting = meeting_queries.lock_meeting(session, message.meeting_id)
    if meeting is None or not is_owed(session, meeting, now=now):
        return "it is recorded, or was cancelled"
    return None


def _words(
    session: Session, row: Planned, message: messages.NotRecorded, now: datetime
) -> Words:
    meeting = session.get_one(Meeting, message.meeting_id)
    lead = register.find_lead_social_worker(
        session, meeting.group_id, day=clock.today(now), now=now
    )
    convenor: object = "the lead social worker"
    if lead is not None:
        account = lead.slack_user_id
        convenor = lead.name if account is None else Mention(account)
    del row
    return {
        "called": messages.called(message.what),
        "convenor": convenor,
        "value": message.meeting_id,
    }


def _buttons(words: Words) -> tuple[Button, ...]:
    return (Button(text="Record it", action_id=OPEN, value=words["value"]),)


ENTRIES: Final = (
    Entry(
        message=messages.NotRecorded,
        wanted=_while_missing,
        words=_words,
        buttons=_buttons,
    ),
)
