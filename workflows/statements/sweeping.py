"""What the clock does with rounds: open, ask, remind and close them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.database import Database
from models.queries import statements as queries
from models.tables.conferences import Conference
from models.tables.statements import Asked, Round
from workflows import clock, outbox
from workflows.profile import Profile
from workflows.statements import (
    closing,
    facts,
    messages,
    policy,
    reveal,
    rounds,
    telling,
)
from workflows.sweep import Swept, one_by_one

# How far back a change of members or deputies is looked for. Longer than any outage
# that we expect; each reminder and the closing look again in any case.
LOOK_BACK: Final = timedelta(days=7)

Members = Mapping[str, policy.MemberFacts]


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Do in each round what is due now. Run again, it does nothing more.

    Each round is a unit of work of its own, so that one broken round silences no other.
    """
    today = clock.today(now)
    with database.work() as session:
        due = queries.list_due(session, today=today)
        due |= queries.list_changed(session, today=today, since=now - LOOK_BACK)

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, round_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Do in one round what is due by now: after days of silence, all of it in order.

    Nobody gets more than one daily list for it, whatever fell due meanwhile.
    """
    found = queries.lock_round(session, round_id)
    if found is None or found.cancelled_at is not None:
        return
    today = clock.today(now)
    conference = session.get_one(Conference, found.conference_id)
    if found.opened_at is None and found.closed_at is None:
        _open(session, found, conference, now=now, profile=profile)
    if found.opened_at is not None and found.closed_at is None:
        members = facts.members_of(session, found, now=now)
        _ask(session, found, members, now=now, profile=profile)
        _remind(session, found, members, now=now, profile=profile)
        is_held = conference.held_on is not None and conference.held_on <= today
        if reveal.may_read_others(facts.dates_of(found), today) or is_held:
            closing.close(session, found, conference, members, now=now, profile=profile)
    if found.closed_at is not None and found.pack_told_at is None:
        closing.tell_of_pack(session, found, conference, now=now, profile=profile)
    found.acts_on = rounds.next_act(found)
    session.add(found)


def _open(
    session: Session,
    found: Round,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    # Core groups may have been dated since the round was planned.
    rounds.set_dates(session, found, conference, now=now, profile=profile)
    today = clock.today(now)
    is_over = conference.held_on is not None or conference.dated_on <= today
    if is_over:
        _miss(session, found, conference, now=now, profile=profile)
    elif found.opens_on <= today:
        found.opened_at = now
        telling.record(session, found, event="round opened", now=now)
        if found.chair_decides:
            telling.tell(
                session,
                found,
                messages.ChairDecides(
                    round_id=found.id,
                    alias=rounds.alias_of(session, found),
                    conference_on=conference.dated_on,
                    closes_on=found.closes_on,
                ),
                to=telling.chair(session, found, now=now),
                key="chair-decides",
                now=now,
                profile=profile,
            )


def _miss(
    session: Session,
    found: Round,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    # Closed without having been open: what comes now is late, and can be read.
    found.closed_at, found.pack_told_at = now, now
    telling.record(session, found, event="round missed", now=now)
    message = messages.RoundMissed(
        round_id=found.id,
        alias=rounds.alias_of(session, found),
        conference_on=conference.dated_on,
    )
    to = (
        *telling.lead_worker(session, found, now=now),
        *telling.chair(session, found, now=now),
    )
    telling.tell(session, found, message, to=to, key="missed", now=now, profile=profile)


def _ask(
    session: Session, found: Round, members: Members, *, now: datetime, profile: Profile
) -> None:
    """Ask members who joined, let go those who left, follow deputies."""
    today = clock.today(now)
    asked_by_person = {
        asked.person_id: asked for asked in queries.lock_asked_in(session, found.id)
    }
    for person_id, member in members.items():
        asked = asked_by_person.get(person_id) or Asked(
            round_id=found.id,
            group_id=found.group_id,
            person_id=person_id,
            asked_at=now,
            remind_on=rounds.first_reminder(found, today),
        )
        if asked.ended_at is not None and asked.answered_at is None:
            asked.remind_on = rounds.first_reminder(found, today)
        asked.ended_at = None
        _follow(session, asked, member, now=now, profile=profile)
    for person_id, asked in asked_by_person.items():
        if person_id not in members and asked.ended_at is None:
            asked.ended_at, asked.remind_on = now, None
            session.add(asked)
            telling.withdraw_nudges(
                session, asked, because="no longer a member", now=now
            )
    session.flush()


def _follow(
    session: Session,
    asked: Asked,
    member: policy.MemberFacts,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    who = policy.who_is_asked(member, clock.today(now))
    before = asked.asked_of_id
    asked.asked_of_id = None if who is None else who.person_id
    session.add(asked)
    is_new = asked.asked_of_id is not None and asked.asked_of_id != before
    if is_new and asked.answered_at is None and asked.asked_of_id is not None:
        outbox.daily(session, person_id=asked.asked_of_id, now=now, profile=profile)


def _remind(
    session: Session, found: Round, members: Members, *, now: datetime, profile: Profile
) -> None:
    """Remind those not yet heard from, and tell their safeguarding leads in time."""
    today = clock.today(now)
    told: dict[str, list[str]] = {}
    for asked in queries.lock_asked_in(session, found.id):
        member = members.get(asked.person_id)
        if asked.remind_on is None or asked.remind_on > today or member is None:
            continue
        reminder = policy.due_for_reminder(
            policy.ReminderFacts(
                dates=facts.dates_of(found),
                member=member,
                has_answered=asked.answered_at is not None,
                reminded=_reminded(found, asked),
                paused_until=asked.paused_until,
            ),
            today,
        )
        asked.remind_on = _remind_next(found, asked, reminder, today)
        session.add(asked)
        if reminder is not None:
            outbox.daily(
                session, person_id=reminder.asked.person_id, now=now, profile=profile
            )
            if reminder.tell_safeguarding_lead and member.safeguarding_lead_id:
                told.setdefault(member.safeguarding_lead_id, []).append(asked.person_id)
    if told and found.last_called_at is None:
        found.last_called_at = now
    telling.tell_leads(session, found, told, now=now, profile=profile)


def _reminded(found: Round, asked: Asked) -> frozenset[policy.Rung]:
    # The day of the next reminder says which of them are behind us.
    if asked.remind_on is not None and asked.remind_on >= found.last_call_on:
        return frozenset({policy.Rung.HALF_TIME})
    return frozenset()


def _remind_next(
    found: Round, asked: Asked, reminder: policy.Reminder | None, today: date
) -> date | None:
    if asked.answered_at is not None:
        return None
    if reminder is None:
        # Paused, or nobody can be asked today: look again, while there is time.
        tomorrow = max(today, asked.paused_until or today) + timedelta(days=1)
        return tomorrow if tomorrow <= found.closes_on else None
    return None if reminder.rung is policy.Rung.LAST_CALL else found.last_call_on
