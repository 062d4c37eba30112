"""Chasing one view by hand: nudging somebody now, pausing their reminders."""

from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import statements as queries
from models.sealed import seal
from models.tables.plans import CoreGroup
from models.tables.statements import Asked, Pause, Round
from workflows import audit, clock, hours, outbox
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours, Refused
from workflows.profile import Profile
from workflows.statements import facts, messages, policy, telling

NUDGE: Final = 36
PAUSE: Final = 37
PAUSED: Final = "reminders paused"
SECONDED: Final = Circumstances(seconded=True)


class AlreadyAnswered(Refused):
    """They have answered already: thank you, there is nothing left to ask."""


class NotOpenNow(Refused):
    """The round is not open, so nobody is asked at the moment."""


class NudgedToday(Refused):
    """They were nudged today already. You can nudge them again tomorrow."""


class RemindersPaused(Refused):
    """Their reminders are paused. Ask the chair, who knows why and until when."""


class NobodyToAsk(Refused):
    """Nobody can be asked in Slack for this member. Please telephone them."""


class SecondPersonNeeded(Refused):
    """You asked for this pause yourself. Somebody else has to agree to it."""


class PauseIsOver(Refused):
    """That pause would be over already, or somebody has agreed to it before."""


def may_nudge(session: Session, *, actor: Actor, round_id: str, now: datetime) -> bool:
    """Say whether somebody may ask the members of this round now."""
    found = session.get(Round, round_id)
    return found is not None and access.may(
        session,
        person_id=actor.person_id,
        row=NUDGE,
        group_id=found.group_id,
        now=now,
    )


def nudge(
    session: Session, *, actor: Actor, asked_id: str, now: datetime, profile: Profile
) -> None:
    """
    Ask once more for a view that is still owed, once a person and day.

    It reaches whoever is asked for it today: the member, their deputy, or who takes
    it for them; in message hours.

    :raises Refused: if it is not owed, or was asked for today.
    """
    asked, found, group = _gate(session, actor, asked_id, NUDGE, None, now=now)
    today = clock.today(now)
    _check_owed(asked, found)
    if asked.paused_until is not None and today <= asked.paused_until:
        raise RemindersPaused
    if queries.was_nudged(session, asked.person_id, today):
        raise NudgedToday
    member = facts.members_of(session, found, now=now).get(asked.person_id)
    who = None if member is None else policy.who_is_asked(member, today)
    if who is None:
        raise NobodyToAsk
    is_taker = who.asked_as is policy.AskedAs.SAFEGUARDING_LEAD
    kind = messages.TakeNudge if is_taker else messages.Nudge
    asked.nudged_on = today
    session.add(asked)
    audit.record(
        session,
        actor=actor,
        event="nudged",
        now=now,
        group_id=group.id,
        subject=asked.id,
    )
    outbox.post(
        session,
        kind(
            asked_id=asked.id,
            round_id=found.id,
            for_person_id=asked.person_id,
            alias=group.alias,
            closes_on=found.closes_on,
        ),
        to=outbox.ToPerson(who.person_id, group.id),
        dedupe_key=f"nudge:{asked.id}:{today}",
        now=now,
        not_before=hours.next_open(now, profile),
        not_after=hours.end_of(found.closes_on),
    )


def check_can_pause(
    session: Session, *, actor: Actor, asked_id: str, now: datetime
) -> None:
    """
    Check that somebody may pause these reminders, before they write why.

    :raises NotYours: if they may not.
    """
    _gate(session, actor, asked_id, PAUSE, SECONDED, now=now)


def pause(
    session: Session,
    *,
    actor: Actor,
    asked_id: str,
    until_on: date,
    reason: str,
    now: datetime,
    profile: Profile,
) -> Pause:
    """
    Pause one member's reminders for a few working days, with a reason.

    The chair's word is enough. What the lead social worker or the manager want takes
    effect when a second person agrees. The round closes on its day all the same.

    :raises Refused: if it is not owed, is too long, or has no reason.
    """
    asked, found, group = _gate(session, actor, asked_id, PAUSE, SECONDED, now=now)
    _check_owed(asked, found)
    policy.check_can_pause(
        until_on,
        reason,
        today=clock.today(now),
        calendar=profile.calendar,
        profile=profile,
    )
    row = Pause(
        asked_id=asked.id,
        until_on=until_on,
        reason_sealed="",
        wanted_by=actor.person_id,
        wanted_at=now,
    )
    seal(session, row, "reason", reason)
    session.add(row)
    session.flush()
    event = "pause of reminders wanted"
    if access.may(
        session, person_id=actor.person_id, row=PAUSE, group_id=group.id, now=now
    ):
        event = PAUSED
        _take_effect(session, asked, row, actor, now=now)
    else:
        _ask_second(session, row, group, found, now=now, profile=profile)
    _audit_pause(session, row, asked, actor, event=event, now=now)
    return row


def agree_to_pause(
    session: Session, *, actor: Actor, pause_id: str, now: datetime
) -> Pause:
    """
    Agree, as the second person, to a pause of reminders that somebody wanted.

    :raises SecondPersonNeeded: if it is one's own.
    :raises PauseIsOver: if its time has passed, or it was agreed to before.
    :raises NotYours: if the actor may not, or who wanted it no longer may.
    """
    row = queries.lock_pause(session, pause_id)
    if row is None:
        raise NotYours
    asked, _, group = _gate(session, actor, row.asked_id, PAUSE, SECONDED, now=now)
    if row.wanted_by == actor.person_id:
        raise SecondPersonNeeded
    if not access.may(
        session,
        person_id=row.wanted_by,
        row=PAUSE,
        group_id=group.id,
        now=now,
        circumstances=SECONDED,
    ):
        raise NotYours
    if row.agreed_at is not None or row.until_on < clock.today(now):
        raise PauseIsOver
    _take_effect(session, asked, row, actor, now=now)
    _audit_pause(session, row, asked, actor, event=PAUSED, now=now)
    return row


def read_pause(
    session: Session, *, actor: Actor, pause_id: str, now: datetime
) -> tuple[Pause, str | None]:
    """
    Return a pause and its reason, to those who may agree to it.

    :raises NotYours: for anyone else.
    """
    row = session.get(Pause, pause_id)
    asked = None if row is None else session.get(Asked, row.asked_id)
    if row is None or asked is None:
        raise NotYours
    access.group(
        session,
        actor=actor,
        row=PAUSE,
        group_id=asked.group_id,
        now=now,
        circumstances=SECONDED,
    )
    reader = audit.reading(
        session,
        actor=actor,
        event="pause read",
        now=now,
        group_id=asked.group_id,
        subject=row.id,
    )
    return row, reader.text(row, "reason")


def _gate(
    session: Session,
    actor: Actor,
    asked_id: str,
    row: int,
    circumstances: Circumstances | None,
    *,
    now: datetime,
) -> tuple[Asked, Round, CoreGroup]:
    known = session.get(Asked, asked_id)
    if known is None:
        raise NotYours
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id=known.group_id,
        now=now,
        circumstances=circumstances,
    )
    # Locked, as an answer locks it: neither is decided on what the other changes.
    asked = queries.lock_asked(session, [asked_id])[0]
    return asked, session.get_one(Round, asked.round_id), group


def _check_owed(asked: Asked, found: Round) -> None:
    if asked.answered_at is not None:
        raise AlreadyAnswered
    is_open = found.opened_at is not None and found.closed_at is None
    if not is_open or found.cancelled_at is not None or asked.ended_at is not None:
        raise NotOpenNow


def _audit_pause(
    session: Session,
    row: Pause,
    asked: Asked,
    actor: Actor,
    *,
    event: str,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=asked.group_id,
        subject=asked.id,
        details={"pause": row.id, "until": row.until_on.isoformat()},
    )


def _take_effect(
    session: Session, asked: Asked, row: Pause, actor: Actor, *, now: datetime
) -> None:
    row.agreed_by, row.agreed_at = actor.person_id, now
    asked.paused_until = row.until_on
    session.add(row)
    session.add(asked)
    telling.withdraw_nudges(session, asked, because="reminders are paused", now=now)


def _ask_second(
    session: Session,
    row: Pause,
    group: CoreGroup,
    found: Round,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    lead = register.find_lead_social_worker(
        session, group.id, day=clock.today(now), now=now
    )
    manager_id = None if lead is None else lead.manager_id
    others = (*telling.both(session, found, now=now), manager_id)
    for person_id in dict.fromkeys(others):
        if person_id is None or person_id == row.wanted_by:
            continue
        outbox.post(
            session,
            messages.PauseWanted(
                pause_id=row.id, alias=group.alias, until_on=row.until_on
            ),
            to=outbox.ToPerson(person_id, group.id),
            dedupe_key=f"pause:{row.id}:{person_id}",
            now=now,
            not_before=hours.next_open(now, profile),
            not_after=hours.end_of(row.until_on),
        )
