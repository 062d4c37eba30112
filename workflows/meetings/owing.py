"""Which new dates a convenor owes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import meetings as queries
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.access import use_cases as access
from workflows.meetings import facts
from workflows.meetings.use_cases import CONVENE
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class ToRearrange:
    """One core group that was cancelled and has no new date."""

    group_id: str
    alias: str
    dated_on: date
    limit_on: date
    is_late: bool


def to_rearrange(
    session: Session,
    *,
    person_id: str,
    group_ids: Collection[str],
    now: datetime,
    profile: Profile,
) -> list[ToRearrange]:
    """Return the new dates that are missing in these groups, for who may set them."""
    today = clock.today(now)
    found = {
        row.group_id: row
        for row in queries.list_to_rearrange_in(session, list(group_ids))
    }
    return [
        _missing(session, row, today=today, profile=profile)
        for row in found.values()
        if access.may(
            session,
            person_id=person_id,
            row=CONVENE,
            group_id=row.group_id,
            now=now,
        )
    ]


def _missing(
    session: Session, row: Meeting, *, today: date, profile: Profile
) -> ToRearrange:
    limit = facts.limit_before(
        session, row.group_id, row.dated_on, today=today, profile=profile
    )
    return ToRearrange(
        group_id=row.group_id,
        alias=session.get_one(CoreGroup, row.group_id).alias,
        dated_on=row.dated_on,
        limit_on=limit,
        is_late=limit < today,
    )


def of_convenor(
    session: Session, *, person_id: str, now: datetime, profile: Profile
) -> list[ToRearrange]:
    """Return the new dates that are missing in the groups that somebody belongs to."""
    day = clock.today(now)
    rows = register.list_memberships(session, person_id, day=day, now=now)
    return to_rearrange(
        session,
        person_id=person_id,
        group_ids={row.group_id for row in rows},
        now=now,
        profile=profile,
    )
