"""How messages about calendar addresses are sent: if still wanted, names, buttons."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import calendars as queries
from models.tables.access import Person
from models.tables.calendars import Feed
from workflows.calendars.messages import Suspended, TakenBack
from workflows.wording import Button, Entry, Planned, Words

OPEN: Final = "calendars.open"


def _while_off(
    session: Session, _row: Planned, message: Suspended, _now: datetime
) -> str | None:
    feed = session.get(Feed, message.feed_id)
    is_off = feed is not None and feed.retired_at is None
    return None if is_off else "the address is retired"


def _while_there_is_none(
    session: Session, row: Planned, _message: TakenBack, _now: datetime
) -> str | None:
    has_another = queries.find_current(session, row.person_id or "") is not None
    return "there is a new address" if has_another else None


def _who(session: Session, _row: Planned, message: TakenBack, _now: datetime) -> Words:
    return {"name": session.get_one(Person, message.by).name}


def _my_calendar(_words: Words) -> tuple[Button, ...]:
    return (Button(text="My calendar", action_id=OPEN),)


ENTRIES: Final = (
    Entry(message=Suspended, wanted=_while_off, buttons=_my_calendar),
    Entry(
        message=TakenBack,
        wanted=_while_there_is_none,
        words=_who,
        buttons=_my_calendar,
    ),
)
