"""What the clock does with notices: remind who has not read them, tell the convenor."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import access as register
from models.queries import notices as queries
from models.tables.access import Person
from models.tables.notices import Notice
from models.tables.plans import CoreGroup
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK
from workflows.notices import facts, messages
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Remind of each notice whose day has come. Run again, it does nothing more.

    Each notice is a unit of work of its own, so that a broken one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, today=clock.today(now))

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, notice_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Remind those who have not read one notice; later tell the convenor who they are.

    After that they are reminded at the same interval until they have read it.
    """
    notice = queries.lock_notice(session, notice_id)
    today = clock.today(now)
    if notice is None or notice.acts_on is None or notice.acts_on > today:
        return
    group = session.get_one(CoreGroup, notice.group_id)
    waiting = list(facts.waiting_for(session, notice, now=now))
    if group.closed_at is not None or not waiting:
        notice.acts_on = None
        session.add(notice)
        return
    reachable = [person for person in waiting if person.slack_user_id is not None]
    for person in reachable:
        outbox.daily(session, person_id=person.id, now=now, profile=profile)
    tell_on = profile.calendar.add(
        clock.today(notice.recorded_at), profile.notices.convenor_told_after.value
    )
    if notice.convenor_told_at is None and tell_on > today:
        notice.acts_on = tell_on
    else:
        _tell_convenor(session, notice, group, waiting, now=now, profile=profile)
        again = profile.calendar.add(today, profile.notices.chased_after.value)
        notice.acts_on = again if reachable else None
    session.add(notice)
    audit.record(
        session,
        actor=CLOCK,
        event="reminded of a notice",
        now=now,
        group_id=group.id,
        subject=notice.id,
    )


def _tell_convenor(
    session: Session,
    notice: Notice,
    group: CoreGroup,
    waiting: list[Person],
    *,
    now: datetime,
    profile: Profile,
) -> None:
    if notice.convenor_told_at is not None:
        return
    lead = register.find_lead_social_worker(
        session, group.id, day=clock.today(now), now=now
    )
    if lead is None or not [person for person in waiting if person.id != lead.id]:
        return
    notice.convenor_told_at = now
    outbox.post(
        session,
        messages.NotRead(
            notice_id=notice.id,
            alias=group.alias,
            what=notice.kind.value,
            happened_on=notice.happened_on,
        ),
        to=outbox.ToPerson(lead.id, group.id),
        dedupe_key=f"notice-not-read:{notice.id}:{lead.id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
