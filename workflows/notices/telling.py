"""Whom a notice reaches, and what is taken back when it is read or corrected."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import notices as queries
from models.tables.access import Person
from models.tables.notices import Acknowledgement, Notice
from models.tables.plans import CoreGroup
from models.vocabulary import Urgency
from workflows import clock, outbox
from workflows.notices import facts, messages, policy
from workflows.profile import Profile
from workflows.timescales import after

# A list that was begun before a notice takes it in while it waits for a working
# morning: over Easter, for five days.
LIST_WAITS: Final = timedelta(days=5)


def tell_at_once(
    session: Session,
    notice: Notice,
    group: CoreGroup,
    *,
    now: datetime,
    profile: Profile,
) -> tuple[str, ...]:
    """
    Point those who must know to what cannot wait, also outside hours.

    Return whom. A second police-assisted entry offers them a quick check-in.
    """
    happened = facts.happened(notice)
    earlier = facts.earlier_than(session, notice)
    people = facts.people_of(session, group.id, now=now)
    told = policy.who_is_told_at_once(
        happened, earlier, people, given_by=notice.given_by, profile=profile
    )
    is_second = policy.is_second_entry(happened, earlier, profile)
    if is_second and not facts.has_check_in(session, notice):
        notice.check_in_by = _check_in_by(clock.today(now), profile)
        session.add(notice)
    for person_id in told:
        outbox.post(
            session,
            messages.UrgentNotice(
                notice_id=notice.id,
                alias=group.alias,
                what=notice.kind.value,
                happened_on=notice.happened_on,
                is_repeated=is_second
                or policy.is_repeated_refusal(happened, earlier, profile),
                check_in_by=notice.check_in_by,
            ),
            to=outbox.ToPerson(person_id, group.id),
            dedupe_key=f"{_key(notice)}:{person_id}",
            now=now,
            urgency=Urgency.URGENT,
        )
    return told


def ask(
    session: Session,
    notice: Notice,
    *,
    readers: Collection[str],
    told: Collection[str],
    now: datetime,
    profile: Profile,
) -> None:
    """
    Ask each member to read a notice; in their one message of the day, if not at once.

    Who is not in Slack is asked by nobody here, and is named to the convenor.
    """
    for person_id in readers:
        row = Acknowledgement(notice_id=notice.id, person_id=person_id, asked_at=now)
        session.add(row)
    session.flush()
    # In one order, so that two who tell the same people never wait for each other.
    for person_id in sorted(readers):
        is_in_slack = session.get_one(Person, person_id).slack_user_id is not None
        if is_in_slack and person_id not in told:
            outbox.daily(session, person_id=person_id, now=now, profile=profile)


def take_back(session: Session, notice: Notice, *, now: datetime) -> None:
    """Ask nobody any more for a notice that was corrected."""
    waiting = []
    for row in queries.list_acknowledgements(session, notice.id):
        if row.acknowledged_at is None and row.ended_at is None:
            row.ended_at = now
            session.add(row)
            waiting.append(row.person_id)
    notice.acts_on = None
    session.add(notice)
    session.flush()
    outbox.withdraw(
        session, dedupe_prefix=f"{_key(notice)}:", because="corrected", now=now
    )
    redraw(session, notice, person_ids=waiting, now=now)


def redraw(
    session: Session, notice: Notice, *, person_ids: Collection[str], now: datetime
) -> None:
    """Take a notice off the lists that these people were sent."""
    outbox.redraw_lists(
        session,
        person_ids=person_ids,
        since=notice.recorded_at - LIST_WAITS,
        now=now,
    )


def _key(notice: Notice) -> str:
    return f"notice:{notice.id}"


def _check_in_by(today: date, profile: Profile) -> date:
    return after(today, profile.core_groups.check_in_within, profile.calendar)
