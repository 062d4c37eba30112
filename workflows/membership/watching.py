"""What follows from a look at a core group's channel: quiet, invite, take out, tell."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.queries import plans as plan_queries
from models.tables.access import Person
from models.tables.membership import Allocation, ChannelLook, Membership
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import (
    Effect,
    GrantedRole,
    OutboxState,
    PersonClass,
    QuietBecause,
)
from workflows import audit, clock, hours, outbox
from workflows.access import use_cases as access
from workflows.actor import CLOCK
from workflows.delivery import states
from workflows.membership import channel as rules
from workflows.membership import messages, register
from workflows.membership.channel import Channel, Finding, Known, Step
from workflows.message import Message
from workflows.profile import Profile

# As the guard asks before it brings somebody in.
IN_CHANNEL: Final = frozenset(
    {
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.MEMBER,
        PersonClass.VOLUNTARY_MEMBER,
        PersonClass.CHAIR,
    }
)
AGAIN_WHILE_QUIET: Final = timedelta(hours=1)
AGAIN_AFTER_A_FAULT: Final = timedelta(minutes=15)
EACH_DAY_AT: Final = (6, 45)
# A row put off for longer waits for a day to come, and is not on its way.
LONGEST_ON_ITS_WAY: Final = timedelta(hours=2)
MOST_NAMED: Final = 50
# What was held for no other fault is sent once the channel is right again.
TAKEN_UP_AGAIN: Final = (
    *(because.value for because in QuietBecause),
    "channel_not_found",
    "not_in_channel",
    "is_archived",
)
_MOVING: Final = frozenset(
    {OutboxState.CLAIMED, OutboxState.SENDING, OutboxState.UNCERTAIN}
)


def due(session: Session, *, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return group and channel where a look is due."""
    return queries.list_channels_to_look_at(session, now=now, limit=limit)


def look_soon(
    session: Session, *, channel_id: str, now: datetime
) -> tuple[str, str] | None:
    """Let a core group's channel be looked at, since something happened there."""
    group = queries.find_group_of_channel(session, channel_id)
    if group is None or group.closed_at is not None:
        return None
    _look_at(session, group.id, now)
    return group.id, channel_id


def could_not_look(session: Session, group_id: str, *, now: datetime) -> None:
    """Leave everything as it is, and look again soon: a failed look says nothing."""
    _look_at(session, group_id, now + AGAIN_AFTER_A_FAULT)


def reconcile(
    session: Session,
    group_id: str,
    *,
    seen: Channel,
    ours: str,
    looked_at: datetime,
    now: datetime,
    profile: Profile,
) -> Finding:
    """
    Bring a channel and the register together, as Slack showed it at `looked_at`.

    Harmless twice: whoever looks again finds the same, and writes nothing new.
    """
    plan_queries.lock_group(session, group_id)
    group = session.get_one(CoreGroup, group_id, populate_existing=True)
    if group.closed_at is not None or group.channel_id is None:
        return rules.NOTHING
    people = _people(session, group, looked_at=looked_at, now=now)
    finding = rules.compare(seen, people, alias=group.alias, ours=ours)
    look = _look_at(session, group.id, now)
    if finding.quiet_because is not None:
        _be_quiet(session, group, look, finding, now=now, profile=profile)
    elif group.channel_quiet_because is not None:
        _speak(session, group, look, now=now, profile=profile)
    _settle(session, group.id, people, seen, now=now)
    _move(session, group.id, finding, now=now)
    look.looked_at = looked_at
    look.look_at = _next_look(now, is_quiet=finding.quiet_because is not None)
    session.add(look)
    return finding


def _next_look(now: datetime, *, is_quiet: bool) -> datetime:
    tomorrow = clock.today(now) + register.ONE_DAY
    morning = clock.at(tomorrow, *EACH_DAY_AT)
    return min(now + AGAIN_WHILE_QUIET, morning) if is_quiet else morning


def _look_at(session: Session, group_id: str, at: datetime) -> ChannelLook:
    look = session.get(ChannelLook, group_id)
    if look is None:
        look = ChannelLook(group_id=group_id, look_at=at)
    look.look_at = at
    session.add(look)
    session.flush()
    return look


def _people(
    session: Session, group: CoreGroup, *, looked_at: datetime, now: datetime
) -> list[Known]:
    rows = queries.list_comings_and_goings(session, group.id)

    def step(person: Person, effect: Effect) -> Step:
        theirs = [
            row for row in rows if (row.person_id, row.effect) == (person.id, effect)
        ]
        return _step(theirs, looked_at=looked_at, now=now)

    return [
        Known(
            person_id=person.id,
            account=str(person.slack_user_id),
            belongs=_belongs(session, person, group, now=now),
            has_no_account_left=person.deactivated_at is not None,
            invitation=step(person, Effect.INVITE),
            removal=step(person, Effect.REMOVE),
            is_stuck=any(
                row.person_id == person.id
                and row.effect is Effect.REMOVE
                and row.state is OutboxState.HELD
                for row in rows
            ),
        )
        for person in queries.list_people_of_group(session, group.id)
    ]


def _belongs(
    session: Session, person: Person, group: CoreGroup, *, now: datetime
) -> bool:
    classes = access.classes_in_group(session, person.id, group.id, now=now)
    return bool(classes & IN_CHANNEL)


def _step(rows: Sequence[OutboxRow], *, looked_at: datetime, now: datetime) -> Step:
    """Say how far what was written last has come, oldest first."""
    soon = now + LONGEST_ON_ITS_WAY
    for row in rows:
        is_planned = row.state is OutboxState.PLANNED and row.not_before <= soon
        # What Slack did after we looked, we have not seen.
        is_newer = row.sent_at is not None and row.sent_at >= looked_at
        if is_planned or is_newer or row.state in _MOVING:
            return Step.ON_ITS_WAY
    closed = [row for row in rows if row.state is not OutboxState.PLANNED]
    is_held = bool(closed) and closed[-1].state is OutboxState.HELD
    return Step.HELD if is_held else Step.NONE


def _be_quiet(
    session: Session,
    group: CoreGroup,
    look: ChannelLook,
    finding: Finding,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Silence the channel; tell what is new, once."""
    because = finding.quiet_because
    assert because is not None  # noqa: S101 -- the caller asked
    told = set(look.told_of.split())
    new = [one for one in finding.whom if one not in told]
    is_told = group.channel_quiet_because == because and not new
    if group.channel_quiet_because is None:
        look.quiet_since = now
    group.channel_quiet_because = because.value
    session.add(group)
    if is_told:
        return
    whom = finding.whom[:MOST_NAMED]
    look.told_of = " ".join(sorted({*told, *whom})[:MOST_NAMED])
    audit.record(
        session,
        actor=CLOCK,
        event="channel went quiet",
        now=now,
        group_id=group.id,
        subject=group.channel_id or "",
        details={"because": because.value, "whom": " ".join(whom)},
    )
    message = messages.ChannelQuiet(
        group_id=group.id, alias=group.alias, because=because, accounts=whom
    )
    _withdraw_word(session, group, now=now)
    key = f"channel-quiet:{group.id}:{now.timestamp():.6f}"
    lead = _lead(session, group, now=now)
    support = access_queries.list_holders(
        session, GrantedRole.BUSINESS_SUPPORT, day=clock.today(now)
    )
    people = {one.id: one for one in (lead, *support) if one is not None}
    _tell(session, people.values(), message, group, key=key, now=now, profile=profile)


def _speak(
    session: Session,
    group: CoreGroup,
    look: ChannelLook,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Let the channel be spoken in again, with what waited; tell the convenor."""
    group.channel_quiet_because = None
    look.quiet_since, look.told_of = None, ""
    session.add(group)
    held = queries.lock_held(session, group.id, reasons=TAKEN_UP_AGAIN)
    for row in held:
        states.plan(session, row, now=now, because="the channel is right again")
        outbox.withdraw(
            session,
            dedupe_prefix=f"not-delivered:{row.id}",
            because="it is sent after all",
            now=now,
        )
    was_told = not _withdraw_word(session, group, now=now)
    audit.record(
        session,
        actor=CLOCK,
        event="channel speaks again",
        now=now,
        group_id=group.id,
        subject=group.channel_id or "",
        details={"taken up again": len(held)},
    )
    lead = _lead(session, group, now=now)
    message = messages.ChannelSpeaks(
        group_id=group.id, alias=group.alias, waited=len(held)
    )
    key = f"channel-speaks:{group.id}:{now.timestamp():.6f}"
    # Who did not hear that it went quiet need not hear that it speaks.
    people = [lead] if lead is not None and was_told else []
    _tell(session, people, message, group, key=key, now=now, profile=profile)


def _withdraw_word(session: Session, group: CoreGroup, *, now: datetime) -> int:
    """Take back what was to be said of a quiet channel, if nobody has it yet."""
    return outbox.withdraw(
        session,
        dedupe_prefix=f"channel-quiet:{group.id}:",
        because="there is newer word",
        now=now,
    )


def _lead(session: Session, group: CoreGroup, *, now: datetime) -> Person | None:
    return access_queries.find_lead_social_worker(
        session, group.id, day=clock.today(now), now=now
    )


def _tell(
    session: Session,
    people: Collection[Person],
    message: Message,
    group: CoreGroup,
    *,
    key: str,
    now: datetime,
    profile: Profile,
) -> None:
    for person in people:
        if person.slack_user_id is not None and person.deactivated_at is None:
            outbox.post(
                session,
                message,
                to=outbox.ToPerson(person.id, group.id),
                dedupe_key=f"{key}:{person.id}",
                now=now,
                not_before=hours.next_open(now, profile),
            )


def _settle(
    session: Session,
    group_id: str,
    people: Collection[Known],
    seen: Channel,
    *,
    now: datetime,
) -> None:
    """Close what was held and is so all the same, or is no longer to be."""
    if not seen.is_there:
        return
    known = {one.person_id: one for one in people}
    for row in queries.list_comings_and_goings(session, group_id):
        one = known.get(row.person_id or "")
        if row.state is not OutboxState.HELD or one is None:
            continue
        is_in, is_invitation = one.account in seen.accounts, row.effect is Effect.INVITE
        if is_in == is_invitation or one.belongs != is_invitation:
            row.state, row.closed_at = OutboxState.CANCELLED, now
            row.reason = "it is so already, or no longer to be"
            session.add(row)
            states.note(session, row, "held change closed", now=now)


def _move(session: Session, group_id: str, finding: Finding, *, now: datetime) -> None:
    today = clock.today(now)
    rows: list[Membership | Allocation] = [
        *queries.list_allocations(session, group_id),
        *queries.list_memberships(session, group_id),
    ]
    current = {
        row.person_id: row
        for row in rows
        if row.from_on <= today
        and (row.to_on is None or row.to_on >= today)
        and getattr(row, "ended_at", None) is None
    }
    found = [
        ("missing from the channel", person_id)
        for person_id in finding.to_invite
        if person_id in current
        and register.invite_again(session, current[person_id], now=now)
    ]
    found += [
        ("still in the channel", person_id)
        for person_id in finding.to_remove
        if register.remove_again(
            session, group_id=group_id, person_id=person_id, now=now
        )
    ]
    for event, person_id in found:
        audit.record(
            session,
            actor=CLOCK,
            event=event,
            now=now,
            group_id=group_id,
            subject=person_id,
        )
