"""Events of conferences: dated, held, and the views that members give before them."""

from datetime import date
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from bot.replay.events_groups import each, lead_of
from bot.replay.stage import Stage
from bot.replay.story import Event, When
from models.queries import access as access_queries
from models.queries import conferences as conference_queries
from models.queries import plans as plan_queries
from models.queries import statements as statement_queries
from models.tables.conferences import Conference
from models.tables.statements import Round
from models.vocabulary import (
    Decision,
    JointView,
    Knowing,
    Recommendation,
    WhatFollows,
)
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import OPERATOR
from workflows.conferences import register
from workflows.conferences import use_cases as conferences
from workflows.errors import Refused
from workflows.outcomes import recording
from workflows.outcomes.policy import NewOutcome
from workflows.statements import discussing
from workflows.statements import giving as statements
from workflows.statements.answers import Answers, ChildAnswers

# A child in need plan begins within two weeks of the plan that it follows.
FOLLOWS_WITHIN: Final = 10
Score = Annotated[int, Field(ge=0, le=10)]


class ConferenceDated(Event):
    """The next review conference gets its day, or another one."""

    to: When
    by: str


class ConferenceHeld(Event):
    """
    The next review conference is held; a child named under `ended` leaves the plan.

    `next_on` is the day of the review after it, where that is fixed.
    """

    quorate: bool = True
    ended: list[int] = Field(default_factory=list)
    next_on: When | None = None
    says: str | None = None


class View(BaseModel):
    """What one member says of all the children, and of one of them where it differs."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    recommends: Recommendation
    children: dict[int, Recommendation] = Field(default_factory=dict)
    score: Score | None = None
    knowing: list[Knowing] = Field(default_factory=lambda: [Knowing.SEEN_MYSELF])
    seen_on: When | None = None
    alone: bool = False
    would_last: bool | None = None
    intimidated: bool = False
    urgent: bool = False
    says: str | None = None


class ViewsGiven(Event):
    """Members give their views before the next review conference."""

    NAMED: ClassVar = ("views",)

    views: dict[str, View] = Field(min_length=1)


class Discussed(Event):
    """The core group discusses the views, or says that it did not."""

    joint: JointView = JointView.DISCUSSED
    says: str | None = None


def conference_dated(stage: Stage, event: ConferenceDated) -> None:
    """Date the next review, or set one where none is to come."""
    group_id = stage.group(event.group)
    with stage.work() as session:
        to_come = conference_queries.list_reviews_to_come(session, group_id)
        if to_come:
            conferences.set_date(
                session,
                actor=stage.actor(event.by),
                conference_id=to_come[0].id,
                dated_on=stage.day(event.to),
                now=stage.now,
                profile=stage.profile,
            )
            return
        conferences.plan_review(
            session,
            actor=stage.actor(event.by),
            group_id=group_id,
            dated_on=stage.day(event.to),
            now=stage.now,
            profile=stage.profile,
        )


def conference_held(stage: Stage, event: ConferenceHeld) -> None:
    """Let the chair record that the review was held, and what it decided."""
    group_id, today = stage.group(event.group), clock.today(stage.now)
    with stage.work() as session:
        conference = _next(session, group_id)
        if conference.dated_on != today:
            register.move(
                session,
                conference,
                actor=OPERATOR,
                dated_on=today,
                now=stage.now,
                profile=stage.profile,
            )
        recording.record(
            session,
            actor=stage.actor(_chair_of(stage, session, group_id)),
            conference_id=conference.id,
            version=0,
            new=_outcome(stage, session, conference, event),
            now=stage.now,
            profile=stage.profile,
        )
    if event.next_on is not None:
        _date_next(stage, group_id, stage.day(event.next_on))


def _outcome(
    stage: Stage, session: Session, conference: Conference, event: ConferenceHeld
) -> NewOutcome:
    """Return what the chair says: whoever is named under `ended` leaves the plan."""
    ended = {stage.child(session, event.group, one) for one in event.ended}
    today = clock.today(stage.now)
    return NewOutcome(
        held_on=today,
        decision=Decision.CONTINUES,
        because=stage.says(event.says),
        quorate=event.quorate,
        differs={
            plan.id: Decision.END_CHILD_IN_NEED
            for plan in plan_queries.list_open_plans(session, conference.group_id)
            if plan.child_id in ended
        },
        follows=WhatFollows.CHILD_IN_NEED,
        led_by=stage.cast.ids[lead_of(stage, session, conference.group_id)],
        first_meeting_on=stage.profile.calendar.add(today, FOLLOWS_WITHIN),
    )


def _chair_of(stage: Stage, session: Session, group_id: str) -> str:
    chair_id = access_queries.find_chair_id(
        session, group_id, day=clock.today(stage.now)
    )
    found = [key for key, one in stage.cast.ids.items() if one == chair_id]
    if not found:
        raise Refused("Nobody chairs the conferences of this core group on that day.")
    return found[0]


def _date_next(stage: Stage, group_id: str, day: date) -> None:
    """Date the review after the one that was held."""
    with stage.work() as session:
        register.move(
            session,
            _next(session, group_id),
            actor=OPERATOR,
            dated_on=day,
            now=stage.now,
            profile=stage.profile,
        )


def views_given(stage: Stage, event: ViewsGiven) -> None:
    """Give each member's view; `everybody` is whoever has none of their own here."""
    group_id = stage.group(event.group)
    with stage.work() as session:
        found = _round(session, group_id)
        for who, view in each(stage, session, group_id, event.views):
            _give(stage, session, found, who, view)


def discussed(stage: Stage, event: Discussed) -> None:
    """Record what the core group made of the views of the last round that closed."""
    group_id = stage.group(event.group)
    with stage.work() as session:
        closed = [
            one
            for one in statement_queries.list_rounds(session, [group_id])
            if one.closed_at is not None and one.cancelled_at is None
        ]
        if not closed:
            raise Refused("No round of views has closed.")
        newest = max(closed, key=lambda one: one.closes_on)
        is_said = event.joint is JointView.DISCUSSED
        discussing.record_discussion(
            session,
            actor=stage.actor(lead_of(stage, session, group_id)),
            round_id=newest.id,
            joint=event.joint,
            text=stage.says(event.says),
            discussed_on=clock.today(stage.now) if is_said else None,
            now=stage.now,
        )


def _next(session: Session, group_id: str) -> Conference:
    to_come = conference_queries.list_reviews_to_come(session, group_id)
    if not to_come:
        raise Refused("No review conference is to come.")
    return to_come[0]


def _round(session: Session, group_id: str) -> Round:
    """Return the round that is under way, or the one that closed last."""
    rounds = [
        one
        for one in statement_queries.list_rounds(session, [group_id])
        if one.opened_at is not None and one.cancelled_at is None
    ]
    if not rounds:
        raise Refused("No round of views has opened.")
    return max(rounds, key=lambda one: one.opens_on)


def _give(stage: Stage, session: Session, found: Round, who: str, view: View) -> None:
    person_id = stage.cast.ids[who]
    children = access.children_for(session, person_id, found.group_id, now=stage.now)
    text = stage.says(view.says)
    statements.submit(
        session,
        actor=stage.actor(who),
        round_id=found.id,
        answers=Answers(
            children=tuple(
                ChildAnswers(
                    child_id=child.id,
                    recommendation=view.children.get(child.number, view.recommends),
                    reason=text,
                    life=text,
                    changed=text,
                    wrong_if=text,
                    adults=text,
                    knowing=tuple(view.knowing),
                    score=view.score,
                    seen_on=None if view.seen_on is None else stage.day(view.seen_on),
                    seen_alone=view.alone,
                    observed=view.seen_on is not None,
                    would_last=view.would_last,
                )
                for child in children
            ),
            told_parents=text,
            urgent=view.urgent,
            urgent_text=text if view.urgent else "",
            intimidated=view.intimidated,
        ),
        now=stage.now,
        profile=stage.profile,
    )
