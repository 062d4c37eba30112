"""
The register of who belongs where: the changes behind the use cases and the import.

Nothing here asks whether somebody may; whoever calls has asked, or is the operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.queries import membership as queries
from models.queries import outbox as outbox_queries
from models.tables.access import Person
from models.tables.membership import Allocation, Membership, MembershipChild
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, MemberRole, OutboxState
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK, Actor
from workflows.membership.messages import WhoIsWho

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Term:
    """The first and the last day of something; without a last day it goes on."""

    from_on: date
    to_on: date | None = None


def enrol(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    person_id: str,
    role: MemberRole,
    term: Term,
    now: datetime,
    children: Iterable[str] = (),
) -> Membership:
    """Write a membership, and invite the member if they are in Slack."""
    if term.from_on <= clock.today(now):
        # Who comes back before they were taken out stays.
        _withdraw_removal(session, group_id, person_id, now=now)
    row = Membership(
        group_id=group_id,
        person_id=person_id,
        role=role,
        from_on=term.from_on,
        to_on=term.to_on,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    tied = list(children)
    for child_id in tied:
        session.add(MembershipChild(membership_id=row.id, child_id=child_id))
    audit.record(
        session,
        actor=actor,
        event="member added",
        now=now,
        group_id=group_id,
        subject=person_id,
        details={
            "membership": row.id,
            "role": role.value,
            "from": term.from_on.isoformat(),
            "children": len(tied),
        },
    )
    invite(session, row, now=now)
    if term.to_on is not None and term.to_on >= clock.today(now):
        remove_after(session, row, now=now)
    return row


def end(
    session: Session,
    row: Membership,
    *,
    actor: Actor,
    to_on: date,
    now: datetime,
    at_once: bool = True,
    goes_on: bool = False,
) -> None:
    """
    Write the last day of a membership, and remove the member from the channel then.

    Ending it today ends every right at this moment, unless not `at_once`. Who `goes_on`
    in another role stays in the channel.
    """
    today = clock.today(now)
    row.to_on = to_on
    if to_on < today or (at_once and to_on == today):
        row.ended_at = now
    session.add(row)
    audit.record(
        session,
        actor=actor,
        event="member ended",
        now=now,
        group_id=row.group_id,
        subject=row.person_id,
        details={"membership": row.id, "to": to_on.isoformat()},
    )
    if row.ended_at is not None:
        outbox.withdraw(
            session,
            dedupe_prefix=_invitation(row),
            because="the membership ended",
            now=now,
        )
    # A last day that was written before is no longer the last one.
    _withdraw_removal(session, row.group_id, row.person_id, row.id, now=now)
    if not goes_on:
        remove_after(session, row, now=now)


def reopen(session: Session, row: Membership, *, actor: Actor, now: datetime) -> None:
    """Take back a last day that is still to come."""
    row.to_on = None
    session.add(row)
    _withdraw_removal(session, row.group_id, row.person_id, row.id, now=now)
    audit.record(
        session,
        actor=actor,
        event="member goes on",
        now=now,
        group_id=row.group_id,
        subject=row.person_id,
        details={"membership": row.id},
    )


def allocate(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    person_id: str,
    term: Term,
    now: datetime,
) -> Allocation:
    """Write who chairs a family's conferences; the chair before them ends then."""
    for earlier in queries.list_allocations(session, group_id):
        is_open = earlier.to_on is None or earlier.to_on >= term.from_on
        if is_open and earlier.from_on <= term.from_on:
            earlier.to_on = max(earlier.from_on, term.from_on - ONE_DAY)
            session.add(earlier)
            remove_after(session, earlier, now=now)
    row = Allocation(
        group_id=group_id,
        person_id=person_id,
        from_on=term.from_on,
        to_on=term.to_on,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event="chair allocated",
        now=now,
        group_id=group_id,
        subject=person_id,
        details={"allocation": row.id, "from": term.from_on.isoformat()},
    )
    invite(session, row, now=now)
    return row


def invite(session: Session, row: Membership | Allocation, *, now: datetime) -> None:
    """Invite a member or chair to the channel, if they are in Slack and it is open."""
    person = session.get_one(Person, row.person_id)
    group = session.get_one(CoreGroup, row.group_id)
    today = clock.today(now)
    if person.slack_user_id is None or group.closed_at is not None:
        return
    if _is_over(row, today):
        return
    outbox.effect(
        session,
        Effect.INVITE,
        group_id=row.group_id,
        person_id=row.person_id,
        dedupe_key=_invitation(row),
        now=now,
        not_before=clock.at(row.from_on, 0) if row.from_on > today else None,
    )


def remove_after(
    session: Session, row: Membership | Allocation, *, now: datetime
) -> None:
    """Take somebody out of the channel once their last moment is over."""
    person = session.get_one(Person, row.person_id)
    if person.slack_user_id is None or row.to_on is None:
        return
    is_over = isinstance(row, Membership) and row.ended_at is not None
    outbox.effect(
        session,
        Effect.REMOVE,
        group_id=row.group_id,
        person_id=row.person_id,
        dedupe_key=f"remove:{row.group_id}:{row.person_id}:{row.id}:{row.to_on}",
        now=now,
        not_before=now if is_over else max(now, hours.end_of(row.to_on)),
    )


def invite_again(
    session: Session, row: Membership | Allocation, *, now: datetime
) -> bool:
    """Invite somebody who is missing from the channel; say if it is new that day."""
    written = outbox.effect(
        session,
        Effect.INVITE,
        group_id=row.group_id,
        person_id=row.person_id,
        dedupe_key=f"{_invitation(row)}:{clock.today(now)}",
        now=now,
    )
    return written.created_at == now


def remove_again(
    session: Session, *, group_id: str, person_id: str, now: datetime
) -> bool:
    """Take out somebody who is still in the channel; say if it is new that day."""
    written = outbox.effect(
        session,
        Effect.REMOVE,
        group_id=group_id,
        person_id=person_id,
        dedupe_key=f"remove:{group_id}:{person_id}:again:{clock.today(now)}",
        now=now,
    )
    return written.created_at == now


def _withdraw_removal(
    session: Session, group_id: str, person_id: str, which: str = "", *, now: datetime
) -> None:
    outbox.withdraw(
        session,
        dedupe_prefix=f"remove:{group_id}:{person_id}:{which}",
        because="they stay",
        now=now,
    )


def _invitation(row: Membership | Allocation) -> str:
    # Somebody who comes back is invited again: another membership, another key.
    return f"invite:{row.group_id}:{row.person_id}:{row.id}"


def _is_over(row: Membership | Allocation, today: date) -> bool:
    if isinstance(row, Membership) and row.ended_at is not None:
        return True
    return row.to_on is not None and row.to_on < today


def pin_who_is_who(
    session: Session, group_id: str, *, now: datetime, on: date | None = None
) -> None:
    """
    Have who is who pinned anew, after a change, or on the day of one to come.

    One that waits to be sent is looked up at sending, so a second is not written.
    """
    group = session.get_one(CoreGroup, group_id)
    if group.closed_at is not None:
        return
    if on is not None and on > clock.today(now):
        message = WhoIsWho(group_id=group_id, alias=group.alias, version=0)
        outbox.effect(
            session,
            Effect.PIN,
            group_id=group_id,
            dedupe_key=f"who:{group_id}:on:{on}",
            now=now,
            message=message,
            not_before=clock.at(on, 0),
        )
        return
    version = 1
    while True:
        key = f"who:{group_id}:{version}"
        known = outbox_queries.find_by_key(session, key)
        if known is None or known.state is OutboxState.PLANNED:
            break
        version += 1
    outbox.effect(
        session,
        Effect.PIN,
        group_id=group_id,
        dedupe_key=key,
        now=now,
        message=WhoIsWho(group_id=group_id, alias=group.alias, version=version),
    )


def people_without_account(session: Session) -> list[tuple[str, str]]:
    """Return the id and e-mail address of everybody who is not yet found in Slack."""
    people = queries.list_people_without_account(session)
    return [(person.id, person.email) for person in people]


def set_account(
    session: Session,
    person_id: str,
    *,
    team_id: str,
    user_id: str,
    now: datetime,
    actor: Actor = CLOCK,
) -> bool:
    """
    Keep somebody's Slack account and invite them where they belong.

    Return whether it was kept: not if they have one, or it is somebody else's.
    """
    person = session.get(Person, person_id)
    if person is None or person.slack_user_id is not None:
        return False
    if queries.find_person_by_account(session, team_id=team_id, user_id=user_id):
        return False
    person.slack_team_id, person.slack_user_id = team_id, user_id
    session.add(person)
    session.flush()
    audit.record(
        session, actor=actor, event="account found", now=now, subject=person_id
    )
    _let_in(session, person_id, now=now)
    return True


def _let_in(session: Session, person_id: str, *, now: datetime) -> None:
    """Bring somebody in wherever they belong, until their last day."""
    today = clock.today(now)
    for group_id in queries.list_groups_of_person(session, person_id, day=today):
        rows: list[Membership | Allocation] = [
            *queries.list_memberships(session, group_id),
            *queries.list_allocations(session, group_id),
        ]
        for row in rows:
            if row.person_id == person_id and not _is_over(row, today):
                invite(session, row, now=now)
                remove_after(session, row, now=now)
        pin_who_is_who(session, group_id, now=now)


def find_waiting(session: Session, email: str) -> str | None:
    """Return whom this e-mail address belongs to, if they have no account yet."""
    person = queries.find_person_by_email(session, email.strip().lower())
    if person is None or person.slack_user_id is not None:
        return None
    return person.id


def deactivate(
    session: Session,
    *,
    team_id: str,
    user_id: str,
    now: datetime,
    actor: Actor = CLOCK,
) -> bool:
    """
    Keep that an account is gone: every right of the person ends with it.

    Return whether anything changed. Memberships stay, for the record of who was there.
    """
    person = queries.find_person_by_account(session, team_id=team_id, user_id=user_id)
    if person is None or person.deactivated_at is not None:
        return False
    person.deactivated_at = now
    session.add(person)
    audit.record(
        session, actor=actor, event="account ended", now=now, subject=person.id
    )
    return True
