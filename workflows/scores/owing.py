"""After which core groups somebody is to give scores and answers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import scores as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.coming import facts as coming
from workflows.profile import Profile
from workflows.scores import facts, policy
from workflows.scores.facts import GIVE, READ


@dataclass(frozen=True, kw_only=True)
class ToGive:
    """One core group after which somebody's scores and answers are asked for."""

    meeting_id: str
    alias: str
    met_on: date
    give_by: date
    for_person_id: str | None
    for_name: str | None

    @property
    def value(self) -> str:
        """Give what the button carries: ids, and no right."""
        return f"{self.meeting_id}:{self.for_person_id or ''}"


@dataclass(frozen=True, kw_only=True)
class LastScores:
    """The core group that met last, and what somebody may do about its scores."""

    meeting_id: str
    met_on: date
    may_give: bool
    may_read: bool


def to_give(
    session: Session, *, person_id: str, now: datetime, lock: bool = False
) -> list[ToGive]:
    """
    Return after which core groups somebody owes something, the soonest due first.

    Their own, and those of members for whom they stand in today. With `lock`, nobody
    can give it before this transaction ends.
    """
    day = clock.today(now)
    absent = register.list_deputised(session, person_id, day=day)
    found = []
    for who, meeting, group, after in queries.list_missing(
        session, [person_id, *absent], day=day, lock=lock
    ):
        member = session.get_one(Person, who)
        asked = coming.asked_of(session, member, now=now)
        if asked is None or asked.id != person_id:
            continue
        is_own = who == person_id
        found.append(
            ToGive(
                meeting_id=meeting.id,
                alias=group.alias,
                met_on=meeting.held_on or meeting.dated_on,
                give_by=after.ends_on,
                for_person_id=None if is_own else who,
                for_name=None if is_own else member.name,
            )
        )
    return found


def last(
    session: Session, group_id: str, *, actor: Actor, now: datetime, profile: Profile
) -> LastScores | None:
    """Return the core group that met last, with what somebody may do there."""
    for meeting in queries.list_last(session, group_id, today=clock.today(now)):
        met = facts.met(meeting, profile)
        if met.has_begun(now):
            return LastScores(
                meeting_id=meeting.id,
                met_on=met.on,
                may_give=_may_give(session, actor, meeting, now=now, profile=profile),
                may_read=access.may(
                    session,
                    person_id=actor.person_id,
                    row=READ,
                    group_id=group_id,
                    now=now,
                ),
            )
    return None


def _may_give(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    *,
    now: datetime,
    profile: Profile,
) -> bool:
    if not access.may(
        session,
        person_id=actor.person_id,
        row=GIVE,
        group_id=meeting.group_id,
        now=now,
        circumstances=Circumstances(own=True),
    ):
        return False
    found = facts.place(
        session,
        actor=actor,
        meeting_id=meeting.id,
        row=GIVE,
        now=now,
        profile=profile,
    )
    try:
        facts.whose(session, actor, found, None, now=now)
    except policy.NotAsked:
        return False
    given = queries.find_given(session, meeting.id, actor.person_id)
    return given is None or not found.can_be_read(now)
