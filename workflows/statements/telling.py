"""Whom the clock tells about a round, and what it takes back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from models.queries import access as register
from models.tables.statements import Asked, Round
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK
from workflows.message import Message
from workflows.profile import Profile
from workflows.statements import messages, rounds


def withdraw_nudges(
    session: Session, asked: Asked, *, because: str, now: datetime
) -> None:
    """Take back what was to nudge somebody and has not gone out yet."""
    outbox.withdraw(
        session, dedupe_prefix=f"nudge:{asked.id}:", because=because, now=now
    )


def redraw(session: Session, asked: Asked, *, writer_id: str, now: datetime) -> None:
    """Take an answered view off the lists that were sent, for whoever was asked."""
    people = {asked.person_id, asked.asked_of_id, writer_id} - {None}
    outbox.redraw_lists(
        session,
        person_ids=[person for person in people if person],
        since=asked.asked_at,
        now=now,
    )


def tell(
    session: Session,
    found: Round,
    message: Message,
    *,
    to: Sequence[str],
    key: str,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell each of these people once, in message hours."""
    for person_id in dict.fromkeys(to):
        outbox.post(
            session,
            message,
            to=outbox.ToPerson(person_id, found.group_id),
            dedupe_key=f"{key}:{found.id}:{person_id}",
            now=now,
            not_before=hours.next_open(now, profile),
        )


def chair(session: Session, found: Round, *, now: datetime) -> tuple[str, ...]:
    """Return who chairs this family's conferences, if anybody does."""
    chair_id = register.find_chair_id(session, found.group_id, day=clock.today(now))
    return () if chair_id is None else (chair_id,)


def lead_worker(session: Session, found: Round, *, now: datetime) -> tuple[str, ...]:
    """Return the lead social worker, if there is one."""
    lead = register.find_lead_social_worker(
        session, found.group_id, day=clock.today(now), now=now
    )
    return () if lead is None else (lead.id,)


def record(session: Session, found: Round, *, event: str, now: datetime) -> None:
    """Audit what the clock did with a round."""
    audit.record(
        session,
        actor=CLOCK,
        event=event,
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )


def tell_leads(
    session: Session,
    found: Round,
    told: Mapping[str, Sequence[str]],
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell each safeguarding lead of the members who are not yet heard from."""
    for lead_id, person_ids in sorted(told.items()):
        outbox.post(
            session,
            messages.NotHeardFrom(
                round_id=found.id,
                alias=rounds.alias_of(session, found),
                closes_on=found.closes_on,
                person_ids=tuple(sorted(person_ids)),
            ),
            to=outbox.ToPerson(lead_id, found.group_id),
            dedupe_key=f"lead-told:{found.id}:{lead_id}:{clock.today(now)}",
            now=now,
            not_before=hours.next_open(now, profile),
            not_after=hours.end_of(found.closes_on),
        )


def both(session: Session, found: Round, *, now: datetime) -> tuple[str, ...]:
    """Return the lead social worker and the chair, as far as there are any."""
    worker, chairing = (
        lead_worker(session, found, now=now),
        chair(session, found, now=now),
    )
    return (*worker, *chairing)
