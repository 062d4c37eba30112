"""Reading what only few may know: urgent answers, and who feels intimidated."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.access import Person
from models.tables.statements import Asked, Round
from models.vocabulary import PersonClass
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances, is_allowed
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.statements import keeping, warning
from workflows.statements.shown import Urgent

URGENT: Final = 34
INTIMIDATION: Final = 53


def read_urgent(
    session: Session, *, actor: Actor, round_id: str, now: datetime
) -> tuple[Urgent, ...]:
    """
    Return what must be known before the conference, at once, newest first.

    :raises NotYours: for anyone but lead social worker, manager and chair.
    """
    found = session.get(Round, round_id)
    if found is None:
        raise NotYours
    access.group(session, actor=actor, row=URGENT, group_id=found.group_id, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="urgent answer read",
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    rows = [row for row in queries.list_statements(session, found.id) if row.urgent]
    people = queries.list_people(session, {row.person_id for row in rows})
    return tuple(
        Urgent(
            statement_id=row.id,
            person_id=row.person_id,
            name=people[row.person_id][0].name,
            agency=people[row.person_id][1].name,
            given_at=row.given_at,
            text=reader.text(row, "urgent"),
        )
        for row in sorted(rows, key=lambda row: row.recorded_at, reverse=True)
    )


def read_intimidation(
    session: Session, *, actor: Actor, asked_id: str, now: datetime
) -> Person:
    """
    Return who feels intimidated, to the chair and to that person's own manager.

    :raises NotYours: for anyone else, or if nobody ticked it.
    """
    asked = session.get(Asked, asked_id)
    if asked is None:
        raise NotYours
    named = warning.who_may_know_of_intimidation(session, asked, now=now)
    classes = access.classes_in_group(session, actor.person_id, asked.group_id, now=now)
    person = session.get_one(Person, asked.person_id)
    if classes and person.manager_id == actor.person_id:
        # To their own staff a manager is what a team manager is to the social worker.
        classes |= {PersonClass.TEAM_MANAGER}
    is_named = Circumstances(named=actor.person_id in named)
    if not (is_named.named and is_allowed(INTIMIDATION, classes, is_named)):
        raise NotYours
    if not any(row.intimidated for row in keeping.versions(session, asked)):
        raise NotYours
    audit.record(
        session,
        actor=actor,
        event="intimidation tick read",
        now=now,
        group_id=asked.group_id,
        subject=asked.id,
    )
    return person
