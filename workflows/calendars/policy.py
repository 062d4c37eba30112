"""What stands in somebody's calendar, and in which words. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from models.vocabulary import ConferenceKind, MeetingKind

# Raised whenever the same facts would be written in other words, so that every copy is
# fetched anew. Source: stack, 6: the version is hashed, not the text.
FORMAT: Final = "1"
PREFIX: Final = "cgcal-"
TOKEN: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
# Fixed, so that no entry doubles when the service moves to another address.
DOMAIN: Final = "core-groups.invalid"
# Source: calendar, 1; eighteen months in days.
BACK: Final = timedelta(days=90)
AHEAD: Final = timedelta(days=548)
CANCELLED_STAYS: Final = timedelta(days=14)
# Source: design 4.10.
MOST_FETCHES: Final = 100
COUNTED_IN: Final = timedelta(hours=1)
EMPTY_FOR: Final = timedelta(days=30)
LONGEST_TITLE: Final = 120
SECOND: Final = timedelta(seconds=1)


class DueKind(StrEnum):
    """Which deadline."""

    CORE_GROUP = "core-group-due"
    REVIEW = "review-due"
    VIEW = "view-due"


Kind = MeetingKind | ConferenceKind | DueKind
TITLES: Final[Mapping[Kind, str]] = {
    MeetingKind.CORE_GROUP: "Core group",
    MeetingKind.MIDWAY_REVIEW: "Midway review",
    MeetingKind.REFLECTIVE: "Reflective meeting",
    MeetingKind.QUICK_CHECK_IN: "Quick check-in",
    ConferenceKind.INITIAL: "Initial conference",
    ConferenceKind.REVIEW: "Review conference",
    ConferenceKind.TRANSFER_IN: "Transfer conference",
    DueKind.CORE_GROUP: "Core group due",
    DueKind.REVIEW: "Review conference due",
    DueKind.VIEW: "Your view due",
}
DISCREET: Final = "Meeting"
DISCREET_DUE: Final = "Due date"


class Dated(NamedTuple):
    """One meeting or conference, as it stands in the register."""

    id: str
    group_id: str
    kind: MeetingKind | ConferenceKind
    dated_on: date
    starts_at: datetime | None
    minutes: int
    sequence: int
    changed_at: datetime
    cancelled_at: datetime | None


class Due(NamedTuple):
    """One deadline. `about` is the id of what is due, or of whom it is due for."""

    about: str
    group_id: str
    kind: DueKind
    on: date
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything that one person's calendar is written from, and nothing else."""

    dated: tuple[Dated, ...] = ()
    due: tuple[Due, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    discreet: bool = False
    set_at: datetime | None = None


NOTHING: Final = Contents()


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry. A date alone is a whole day, of which `ends` is the day after."""

    uid: str
    summary: str
    starts: datetime | date
    ends: datetime | date
    sequence: int
    revised_at: datetime
    is_busy: bool
    is_cancelled: bool = False


class Window(NamedTuple):
    """The days that a calendar shows, and since when of what was cancelled."""

    since: date
    until: date
    cancelled_since: date


def window(today: date) -> Window:
    """Return the days that a calendar shows on that day. Source: calendar, 1."""
    return Window(
        since=today - BACK, until=today + AHEAD, cancelled_since=today - CANCELLED_STAYS
    )


def version_of(about: object, lines: Iterable[str]) -> str:
    """Return what is different exactly when a calendar is, without writing it."""
    whole = "\n".join((FORMAT, repr(about), *lines))
    return hashlib.sha256(whole.encode()).hexdigest()


def events(contents: Contents) -> list[Event]:
    """Return the entries of a calendar, the soonest first."""
    found = [*_dated(contents), *_due(contents)]
    return sorted(found, key=lambda one: (one.starts.isoformat(), one.uid))


def event_of(
    dated: Dated,
    *,
    alias: str,
    discreet: bool = False,
    set_at: datetime | None = None,
) -> Event:
    """Return one meeting or conference as an entry; alias, kind and time only."""
    title = DISCREET if discreet else TITLES[dated.kind]
    is_cancelled = dated.cancelled_at is not None
    # Many programs show no other sign of it. Source: calendar, 4.
    before = "Cancelled: " if is_cancelled else ""
    has_time = dated.starts_at is not None
    # The end is counted in UTC: an hour is an hour on the night the clocks change.
    starts: datetime | date = dated.starts_at or dated.dated_on
    length = timedelta(minutes=dated.minutes) if has_time else timedelta(days=1)
    return Event(
        uid=f"{dated.id}@{DOMAIN}",
        summary=f"{before}{title} · {clean(alias)}",
        starts=starts,
        ends=starts + length,
        sequence=dated.sequence,
        revised_at=_later(dated.changed_at, set_at),
        is_busy=has_time and not is_cancelled,
        is_cancelled=is_cancelled,
    )


def _dated(contents: Contents) -> Iterator[Event]:
    for one in contents.dated:
        alias = contents.aliases[one.group_id]
        yield event_of(
            one, alias=alias, discreet=contents.discreet, set_at=contents.set_at
        )


def _due(contents: Contents) -> Iterator[Event]:
    for one in contents.due:
        title = DISCREET_DUE if contents.discreet else TITLES[one.kind]
        yield Event(
            uid=f"{one.kind.value}-{one.about}@{DOMAIN}",
            summary=f"{title} · {clean(contents.aliases[one.group_id])}",
            starts=one.on,
            ends=one.on + timedelta(days=1),
            sequence=one.sequence,
            revised_at=_later(one.changed_at, contents.set_at),
            is_busy=False,
        )


def _later(changed_at: datetime, set_at: datetime | None) -> datetime:
    return changed_at if set_at is None else max(changed_at, set_at)


def clean(text: str) -> str:
    """
    Return a text for a title: one line, of what can be seen, of a bearable length.

    The library leaves a bare carriage return and control characters as they are.
    Source: reliability, M13.
    """
    shown = (
        " " if unicodedata.category(one)[0] in "ZC" else one
        for one in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(shown).split())[:LONGEST_TITLE].rstrip()


def is_token(text: str) -> bool:
    """Say whether a text could be one of our tokens at all."""
    return TOKEN.fullmatch(text) is not None


def is_too_often(fetches: int) -> bool:
    """Say whether this many fetches in an hour are more than any calendar makes."""
    return fetches > MOST_FETCHES


def is_gone(left_at: datetime, now: datetime) -> bool:
    """
    Say whether the calendar of somebody who left is there no more.

    Until then it is empty, so that copies of it are emptied. Source: calendar, 8.
    """
    return now >= left_at + EMPTY_FOR


def next_change(before: datetime | None, now: datetime) -> datetime:
    """
    Return since when a calendar that differs has been so, in whole seconds.

    Always later than before: who asks by the date alone must be given the new one too.
    """
    second = now.replace(microsecond=0)
    return second if before is None else max(second, before + SECOND)
