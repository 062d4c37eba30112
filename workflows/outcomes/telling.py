"""Whom an outcome concerns: the channel, who said otherwise, whose list it stood on."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import outcomes as queries
from models.tables.access import Person
from models.tables.plans import CoreGroup
from workflows import clock, hours, outbox
from workflows.outcomes import facts, messages
from workflows.outcomes.facts import Standing
from workflows.profile import Profile

# A list of longer ago is not looked at any more.
LISTS_LAST: Final = timedelta(days=14)


def tell(
    session: Session,
    found: Standing,
    group: CoreGroup,
    *,
    closes_on: date | None,
    now: datetime,
    profile: Profile,
) -> None:
    """Point the core group to what was decided, and who said otherwise to their way."""
    held, version = found.conference, found.rows[0].version
    if group.closed_at is None:
        # Two corrections before the next morning are told of once.
        outbox.withdraw(
            session,
            dedupe_prefix=f"outcome:{held.id}:",
            because="a later version is told of",
            now=now,
        )
        outbox.post(
            session,
            messages.Recorded(
                conference_id=held.id,
                alias=group.alias,
                held_on=held.held_on or held.dated_on,
                is_correction=version > 1,
                closes_on=closes_on,
            ),
            to=outbox.ToChannel(group.id),
            dedupe_key=f"outcome:{held.id}:{version}",
            now=now,
            not_before=hours.next_open(now, profile),
        )
    if found.decided_at == found.rows[0].recorded_at:
        # Only a decision that is new can be news to those who said otherwise.
        for person_id in sorted(facts.dissenters(session, found)):
            person = session.get_one(Person, person_id)
            if person.slack_user_id is not None and person.deactivated_at is None:
                outbox.daily(session, person_id=person_id, now=now, profile=profile)
    chair_id = register.find_chair_id(session, group.id, day=clock.today(now))
    redraw(session, {found.rows[0].decided_by, chair_id or ""}, now=now)


def redraw(session: Session, person_ids: set[str], *, now: datetime) -> None:
    """Draw again the lists that something may stand on, after a change."""
    outbox.redraw_lists(
        session, person_ids=sorted(person_ids), since=now - LISTS_LAST, now=now
    )


def wake(
    session: Session,
    group_id: str,
    *,
    now: datetime,
    profile: Profile,
    is_referral: bool = True,
) -> str | None:
    """
    Tell whoever chaired the end of a family's plan that something came up; return whom.

    Nobody is told while a plan runs: then the chair of today hears it otherwise. Told
    once a day at most. Source: design 4.4, a new referral wakes the former chair.
    """
    group = session.get(CoreGroup, group_id)
    held = None if group is None else queries.find_last(session, group_id)
    found = None if held is None else facts.standing(session, held)
    if group is None or held is None or found is None or not found.ended:
        return None
    children = [found.children[row.plan_id].id for row in found.ended]
    if queries.has_open_plan(session, children):
        return None
    chair = session.get_one(Person, found.rows[0].decided_by)
    if chair.deactivated_at is not None or chair.slack_user_id is None:
        return None
    outbox.post(
        session,
        messages.Woken(
            conference_id=held.id,
            alias=group.alias,
            ended_on=held.held_on or held.dated_on,
            is_referral=is_referral,
        ),
        to=outbox.ToPerson(chair.id, group.id),
        dedupe_key=f"woken:{held.id}:{is_referral}:{clock.today(now)}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
    return chair.id
