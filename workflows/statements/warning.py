"""Who must know at once when a view is given, and only they."""

from datetime import datetime

from sqlmodel import Session

from models.queries import access as register
from models.tables.access import Person
from models.tables.statements import Asked, Statement
from models.vocabulary import Urgency
from workflows import clock, hours, outbox
from workflows.actor import Actor
from workflows.profile import Profile
from workflows.statements import messages
from workflows.statements.whose import Writing


def warn(
    session: Session,
    view: Writing,
    asked: Asked,
    statement: Statement,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> None:
    """
    Point the right people to what is urgent, and to somebody who feels intimidated.

    The first goes out at once, also outside hours. Source: design 4.3, the form.
    """
    if statement.urgent:
        for person_id in _who_must_know(session, view, actor, now=now):
            outbox.post(
                session,
                messages.UrgentAnswer(
                    round_id=view.found.id,
                    statement_id=statement.id,
                    alias=view.group.alias,
                    conference_on=view.conference.dated_on,
                ),
                to=outbox.ToPerson(person_id, view.group.id),
                dedupe_key=f"urgent:{statement.id}:{person_id}",
                now=now,
                urgency=Urgency.URGENT,
            )
    if statement.intimidated:
        for person_id in who_may_know_of_intimidation(session, asked, now=now):
            outbox.post(
                session,
                messages.IntimidationTicked(asked_id=asked.id, alias=view.group.alias),
                to=outbox.ToPerson(person_id, view.group.id),
                dedupe_key=f"intimidated:{asked.id}:{person_id}",
                now=now,
                not_before=hours.next_open(now, profile),
            )


def who_may_know_of_intimidation(
    session: Session, asked: Asked, *, now: datetime
) -> tuple[str, ...]:
    """Return the chair, and the own manager of whoever was asked: nobody else."""
    chair_id = register.find_chair_id(session, asked.group_id, day=clock.today(now))
    manager_id = session.get_one(Person, asked.person_id).manager_id
    people = dict.fromkeys((chair_id, manager_id))
    return tuple(who for who in people if who not in {None, asked.person_id} and who)


def _who_must_know(
    session: Session, view: Writing, actor: Actor, *, now: datetime
) -> list[str]:
    """Return lead social worker and manager; the chair where there is no manager."""
    day = clock.today(now)
    lead = register.find_lead_social_worker(session, view.group.id, day=day, now=now)
    manager_id = None if lead is None else lead.manager_id
    instead = register.find_chair_id(session, view.group.id, day=day)
    wanted = (None if lead is None else lead.id, manager_id or instead)
    return [who for who in dict.fromkeys(wanted) if who and who != actor.person_id]
