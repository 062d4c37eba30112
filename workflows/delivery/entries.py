"""How word of something that was not delivered is sent."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.tables.access import Person
from workflows.delivery.messages import NotDelivered
from workflows.wording import Entry, Planned, Words


def _words(
    session: Session, _row: Planned, message: NotDelivered, _now: datetime
) -> Words:
    person = session.get(Person, message.person_id) if message.person_id else None
    return {"name": "" if person is None else person.name}


ENTRIES: Final = (Entry(message=NotDelivered, words=_words),)
