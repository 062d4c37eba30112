"""A view as rows: how answers are kept version by version, and read back."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import statements as queries
from models.queries import writing as writing_queries
from models.sealed import seal
from models.tables.statements import Asked, ChildView, RestrictedPart, Statement
from models.vocabulary import Given, Knowing, Recommendation, Timing
from workflows import clock
from workflows.audit import Reader
from workflows.statements.answers import Answers, ChildAnswers, RestrictedAnswer

CHILD_TEXTS: Final = ("reason", "life", "changed", "wrong_if", "adults")


def keep(
    session: Session,
    asked: Asked,
    answers: Answers,
    *,
    writer_id: str,
    timing: Timing,
    given: Given,
    now: datetime,
) -> Statement:
    """Keep answers as the next version of a view; what people wrote is sealed."""
    given_on = answers.given_on
    statement = Statement(
        asked_id=asked.id,
        round_id=asked.round_id,
        group_id=asked.group_id,
        person_id=asked.person_id,
        writer_id=writer_id,
        version=len(versions(session, asked)) + 1,
        timing=timing,
        given=given,
        # Only the day is known of what was said by telephone or face to face.
        given_at=now if given_on is None else clock.at(given_on, 12),
        recorded_at=now,
        read_back=answers.read_back,
        intimidated=answers.intimidated,
        urgent=answers.urgent,
    )
    urgent_text = answers.urgent_text if answers.urgent else None
    seal(session, statement, "urgent", urgent_text)
    seal(session, statement, "told_parents", _or_none(answers.told_parents))
    session.add(statement)
    session.flush()
    for child in answers.children:
        if child.recommendation is not None:
            _keep_child(session, statement, child, child.recommendation)
    for part in answers.restricted:
        row = RestrictedPart(
            statement_id=statement.id,
            part=part.part,
            restriction=part.restriction,
            why_sealed="",
        )
        seal(session, row, "why", part.why)
        session.add(row)
    return statement


def versions(session: Session, asked: Asked) -> list[Statement]:
    """Return every version of one member's view, oldest first."""
    return list(writing_queries.list_versions(session, asked.id))


def answers_of(session: Session, reader: Reader, statement: Statement) -> Answers:
    """
    Return one version as it was written, for its writer to amend.

    Urgent answers are asked afresh: what was urgent then has been told then.
    """
    return Answers(
        children=tuple(
            child_answers(reader, view)
            for view in queries.list_child_views(session, [statement.id])
        ),
        told_parents=reader.text(statement, "told_parents") or "",
        intimidated=statement.intimidated,
        restricted=tuple(
            RestrictedAnswer(
                part=part.part,
                restriction=part.restriction,
                why=reader.text(part, "why") or "",
            )
            for part in queries.list_restricted(session, [statement.id])
        ),
    )


def child_answers(reader: Reader, view: ChildView) -> ChildAnswers:
    """Return what one version says about one child."""
    texts = {name: reader.text(view, name) or "" for name in CHILD_TEXTS}
    return ChildAnswers(
        child_id=view.child_id,
        recommendation=view.recommendation,
        knowing=knowing_of(view),
        score=view.score,
        seen_on=view.seen_on,
        seen_alone=view.seen_alone,
        observed=view.observed,
        adults_heard=view.adults_heard,
        would_last=view.would_last,
        **texts,
    )


def knowing_of(view: ChildView) -> tuple[Knowing, ...]:
    """Return how somebody knows what they say about a child."""
    return tuple(Knowing(word) for word in view.knowing.split(",") if word)


def _keep_child(
    session: Session,
    statement: Statement,
    child: ChildAnswers,
    recommendation: Recommendation,
) -> None:
    row = ChildView(
        statement_id=statement.id,
        child_id=child.child_id,
        recommendation=recommendation,
        knowing=",".join(child.knowing),
        score=child.score,
        seen_on=child.seen_on,
        seen_alone=child.seen_alone,
        observed=child.observed,
        adults_heard=child.adults_heard,
        would_last=child.would_last,
        reason_sealed="",
    )
    for name in CHILD_TEXTS:
        seal(session, row, name, _or_none(getattr(child, name)))
    session.add(row)


def _or_none(text: str) -> str | None:
    return text if text.strip() else None
