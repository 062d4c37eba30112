"""Rounds as they are planned: set when a review gets a date, moved when it moves."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.tables.statements import Round
from models.vocabulary import ConferenceKind
from workflows import audit, clock, outbox
from workflows.actor import CLOCK, Actor
from workflows.profile import Profile
from workflows.statements import dates, facts


def plan_round(
    session: Session,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
    actor: Actor = CLOCK,
) -> Round | None:
    """
    Plan the round before a review conference, also before a provisional one.

    Nothing is planned for other conferences, nor for one that is over or cancelled.
    Planning the same conference again changes nothing.
    """
    known = queries.find_round(session, conference.id)
    if known is not None:
        return known
    is_over = conference.held_on is not None or conference.cancelled_at is not None
    if conference.kind is not ConferenceKind.REVIEW or is_over:
        return None
    found = Round(
        group_id=conference.group_id,
        conference_id=conference.id,
        opens_on=conference.dated_on,
        last_call_on=conference.dated_on,
        closes_on=conference.dated_on,
        pack_on=conference.dated_on,
        profile_version=profile.stamp,
        recorded_at=now,
    )
    set_dates(session, found, conference, now=now, profile=profile)
    session.add(found)
    session.flush()
    _audit(session, found, actor=actor, event="round planned", now=now)
    return found


def replan(session: Session, group_id: str, *, now: datetime, profile: Profile) -> None:
    """
    Count the days of rounds that have not opened anew.

    Due whenever a core group was dated, moved or cancelled. An open round stays as it
    is. Source: design 4.3, fixed once opened.
    """
    for found in queries.list_rounds(session, [group_id]):
        if found.opened_at is None and found.acts_on is not None:
            conference = _conference(session, found)
            set_dates(session, found, conference, now=now, profile=profile)
            session.add(found)


def conference_moved(
    session: Session,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
    actor: Actor = CLOCK,
) -> Round | None:
    """
    Let the round follow its conference to another day.

    An open round keeps its opening; a closed one stays closed, and only its pack
    follows. Those not yet heard from are told of the new day in their daily list.
    """
    known = queries.find_round(session, conference.id)
    if known is None:
        return plan_round(session, conference, now=now, profile=profile, actor=actor)
    found = queries.lock_round(session, known.id)
    if found is None or found.cancelled_at is not None:
        return None
    before = found.closes_on
    if found.opened_at is None:
        # It may have been missed, and the new day makes room again.
        found.closed_at, found.pack_told_at = None, None
    set_dates(session, found, conference, now=now, profile=profile)
    session.add(found)
    if found.opened_at is not None and found.closed_at is None:
        _move_reminders(session, found, now=now, profile=profile)
    _audit(
        session,
        found,
        actor=actor,
        event="round moved",
        now=now,
        details={"from": before.isoformat(), "to": found.closes_on.isoformat()},
    )
    return found


def conference_cancelled(
    session: Session, conference: Conference, *, now: datetime, actor: Actor = CLOCK
) -> None:
    """Give the round up: nobody is asked or reminded any more; what was given stays."""
    found = _lock_of(session, conference)
    if found is not None and found.cancelled_at is None:
        because = "the conference was cancelled"
        _give_up(session, found, because=because, now=now, actor=actor)


def conference_held(
    session: Session, conference: Conference, *, now: datetime, actor: Actor = CLOCK
) -> None:
    """Give up a round that had not closed when its conference was held."""
    found = _lock_of(session, conference)
    if found is not None and found.closed_at is None and found.cancelled_at is None:
        _give_up(
            session, found, because="the conference was held", now=now, actor=actor
        )


def _lock_of(session: Session, conference: Conference) -> Round | None:
    known = queries.find_round(session, conference.id)
    return None if known is None else queries.lock_round(session, known.id)


def _give_up(
    session: Session, found: Round, *, because: str, now: datetime, actor: Actor
) -> None:
    found.cancelled_at, found.acts_on = now, None
    session.add(found)
    for asked in queries.lock_asked_in(session, found.id):
        asked.remind_on, asked.ended_at = None, asked.ended_at or now
        session.add(asked)
        outbox.withdraw(
            session, dedupe_prefix=f"nudge:{asked.id}:", because=because, now=now
        )
    for prefix in ("lead-told", "closed", "no-core-group", "pack", "chair-decides"):
        outbox.withdraw(
            session, dedupe_prefix=f"{prefix}:{found.id}", because=because, now=now
        )
    _audit(session, found, actor=actor, event="round cancelled", now=now)


def set_dates(
    session: Session,
    found: Round,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Set the days of a round from its conference and the core groups before it."""
    today, calendar = clock.today(now), profile.calendar
    meetings = queries.list_core_group_dates(session, found.group_id)
    if found.closed_at is None and found.opened_at is None:
        counted = dates.round_dates(
            conference.dated_on,
            meetings,
            today=today,
            calendar=calendar,
            profile=profile,
        )
    else:
        counted = dates.moved_round_dates(
            facts.dates_of(found),
            conference.dated_on,
            meetings,
            today=today,
            calendar=calendar,
            profile=profile,
        )
    if found.closed_at is None:
        found.opens_on, found.closes_on = counted.opens_on, counted.closes_on
        found.half_time_on = counted.half_time_on
        found.last_call_on = counted.last_call_on
        found.chair_decides = counted.chair_decides
    days = profile.packs.ready_before_conference.value
    found.pack_on = max(
        found.closes_on + timedelta(days=1),
        calendar.subtract(conference.dated_on, days),
    )
    found.provisional = conference.provisional
    found.profile_version = profile.stamp
    found.acts_on = next_act(found)


def next_act(found: Round) -> date | None:
    """Return the next day on which the clock has something to do in a round."""
    if found.cancelled_at is not None or found.pack_told_at is not None:
        return None
    if found.opened_at is None:
        return found.opens_on
    if found.closed_at is None:
        return found.closes_on + timedelta(days=1)
    return found.pack_on


def _move_reminders(
    session: Session, found: Round, *, now: datetime, profile: Profile
) -> None:
    today = clock.today(now)
    for asked in queries.lock_asked_in(session, found.id):
        if asked.answered_at is not None or asked.ended_at is not None:
            continue
        asked.remind_on = first_reminder(found, today)
        session.add(asked)
        if asked.asked_of_id is not None:
            outbox.daily(session, person_id=asked.asked_of_id, now=now, profile=profile)


def first_reminder(found: Round, today: date) -> date | None:
    """
    Return the day of the next reminder for somebody who is asked today.

    Who is asked after the last call has theirs on the next day, if that is in time.
    """
    tomorrow = today + timedelta(days=1)
    rungs = (found.half_time_on, found.last_call_on)
    later = [day for day in rungs if day is not None and day > today]
    first = min(later, default=tomorrow)
    return first if first <= found.closes_on else None


def alias_of(session: Session, found: Round) -> str:
    """Return the alias of the core group that a round belongs to."""
    group = session.get_one(CoreGroup, found.group_id)
    return group.alias


def _conference(session: Session, found: Round) -> Conference:
    return session.get_one(Conference, found.conference_id)


def _audit(
    session: Session,
    found: Round,
    *,
    actor: Actor,
    event: str,
    now: datetime,
    details: dict[str, str | int | None] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details=details,
    )
