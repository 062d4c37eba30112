"""Reading views: who has answered, the views side by side, one's own, urgent ones."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.tables.statements import Asked, Round, Statement
from models.vocabulary import PersonClass
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.errors import NotYours, Refused
from workflows.statements import facts, keeping, laying
from workflows.statements.answers import Answers
from workflows.statements.shown import Standing, Talk, Together

OWN: Final = 29
VIEWS: Final = 32
RESTRICTED: Final = 33
STANDING: Final = 35
# They see the whole group's standing; an agency's lead sees their own agency's.
WHOLE_GROUP: Final = frozenset(
    {
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.MEMBER,
        PersonClass.VOLUNTARY_MEMBER,
        PersonClass.CHAIR,
        PersonClass.TEAM_MANAGER,
        PersonClass.SENIOR_MANAGER,
        PersonClass.CONFERENCE_SERVICE_MANAGER,
        PersonClass.BUSINESS_SUPPORT,
    }
)


class NotClosedYet(Refused):
    """
    Views are given apart and shown together, once the round has closed.

    Your own you can read and amend at any time.
    """


def who_has_answered(
    session: Session, *, actor: Actor, round_id: str, now: datetime
) -> tuple[Standing, ...]:
    """
    Return whose view is in and whose is not yet, with dates and no content.

    A safeguarding lead sees the members of their own agency.

    :raises NotYours: if the actor may not see it.
    """
    found = _round(session, round_id)
    access.group(
        session,
        actor=actor,
        row=STANDING,
        group_id=found.group_id,
        now=now,
        circumstances=Circumstances(own=True, dates_only=True),
    )
    classes = access.classes_in_group(session, actor.person_id, found.group_id, now=now)
    rows = {row.person_id: row for row in queries.list_asked(session, [found.id])}
    members = facts.members_of(session, found, now=now)
    wanted = {*members, *(who for who, row in rows.items() if row.ended_at is None)}
    people = queries.list_people(session, wanted)
    found_standings = [
        _standing(person, agency.name, rows.get(person.id))
        for person, agency in people.values()
        if classes & WHOLE_GROUP
        or facts.leads_agency(session, actor.person_id, agency.id, now=now)
    ]
    return tuple(sorted(found_standings, key=lambda one: (one.agency, one.name)))


def read_views(
    session: Session, *, actor: Actor, round_id: str, now: datetime
) -> Together:
    """
    Return the views side by side, once the round has closed. One reading, one row.

    Restricted parts come with their text for those entitled; others see that one
    exists. A member tied to some of the children reads about those.

    :raises NotClosedYet: before closing, whoever asks.
    :raises NotYours: if the actor may not read them.
    """
    found = _round(session, round_id)
    closed = Circumstances(closed=found.closed_at is not None)
    if found.closed_at is None:
        # Only those who could read them later are told that they are to come.
        _gate(session, actor, found, VIEWS, Circumstances(closed=True), now=now)
        raise NotClosedYet
    group = _gate(session, actor, found, VIEWS, closed, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="views read",
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    return lay_out(
        session,
        reader,
        found,
        group,
        reader_id=actor.person_id,
        may_read_restricted=access.may(
            session,
            person_id=actor.person_id,
            row=RESTRICTED,
            group_id=found.group_id,
            now=now,
            circumstances=closed,
        ),
        now=now,
    )


def lay_out(
    session: Session,
    reader: Reader,
    found: Round,
    group: CoreGroup,
    *,
    reader_id: str,
    may_read_restricted: bool,
    now: datetime,
) -> Together:
    """Return one closed round as it is shown to somebody who passed the gate."""
    conference = session.get_one(Conference, found.conference_id)
    return Together(
        round_id=found.id,
        alias=group.alias,
        conference_on=conference.dated_on,
        closes_on=found.closes_on,
        pages=laying.pages(
            session,
            reader,
            found,
            alias=group.alias,
            reader_id=reader_id,
            may_read_restricted=may_read_restricted,
            now=now,
        ),
        talks=_talks(session, reader, found),
    )


def read_own(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    now: datetime,
) -> tuple[tuple[Statement, Answers], ...]:
    """
    Return every version of the actor's own view, oldest first: theirs at any time.

    :raises NotYours: if they have none, or have left the group.
    """
    found = _round(session, round_id)
    access.group(
        session,
        actor=actor,
        row=OWN,
        group_id=found.group_id,
        now=now,
        circumstances=Circumstances(own=True),
    )
    asked = queries.find_asked(session, found.id, actor.person_id)
    if asked is None:
        raise NotYours
    reader = audit.reading(
        session,
        actor=actor,
        event="own view read",
        now=now,
        group_id=found.group_id,
        subject=asked.id,
    )
    return tuple(
        (version, keeping.answers_of(session, reader, version))
        for version in keeping.versions(session, asked)
    )


def _round(session: Session, round_id: str) -> Round:
    found = session.get(Round, round_id)
    if found is None:
        raise NotYours
    return found


def _gate(
    session: Session,
    actor: Actor,
    found: Round,
    row: int,
    circumstances: Circumstances,
    *,
    now: datetime,
) -> CoreGroup:
    return access.group(
        session,
        actor=actor,
        row=row,
        group_id=found.group_id,
        now=now,
        circumstances=circumstances,
    )


def _standing(person: Person, agency: str, asked: Asked | None) -> Standing:
    answered_at = None if asked is None else asked.answered_at
    return Standing(
        asked_id=None if asked is None else asked.id,
        person_id=person.id,
        name=person.name,
        agency=agency,
        is_in_slack=person.slack_user_id is not None,
        answered_on=None if answered_at is None else clock.today(answered_at),
        gap=None if asked is None else asked.gap,
        paused_until=None if asked is None else asked.paused_until,
        asked_of=None if asked is None else asked.asked_of_id,
    )


def _talks(session: Session, reader: Reader, found: Round) -> tuple[Talk, ...]:
    rows = queries.list_discussions(session, found.id)
    people = queries.list_people(session, {row.recorded_by for row in rows})
    return tuple(
        Talk(
            joint=row.joint,
            discussed_on=row.discussed_on,
            recorded_by=people[row.recorded_by][0].name,
            recorded_at=row.recorded_at,
            text=reader.text(row, "text"),
        )
        for row in rows
    )
