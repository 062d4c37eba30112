"""What a calendar program is given when it asks by somebody's address."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session

from models.queries import calendars as queries
from workflows import audit, hours, outbox
from workflows.actor import Actor
from workflows.calendars import facts, policy
from workflows.calendars.messages import Suspended
from workflows.calendars.policy import Contents
from workflows.profile import Profile


class Missing(StrEnum):
    """Why nothing is given: no such address, or its owner left long ago."""

    UNKNOWN = "unknown"
    LEFT = "left"


class Version(NamedTuple):
    """Which version a calendar is, and since when it has been so."""

    name: str
    since: datetime


class Fetched(NamedTuple):
    """A calendar: its version, and what it holds unless whoever asks has that."""

    feed_id: str
    version: Version
    contents: Contents | None


def fetch(
    session: Session,
    *,
    token: str,
    now: datetime,
    profile: Profile,
    has: Callable[[Version], bool] = lambda _: False,
) -> Fetched | Missing:
    """
    Return what stands in the calendar that a token opens, by its owner's rights now.

    Wrong, retired and switched off are one answer, so that nobody learns which. `has`
    says whether whoever asks has this version already; then the rest is not read.
    Source: calendar, 7 and 8.
    """
    if not policy.is_token(token):
        return Missing.UNKNOWN
    found = queries.find_in_use(session, digest(token))
    if found is None:
        return Missing.UNKNOWN
    if found.left_at is not None:
        if policy.is_gone(found.left_at, now):
            return Missing.LEFT
        version = _version(session, found, policy.version_of((), ()), now=now)
        holds = None if has(version) else policy.NOTHING
        return Fetched(found.feed_id, version, holds)
    outline = facts.outline(
        session,
        found.person_id,
        discreet=found.discreet,
        with_tasks=found.with_tasks,
        set_at=found.set_at,
        now=now,
        profile=profile,
    )
    version = _version(session, found, outline.version, now=now)
    holds = None if has(version) else facts.contents(session, outline)
    return Fetched(found.feed_id, version, holds)


def count(session: Session, *, feed_id: str, now: datetime, profile: Profile) -> bool:
    """
    Count a fetch that was answered; say whether its address is still in use.

    One fetch too many in an hour, and it is switched off and its owner told.

    Whoever asked is not kept waiting for it.
    """
    hour_ago = now - policy.COUNTED_IN
    counted = queries.count_fetch(session, feed_id, now=now, hour_ago=hour_ago)
    if counted is None:
        return False
    person_id, fetches = counted
    if not policy.is_too_often(fetches):
        return True
    _suspend(session, feed_id, person_id, now=now, profile=profile)
    return False


def digest(token: str) -> str:
    """Return the fingerprint of a token, which is all that is kept of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _version(
    session: Session, found: queries.InUse, name: str, *, now: datetime
) -> Version:
    """Return since when it has been so, kept from the first time that it was seen."""
    if name == found.version:
        return Version(name, found.changed_at)
    before = found.changed_at if found.version else None
    since = policy.next_change(before, now)
    queries.keep_version(session, found.feed_id, version=name, changed_at=since)
    return Version(name, since)


def _suspend(
    session: Session, feed_id: str, person_id: str, *, now: datetime, profile: Profile
) -> None:
    queries.keep_suspended(session, feed_id, now=now)
    outbox.post(
        session,
        Suspended(feed_id=feed_id, most=policy.MOST_FETCHES),
        to=outbox.ToPerson(person_id),
        dedupe_key=f"calendar-suspended:{feed_id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
    audit.record(
        session,
        actor=Actor(
            person_id=person_id, slack_team_id="calendar", slack_user_id=feed_id
        ),
        event="calendar address switched off",
        now=now,
        subject=feed_id,
    )
