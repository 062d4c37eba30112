"""Gathers the rows behind a pack. Nothing that is sealed is opened here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import packs as queries
from models.queries import statements as statement_queries
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import (
    Asked,
    ChildView,
    Discussion,
    NamedGap,
    RestrictedPart,
    Round,
    Statement,
)
from models.vocabulary import StatementPart
from workflows.clock import today
from workflows.errors import NotYours
from workflows.packs.contents import Speaker

# By round, child and member: the last version of what they said.
Said = Mapping[tuple[str, str, str], tuple[ChildView, Statement]]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The rows behind one pack."""

    group: CoreGroup
    round: Round
    conference: Conference
    rounds: tuple[Round, ...]
    plans: tuple[tuple[Plan, Child], ...]
    asked: tuple[Asked, ...]
    said: Said
    at_closing: Said
    restricted: Mapping[tuple[str, StatementPart], RestrictedPart]
    gaps: tuple[NamedGap, ...]
    discussion: Discussion | None
    meetings: tuple[Meeting, ...]
    reviews: tuple[tuple[str, Conference], ...]
    speakers: Mapping[str, Speaker]

    def alias(self, child: Child) -> str:
        """Give the alias of one of the children."""
        return f"{self.group.alias}/{child.number}"

    def asked_in(self, round_: Round) -> list[Asked]:
        """Give who was asked in one of the rounds."""
        return [asked for asked in self.asked if asked.round_id == round_.id]

    def views(
        self, round_: Round, child: Child
    ) -> dict[str, tuple[ChildView, Statement]]:
        """Give what each member last said about a child in one round."""
        return {
            person_id: found
            for (round_id, child_id, person_id), found in self.said.items()
            if (round_id, child_id) == (round_.id, child.id)
        }


def find_round(session: Session, round_id: str) -> Round:
    """
    Return a round, before anybody's right to it is known.

    :raises NotYours: if there is none, worded like any other refusal.
    """
    found = session.get(Round, round_id)
    if found is None:
        raise NotYours
    return found


def gather(
    session: Session, group: CoreGroup, round_: Round, *, now: datetime
) -> Gathered:
    """Return the rows behind the pack of one closed round."""
    conference = session.get_one(Conference, round_.conference_id)
    plans = queries.list_plans(session, conference.id)
    reviews = queries.list_earlier_reviews(
        session, [plan.id for plan, _ in plans], before=conference.dated_on
    )
    last = max((review.dated_on for _, review in reviews), default=None)
    rounds = _up_to(round_, queries.list_closed_rounds(session, group.id))
    said = said_in(session, [one.id for one in rounds])
    closed_at = round_.closed_at or now
    asked = queries.list_asked(session, [one.id for one in rounds])
    heard = [statement for _, statement in said.values()]
    discussions = statement_queries.list_discussions(session, round_.id)
    return Gathered(
        group=group,
        round=round_,
        conference=conference,
        rounds=rounds,
        plans=tuple(plans),
        asked=tuple(asked),
        said=said,
        at_closing=said_in(session, [round_.id], before=closed_at),
        restricted=_restricted(session, round_),
        gaps=tuple(statement_queries.list_gaps(session, round_.id)),
        discussion=discussions[-1] if discussions else None,
        meetings=tuple(
            queries.list_meetings(
                session, group.id, since=last, until=conference.dated_on
            )
        ),
        reviews=tuple((place.plan_id, review) for place, review in reviews),
        speakers=speakers(
            session,
            {one.person_id for one in asked}
            | {person for one in heard for person in (one.person_id, one.writer_id)},
            group_id=group.id,
            now=now,
        ),
    )


def said_in(
    session: Session, round_ids: Collection[str], *, before: datetime | None = None
) -> Said:
    """Return what each member last said about each child, if need be by an instant."""
    # Oldest version first, so that the last one stays.
    return {
        (statement.round_id, view.child_id, statement.person_id): (view, statement)
        for view, statement in queries.list_said(session, round_ids)
        if before is None or statement.recorded_at < before
    }


def speakers(
    session: Session, person_ids: Collection[str], *, group_id: str, now: datetime
) -> dict[str, Speaker]:
    """Return who these people are and for which agency they speak, by id."""
    lead = access_queries.find_lead_social_worker(
        session, group_id, day=today(now), now=now
    )
    found = statement_queries.list_people(session, person_ids)
    return {
        person.id: Speaker(
            person_id=person.id,
            name=person.name,
            title=person.title,
            agency_id=agency.id,
            agency=agency.name,
            kind=agency.kind,
            is_lead_social_worker=lead is not None and person.id == lead.id,
        )
        for person, agency in found.values()
    }


def _up_to(round_: Round, closed: Sequence[Round]) -> tuple[Round, ...]:
    return tuple(one for one in closed if one.closes_on <= round_.closes_on)


def _restricted(
    session: Session, round_: Round
) -> dict[tuple[str, StatementPart], RestrictedPart]:
    statements = statement_queries.list_statements(session, round_.id)
    parts = statement_queries.list_restricted(session, [one.id for one in statements])
    return {(part.statement_id, part.part): part for part in parts}
