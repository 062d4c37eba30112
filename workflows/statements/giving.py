"""Giving a view: opening the form, saving a draft, sending it, amending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import statements as queries
from models.queries import writing as writing_queries
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
    return form_of(view, profile)


def form_of(view: Writing, profile: Profile) -> FormFacts:
    """Return what the form shows of this view."""
    session, today = view.session, clock.today(view.now)
    reader = audit.reading(
        session,
        actor=view.actor,
        event="view form opened",
        now=view.now,
        group_id=view.group.id,
        subject=view.member.person_id,
    )
    draft = view.draft
    versions = [] if view.asked is None else keeping.versions(session, view.asked)
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
        children=shown(
            session,
            reader,
            view.children,
            alias=view.group.alias,
            person_id=view.actor.person_id,
            today=today,
        ),
        answers=_unpacked(reader, draft) or _earlier(view, reader, versions),
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
    return keep_draft(view, answers)


def keep_draft(view: Writing, answers: Answers) -> datetime:
    """Keep what is written of this view so far. Return when it was saved."""
    session, now = view.session, view.now
    asked = _asked(view)
    # Read again under the lock: another tap may have saved one meanwhile.
    draft = writing_queries.find_draft(session, asked.id, view.actor.person_id)
    if draft is None:
        draft = Draft(
            asked_id=asked.id,
            writer_id=view.actor.person_id,
            answers_sealed="",
            saved_at=now,
        )
    seal(session, draft, "answers", answers.packed())
    draft.saved_at = now
    session.add(draft)
    _audit(view, event="view draft saved")
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
    return give(view, answers, given=given, profile=profile)


def give(view: Writing, answers: Answers, *, given: Given, profile: Profile) -> Receipt:
    """
    Keep this view as a new version, as `submit` does.

    :raises Refused: if the answers cannot be kept, naming the field.
    """
    session, now = view.session, view.now
    today = clock.today(now)
    _check(view, answers, given, today=today)
    asked = _asked(view)
    statement = keeping.keep(
        session,
        asked,
        answers,
        writer_id=view.actor.person_id,
        timing=policy.kind_of_submission(facts.dates_of(view.found), today),
        given=given,
        now=now,
    )
    _close_obligation(view, asked)
    warning.warn(
        session, view, asked, statement, actor=view.actor, now=now, profile=profile
    )
    _audit_given(view, statement)
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


def _asked(view: Writing) -> Asked:
    """Return the obligation, locked: no reminder's intent can follow the answer."""
    if view.asked is None:
        # Before the round opens, or after it closed: nobody was asked, all may speak.
        asked = Asked(
            round_id=view.found.id,
            group_id=view.group.id,
            person_id=view.member.person_id,
            asked_at=view.now,
        )
        view.session.add(asked)
        view.session.flush()
        return asked
    return queries.lock_asked(view.session, [view.asked.id])[0]


def _close_obligation(view: Writing, asked: Asked) -> None:
    session, now = view.session, view.now
    asked.answered_at = asked.answered_at or now
    asked.remind_on = None
    session.add(asked)
    writing_queries.drop_draft(session, asked.id, view.actor.person_id)
    telling.withdraw_nudges(session, asked, because="answered", now=now)
    telling.redraw(session, asked, writer_id=view.actor.person_id, now=now)


def _unpacked(reader: audit.Reader, draft: Draft | None) -> Answers | None:
    text = None if draft is None else reader.text(draft, "answers")
    return None if text is None else Answers.unpacked(text)


def _earlier(
    view: Writing, reader: audit.Reader, versions: list[Statement]
) -> Answers | None:
    if view.right is Right.TAKER:
        return None
    mine = [
        version
        for version in versions
        if view.right is Right.OWN or version.writer_id == view.actor.person_id
    ]
    return keeping.answers_of(view.session, reader, mine[-1]) if mine else None


def _audit_given(view: Writing, statement: Statement) -> None:
    details = {
        "version": statement.version,
        "timing": statement.timing.value,
        "given": statement.given.value,
        "right": view.right.value,
    }
    _audit(view, event="view given", details=details)


def _audit(
    view: Writing,
    *,
    event: str,
    details: Mapping[str, str | int | None] | None = None,
) -> None:
    audit.record(
        view.session,
        actor=view.actor,
        event=event,
        now=view.now,
        group_id=view.group.id,
        subject=view.member.person_id,
        details=details,
    )
