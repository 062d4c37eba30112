"""Who comes to a core group that is dated, and whether that is a quorum."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.tables.meetings import Meeting
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.coming import facts, policy
from workflows.coming.policy import Forecast, MemberLine
from workflows.errors import NotYours
from workflows.profile import Profile

PAGE = 7


@dataclass(frozen=True, kw_only=True)
class WhoComes:
    """Everybody's answer to one core group, by agency, and the forecast."""

    meeting_id: str
    group_id: str
    alias: str
    dated_on: date
    starts_at: datetime | None
    chaired_by: str | None
    members: tuple[MemberLine, ...]
    forecast: Forecast


def who_comes(
    session: Session, *, actor: Actor, meeting_id: str, now: datetime, profile: Profile
) -> WhoComes:
    """
    Return who comes to a core group, as far as they have said.

    :raises NotYours: if the actor may not open the core group's page.
    """
    meeting = session.get(Meeting, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=PAGE,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
    )
    if meeting is None:
        raise NotYours
    members = facts.of_meeting(session, meeting, now=now)
    return WhoComes(
        meeting_id=meeting.id,
        group_id=group.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        starts_at=meeting.starts_at,
        chaired_by=facts.name_of(session, meeting.chaired_by),
        members=members,
        forecast=policy.forecast(members, profile),
    )
