"""Opening the chair's pack, and the scores over time."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import packs as queries
from models.queries import statements as statement_queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.plans import Child, Plan
from models.vocabulary import AgencyKind
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.clock import today
from workflows.drift.spans import spans
from workflows.packs import facts
from workflows.packs.contents import (
    ChildPage,
    LastDecision,
    MeetingLine,
    Pack,
    QuorumLine,
    Speaker,
)
from workflows.packs.gathering import Gathered, find_round, gather, said_in, speakers
from workflows.packs.last_decisions import last_decisions
from workflows.packs.opening import Opened, last_statements
from workflows.packs.policy import changes, quorum_line
from workflows.packs.questions import questions_to_put
from workflows.profile import Profile
from workflows.scores.over_time import Scored, Scores, scores_over_time
from workflows.statements import children
from workflows.timelines.gathering import gather as gather_timeline

OPEN, SCORES, RESTRICTED, INTIMIDATED = 39, 66, 33, 53


def pack(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    now: datetime,
    profile: Profile,
    event: str = "pack read",
) -> Pack:
    """
    Open the pack of one closed round; every opening is audited.

    :raises NotYours: unless the actor is the chair, the lead social worker or the team
        manager of this family, and the round has closed.
    """
    round_ = find_round(session, round_id)
    closed = Circumstances(closed=round_.closed_at is not None)
    group = access.group(
        session,
        actor=actor,
        row=OPEN,
        group_id=round_.group_id,
        now=now,
        circumstances=closed,
    )
    reader = audit.reading(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=group.id,
        subject=round_.id,
    )
    opened = Opened(
        rows=gather(session, group, round_, now=now),
        reader=reader,
        may_read_restricted=access.may(
            session,
            person_id=actor.person_id,
            row=RESTRICTED,
            group_id=group.id,
            now=now,
            circumstances=closed,
        ),
    )
    return _filled(session, opened, actor=actor, now=now, profile=profile)


def _filled(
    session: Session, opened: Opened, *, actor: Actor, now: datetime, profile: Profile
) -> Pack:
    rows = opened.rows
    round_, group = rows.round, rows.group
    return Pack(
        round_id=round_.id,
        group_id=group.id,
        alias=group.alias,
        reader=session.get_one(Person, actor.person_id).name,
        conference_on=rows.conference.dated_on,
        is_provisional=rows.conference.provisional,
        last_review_on=max((r.dated_on for _, r in rows.reviews), default=None),
        closed_at=round_.closed_at or now,
        read_at=now,
        children=_children(
            session, opened, reader_id=actor.person_id, now=now, profile=profile
        ),
        gaps=facts.gaps_about(rows, [child for _, child in rows.plans]),
        notes=opened.notes(),
        intimidated=_intimidated(session, rows, actor, now=now),
        meetings=tuple(_meeting(meeting) for meeting in rows.meetings),
        quorum=_quorum(session, rows, now=now, profile=profile),
        discussion=opened.discussion(),
        timeline=gather_timeline(
            session,
            group,
            is_whole=False,
            scored_children=[child.id for _, child in rows.plans],
            now=now,
            signals=spans(session, group.id),
        ),
    )


def scores(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> tuple[Scores, ...]:
    """
    Return the scores over all closed rounds, of the children that the actor works with.

    :raises NotYours: unless the actor may see this family's timeline.
    """
    group = access.group(session, actor=actor, row=SCORES, group_id=group_id, now=now)
    rounds = {one.id: one for one in queries.list_closed_rounds(session, group.id)}
    said = said_in(session, list(rounds))
    people = {person_id for _, _, person_id in said}
    known = speakers(session, people, group_id=group.id, now=now)
    theirs = access.children_for(session, actor.person_id, group.id, now=now)
    audit.record(session, actor=actor, event="scores read", now=now, group_id=group.id)
    return tuple(
        scores_over_time(
            f"{group.alias}/{child.number}",
            [
                Scored(
                    speaker=known[person_id],
                    on=rounds[round_id].closes_on,
                    score=view.score,
                )
                for (round_id, child_id, person_id), (view, _) in said.items()
                if child_id == child.id and view.score is not None
            ],
        )
        for child in theirs
    )


def _children(
    session: Session,
    opened: Opened,
    *,
    reader_id: str,
    now: datetime,
    profile: Profile,
) -> tuple[ChildPage, ...]:
    rows = opened.rows
    kinds = _kinds_by_child(session, rows, now=now)
    shown = children.shown(
        session,
        opened.reader,
        [child for _, child in rows.plans],
        alias=rows.group.alias,
        person_id=reader_id,
        today=today(now),
    )
    before = last_decisions(session, opened.reader, rows.conference)
    pages = [
        _child(
            opened,
            plan,
            child,
            before=before.get(child.id),
            shown=of_child,
            member_kinds=kinds[child.id],
            now=now,
            profile=profile,
        )
        for (plan, child), of_child in zip(rows.plans, shown, strict=True)
    ]
    # Children about whom people differ come first, the others by their number.
    return tuple(sorted(pages, key=lambda page: not page.is_split))


def _child(
    opened: Opened,
    plan: Plan,
    child: Child,
    *,
    before: LastDecision | None,
    shown: children.ShownChild,
    member_kinds: Collection[AgencyKind],
    now: datetime,
    profile: Profile,
) -> ChildPage:
    rows, day = opened.rows, today(now)
    known = facts.about_child(
        rows,
        plan,
        child,
        shown=shown,
        member_kinds=member_kinds,
        today=day,
    )
    earlier = facts.round_before(rows, child)
    is_split, sides = opened.sides(child)
    return ChildPage(
        child_id=child.id,
        alias=shown.alias,
        age_band=shown.age_band,
        label=shown.label,
        category=plan.latest_category,
        plan_started_on=plan.started_on,
        earlier_plans=plan.earlier_plans,
        is_split=is_split,
        sides=sides,
        gaps=facts.gaps_about(rows, [child]),
        has_earlier_views=earlier is not None,
        changed=changes(
            facts.snapshot(rows, rows.round, child),
            None if earlier is None else facts.snapshot(rows, earlier, child),
        ),
        questions=questions_to_put(known, profile=profile),
        scores=scores_over_time(shown.alias, facts.scored(rows, child)),
        last_decision=before,
    )


def _kinds_by_child(
    session: Session, rows: Gathered, *, now: datetime
) -> dict[str, set[AgencyKind]]:
    """Return which kinds of agency have a member who works with each child."""
    kinds: dict[str, set[AgencyKind]] = defaultdict(set)
    for speaker in _members(session, rows, now=now):
        for child in access.children_for(
            session, speaker.person_id, rows.group.id, now=now
        ):
            kinds[child.id].add(speaker.kind)
    return kinds


def _members(session: Session, rows: Gathered, *, now: datetime) -> list[Speaker]:
    current = access_queries.list_members(
        session, rows.group.id, day=today(now), now=now
    )
    people = [person.id for _, person in current]
    found = speakers(session, people, group_id=rows.group.id, now=now)
    return list(found.values())


def _quorum(
    session: Session, rows: Gathered, *, now: datetime, profile: Profile
) -> QuorumLine:
    members = _members(session, rows, now=now)
    absences = statement_queries.list_absences(
        session,
        [speaker.person_id for speaker in members],
        day=rows.conference.dated_on,
    )
    away = {one.person_id for one in absences if one.deputy_id is None}
    return quorum_line(
        facts.expected(members, away), profile.conferences.quorum_other_agencies
    )


def _intimidated(
    session: Session, rows: Gathered, actor: Actor, *, now: datetime
) -> tuple[Speaker, ...]:
    may_read = access.may(
        session,
        person_id=actor.person_id,
        row=INTIMIDATED,
        group_id=rows.group.id,
        now=now,
    )
    if not may_read:
        return ()
    return tuple(
        rows.speakers[statement.person_id]
        for statement in last_statements(rows)
        if statement.intimidated
    )


def _meeting(meeting: Meeting) -> MeetingLine:
    return MeetingLine(
        kind=meeting.kind,
        dated_on=meeting.dated_on,
        held_on=meeting.held_on,
        is_cancelled=meeting.cancelled_at is not None,
    )
