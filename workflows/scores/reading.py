"""Scores and answers of one core group, shown together once they can be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from models.queries import plans as plan_queries
from models.queries import scores as queries
from models.tables.access import Agency, Person
from models.tables.plans import Child
from models.tables.scores import EndAnswer, EndOfMeeting
from models.vocabulary import AgencyKind, EndChoice, EndQuestion
from workflows import audit
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.errors import NotYours, Refused
from workflows.profile import Profile
from workflows.scores import facts, policy
from workflows.scores.facts import READ, Place
from workflows.scores.over_time import Scored, Scores, scores_over_time
from workflows.scores.policy import Said

Row = tuple[EndOfMeeting, Person, Agency]


class NotAllIn(Refused):
    """
    Not everybody has given theirs yet. Open this again once all are in, or from the
    day after the meeting, and then read them together.
    """


@dataclass(frozen=True, kw_only=True)
class AgencyScores:
    """What the members of one agency gave one child, lowest first."""

    agency: str
    scores: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ChildScores:
    """One child's scores by agency, lowest first, with both ends of the spread."""

    child_id: str
    lowest: int | None
    highest: int | None
    by_agency: tuple[AgencyScores, ...]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The answers to one question side by side, the fewest first."""

    question: EndQuestion
    sides: tuple[tuple[EndChoice, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class ScoresRead:
    """
    What was given after one core group, as somebody reads it.

    Until it can be read there is only who has answered, and who has not.
    """

    meeting_id: str
    group_id: str
    alias: str
    met_on: date
    can_be_read: bool
    have_given: tuple[str, ...]
    waiting_for: tuple[str, ...]
    children: tuple[ChildScores, ...] = ()
    answers: tuple[Answered, ...] = ()
    has_lines: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one member wrote beside one answer."""

    choice: EndChoice
    who: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LinesRead:
    """The lines that were written beside the answers, question by question."""

    meeting_id: str
    alias: str
    met_on: date
    lines: Mapping[EndQuestion, tuple[Line, ...]]


@dataclass(frozen=True)
class _Scorer:
    """The agency that was a member's when they scored."""

    agency_id: str
    agency: str
    kind: AgencyKind


def read(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
) -> tuple[Reader, ScoresRead]:
    """
    Return what was given after a core group: one reading, one audit row.

    Before all are in or its day is over, only who has answered. No line is among it.

    :raises NotYours: if the actor may not read scores here.
    :raises Refused: if it has not met, or was cancelled.
    """
    found = _place(session, actor, meeting_id, now=now, profile=profile)
    is_open = found.can_be_read(now)
    reader = audit.reading(
        session,
        actor=actor,
        event="scores of a meeting read" if is_open else "who has answered read",
        now=now,
        group_id=found.group.id,
        subject=found.meeting.id,
    )
    rows = queries.list_given(session, [found.meeting.id])
    seen = ScoresRead(
        meeting_id=found.meeting.id,
        group_id=found.group.id,
        alias=found.group.alias,
        met_on=found.met.on,
        can_be_read=is_open,
        have_given=_have_given(session, rows),
        waiting_for=_waiting_for(session, found, now=now),
    )
    return reader, _together(session, found, rows, seen) if is_open else seen


def lines(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
) -> LinesRead:
    """
    Return what was written beside the answers: one reading, one audit row.

    :raises NotYours: if the actor may not read scores here.
    :raises Refused: if it cannot be read yet, or the core group was cancelled.
    """
    found = _place(session, actor, meeting_id, now=now, profile=profile)
    _check_open(found, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="lines after a meeting read",
        now=now,
        group_id=found.group.id,
        subject=found.meeting.id,
    )
    by_end = {row[0].id: row for row in queries.list_given(session, [meeting_id])}
    answers = queries.list_answers(session, by_end)
    found_lines: dict[EndQuestion, list[Line]] = {}
    for side in _side_by_side(answers, by_end):
        order = [choice for choice, _ in side.sides]
        written = [
            Line(
                choice=one.choice,
                who=_who(*by_end[one.end_id]),
                text=reader.text(one, "line") or "",
            )
            for one in answers
            if one.question is side.question and one.line_sealed is not None
        ]
        written.sort(key=lambda one: (order.index(one.choice), one.who))
        if written:
            found_lines[side.question] = written
    return LinesRead(
        meeting_id=found.meeting.id,
        alias=found.group.alias,
        met_on=found.met.on,
        lines={question: tuple(some) for question, some in found_lines.items()},
    )


def over_time(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    child_id: str,
    now: datetime,
    profile: Profile,
) -> Scores:
    """
    Return one child's scores of this core group and of those before it, by agency.

    :raises NotYours: if the actor may not read scores here, or the child is not there.
    :raises Refused: if it cannot be read yet, or the core group was cancelled.
    """
    found = _place(session, actor, meeting_id, now=now, profile=profile)
    _check_open(found, now=now)
    child = session.get(Child, child_id)
    if child is None or child.group_id != found.group.id:
        raise NotYours
    audit.record(
        session,
        actor=actor,
        event="scores over time read",
        now=now,
        group_id=found.group.id,
        subject=child.id,
    )
    days = _readable_days(session, found, now=now, profile=profile)
    by_end = {row[0].id: row for row in queries.list_given(session, days)}
    return scores_over_time(
        f"{found.group.alias}/{child.number}",
        [
            Scored(
                speaker=_scorer(by_end[one.end_id][2]),
                on=days[by_end[one.end_id][0].meeting_id],
                score=one.score,
            )
            for one in queries.list_scores(session, by_end)
            if one.child_id == child.id
        ],
    )


def _place(
    session: Session,
    actor: Actor,
    meeting_id: str,
    *,
    now: datetime,
    profile: Profile,
) -> Place:
    return facts.place(
        session,
        actor=actor,
        meeting_id=meeting_id,
        row=READ,
        now=now,
        profile=profile,
    )


def _check_open(found: Place, *, now: datetime) -> None:
    if not found.can_be_read(now):
        raise NotAllIn


def _scorer(agency: Agency) -> _Scorer:
    return _Scorer(agency.id, agency.name, agency.kind)


def _readable_days(
    session: Session, found: Place, *, now: datetime, profile: Profile
) -> dict[str, date]:
    """Return the days of this core group and of those before it that can be read."""
    days = {}
    for meeting in queries.list_answered_meetings(session, found.group.id):
        one = Place(
            meeting=meeting,
            group=found.group,
            met=facts.met(meeting, profile),
            after=queries.find_after(session, meeting.id),
        )
        if one.met.on <= found.met.on and one.can_be_read(now):
            days[meeting.id] = one.met.on
    return days


def _together(
    session: Session, found: Place, rows: Sequence[Row], seen: ScoresRead
) -> ScoresRead:
    by_end = {row[0].id: row for row in rows}
    answers = queries.list_answers(session, by_end)
    return replace(
        seen,
        children=_children(session, found, by_end),
        answers=_side_by_side(answers, by_end),
        has_lines=any(one.line_sealed is not None for one in answers),
    )


def _children(
    session: Session, found: Place, by_end: Mapping[str, Row]
) -> tuple[ChildScores, ...]:
    given: dict[str, dict[str, list[int]]] = {}
    for one in queries.list_scores(session, by_end):
        agency = by_end[one.end_id][2].name
        of_child = given.setdefault(one.child_id, {})
        of_child.setdefault(agency, []).append(one.score)
    return tuple(
        _child(child.id, given[child.id])
        for child in plan_queries.list_children(session, found.group.id)
        if child.id in given
    )


def _child(child_id: str, given: Mapping[str, list[int]]) -> ChildScores:
    every = [score for scores in given.values() for score in scores]
    by_agency = [
        AgencyScores(agency=agency, scores=tuple(sorted(scores)))
        for agency, scores in given.items()
    ]
    return ChildScores(
        child_id=child_id,
        lowest=min(every),
        highest=max(every),
        by_agency=tuple(sorted(by_agency, key=lambda one: (one.scores, one.agency))),
    )


def _side_by_side(
    answers: Iterable[EndAnswer], by_end: Mapping[str, Row]
) -> tuple[Answered, ...]:
    said: dict[EndQuestion, list[Said]] = {}
    for one in answers:
        who = _who(*by_end[one.end_id])
        said.setdefault(one.question, []).append(Said(who=who, choice=one.choice))
    return tuple(
        Answered(
            question=question, sides=policy.minority_first(said[question], question)
        )
        for question in EndQuestion
        if question in said
    )


def _who(row: EndOfMeeting, person: Person, agency: Agency) -> str:
    notes = [agency.name]
    if row.late:
        notes.append("late")
    return f"{person.name} ({', '.join(notes)})"


def _have_given(session: Session, rows: Iterable[Row]) -> tuple[str, ...]:
    found = []
    for row, person, agency in rows:
        who = _who(row, person, agency)
        if row.given_by != person.id:
            deputy = session.get_one(Person, row.given_by).name
            who = f"{who[:-1]}, given by {deputy})"
        found.append(who)
    return tuple(sorted(found))


def _waiting_for(session: Session, found: Place, *, now: datetime) -> tuple[str, ...]:
    people = facts.missing(session, found.meeting, found.met, now=now)
    return tuple(
        sorted(
            f"{person.name} ({session.get_one(Agency, person.agency_id).name}"
            f"{'' if person.slack_user_id else ', not in Slack'})"
            for person in people
        )
    )
