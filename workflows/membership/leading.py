"""Changing the lead social worker: from which day, and who is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.queries import plans as plan_queries
from models.tables.access import Person
from models.tables.membership import LeadChange, Membership
from models.tables.plans import CoreGroup
from models.vocabulary import MemberRole
from workflows import audit, clock, hours, outbox
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.membership import facts, messages, policy, register
from workflows.membership.register import ONE_DAY, Term
from workflows.message import Message
from workflows.profile import Profile

CHANGE: Final = 10
_ROLE: Final = MemberRole.LEAD_SOCIAL_WORKER


@dataclass(frozen=True, kw_only=True)
class LeadForm:
    """What the form says: who leads now, and whether a change is to come already."""

    group_id: str
    alias: str
    today: date
    lead: str | None
    coming: str | None
    coming_on: date | None


@dataclass(frozen=True, kw_only=True)
class NewLead:
    """Who is to lead, from which day; and whether the one before stays a member."""

    person_id: str
    from_on: date
    stays: bool


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of it; `to_telephone` are those whom no message reaches."""

    alias: str
    from_on: date | None
    to_telephone: tuple[str, ...] = ()


def open_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> LeadForm:
    """
    Return what the form for a change of lead social worker needs.

    :raises NotYours: if the actor may not change the lead social worker here.
    """
    group = access.group(session, actor=actor, row=CHANGE, group_id=group_id, now=now)
    today = clock.today(now)
    current, coming = _leads(session, group.id, today=today)
    return LeadForm(
        group_id=group.id,
        alias=group.alias,
        today=today,
        lead=_name(session, current[-1].person_id) if current else None,
        coming=_name(session, coming[0].person_id) if coming else None,
        coming_on=coming[0].from_on if coming else None,
    )


def change(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: NewLead,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Make somebody the lead social worker from a day on; the one before them ends then.

    A change that was still to come is taken back. Who leads now and is named again
    goes on leading, and nothing else changes.

    :raises NotYours: if the actor may not change the lead social worker here.
    :raises Refused: if this person cannot lead, or the day cannot be.
    """
    group = access.group(session, actor=actor, row=CHANGE, group_id=group_id, now=now)
    plan_queries.lock_group(session, group.id)
    person = facts.person(session, new.person_id)
    current, coming = _leads(session, group.id, today=clock.today(now))
    leads_now = bool(current) and current[-1].person_id == person.id
    if not (leads_now and coming):
        policy.check_can_lead(
            facts.of_person(session, person, group_id=group.id, now=now)
        )
        policy.check_takes_over(
            new.from_on, before_from_on=current[-1].from_on if current else None
        )
    _take_back(session, group.id, coming, actor=actor, now=now)
    if leads_now:
        register.reopen(session, current[-1], actor=actor, now=now)
        register.pin_who_is_who(session, group.id, now=now)
        return Receipt(alias=group.alias, from_on=None)
    made = _hand_over(session, group, current, new, actor=actor, now=now)
    untold = _tell(session, group, made, now=now, profile=profile)
    register.pin_who_is_who(session, group.id, now=now, on=new.from_on)
    return Receipt(alias=group.alias, from_on=new.from_on, to_telephone=untold)


def _leads(
    session: Session, group_id: str, *, today: date
) -> tuple[list[Membership], list[Membership]]:
    """Return who leads now and who will, also those whose account is gone."""
    rows = [
        row
        for row in queries.list_memberships(session, group_id)
        if row.role is _ROLE
        and row.ended_at is None
        and (row.to_on is None or row.to_on >= today)
    ]
    current = [row for row in rows if row.from_on <= today]
    return current, [row for row in rows if row.from_on > today]


def _take_back(
    session: Session,
    group_id: str,
    coming: Sequence[Membership],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Undo a change that is still to come, with all that waits to be said of it."""
    today = clock.today(now)
    for row in coming:
        register.end(
            session, row, actor=actor, to_on=today - ONE_DAY, now=now, goes_on=True
        )
    for made in queries.list_lead_changes(session, group_id):
        if made.from_on > today:
            made.withdrawn_at = now
            session.add(made)
            outbox.withdraw(
                session,
                dedupe_prefix=f"lead-changed:{made.id}:",
                because="the change was taken back",
                now=now,
            )
            _put_back(session, made, actor=actor, now=now)


def _put_back(
    session: Session, made: LeadChange, *, actor: Actor, now: datetime
) -> None:
    """Let both be what they were, before this change was to make them another thing."""
    yesterday = clock.today(now) - ONE_DAY
    for row in queries.list_memberships(session, made.group_id):
        if row.ended_at is not None or row.role is _ROLE:
            continue
        if row.person_id == made.before_id and row.from_on == made.from_on:
            register.end(
                session, row, actor=actor, to_on=yesterday, now=now, goes_on=True
            )
        if row.person_id == made.after_id and row.to_on == made.from_on - ONE_DAY:
            register.reopen(session, row, actor=actor, now=now)


def _hand_over(
    session: Session,
    group: CoreGroup,
    current: Sequence[Membership],
    new: NewLead,
    *,
    actor: Actor,
    now: datetime,
) -> LeadChange:
    last = new.from_on - ONE_DAY
    before = current[-1].person_id if current else None
    ending: dict[str, bool] = {row.id: new.stays for row in current}
    today = clock.today(now)
    for row, member in access_queries.list_members(
        session, group.id, day=today, now=now
    ):
        if member.id == new.person_id:
            ending[row.id] = True
    for row in queries.list_memberships(session, group.id):
        if row.id in ending:
            register.end(
                session,
                row,
                actor=actor,
                to_on=last,
                now=now,
                at_once=False,
                goes_on=ending[row.id],
            )
    roles = [(new.person_id, _ROLE)]
    if before is not None and new.stays:
        roles.append((before, MemberRole.MEMBER))
    for person_id, role in roles:
        register.enrol(
            session,
            actor=actor,
            group_id=group.id,
            person_id=person_id,
            role=role,
            term=Term(from_on=new.from_on),
            now=now,
        )
    return _keep(session, group, new, before, actor=actor, now=now)


def _keep(
    session: Session,
    group: CoreGroup,
    new: NewLead,
    before: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> LeadChange:
    made = LeadChange(
        group_id=group.id,
        before_id=before,
        after_id=new.person_id,
        from_on=new.from_on,
        stays=new.stays,
        changed_by=actor.person_id,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="lead social worker changed",
        now=now,
        group_id=group.id,
        subject=new.person_id,
        details={
            "change": made.id,
            "before": before,
            "from": new.from_on.isoformat(),
            "stays": int(new.stays),
        },
    )
    return made


def _tell(
    session: Session,
    group: CoreGroup,
    made: LeadChange,
    *,
    now: datetime,
    profile: Profile,
) -> tuple[str, ...]:
    """Tell channel, chair and both; return whom no message reaches."""
    today = clock.today(now)
    about: dict[str, Any] = {
        "change_id": made.id,
        "alias": group.alias,
        "from_on": made.from_on,
    }
    said = messages.LeadChanged(**about)
    to_all: list[tuple[str, outbox.Recipient, Message, datetime]] = [
        ("channel", outbox.ToChannel(group.id), said, now)
    ]
    chair_id = access_queries.find_chair_id(session, group.id, day=today)
    if chair_id is not None and _is_reached(session, chair_id):
        to_all.append(("chair", outbox.ToPerson(chair_id, group.id), said, now))
    untold = []
    if made.before_id is not None:
        if _is_reached(session, made.before_id):
            ending = messages.LeadEnding(stays=made.stays, **about)
            to_all.append(("before", outbox.ToPerson(made.before_id), ending, now))
        else:
            untold.append(_name(session, made.before_id))
    if _is_reached(session, made.after_id):
        if made.from_on > today:
            to_come = messages.LeadToCome(**about)
            to_all.append(("after", outbox.ToPerson(made.after_id), to_come, now))
        handover = messages.Handover(**about)
        whom = outbox.ToPerson(made.after_id, group.id)
        day = max(now, clock.at(made.from_on, 0))
        to_all.append(("handover", whom, handover, day))
    else:
        untold.append(_name(session, made.after_id))
    for name, to, message, moment in to_all:
        outbox.post(
            session,
            message,
            to=to,
            dedupe_key=f"lead-changed:{made.id}:{name}",
            now=now,
            not_before=hours.next_open(moment, profile),
        )
    return tuple(untold)


def _is_reached(session: Session, person_id: str) -> bool:
    person = session.get_one(Person, person_id)
    return person.slack_user_id is not None and person.deactivated_at is None


def _name(session: Session, person_id: str) -> str:
    return session.get_one(Person, person_id).name
