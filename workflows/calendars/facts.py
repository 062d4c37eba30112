"""Turns rows into what one person's calendar is written from."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from models.queries import access as register
from models.queries import calendars as queries
from models.vocabulary import ConferenceKind
from workflows import clock
from workflows.calendars import policy
from workflows.calendars.policy import Contents, Dated, Due, DueKind, Window
from workflows.meetings.policy import GroupFacts, due_by
from workflows.profile import Profile


class Outline(NamedTuple):
    """Everything that decides which version of a calendar it is, not yet the whole."""

    version: str
    own: tuple[str, ...]
    aliases: dict[str, str]
    due: tuple[Due, ...]
    shown: Window
    discreet: bool
    set_at: datetime | None


def outline(
    session: Session,
    person_id: str,
    *,
    discreet: bool,
    with_tasks: bool,
    set_at: datetime | None,
    now: datetime,
    profile: Profile,
) -> Outline:
    """
    Return the outline of somebody's calendar, by what they belong to now.

    A member has the family's meetings, conferences and deadlines; its conference chair
    has the conferences and when they are due.
    """
    day = clock.today(now)
    shown = policy.window(day)
    found = register.list_own_groups(session, person_id, day=day, now=now)
    aliases = {group_id: alias for group_id, alias, _ in sorted(found)}
    own = tuple(sorted({group_id for group_id, _, belongs in found if belongs}))
    due = [
        one
        for one in _core_groups_due(session, own, profile=profile)
        if shown.since <= one.on <= shown.until
    ]
    if with_tasks:
        due += _views_due(session, person_id, own)
    lines = queries.list_traces(session, own=own, group_ids=aliases, **shown._asdict())
    about = (aliases, own, due, discreet, set_at)
    version = policy.version_of(about, lines)
    return Outline(version, own, aliases, tuple(due), shown, discreet, set_at)


def contents(session: Session, found: Outline) -> Contents:
    """Return the whole of what a calendar with this outline is written from."""
    days = found.shown._asdict()
    meetings = queries.list_meetings(session, found.own, **days)
    conferences = queries.list_conferences(session, found.aliases, **days)
    return Contents(
        dated=(
            *map(Dated._make, meetings),
            *(Dated._make(row[:9]) for row in conferences if not row.provisional),
        ),
        due=(*found.due, *_reviews_due(conferences)),
        aliases=found.aliases,
        discreet=found.discreet,
        set_at=found.set_at,
    )


def _core_groups_due(
    session: Session, group_ids: Collection[str], *, profile: Profile
) -> Iterator[Due]:
    """Yield by when each core group must meet after the last that is dated."""
    for group_id, risen, planned_at, met_at, began_on, last_on in queries.list_paces(
        session, group_ids
    ):
        dates = () if last_on is None else (last_on,)
        yield Due(
            about=group_id,
            group_id=group_id,
            kind=DueKind.CORE_GROUP,
            on=due_by(GroupFacts(initial_on=began_on, dates=dates), profile),
            sequence=risen,
            changed_at=max(planned_at, met_at),
        )


def _reviews_due(conferences: queries.Rows) -> Iterator[Due]:
    """Yield by when a review must be held that has no date of its own yet."""
    for row in conferences:
        is_open = row.cancelled_at is None and row.held_on is None
        if row.kind is ConferenceKind.REVIEW and row.provisional and is_open:
            days = [row.legal_due_on, row.reporting_due_on]
            yield Due(
                about=row.id,
                group_id=row.group_id,
                kind=DueKind.REVIEW,
                on=min((day for day in days if day), default=row.dated_on),
                sequence=row.sequence,
                changed_at=row[7],
            )


def _views_due(
    session: Session, person_id: str, group_ids: Collection[str]
) -> Iterator[Due]:
    """Yield by when somebody's own views are due that they have not given."""
    for row in queries.list_owed(session, person_id, group_ids):
        asked_id, group_id, asked_at, closes_on, sequence, changed_at = row
        yield Due(
            about=asked_id,
            group_id=group_id,
            kind=DueKind.VIEW,
            on=closes_on,
            sequence=sequence,
            changed_at=max(asked_at, changed_at),
        )
