"""The dates that somebody is to answer, to find or to fix."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import proposals as queries
from models.tables.access import Person
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.coming import facts as coming
from workflows.profile import Profile
from workflows.proposals import facts


@dataclass(frozen=True, kw_only=True)
class ToAnswer:
    """Proposed dates that somebody is to answer."""

    proposal_id: str
    alias: str
    answer_by: date
    for_person_id: str | None
    for_name: str | None

    @property
    def value(self) -> str:
        """Give what the button carries: ids, and no right."""
        return f"{self.proposal_id}:{self.for_person_id or ''}"


@dataclass(frozen=True, kw_only=True)
class ToFix:
    """Proposed dates that everybody has answered, or had time to."""

    group_id: str
    alias: str
    limit_on: date
    waiting_for: int


def to_answer(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> list[ToAnswer]:
    """
    Return the proposed dates that somebody owes an answer to, the soonest first.

    Their own, and those of members for whom they stand in today.
    """
    day = clock.today(now)
    absent = register.list_deputised(session, person_id, day=day)
    found = []
    for who, proposal, group in queries.list_unanswered(
        session, [person_id, *absent], day=day, lock=lock
    ):
        member = session.get_one(Person, who)
        asked = coming.asked_of(session, member, now=now)
        unheard = facts.not_heard_from(session, proposal, now=now, profile=profile)
        if asked is None or asked.id != person_id or who not in unheard:
            continue
        is_own = who == person_id
        found.append(
            ToAnswer(
                proposal_id=proposal.id,
                alias=group.alias,
                answer_by=proposal.answer_by,
                for_person_id=None if is_own else who,
                for_name=None if is_own else member.name,
            )
        )
    return found


def to_fix(
    session: Session,
    *,
    person_id: str,
    group_ids: Collection[str],
    now: datetime,
    profile: Profile,
) -> list[ToFix]:
    """Return the proposals of these groups that their convenor can decide on now."""
    today = clock.today(now)
    found = []
    for proposal in queries.find_newest_of(session, group_ids).values():
        if proposal.open_for is None:
            continue
        if person_id not in coming.convenor_ids(session, proposal.group_id, now=now):
            continue
        waiting = facts.not_heard_from(session, proposal, now=now, profile=profile)
        if not waiting or today > proposal.answer_by:
            found.append(
                ToFix(
                    group_id=proposal.group_id,
                    alias=session.get_one(CoreGroup, proposal.group_id).alias,
                    limit_on=proposal.limit_on,
                    waiting_for=len(waiting),
                )
            )
    return found
