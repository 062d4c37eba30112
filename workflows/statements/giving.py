"""Giving a view: opening the form, saving a draft, sending it, amending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import statements as queries
from models.sealed import seal
from models.tables.access import Person
from models.tables.statements import Asked, Draft, Statement
from models.vocabulary import Given, Timing
from workflows import audit, clock
from workflows.actor import Actor
from workflows.profile import Profile, Telephone
from workflows.statements import checks, facts, keeping, policy, telling, warning
from workflows.statements.answers import Answers
from workflows.statements.children import ShownChild, shown
from workflows.statements.whose import Right, Writing, writing


@dataclass(frozen=True, kw_only=True)
class FormFacts:
    """
    What the form shows before anything is typed.

    `answers` are the writer's draft, else what they gave before; a deputy and whoever
    takes a view for somebody see only what they wrote themselves, or nothing.
    """

    round_id: str
    for_person_id: str | None
    for_name: str | None
    right: Right
    alias: str
    conference_on: date
    is_provisional: bool
    closes_on: date
    timing: Timing
    children: tuple[ShownChild, ...]
    answers: Answers | None
    is_draft: bool
    version: int
    telephone: Telephone
    asks_score: bool
    anchors: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept: said back to the person as it is."""

    statement_id: str
    version: int
    timing: Timing
    closes_on: date
    is_urgent: bool


def open_form(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    for_person_id: str | None = None,
    now: datetime,
    profile: Profile,
) -> FormFacts:
    """
    Return what the form shows to somebody who may write this view.

    :raises Refused: if they may not, see `whose.writing`.
    """
    view = writing(
        session, actor=actor, round_id=round_id, for_person_id=for_person_id, now=now
    )
    today = clock.today(now)
    reader = audit.reading(
        session,
        actor=actor,
        event="view form opened",
        now=now,
        group_id=view.group.id,
        subject=view.member.person_id,
    )
    draft = _draft(session, view, actor)
    versions = [] if view.asked is None else keeping.versions(session, view.asked)
    earlier = _earlier(session, reader, versions, actor, view.right)
    other = None
    if view.right is not Right.OWN:
        other = session.get_one(Person, view.member.person_id)
    return FormFacts(
        round_id=view.found.id,
        for_person_id=None if other is None else other.id,
        for_name=None if other is None else other.name,
        right=view.right,
        alias=view.group.alias,
        conference_on=view.conference.dated_on,
        is_provisional=view.conference.provisional,
        closes_on=view.found.closes_on,
        timing=policy.kind_of_submission(facts.dates_of(view.found), today),
        children=_shown(session, reader, view, actor, today=today),
        answers=_unpacked(reader, draft) or earlier,
        is_draft=draft is not None,
        version=len(versions) + 1,
        telephone=profile.telephone,
        asks_score=profile.scores.asked,
        anchors=profile.scores.anchors,
    )


def save_draft(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    answers: Answers,
    for_person_id: str | None = None,
    now: datetime,
) -> datetime:
    """
    Keep what is written so far, for its writer alone. Return when it was saved.

    :raises Refused: if they may not write this view, see `whose.writing`.
    """
    view = writing(
        session, actor=actor, round_id=round_id, for_person_id=for_person_id, now=now
    )
    asked = _asked(session, view, now=now)
    draft = queries.find_draft(session, asked.id, actor.person_id)
    if draft is None:
        draft = Draft(
            asked_id=asked.id,
            writer_id=actor.person_id,
            answers_sealed="",
            saved_at=now,
        )
    seal(session, draft, "answers", answers.packed())
    draft.saved_at = now
    session.add(draft)
    _audit(session, actor, view, event="view draft saved", now=now)
    return now


def submit(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    answers: Answers,
    now: datetime,
    profile: Profile,
    given: Given = Given.SLACK,
    for_person_id: str | None = None,
) -> Receipt:
    """
    Keep a view as a new version, and tell at once who must know something now.

    Late is marked, never refused. Reminders that have not gone out are taken back.

    :raises Refused: if they may not write this view, see `whose.writing`; or if the
        answers cannot be kept, naming the field.
    """
    view = writing(
        session, actor=actor, round_id=round_id, for_person_id=for_person_id, now=now
    )
    today = clock.today(now)
    _check(view, answers, given, today=today)
    asked = _asked(session, view, now=now)
    statement = keeping.keep(
        session,
        asked,
        answers,
        writer_id=actor.person_id,
        timing=policy.kind_of_submission(facts.dates_of(view.found), today),
        given=given,
        now=now,
    )
    _close_obligation(session, asked, actor, now=now)
    warning.warn(session, view, asked, statement, actor=actor, now=now, profile=profile)
    _audit_given(session, actor, view, statement, now=now)
    return Receipt(
        statement_id=statement.id,
        version=statement.version,
        timing=statement.timing,
        closes_on=view.found.closes_on,
        is_urgent=statement.urgent,
    )


def _check(view: Writing, answers: Answers, given: Given, *, today: date) -> None:
    if view.right is Right.TAKER:
        checks.check_taken(answers, given, today=today)
    checks.check_answers(answers, today=today)
    policy.check_can_submit(
        [
            policy.Answer(
                child=child.child_id,
                recommendation=child.recommendation,
                reason=child.reason,
            )
            for child in answers.children
        ],
        asked_about=frozenset(child.id for child in view.children),
    )


def _asked(session: Session, view: Writing, *, now: datetime) -> Asked:
    """Return the obligation, locked: no reminder's intent can follow the answer."""
    if view.asked is None:
        # Before the round opens, or after it closed: nobody was asked, all may speak.
        asked = Asked(
            round_id=view.found.id,
            group_id=view.group.id,
            person_id=view.member.person_id,
            asked_at=now,
        )
        session.add(asked)
        session.flush()
        return asked
    return queries.lock_asked(session, [view.asked.id])[0]


def _close_obligation(
    session: Session, asked: Asked, actor: Actor, *, now: datetime
) -> None:
    asked.answered_at = asked.answered_at or now
    asked.remind_on = None
    session.add(asked)
    draft = queries.find_draft(session, asked.id, actor.person_id)
    if draft is not None:
        session.delete(draft)
    telling.withdraw_nudges(session, asked, because="answered", now=now)
    telling.redraw(session, asked, writer_id=actor.person_id, now=now)


def _shown(
    session: Session,
    reader: audit.Reader,
    view: Writing,
    actor: Actor,
    *,
    today: date,
) -> tuple[ShownChild, ...]:
    return shown(
        session,
        reader,
        view.children,
        alias=view.group.alias,
        person_id=actor.person_id,
        today=today,
    )


def _draft(session: Session, view: Writing, actor: Actor) -> Draft | None:
    if view.asked is None:
        return None
    return queries.find_draft(session, view.asked.id, actor.person_id)


def _unpacked(reader: audit.Reader, draft: Draft | None) -> Answers | None:
    text = None if draft is None else reader.text(draft, "answers")
    return None if text is None else Answers.unpacked(text)


def _earlier(
    session: Session,
    reader: audit.Reader,
    versions: list[Statement],
    actor: Actor,
    right: Right,
) -> Answers | None:
    if right is Right.TAKER:
        return None
    mine = [
        version
        for version in versions
        if right is Right.OWN or version.writer_id == actor.person_id
    ]
    return keeping.answers_of(session, reader, mine[-1]) if mine else None


def _audit_given(
    session: Session,
    actor: Actor,
    view: Writing,
    statement: Statement,
    *,
    now: datetime,
) -> None:
    details = {
        "version": statement.version,
        "timing": statement.timing.value,
        "given": statement.given.value,
        "right": view.right.value,
    }
    _audit(session, actor, view, event="view given", now=now, details=details)


def _audit(
    session: Session,
    actor: Actor,
    view: Writing,
    *,
    event: str,
    now: datetime,
    details: Mapping[str, str | int | None] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=view.group.id,
        subject=view.member.person_id,
        details=details,
    )
