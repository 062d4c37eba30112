"""Asking the members of a core group whether they come, once it is dated."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import coming as queries
from models.tables.coming import Coming, Headcount
from models.tables.meetings import Meeting
from models.vocabulary import ComingAs
from workflows import clock, outbox
from workflows.coming import facts, policy
from workflows.profile import Profile

# A list that was begun before somebody is asked takes it in while it waits for a
# working morning: over Easter, for five days.
LIST_WAITS: Final = timedelta(days=5)


def begin(
    session: Session,
    meeting: Meeting,
    *,
    now: datetime,
    profile: Profile,
    known: Mapping[str, ComingAs] | None = None,
    answered_by: str = "",
) -> None:
    """
    Ask every member whether they come; `known` is what they have said to the date.

    Each is asked in their one message of the day, and again as the day comes near.
    """
    if queries.find_headcount(session, meeting.id) is not None:
        return
    days = policy.days_before(meeting.dated_on, profile)
    session.add(
        Headcount(
            meeting_id=meeting.id,
            acts_on=days.next_after(clock.today(now)),
            asked_at=now,
            profile_version=profile.stamp,
        )
    )
    for person_id, answer in (known or {}).items():
        session.add(
            Coming(
                meeting_id=meeting.id,
                person_id=person_id,
                answer=answer,
                answered_by=answered_by or person_id,
                answered_at=now,
            )
        )
    session.flush()
    remind(session, meeting, now=now, profile=profile)


def stop(session: Session, meeting_id: str, *, now: datetime, profile: Profile) -> None:
    """
    Ask nobody any more about a core group that was cancelled or moved.

    Who was to come in somebody's place hears that they need not.
    """
    rows = queries.list_coming(session, meeting_id)
    tell_deputies(session, rows, now=now, profile=profile)
    found = queries.find_headcount(session, meeting_id)
    if found is None:
        return
    found.acts_on = None
    session.add(found)
    session.flush()
    meeting = session.get_one(Meeting, meeting_id)
    members = facts.members_of(session, meeting.group_id, now=now)
    asked = [facts.asked_of(session, person, now=now) for person in members]
    people = sorted({person.id for person in asked if person is not None})
    redraw(session, person_ids=people, since=found.asked_at, now=now)


def tell_deputies(
    session: Session, rows: Iterable[Coming], *, now: datetime, profile: Profile
) -> None:
    """Let those who are named to come instead know, in their daily list."""
    named = {row.deputy_id for row in rows if row.answer is ComingAs.DEPUTY}
    for person_id in sorted(filter(None, named)):
        outbox.daily(session, person_id=person_id, now=now, profile=profile)


def remind(
    session: Session, meeting: Meeting, *, now: datetime, profile: Profile
) -> int:
    """Let those not yet heard from know in their daily list; return how many."""
    waiting = facts.to_ask(session, meeting, now=now)
    # In one order, so that two who ask the same people never wait for each other.
    for person_id in sorted({asked.id for _, asked in waiting}):
        outbox.daily(session, person_id=person_id, now=now, profile=profile)
    return len(waiting)


def redraw(
    session: Session, *, person_ids: list[str], since: datetime, now: datetime
) -> None:
    """Take what was answered off the lists that these people were sent."""
    outbox.redraw_lists(
        session, person_ids=person_ids, since=since - LIST_WAITS, now=now
    )
