"""Who is who, as it is pinned, with when the core group meets or is due to."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from models.queries import meetings as queries
from models.queries import plans as plan_queries
from models.vocabulary import MeetingKind
from workflows import clock, outbox
from workflows.meetings import facts
from workflows.membership import who_is_who
from workflows.membership.messages import WhoIsWho
from workflows.profile import Profile
from workflows.wording import Entry, Planned, Words


def entries(profile: Profile) -> tuple[Entry, ...]:
    """Return the entry of the pinned message, by the rules of one area."""

    def words(session: Any, row: Planned, message: WhoIsWho, now: datetime) -> Words:
        return {
            **who_is_who.words(session, row, message, now),
            **_dates(
                session, message.group_id, today=clock.today(now), profile=profile
            ),
        }

    return (Entry(message=WhoIsWho, words=words),)


def redraw(session: Session, group_id: str, *, now: datetime) -> None:
    """Have the dates in the pinned message put right, after a change of them."""
    outbox.redraw_pinned(session, WhoIsWho.kind, group_id=group_id, now=now)


def _dates(
    session: Session, group_id: str, *, today: date, profile: Profile
) -> dict[str, date | datetime | None]:
    """Return when the core group meets next, or by when it is due to."""
    ahead = [
        meeting
        for meeting in queries.list_meetings(session, group_id, MeetingKind.CORE_GROUP)
        if meeting.held_on is None and meeting.dated_on >= today
    ]
    return {
        "core_group_on": ahead[0].dated_on if ahead else None,
        "core_group_at": ahead[0].starts_at if ahead else None,
        "core_group_due_on": None
        if ahead
        else due_on(session, group_id, today=today, profile=profile),
    }


def due_on(
    session: Session, group_id: str, *, today: date, profile: Profile
) -> date | None:
    """Return by when a core group must meet next, while a plan is open."""
    if not plan_queries.list_open_plans(session, group_id):
        return None
    return facts.limit_before(session, group_id, date.max, today=today, profile=profile)
