"""Asking the members of a core group for scores and answers, once it has met."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import scores as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.scores import AfterMeeting
from workflows import clock, outbox
from workflows.coming import facts as coming
from workflows.profile import Profile
from workflows.scores.policy import Met

# A list that was begun before somebody is asked takes it in while it waits for a
# working morning: over Easter, for five days.
LIST_WAITS: Final = timedelta(days=5)


def begin(
    session: Session, meeting: Meeting, met: Met, *, now: datetime, profile: Profile
) -> AfterMeeting:
    """
    Return the asking after a core group, begun now if it had not been.

    Whoever is first begins it, the clock or a member who gives theirs. One that met
    too long ago is asked about no more; what is given all the same is kept.
    """
    found = queries.find_after(session, meeting.id)
    if found is not None:
        return found
    today, ends_on = clock.today(now), met.ends_on(profile)
    is_over = today > ends_on
    found = AfterMeeting(
        meeting_id=meeting.id,
        asked_at=now,
        ends_on=ends_on,
        acts_on=None if is_over else today,
        ended_at=now if is_over else None,
        profile_version=profile.stamp,
    )
    session.add(found)
    session.flush()
    return found


def end(session: Session, found: AfterMeeting, *, now: datetime) -> None:
    """Ask nobody any more after this core group."""
    found.acts_on = None
    found.ended_at = found.ended_at or now
    session.add(found)
    session.flush()


def remind(
    session: Session, waiting: list[Person], *, now: datetime, profile: Profile
) -> None:
    """
    Let those who have not given theirs know, in their one message of the day.

    Today's list, if it is there already, shows it from now on; nobody is notified
    of that.
    """
    asked = asked_for(session, waiting, now=now)
    # In one order, so that two who ask the same people never wait for each other.
    for person_id in asked:
        outbox.daily(session, person_id=person_id, now=now, profile=profile)
    begun = clock.at(clock.today(now), 0)
    outbox.redraw_lists(session, person_ids=asked, since=begun, now=now)


def redraw(
    session: Session, found: AfterMeeting, person_ids: list[str], *, now: datetime
) -> None:
    """Take what is owed no more off the lists that these people were sent."""
    outbox.redraw_lists(
        session,
        person_ids=person_ids,
        since=found.asked_at - LIST_WAITS,
        now=now,
    )


def asked_for(session: Session, waiting: list[Person], *, now: datetime) -> list[str]:
    """Return whom to ask in Slack for these members: them, or who stands in today."""
    asked = [coming.asked_of(session, person, now=now) for person in waiting]
    return sorted({person.id for person in asked if person is not None})
