"""
Gathers a timeline from the rows. Nothing that is sealed is opened here.

Nothing here asks whether somebody may; whoever calls has asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlmodel import Session

from models.queries import actions as action_queries
from models.queries import chronology as queries
from models.queries import membership as membership_queries
from models.queries import notices as notice_queries
from models.queries import records as record_queries
from models.queries import scores as score_queries
from models.queries import statements as statement_queries
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.vocabulary import ConferenceKind, MemberRole
from workflows import clock
from workflows.records.policy import WAS_THERE
from workflows.timelines import policy
from workflows.timelines.contents import (
    AgenciesPoint,
    ConferencePoint,
    MeetingPoint,
    NoticePoint,
    RoundSpan,
    SignalSpan,
    SpreadPoint,
    Timeline,
)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days that a timeline shows."""

    first_on: date
    last_on: date

    def has(self, day: date) -> bool:
        """Say whether a day is shown."""
        return self.first_on <= day <= self.last_on


def gather(
    session: Session,
    group: CoreGroup,
    *,
    is_whole: bool,
    scored_children: Collection[str] | None,
    now: datetime,
    signals: Sequence[SignalSpan] | None = None,
) -> Timeline:
    """
    Return a core group's timeline, since its last review or from its beginning.

    `scored_children` are those whose scores may be shown, or nothing for none at all.
    """
    conferences = queries.list_conferences(session, group.id)
    today = clock.today(now)
    begins = _begins(group, conferences)
    since = None if is_whole else _last_review(conferences, today=today)
    window = Window(first_on=min(since or begins, today), last_on=today)
    return Timeline(
        alias=group.alias,
        first_on=window.first_on,
        last_on=window.last_on,
        is_whole=since is None,
        meetings=tuple(_meetings(session, group.id, window)),
        agencies=tuple(_agencies(session, group.id, window)),
        spreads=None
        if scored_children is None
        else tuple(_spreads(session, group.id, window, scored_children, now=now)),
        rounds=tuple(_rounds(session, group.id, window)),
        conferences=tuple(_conferences(conferences, window)),
        notices=tuple(_notices(session, group.id, window)),
        overdue=policy.overdue_steps(
            _overdue(session, group.id, today=today),
            first_on=window.first_on,
            last_on=window.last_on,
        ),
        lead_changes=tuple(_lead_changes(session, group.id, window)),
        signals=None if signals is None else tuple(_signals(signals, window)),
    )


def _begins(group: CoreGroup, conferences: Sequence[Conference]) -> date:
    held = [one.held_on for one in conferences if one.held_on and not one.cancelled_at]
    return min(held, default=clock.today(group.recorded_at))


def _last_review(conferences: Sequence[Conference], *, today: date) -> date | None:
    held = [
        one.held_on
        for one in conferences
        if one.kind is ConferenceKind.REVIEW and one.held_on and not one.cancelled_at
    ]
    return max((day for day in held if day <= today), default=None)


def _meetings(
    session: Session, group_id: str, window: Window
) -> Iterator[MeetingPoint]:
    for row in queries.list_meetings(session, group_id):
        found = policy.mark(
            policy.Dated(
                held_on=row.held_on,
                limit_on=row.limit_on,
                is_cancelled=row.cancelled_at is not None,
                is_short_notice=row.short_notice,
            )
        )
        on = row.held_on or row.dated_on
        if found is not None and window.has(on):
            yield MeetingPoint(on=on, kind=row.kind, mark=found)


def _agencies(
    session: Session, group_id: str, window: Window
) -> Iterator[AgenciesPoint]:
    # Oldest version first, so that the last one stays.
    newest = {
        record.meeting_id: record
        for record in record_queries.list_finished(session, group_id)
    }
    for record in sorted(newest.values(), key=lambda one: (one.held_on, one.id)):
        if window.has(record.held_on):
            there = {
                row.agency_id
                for row in record_queries.list_attended(session, record.id)
                if row.attended in WAS_THERE
            }
            yield AgenciesPoint(on=record.held_on, agencies=len(there))


def _spreads(
    session: Session,
    group_id: str,
    window: Window,
    children: Collection[str],
    *,
    now: datetime,
) -> Iterator[SpreadPoint]:
    """Yield the spread of each core group whose scores can be read by now."""
    for meeting in score_queries.list_answered_meetings(session, group_id):
        on = meeting.held_on or meeting.dated_on
        after = score_queries.find_after(session, meeting.id)
        all_in = after is not None and after.opened_at is not None
        if not window.has(on) or not (all_in or on < clock.today(now)):
            continue
        given = score_queries.list_given(session, [meeting.id])
        rows = score_queries.list_scores(session, [end.id for end, _, _ in given])
        scores = [row.score for row in rows if row.child_id in children]
        if scores:
            yield SpreadPoint(on=on, lowest=min(scores), highest=max(scores))


def _rounds(session: Session, group_id: str, window: Window) -> Iterator[RoundSpan]:
    for row in statement_queries.list_rounds(session, [group_id]):
        if row.opened_at is None or row.cancelled_at is not None:
            continue
        closed = None if row.closed_at is None else clock.today(row.closed_at)
        if (closed or window.last_on) < window.first_on:
            continue
        asked = statement_queries.list_asked(session, [row.id])
        stays = [one for one in asked if one.ended_at is None or one.answered_at]
        yield RoundSpan(
            opened_on=clock.today(row.opened_at),
            closed_on=closed,
            asked=len(stays),
            answered=sum(one.answered_at is not None for one in stays),
        )


def _conferences(
    rows: Sequence[Conference], window: Window
) -> Iterator[ConferencePoint]:
    for row in rows:
        if row.held_on is None or row.cancelled_at or not window.has(row.held_on):
            continue
        dues = [day for day in (row.legal_due_on, row.reporting_due_on) if day]
        yield ConferencePoint(
            on=row.held_on,
            kind=row.kind,
            is_late=bool(dues) and row.held_on > min(dues),
        )


def _notices(session: Session, group_id: str, window: Window) -> Iterator[NoticePoint]:
    rows = notice_queries.list_notices(session, group_id)
    corrected = {row.corrects_id for row in rows}
    for row in rows:
        # One that was corrected stands there as its correction does.
        if row.id not in corrected and window.has(row.happened_on):
            yield NoticePoint(on=row.happened_on, kind=row.kind)


def _overdue(
    session: Session, group_id: str, *, today: date
) -> Iterator[tuple[date, date]]:
    actions = action_queries.list_actions(session, group_id)
    versions = defaultdict(list)
    for row in action_queries.list_versions(session, [one.id for one in actions]):
        agreed_on = clock.today(row.recorded_at)
        versions[row.action_id].append(
            policy.Promise(agreed_on=agreed_on, due_on=row.due_on)
        )
    for action in actions:
        ended_at = action.done_at or action.ended_at
        ended_on = None if ended_at is None else clock.today(ended_at)
        yield from policy.overdue_spans(versions[action.id], ended_on, today=today)


def _lead_changes(session: Session, group_id: str, window: Window) -> Iterator[date]:
    led = [
        row
        for row in membership_queries.list_memberships(session, group_id)
        if row.role is MemberRole.LEAD_SOCIAL_WORKER
    ]
    for before, row in pairwise(led):
        if row.person_id != before.person_id and window.has(row.from_on):
            yield row.from_on


def _signals(signals: Sequence[SignalSpan], window: Window) -> Iterator[SignalSpan]:
    for one in sorted(signals, key=lambda signal: (signal.since, signal.name)):
        is_before = one.until is not None and one.until < window.first_on
        if not is_before and one.since <= window.last_on:
            yield one
