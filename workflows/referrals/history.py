"""What is known of a family when a referral comes in. Source: East Sussex, Rec 5."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import outcomes as outcome_queries
from models.queries import plans as plan_queries
from models.queries import referrals as queries
from models.referral_vocabulary import ReferralAnswer, Worry
from models.tables.access import Agency, Person
from models.tables.plans import CoreGroup
from models.tables.referrals import Referral
from models.vocabulary import Lasted
from workflows import audit, clock
from workflows.actor import Actor
from workflows.profile import Profile
from workflows.referrals import facts, patterns
from workflows.referrals.reading import LOOKED
from workflows.referrals.repeats import Pattern
from workflows.referrals.whose import HISTORY, to_do


@dataclass(frozen=True, kw_only=True)
class PastPlan:
    """One plan of one child, and how it ended if it did."""

    child: int
    started_on: date
    ended_on: date | None
    at_first_review: bool
    against_lead: bool


@dataclass(frozen=True, kw_only=True)
class PastReferral:
    """Another referral about the family: when, from which agency, and its end."""

    alias: str
    made_on: date
    agency: str
    team: str
    worry: Worry
    answer: ReferralAnswer | None


@dataclass(frozen=True, kw_only=True)
class History:
    """Everything here that whoever screens a referral should know of the family."""

    referral_id: str
    alias: str
    group_alias: str
    children: int
    about: tuple[int, ...]
    lead: str
    chair: str
    plans: tuple[PastPlan, ...]
    referrals: tuple[PastReferral, ...]
    checks: tuple[tuple[int, date, Lasted], ...]
    patterns: tuple[Pattern, ...]

    @property
    def is_open(self) -> bool:
        """Say whether a plan runs now."""
        return any(one.ended_on is None for one in self.plans)


def look(
    session: Session,
    *,
    actor: Actor,
    referral_id: str,
    now: datetime,
    profile: Profile,
) -> History:
    """
    Return the family's history: one look, one audit row that the family's lead sees.

    Of a family that has no core group here nothing is known.

    :raises NotYours: worded alike whether the referral exists or not.
    """
    found = to_do(session, actor=actor, row=HISTORY, referral_id=referral_id, now=now)
    audit.record(
        session,
        actor=actor,
        event=LOOKED,
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    if found.group_id is None:
        return _unknown(found)
    group = session.get_one(CoreGroup, found.group_id)
    day = clock.today(now)
    lead = register.find_lead_social_worker(session, group.id, day=day, now=now)
    chair_id = register.find_chair_id(session, group.id, day=day)
    about = queries.list_children(session, found.id)
    return History(
        referral_id=found.id,
        alias=found.alias,
        group_alias=group.alias,
        children=len(register.list_children(session, group.id)),
        about=tuple(one.number for one in about),
        lead="" if lead is None else facts.name_of(session, lead.id),
        chair="" if chair_id is None else session.get_one(Person, chair_id).name,
        plans=_plans(session, group),
        referrals=_referrals(session, found, group),
        checks=_checks(session, group),
        patterns=patterns.find(session, found, now=now, profile=profile),
    )


def _unknown(found: Referral) -> History:
    return History(
        referral_id=found.id,
        alias=found.alias,
        group_alias="",
        children=0,
        about=(),
        lead="",
        chair="",
        plans=(),
        referrals=(),
        checks=(),
        patterns=(),
    )


def _plans(session: Session, group: CoreGroup) -> tuple[PastPlan, ...]:
    newest = {
        row.plan_id: row for row in outcome_queries.list_of_group(session, group.id)
    }
    found = []
    for child in register.list_children(session, group.id):
        for plan in plan_queries.list_plans_of_child(session, child.id):
            outcome = newest.get(plan.id) if plan.ended_on is not None else None
            found.append(
                PastPlan(
                    child=child.number,
                    started_on=plan.started_on,
                    ended_on=plan.ended_on,
                    at_first_review=outcome is not None and outcome.at_first_review,
                    against_lead=outcome is not None and outcome.against_lead,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.started_on, one.child)))


def _referrals(
    session: Session, found: Referral, group: CoreGroup
) -> tuple[PastReferral, ...]:
    return tuple(
        PastReferral(
            alias=one.alias,
            made_on=clock.today(one.made_at),
            agency=session.get_one(Agency, one.agency_id).name,
            team=facts.team_of(session, one).name,
            worry=one.worry,
            answer=one.ended_as,
        )
        for one in queries.list_of_group(session, group.id)
        if one.id != found.id
    )


def _checks(session: Session, group: CoreGroup) -> tuple[tuple[int, date, Lasted], ...]:
    """Return what was answered to after-plan checks, month by month."""
    held = outcome_queries.find_last(session, group.id)
    if held is None:
        return ()
    return tuple(
        (one.month, clock.today(one.answered_at), one.lasted)
        for one in outcome_queries.list_checks(session, held.id)
        if one.answered_at is not None and one.lasted is not None
    )
