"""Turns rows into what rules and other rooms know of referrals."""

from datetime import datetime

from sqlmodel import Session

from models.queries import referrals as queries
from models.tables.access import Agency, Person
from models.tables.referrals import ReceivingTeam, Referral, ReferralChase
from workflows.profile import Profile
from workflows.referrals import policy
from workflows.referrals.policy import Standing


def standing(session: Session, found: Referral) -> Standing:
    """Return how a referral stands now."""
    newest = newest_chase(session, found.id)
    replies = queries.list_replies(session, [found.id]) if found.asks_more else ()
    return Standing(
        made_as=found.made_as,
        made_at=found.made_at,
        clock_from=found.clock_from,
        confirmed=found.confirmed_at is not None,
        acknowledged=found.acknowledged_at is not None,
        asked_more_at=replies[-1].given_at if replies else None,
        ended=found.ended_at is not None,
        rung=None if newest is None else newest.number,
        next_rung_on=None if newest is None else newest.due_on,
    )


def newest_chase(session: Session, referral_id: str) -> ReferralChase | None:
    """Return the rung that a referral has reached, if it was chased."""
    chases = queries.list_chases(session, [referral_id])
    return chases[-1] if chases else None


def team_of(session: Session, found: Referral) -> ReceivingTeam:
    """Return the team that a referral was made to."""
    return session.get_one(ReceivingTeam, found.team_id)


def name_of(session: Session, person_id: str | None) -> str:
    """Return somebody's name and agency; nothing for nobody."""
    if person_id is None:
        return ""
    person = session.get_one(Person, person_id)
    return f"{person.name} ({session.get_one(Agency, person.agency_id).name})"


def look_again(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Keep when the clock must look after a referral next, as it stands now."""
    session.flush()
    found.acts_at = policy.next_look(standing(session, found), now=now, profile=profile)
    session.add(found)
    session.flush()
