"""The core groups for which somebody is to say whether they come, or stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import coming as queries
from models.tables.access import Person
from workflows import clock
from workflows.coming import facts


@dataclass(frozen=True, kw_only=True)
class ToSay:
    """One core group for which somebody is to say whether they come."""

    meeting_id: str
    alias: str
    dated_on: date
    starts_at: datetime | None
    for_person_id: str | None
    for_name: str | None

    @property
    def value(self) -> str:
        """Give what the button carries: ids, and no right."""
        return f"{self.meeting_id}:{self.for_person_id or ''}"


@dataclass(frozen=True, kw_only=True)
class InPlace:
    """
    One core group to which somebody comes in a member's place, named by them.

    `is_off` says that it was cancelled, so that they need not come.
    """

    alias: str
    dated_on: date
    starts_at: datetime | None
    for_name: str
    is_off: bool


def in_place(session: Session, *, person_id: str, now: datetime) -> list[InPlace]:
    """
    Return the core groups to which somebody comes in another's place, soonest first.

    It gives no right: what they need to know they ask the member for.
    """
    return [
        InPlace(
            alias=group.alias,
            dated_on=meeting.dated_on,
            starts_at=meeting.starts_at,
            for_name=session.get_one(Person, row.person_id).name,
            is_off=meeting.cancelled_at is not None,
        )
        for row, meeting, group in queries.list_in_place(
            session, person_id, day=clock.today(now)
        )
    ]


def to_say(
    session: Session, *, person_id: str, now: datetime, lock: bool = False
) -> list[ToSay]:
    """
    Return the core groups for which somebody owes an answer, the soonest first.

    Their own, and those of members for whom they stand in today.
    """
    day = clock.today(now)
    absent = register.list_deputised(session, person_id, day=day)
    found = []
    for who, meeting, group in queries.list_unanswered(
        session, [person_id, *absent], day=day, lock=lock
    ):
        member = session.get_one(Person, who)
        asked = facts.asked_of(session, member, now=now)
        away = register.find_absence(session, who, day=meeting.dated_on)
        if asked is None or asked.id != person_id or away is not None:
            continue
        is_own = who == person_id
        found.append(
            ToSay(
                meeting_id=meeting.id,
                alias=group.alias,
                dated_on=meeting.dated_on,
                starts_at=meeting.starts_at,
                for_person_id=None if is_own else who,
                for_name=None if is_own else member.name,
            )
        )
    return found
