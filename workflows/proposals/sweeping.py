"""What the clock does with proposed dates: remind, then ask for one to be fixed."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import proposals as queries
from models.tables.plans import CoreGroup
from workflows import audit, clock, outbox
from workflows.actor import CLOCK
from workflows.coming import facts as coming
from workflows.profile import Profile
from workflows.proposals import telling
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Do for each proposal what is due today. Run again, it does nothing more.

    Each is a unit of work of its own, so that a broken one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, today=clock.today(now))

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, proposal_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    On the last day remind those not yet heard from; from then on ask for a decision.

    The convenor is asked each working day, in the daily list, until a date is fixed.
    """
    proposal = queries.lock_proposal(session, proposal_id)
    today = clock.today(now)
    if proposal is None or proposal.acts_on is None or proposal.acts_on > today:
        return
    group = session.get_one(CoreGroup, proposal.group_id)
    session.add(proposal)
    if group.closed_at is not None:
        proposal.acts_on = None
        return
    is_last_day = proposal.acts_on == proposal.answer_by
    proposal.acts_on = profile.calendar.next_working_day(today)
    if is_last_day:
        telling.ask(session, proposal, now=now, profile=profile)
    if not is_last_day or today > proposal.answer_by:
        for person_id in coming.convenor_ids(session, group.id, now=now):
            outbox.daily(session, person_id=person_id, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="reminded of proposed dates",
        now=now,
        group_id=group.id,
        subject=proposal.id,
    )
