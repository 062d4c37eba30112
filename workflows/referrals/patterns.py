"""What repeats about the referrals of one family, as the rows tell it."""

from datetime import datetime

from sqlmodel import Session

from models.queries import referrals as queries
from models.queries.plans import list_ended_plans
from models.tables.referrals import Referral
from workflows import clock
from workflows.profile import Profile
from workflows.referrals import policy
from workflows.referrals.repeats import Pattern, Referred, look


def find(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> tuple[Pattern, ...]:
    """Return what repeats about the family of a referral; nothing without a group."""
    if found.group_id is None:
        return ()
    return of_group(session, found.group_id, now=now, profile=profile)


def of_group(
    session: Session, group_id: str, *, now: datetime, profile: Profile
) -> tuple[Pattern, ...]:
    """Return what repeats about one family."""
    rows = [
        Referred(
            on=clock.today(one.made_at),
            agency_id=one.agency_id,
            worry=one.worry,
            answer=one.ended_as,
            is_over=now > policy.answer_by(one.clock_from, profile),
            about_others=one.about_others,
        )
        for one in queries.list_of_group(session, group_id)
    ]
    ended = [
        (plan.ended_on, plan.latest_category)
        for plan in list_ended_plans(session, group_id)
        if plan.ended_on is not None
    ]
    return look(rows, ended, today=clock.today(now), profile=profile)
