"""Turns rows into the facts that the rules for core groups decide on."""

from datetime import date

from sqlmodel import Session

from models.queries import meetings as queries
from models.queries import plans as plan_queries
from models.vocabulary import MeetingKind
from workflows.meetings import policy
from workflows.profile import Profile


def core_group_dates(session: Session, group_id: str) -> list[date]:
    """Return the days of the core groups that stand, as held where they were held."""
    meetings = queries.list_meetings(session, group_id, MeetingKind.CORE_GROUP)
    return [meeting.held_on or meeting.dated_on for meeting in meetings]


def limit_before(
    session: Session, group_id: str, on: date, *, today: date, profile: Profile
) -> date:
    """Return by when a core group must meet that is to meet about that day."""
    plans = plan_queries.list_open_plans(session, group_id)
    dates = core_group_dates(session, group_id)
    group = policy.GroupFacts(
        initial_on=plans[0].started_on if plans else today,
        dates=tuple(day for day in dates if day < on),
    )
    return policy.due_by(group, profile)
