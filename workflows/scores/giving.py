"""Giving one's scores and end-of-meeting answers, and amending them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import scores as queries
from models.sealed import seal
from models.tables.access import Person
from models.tables.scores import EndAnswer, EndOfMeeting, MeetingScore
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.profile import Profile
from workflows.scores import asking, facts, policy
from workflows.scores.facts import GIVE, Place
from workflows.scores.policy import New, NewAnswer


@dataclass(frozen=True, kw_only=True)
class GiveForm:
    """
    What the form shows before anything is chosen.

    `given` is what was given before and can still be amended.
    """

    meeting_id: str
    group_id: str
    alias: str
    met_on: date
    children: tuple[str, ...]
    for_person_id: str | None
    for_name: str | None
    is_late: bool
    given: New | None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept: said back to the person as it is."""

    meeting_id: str
    alias: str
    met_on: date
    for_name: str | None
    is_late: bool
    is_amended: bool
    can_be_read: bool


def open_form(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    now: datetime,
    profile: Profile,
) -> tuple[Reader, GiveForm]:
    """
    Return what the form shows, and what reads with it: one reading, one audit row.

    :raises NotYours: if the actor may not give anything here.
    :raises Refused: if it has not met, they are not asked, or it can be read already.
    """
    found = facts.place(
        session,
        actor=actor,
        meeting_id=meeting_id,
        row=GIVE,
        now=now,
        profile=profile,
    )
    person = facts.whose(session, actor, found, for_person_id, now=now)
    given = _to_amend(session, found, person, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="form for scores opened",
        now=now,
        group_id=found.group.id,
        subject=found.meeting.id,
    )
    is_own = person.id == actor.person_id
    may_see = given is not None and (is_own or given.given_by == actor.person_id)
    return reader, GiveForm(
        meeting_id=found.meeting.id,
        group_id=found.group.id,
        alias=found.group.alias,
        met_on=found.met.on,
        children=_children(session, person, found, now=now),
        for_person_id=None if is_own else person.id,
        for_name=None if is_own else person.name,
        is_late=found.can_be_read(now),
        given=_given(session, reader, given) if given and may_see else None,
    )


def give(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    new: New,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep what a member gives; again, until the others can read it, amends it.

    After that it can still be given once, and is marked late. With the last one that
    was asked for, everybody can read.

    :raises NotYours: if the actor may not give anything here.
    :raises Refused: if it cannot be kept, naming the field where there is one.
    """
    found = facts.place(
        session,
        actor=actor,
        meeting_id=meeting_id,
        row=GIVE,
        now=now,
        profile=profile,
        lock=True,
    )
    person = facts.whose(session, actor, found, for_person_id, now=now)
    earlier = _to_amend(session, found, person, now=now)
    children = _children(session, person, found, now=now)
    policy.check(new, children=children)
    row = _row(actor, found, person, earlier, now=now, profile=profile)
    _keep(session, row, new, children, profile=profile)
    _go_on(session, found, person, actor, now=now, profile=profile)
    _audit(session, actor, found, row, now=now)
    return Receipt(
        meeting_id=found.meeting.id,
        alias=found.group.alias,
        met_on=found.met.on,
        for_name=None if person.id == actor.person_id else person.name,
        is_late=row.late,
        is_amended=earlier is not None,
        can_be_read=_can_be_read(session, found, now=now),
    )


def _row(
    actor: Actor,
    found: Place,
    person: Person,
    earlier: EndOfMeeting | None,
    *,
    now: datetime,
    profile: Profile,
) -> EndOfMeeting:
    return EndOfMeeting(
        meeting_id=found.meeting.id,
        person_id=person.id,
        agency_id=person.agency_id,
        version=1 if earlier is None else earlier.version + 1,
        given_by=actor.person_id,
        given_at=now,
        late=found.can_be_read(now),
        profile_version=profile.stamp,
    )


def _to_amend(
    session: Session, found: Place, person: Person, *, now: datetime
) -> EndOfMeeting | None:
    """
    Return what a member gave before, if there is anything.

    :raises ReadAlready: if the others can read it by now.
    """
    earlier = queries.find_given(session, found.meeting.id, person.id)
    if earlier is not None and found.can_be_read(now):
        raise policy.ReadAlready
    return earlier


def _children(
    session: Session, person: Person, found: Place, *, now: datetime
) -> tuple[str, ...]:
    rows = access.children_for(session, person.id, found.group.id, now=now)
    return tuple(child.id for child in rows)


def _given(session: Session, reader: Reader, row: EndOfMeeting) -> New:
    return New(
        scores={
            one.child_id: one.score for one in queries.list_scores(session, [row.id])
        },
        answers={
            one.question: NewAnswer(
                choice=one.choice, line=reader.text(one, "line") or ""
            )
            for one in queries.list_answers(session, [row.id])
        },
    )


def _keep(
    session: Session,
    row: EndOfMeeting,
    new: New,
    children: Collection[str],
    *,
    profile: Profile,
) -> None:
    session.add(row)
    session.flush()
    scores = policy.scores_of(new, children=children, profile=profile)
    for child_id, score in scores.items():
        session.add(MeetingScore(end_id=row.id, child_id=child_id, score=score))
    for question, said in new.answers.items():
        answer = EndAnswer(end_id=row.id, question=question, choice=said.choice)
        seal(session, answer, "line", said.line.strip() or None)
        session.add(answer)
    session.flush()


def _go_on(
    session: Session,
    found: Place,
    person: Person,
    actor: Actor,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Open the reading with the last one, and take it off the lists it was on."""
    after = asking.begin(session, found.meeting, found.met, now=now, profile=profile)
    if not facts.missing(session, found.meeting, found.met, now=now):
        if not found.can_be_read(now):
            after.opened_at = now
        asking.end(session, after, now=now)
    people = sorted({person.id, actor.person_id})
    asking.redraw(session, after, people, now=now)


def _can_be_read(session: Session, found: Place, *, now: datetime) -> bool:
    after = queries.find_after(session, found.meeting.id)
    all_in_at = None if after is None else after.opened_at
    return found.met.can_be_read(all_in_at=all_in_at, today=clock.today(now))


def _audit(
    session: Session, actor: Actor, found: Place, row: EndOfMeeting, *, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event="scores given" if row.version == 1 else "scores amended",
        now=now,
        group_id=found.group.id,
        subject=found.meeting.id,
        details={"for": row.person_id, "late": int(row.late), "version": row.version},
    )
