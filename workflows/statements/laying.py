"""Lays the views of one round side by side, with what the reader may see of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.access import Agency, Person
from models.tables.plans import Child
from models.tables.statements import ChildView, RestrictedPart, Round, Statement
from models.vocabulary import Recommendation, StatementPart
from workflows import clock
from workflows.access import use_cases as access
from workflows.audit import Reader
from workflows.statements import children, keeping, reveal
from workflows.statements.shown import ChildPage, Part, Standpoint, Unheard, Voice

CHILD_PARTS: Final = (
    (StatementPart.REASON, "reason"),
    (StatementPart.LIFE, "life"),
    (StatementPart.CHANGED, "changed"),
    (StatementPart.WRONG_IF, "wrong_if"),
    (StatementPart.ADULTS, "adults"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One version of what one member says about one child, as rows."""

    child: str
    view: ChildView
    statement: Statement

    @property
    def key(self) -> tuple[str, str, int]:
        """Give what tells this from everything else that was said."""
        return self.child, self.statement.person_id, self.statement.version


@dataclass(frozen=True, kw_only=True)
class Pile:
    """All that one reader may know of one round, read once."""

    found: Round
    said: dict[tuple[str, str, int], Said]
    restricted: dict[tuple[str, StatementPart], RestrictedPart]
    people: dict[str, tuple[Person, Agency]]
    may_read_restricted: bool

    def is_after_closing(self, said: Said) -> bool:
        """Say whether a version came when the others could be read."""
        closed_at = self.found.closed_at
        return closed_at is not None and said.statement.recorded_at >= closed_at

    def stood_at_closing(self, said: Said) -> Recommendation | None:
        """Return what this member recommended at closing, if they changed it since."""
        if not self.is_after_closing(said):
            return None
        before = [
            other
            for other in self.said.values()
            if other.key[:2] == said.key[:2] and not self.is_after_closing(other)
        ]
        if not before:
            return None
        last = max(before, key=lambda other: other.statement.version)
        stood = last.view.recommendation
        return None if stood is said.view.recommendation else stood


def pages(
    session: Session,
    reader: Reader,
    found: Round,
    *,
    alias: str,
    reader_id: str,
    may_read_restricted: bool,
    now: datetime,
) -> tuple[ChildPage, ...]:
    """Return one page a child, those with disagreement first."""
    shown = {
        child.alias: child
        for child in children.shown(
            session,
            reader,
            _children(session, found, reader_id, now=now),
            alias=alias,
            person_id=reader_id,
            today=clock.today(now),
        )
    }
    names = {child.child_id: name for name, child in shown.items()}
    pile = _pile(session, found, names, may_read_restricted=may_read_restricted)
    laid = reveal.side_by_side(
        [_view(pile, said) for said in pile.said.values()], list(shown)
    )
    gaps = _gaps(session, found, pile)
    return tuple(
        ChildPage(
            child=shown[page.child],
            is_split=page.is_split,
            standpoints=tuple(
                _standpoint(reader, pile, position) for position in page.positions
            ),
            gaps=gaps.get(shown[page.child].child_id, ()),
        )
        for page in laid
    )


def _view(pile: Pile, said: Said) -> reveal.View:
    return reveal.View(
        child=said.child,
        member_id=said.statement.person_id,
        agency=pile.people[said.statement.person_id][1].name,
        recommendation=said.view.recommendation,
        version=said.statement.version,
    )


def _standpoint(reader: Reader, pile: Pile, position: reveal.Position) -> Standpoint:
    said = [
        pile.said[view.child, view.member_id, view.version] for view in position.views
    ]
    return Standpoint(
        recommendation=position.recommendation,
        voices=tuple(_voice(reader, pile, one) for one in said),
    )


def _children(
    session: Session, found: Round, reader_id: str, *, now: datetime
) -> Sequence[Child]:
    """Return the children of the conference that the reader is tied to, or all."""
    theirs = {
        child.id
        for child in access.children_for(session, reader_id, found.group_id, now=now)
    }
    about = queries.list_children(
        session, found.conference_id, day=clock.today(found.recorded_at)
    )
    return [child for child in about if child.id in theirs]


def _pile(
    session: Session,
    found: Round,
    names: dict[str, str],
    *,
    may_read_restricted: bool,
) -> Pile:
    statements = {row.id: row for row in queries.list_statements(session, found.id)}
    pieces = [
        Said(
            child=names[view.child_id],
            view=view,
            statement=statements[view.statement_id],
        )
        for view in queries.list_child_views(session, list(statements))
        if view.child_id in names
    ]
    wanted = {row.person_id for row in statements.values()}
    wanted |= {row.writer_id for row in statements.values()}
    wanted |= {row.person_id for row in queries.list_asked(session, [found.id])}
    return Pile(
        found=found,
        said={said.key: said for said in pieces},
        restricted={
            (part.statement_id, part.part): part
            for part in queries.list_restricted(session, list(statements))
        },
        people=queries.list_people(session, wanted),
        may_read_restricted=may_read_restricted,
    )


def _voice(reader: Reader, pile: Pile, said: Said) -> Voice:
    view, statement = said.view, said.statement
    person, agency = pile.people[statement.person_id]
    is_own = statement.writer_id == statement.person_id
    parts = [
        *(
            _part(reader, pile, said, view, part=part, column=column)
            for part, column in CHILD_PARTS
        ),
        _part(
            reader,
            pile,
            said,
            statement,
            part=StatementPart.TOLD_PARENTS,
            column="told_parents",
        ),
    ]
    return Voice(
        person_id=person.id,
        name=person.name,
        title=person.title,
        agency=agency.name,
        recommendation=view.recommendation,
        stood_at_closing=pile.stood_at_closing(said),
        parts=tuple(part for part in parts if part is not None),
        knowing=keeping.knowing_of(view),
        score=view.score,
        seen_on=view.seen_on,
        seen_alone=view.seen_alone,
        observed=view.observed,
        adults_heard=view.adults_heard,
        version=statement.version,
        timing=statement.timing,
        given=statement.given,
        given_at=statement.given_at,
        taken_by=None if is_own else pile.people[statement.writer_id][0].name,
        amended_late=statement.version > 1 and pile.is_after_closing(said),
    )


def _part(
    reader: Reader,
    pile: Pile,
    said: Said,
    row: ChildView | Statement,
    *,
    part: StatementPart,
    column: str,
) -> Part | None:
    """Return one part; withheld text is not even opened, so that it cannot slip."""
    if getattr(row, f"{column}_sealed") is None:
        return None
    mark = pile.restricted.get((said.statement.id, part))
    if mark is not None and not pile.may_read_restricted:
        return Part(part=part, text=None, is_restricted=True)
    return Part(
        part=part,
        text=reader.text(row, column),
        is_restricted=mark is not None,
        restriction=None if mark is None else mark.restriction,
    )


def _gaps(session: Session, found: Round, pile: Pile) -> dict[str, tuple[Unheard, ...]]:
    asked = {row.id: row for row in queries.list_asked(session, [found.id])}
    gaps: dict[str, tuple[Unheard, ...]] = {}
    for gap in queries.list_gaps(session, found.id):
        person, agency = pile.people[asked[gap.asked_id].person_id]
        came_late = any(
            said.view.child_id == gap.child_id and said.statement.person_id == person.id
            for said in pile.said.values()
        )
        one = Unheard(
            person_id=person.id,
            name=person.name,
            agency=agency.name,
            why=gap.why,
            came_late=came_late,
        )
        gaps[gap.child_id] = (*gaps.get(gap.child_id, ()), one)
    return {
        child_id: tuple(sorted(some, key=lambda one: (one.agency, one.name)))
        for child_id, some in gaps.items()
    }
