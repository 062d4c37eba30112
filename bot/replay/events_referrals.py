"""Events of referrals: one is made and recorded, and somebody answers it."""

from datetime import timedelta
from typing import ClassVar, Final

from pydantic import Field
from sqlmodel import Session

from bot.replay.stage import Stage
from bot.replay.story import Event
from models.columns import new_id
from models.queries import referrals as queries
from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from models.tables.plans import CoreGroup
from models.tables.referrals import ReceivingTeam, TeamMember
from workflows import clock
from workflows.referrals import answering, recording
from workflows.referrals.policy import NewReferral

# Long enough that nobody joins on the very day.
SERVED: Final = 1


class ReferralMade(Event):
    """Somebody refers the family to a team, and records that they did."""

    NAMED: ClassVar = ("by", "team", "manager")

    referral: str
    by: str
    team: list[str] = Field(min_length=1)
    manager: str | None = None
    to: ReferredTo = ReferredTo.SOCIAL_CARE
    made_as: MadeAs = MadeAs.TELEPHONE
    worry: Worry = Worry.OTHER
    family_knows: FamilyKnows = FamilyKnows.NOT_YET
    about_others: bool = False
    says: str | None = None


class ReferralSettled(Event):
    """Somebody of the team answers a referral."""

    NAMED: ClassVar = ("by",)

    referral: str
    by: str
    answer: ReferralAnswer
    says: str | None = None


def referral_made(stage: Stage, event: ReferralMade) -> None:
    """Record a referral, known by the family's reference: not every one is a member."""
    with stage.work() as session:
        team = _team(stage, session, event)
        alias = session.get_one(CoreGroup, stage.group(event.group)).alias
        receipt = recording.record(
            session,
            actor=stage.actor(event.by),
            new=NewReferral(
                team_id=team.id,
                family=alias,
                worry=event.worry,
                concern=stage.says(event.says),
                made_as=event.made_as,
                made_at=stage.now,
                family_knows=event.family_knows,
                about_others=event.about_others,
            ),
            now=stage.now,
            profile=stage.profile,
        )
    stage.referrals[event.referral] = receipt.referral_id


def referral_answered(stage: Stage, event: ReferralSettled) -> None:
    """Answer a referral."""
    with stage.work() as session:
        answering.answer(
            session,
            actor=stage.actor(event.by),
            referral_id=stage.referrals[event.referral],
            answer=event.answer,
            text=stage.says(event.says),
            now=stage.now,
            profile=stage.profile,
        )


def _team(stage: Stage, session: Session, event: ReferralMade) -> ReceivingTeam:
    """Return the team that receives this, as an operator would have brought it in."""
    name = f"Team for {event.to.replace('_', ' ')}"
    team = queries.find_team_by_name(session, name)
    if team is not None:
        return team
    ids = stage.cast.ids
    team = ReceivingTeam(
        id=new_id(),
        name=name,
        receives=event.to,
        telephone=stage.profile.telephone.day,
        manager_id=None if event.manager is None else ids[event.manager],
        recorded_at=stage.now,
    )
    session.add(team)
    session.flush()
    since = clock.today(stage.now) - timedelta(days=SERVED)
    for who in event.team:
        session.add(TeamMember(team_id=team.id, person_id=ids[who], from_on=since))
    session.flush()
    return team
