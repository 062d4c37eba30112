"""Events of core groups: dated, held, cancelled, and what was agreed in them."""

from datetime import date, time
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from bot.replay.checking import EVERYBODY
from bot.replay.events_groups import each, lead_of, members
from bot.replay.stage import Stage
from bot.replay.story import Event, When
from models.queries import meetings as meeting_queries
from models.queries import records as record_queries
from models.tables.meetings import Meeting
from models.vocabulary import ComingAs, EndChoice, EndQuestion, MeetingKind, Progress
from workflows import clock
from workflows.actions import making, reporting
from workflows.actions.policy import NewAction, NewReport
from workflows.coming import saying
from workflows.conferences import use_cases as conferences
from workflows.errors import Refused
from workflows.meetings.use_cases import NewDate
from workflows.records import facts as record_facts
from workflows.records import reading as record_reading
from workflows.records import writing
from workflows.records.policy import Attendance, Sighting
from workflows.scores import giving as scoring
from workflows.scores.policy import New, NewAnswer

# Early, so that what happens that day finds it over.
STARTS: Final = time(9, 0)
Score = Annotated[int, Field(ge=0, le=10)]
# What is answered at the end of a meeting where the story says nothing else.
CALM: Final = {
    EndQuestion.ACHIEVED: EndChoice.SOMETHING_ACHIEVED,
    EndQuestion.STUCK: EndChoice.NOTHING_STUCK,
    EndQuestion.ACCOUNT: EndChoice.SEVERAL_ACCOUNTS,
    EndQuestion.CHALLENGED: EndChoice.NOBODY_DISAGREES,
    EndQuestion.LEGAL_ROUTE: EndChoice.NOT_NEEDED,
}


class CoreGroupDated(Event):
    """A core group is dated; beyond the limit the chair does it, with a reason."""

    to: When
    by: str | None = None


class Seen(BaseModel):
    """Who last saw some of the children; without `by`, somebody outside the group."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    children: list[int] = Field(default_factory=list)
    on: When | None = None
    by: str | None = None
    alone: bool = False
    observed: bool = False
    access_refused: bool = False


class CoreGroupHeld(Event):
    """
    A core group is held and recorded. What is not said is not given.

    `unrecorded` leaves the record open. A day that was never dated is dated first.
    """

    NAMED: ClassVar = (
        "came",
        "deputies",
        "reports",
        "apologies",
        "scores",
        "seen",
    )

    came: list[str] = Field(default_factory=lambda: [EVERYBODY])
    deputies: list[str] = Field(default_factory=list)
    reports: list[str] = Field(default_factory=list)
    apologies: list[str] = Field(default_factory=list)
    scores: dict[str, Score] = Field(default_factory=dict)
    answers: dict[EndQuestion, EndChoice] = Field(default_factory=dict)
    seen: list[Seen] = Field(default_factory=list)
    unrecorded: bool = False
    unread: bool = False


class CoreGroupCancelled(Event):
    """The next core group is cancelled, perhaps with a new day."""

    new: When | None = None
    says: str | None = None


class ComingSaid(Event):
    """Members say whether they come to the next core group."""

    NAMED: ClassVar = ("who",)

    who: dict[str, ComingAs] = Field(min_length=1)


class ActionAgreed(Event):
    """Somebody agrees to do something by a day; `action` is its name in the story."""

    NAMED: ClassVar = ("owner",)

    action: str
    owner: str
    due: When
    says: str | None = None


class ActionReported(Event):
    """An owner says how far their action is."""

    NAMED: ClassVar = ("owner",)

    action: str
    owner: str
    progress: Progress = Progress.DONE
    says: str | None = None


def core_group_dated(stage: Stage, event: CoreGroupDated) -> None:
    """Date a core group, as its convenor or as the chair."""
    with stage.work() as session:
        by = event.by or lead_of(stage, session, stage.group(event.group))
        _date(stage, session, event, stage.day(event.to), by=by)


def core_group_cancelled(stage: Stage, event: CoreGroupCancelled) -> None:
    """Cancel the core group that is dated next."""
    with stage.work() as session:
        group_id = stage.group(event.group)
        meeting = _next(session, group_id)
        new = None
        if event.new is not None:
            new = NewDate(dated_on=stage.day(event.new), starts=STARTS)
        conferences.cancel_core_group(
            session,
            actor=stage.actor(lead_of(stage, session, group_id)),
            meeting_id=meeting.id,
            because=stage.says(event.says),
            new=new,
            now=stage.now,
            profile=stage.profile,
        )


def core_group_held(stage: Stage, event: CoreGroupHeld) -> None:
    """Hold the core group of this day, record it, and give scores and answers."""
    group_id = stage.group(event.group)
    today = clock.today(stage.now)
    with stage.work() as session:
        lead = lead_of(stage, session, group_id)
        meeting = meeting_queries.find_meeting(
            session, group_id, MeetingKind.CORE_GROUP, today
        )
        if meeting is None:
            meeting = _date(stage, session, event, today, by=lead)
        if event.unrecorded:
            return
        _record(stage, session, event, meeting, lead=lead)
        _score(stage, session, event, meeting)
    if not event.unread:
        _read(stage, meeting.id)


def coming_said(stage: Stage, event: ComingSaid) -> None:
    """Say for each member named, or for everybody, whether they come."""
    with stage.work() as session:
        group_id = stage.group(event.group)
        meeting = _next(session, group_id)
        for who, answer in each(stage, session, group_id, event.who):
            saying.say(
                session,
                actor=stage.actor(who),
                meeting_id=meeting.id,
                for_person_id=None,
                reply=saying.Reply(answer=answer),
                now=stage.now,
                profile=stage.profile,
            )


def action_agreed(stage: Stage, event: ActionAgreed) -> None:
    """Keep what somebody will do."""
    with stage.work() as session:
        group_id = stage.group(event.group)
        made = making.make(
            session,
            actor=stage.actor(lead_of(stage, session, group_id)),
            group_id=group_id,
            new=NewAction(
                what=stage.says(event.says),
                outcome=stage.says(event.says),
                due_on=stage.day(event.due),
                owner_id=stage.cast.ids[event.owner],
            ),
            meeting_id=None,
            now=stage.now,
            profile=stage.profile,
        )
        stage.actions[event.action] = made.action_id


def action_reported(stage: Stage, event: ActionReported) -> None:
    """Keep how far an action is."""
    action_id = stage.actions.get(event.action)
    if action_id is None:
        raise Refused(f"The action {event.action} was not agreed before.")
    with stage.work() as session:
        reporting.report(
            session,
            actor=stage.actor(event.owner),
            action_id=action_id,
            new=NewReport(progress=event.progress, line=stage.says(event.says)),
            now=stage.now,
            profile=stage.profile,
        )


def _date(
    stage: Stage, session: Session, event: Event, day: date, *, by: str
) -> Meeting:
    return conferences.date_core_group(
        session,
        actor=stage.actor(by),
        group_id=stage.group(event.group),
        new=NewDate(dated_on=day, starts=STARTS, because=stage.says(None)),
        now=stage.now,
        profile=stage.profile,
    )


def _next(session: Session, group_id: str) -> Meeting:
    """Return the core group that is dated first and neither held nor cancelled."""
    found = [
        one
        for one in meeting_queries.list_meetings(
            session, group_id, MeetingKind.CORE_GROUP
        )
        if one.held_on is None and one.cancelled_at is None
    ]
    if not found:
        raise Refused("No core group is dated.")
    return min(found, key=lambda one: one.dated_on)


def _record(
    stage: Stage, session: Session, event: CoreGroupHeld, meeting: Meeting, *, lead: str
) -> None:
    actor, ids = stage.actor(lead), stage.cast.ids
    elsewhere = {*event.deputies, *event.reports, *event.apologies}
    came = members(stage, session, meeting.group_id, event.came)
    writing.keep_attendance(
        session,
        actor=actor,
        meeting_id=meeting.id,
        new=Attendance(
            held_on=clock.today(stage.now),
            came=frozenset(ids[who] for who in came if who not in elsewhere),
            deputies=frozenset(ids[who] for who in event.deputies),
            reports=frozenset(ids[who] for who in event.reports),
            apologies=frozenset(ids[who] for who in event.apologies),
            missing=stage.says(None),
        ),
        now=stage.now,
        profile=stage.profile,
    )
    for seen in event.seen:
        _see(stage, session, event, seen, meeting, lead=lead)
    record = record_queries.find_newest(session, meeting.id)
    left = record_facts.not_yet_seen(session, record, meeting) if record else []
    if left:
        unseen = Sighting(
            children=tuple(child.id for child in left), seen_on=None, seen_by=None
        )
        writing.keep_sighting(
            session, actor=actor, meeting_id=meeting.id, new=unseen, now=stage.now
        )
    writing.finish(
        session,
        actor=actor,
        meeting_id=meeting.id,
        now=stage.now,
        profile=stage.profile,
    )


def _see(
    stage: Stage,
    session: Session,
    event: CoreGroupHeld,
    seen: Seen,
    meeting: Meeting,
    *,
    lead: str,
) -> None:
    every = record_facts.children_at(session, meeting)
    numbers = seen.children or [child.number for child in every]
    writing.keep_sighting(
        session,
        actor=stage.actor(lead),
        meeting_id=meeting.id,
        new=Sighting(
            children=tuple(stage.child(session, event.group, one) for one in numbers),
            seen_on=None if seen.on is None else stage.day(seen.on),
            seen_by=None if seen.by is None else stage.cast.ids[seen.by],
            by_somebody_else=seen.by is None and seen.on is not None,
            alone=seen.alone,
            observed=seen.observed,
            access_refused=seen.access_refused,
        ),
        now=stage.now,
    )


def _score(
    stage: Stage, session: Session, event: CoreGroupHeld, meeting: Meeting
) -> None:
    answers = {
        question: NewAnswer(choice=choice, line=stage.says(None))
        for question, choice in {**CALM, **event.answers}.items()
    }
    for who, score in each(stage, session, meeting.group_id, event.scores):
        scoring.give(
            session,
            actor=stage.actor(who),
            meeting_id=meeting.id,
            for_person_id=None,
            new=New(answers=answers, score=score),
            now=stage.now,
            profile=stage.profile,
        )


def _read(stage: Stage, meeting_id: str) -> None:
    """Let everybody to whom the record went open it."""
    with stage.work() as session:
        record = record_queries.find_finished(session, meeting_id)
        readers = record_queries.list_readers(session, record.id) if record else []
        ids = {row.person_id for row in readers if row.opened_at is None}
        for key in [key for key, one in stage.cast.ids.items() if one in ids]:
            record_reading.read(
                session,
                actor=stage.actor(key),
                meeting_id=meeting_id,
                now=stage.now,
                profile=stage.profile,
            )
