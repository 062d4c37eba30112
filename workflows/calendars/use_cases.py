"""Making, renewing and taking back the addresses by which calendars subscribe."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import calendars as queries
from models.tables.access import Agency, Person
from models.tables.calendars import Feed
from workflows import audit, clock, hours, outbox
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.calendars import policy
from workflows.calendars.fetching import digest
from workflows.calendars.messages import TakenBack
from workflows.calendars.policy import Event
from workflows.errors import NotYours, Refused
from workflows.profile import Profile

OWN: Final = 4
PAGE: Final = 7
OF_OTHERS: Final = 5
TOKEN_BYTES: Final = 32


class NoWebAddress(Refused):
    """
    There is no calendar to subscribe to, because this service has no web address.

    You can read all your dates on Home in Slack.
    """


class NoAddress(Refused):
    """There is no calendar address to change. Open My calendar to make one."""


class NotTheirs(Refused):
    """They have no calendar address, so nothing was left to take back."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What somebody wants in their calendar: plain titles, their own tasks."""

    discreet: bool = False
    with_tasks: bool = False


@dataclass(frozen=True, kw_only=True)
class CalendarForm:
    """What the form about one's own calendar shows."""

    made_on: date | None = None
    last_fetched_at: datetime | None = None
    is_off: bool = False
    options: Options = Options()


@dataclass(frozen=True, kw_only=True)
class TakeBackForm:
    """Whose address can be taken back in one core group."""

    group_id: str
    alias: str
    people: tuple[tuple[str, str], ...]


def open_form(session: Session, *, actor: Actor, now: datetime) -> CalendarForm:
    """
    Return how somebody's own calendar stands.

    :raises NotYours: for somebody with no role and in no core group.
    """
    _gate(session, actor, now=now)
    feed = queries.find_current(session, actor.person_id)
    if feed is None:
        return CalendarForm()
    return CalendarForm(
        made_on=clock.today(feed.created_at),
        last_fetched_at=feed.last_fetched_at,
        is_off=feed.suspended_at is not None,
        options=Options(discreet=feed.discreet, with_tasks=feed.with_tasks),
    )


def make(
    session: Session,
    *,
    actor: Actor,
    options: Options,
    now: datetime,
    public_address: str | None,
) -> str:
    """
    Return the token of a new address of one's own; the one before is retired.

    It is not kept, only its fingerprint, so nobody can be shown it again.

    :raises NotYours: for somebody with no role and in no core group.
    :raises NoWebAddress: if an address would lead nowhere.
    """
    _gate(session, actor, now=now)
    if not public_address:
        raise NoWebAddress
    before = queries.lock_current(session, actor.person_id)
    if before is not None:
        _retire(session, before, now=now)
    token = f"{policy.PREFIX}{secrets.token_urlsafe(TOKEN_BYTES)}"
    feed = Feed(
        token_hash=digest(token),
        person_id=actor.person_id,
        current_for=actor.person_id,
        discreet=options.discreet,
        with_tasks=options.with_tasks,
        created_at=now,
        changed_at=now,
        hour_began_at=now,
    )
    session.add(feed)
    event = "calendar address made" if before is None else "calendar address renewed"
    audit.record(session, actor=actor, event=event, now=now, subject=feed.id)
    return token


def set_options(
    session: Session, *, actor: Actor, options: Options, now: datetime
) -> None:
    """
    Keep what somebody wants in their calendar.

    :raises NotYours: for somebody with no role and in no core group.
    :raises NoAddress: if they have no address.
    """
    _gate(session, actor, now=now)
    feed = queries.lock_current(session, actor.person_id)
    if feed is None:
        raise NoAddress
    if options != Options(discreet=feed.discreet, with_tasks=feed.with_tasks):
        # Some programs keep an entry as it was unless it says that it changed.
        feed.set_at = now
    feed.discreet, feed.with_tasks = options.discreet, options.with_tasks
    session.add(feed)
    audit.record(
        session,
        actor=actor,
        event="calendar set",
        now=now,
        subject=feed.id,
        details={
            "discreet": int(options.discreet),
            "with_tasks": int(options.with_tasks),
        },
    )


def remove(session: Session, *, actor: Actor, now: datetime) -> None:
    """
    Retire one's own address, so that it opens nothing any more.

    :raises NotYours: for somebody with no role and in no core group.
    """
    _gate(session, actor, now=now)
    feed = queries.lock_current(session, actor.person_id)
    if feed is None:
        # Pressed twice, or in an older form: it is as they want it.
        return
    _retire(session, feed, now=now)
    event = "calendar address removed"
    audit.record(session, actor=actor, event=event, now=now, subject=feed.id)


def single(session: Session, *, actor: Actor, meeting_id: str, now: datetime) -> Event:
    """
    Return one meeting as the entry of a file to keep, as it stands in the calendar.

    :raises NotYours: if the actor may not open the core group's page.
    """
    found = queries.find_meeting(session, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=PAGE,
        group_id="" if found is None else found[1],
        now=now,
        circumstances=Circumstances(dates_only=True),
    )
    if found is None:
        raise NotYours
    feed = queries.find_current(session, actor.person_id)
    return policy.event_of(
        policy.Dated._make(found),
        alias=group.alias,
        discreet=feed is not None and feed.discreet,
        set_at=None if feed is None else feed.set_at,
    )


def open_take_back(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> TakeBackForm:
    """
    Return whose address somebody may take back in a core group: those who have one.

    :raises NotYours: if the actor may not take addresses back here.
    """
    group = access.group(
        session, actor=actor, row=OF_OTHERS, group_id=group_id, now=now
    )
    people = _people(session, group.id, now=now)
    having = queries.list_with_address(session, list(people))
    return TakeBackForm(
        group_id=group.id,
        alias=group.alias,
        people=tuple(
            (person_id, f"{person.name} ({_agency(session, person)})")
            for person_id, person in people.items()
            if person_id in having
        ),
    )


def take_back(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    person_id: str,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Retire the address of somebody of a core group, tell them, and return their name.

    :raises NotYours: if the actor may not take addresses back here, or they are not of
        this core group.
    :raises NotTheirs: if they have none.
    """
    group = access.group(
        session, actor=actor, row=OF_OTHERS, group_id=group_id, now=now
    )
    person = _people(session, group.id, now=now).get(person_id)
    if person is None:
        raise NotYours
    feed = queries.lock_current(session, person.id)
    if feed is None:
        raise NotTheirs(field="person")
    _retire(session, feed, now=now)
    outbox.post(
        session,
        TakenBack(feed_id=feed.id, by=actor.person_id),
        to=outbox.ToPerson(person.id),
        dedupe_key=f"calendar-taken-back:{feed.id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
    audit.record(
        session,
        actor=actor,
        event="calendar address taken back",
        now=now,
        group_id=group.id,
        subject=feed.id,
    )
    return person.name


def _gate(session: Session, actor: Actor, *, now: datetime) -> None:
    access.anywhere(
        session,
        actor=actor,
        row=OWN,
        now=now,
        circumstances=Circumstances(own=True),
    )


def _retire(session: Session, feed: Feed, *, now: datetime) -> None:
    feed.current_for, feed.retired_at = None, now
    session.add(feed)
    # Before another takes its place: nobody has two.
    session.flush()


def _people(session: Session, group_id: str, *, now: datetime) -> dict[str, Person]:
    """Return the members of a core group and its chair, by their ids."""
    day = clock.today(now)
    members = register.list_members(session, group_id, day=day, now=now)
    people = {person.id: person for _, person in members}
    chair_id = register.find_chair_id(session, group_id, day=day)
    if chair_id is not None:
        people.setdefault(chair_id, session.get_one(Person, chair_id))
    return people


def _agency(session: Session, person: Person) -> str:
    return session.get_one(Agency, person.agency_id).name
