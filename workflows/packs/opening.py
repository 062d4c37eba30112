"""Opens what people wrote, for a pack. Each pack is opened by one audited reader."""

from dataclasses import dataclass

from sqlmodel import SQLModel

from models.tables.plans import Child
from models.tables.statements import ChildView, Statement
from models.vocabulary import Recommendation, StatementPart
from workflows.audit import Reader
from workflows.packs.contents import (
    Answer,
    FamilyNote,
    GroupDiscussion,
    Side,
    Voice,
)
from workflows.packs.gathering import Gathered
from workflows.statements.keeping import knowing_of
from workflows.statements.reveal import View, side_by_side

ABOUT_A_CHILD = (
    StatementPart.REASON,
    StatementPart.LIFE,
    StatementPart.CHANGED,
    StatementPart.WRONG_IF,
    StatementPart.ADULTS,
)
ABOUT_THE_FAMILY = (StatementPart.URGENT, StatementPart.TOLD_PARENTS)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The rows of one pack together with what may open them."""

    rows: Gathered
    reader: Reader
    may_read_restricted: bool

    def sides(self, child: Child) -> tuple[bool, tuple[Side, ...]]:
        """Return whether views differ about a child, and the views side by side."""
        views = self.rows.views(self.rows.round, child)
        laid_out = side_by_side(
            [
                View(
                    child=child.id,
                    member_id=person_id,
                    agency=self.rows.speakers[person_id].agency,
                    recommendation=view.recommendation,
                    version=statement.version,
                )
                for person_id, (view, statement) in views.items()
            ],
            [child.id],
        )
        (page,) = laid_out
        return page.is_split, tuple(
            Side(
                recommendation=position.recommendation,
                voices=tuple(self._voice(*views[v.member_id]) for v in position.views),
            )
            for position in page.positions
        )

    def notes(self) -> tuple[FamilyNote, ...]:
        """Return what members wrote about the whole family."""
        return tuple(
            FamilyNote(speaker=self.rows.speakers[statement.person_id], answer=answer)
            for statement in last_statements(self.rows)
            for part in ABOUT_THE_FAMILY
            if (answer := self._answer(statement, statement.id, part))
        )

    def discussion(self) -> GroupDiscussion | None:
        """Return what was recorded of the core group's discussion."""
        row = self.rows.discussion
        if row is None:
            return None
        return GroupDiscussion(
            joint=row.joint,
            discussed_on=row.discussed_on,
            text=self.reader.text(row, "text") or "",
        )

    def _voice(self, view: ChildView, statement: Statement) -> Voice:
        speaker = self.rows.speakers[statement.person_id]
        writer = self.rows.speakers[statement.writer_id]
        answers = (self._answer(view, statement.id, part) for part in ABOUT_A_CHILD)
        return Voice(
            speaker=speaker,
            recommendation=view.recommendation,
            stood_at_closing=self._stood(view, statement),
            answers=tuple(answer for answer in answers if answer is not None),
            knowing=knowing_of(view),
            score=view.score,
            seen_on=view.seen_on,
            seen_alone=view.seen_alone,
            observed=view.observed,
            adults_heard=view.adults_heard,
            timing=statement.timing,
            given=statement.given,
            given_at=statement.given_at,
            version=statement.version,
            written_by=None if writer == speaker else writer.name,
        )

    def _stood(self, view: ChildView, statement: Statement) -> Recommendation | None:
        key = (statement.round_id, view.child_id, statement.person_id)
        before = self.rows.at_closing.get(key)
        if before is None or before[0].recommendation is view.recommendation:
            return None
        return before[0].recommendation

    def _answer(
        self, row: SQLModel, statement_id: str, part: StatementPart
    ) -> Answer | None:
        kept = self.rows.restricted.get((statement_id, part))
        if getattr(row, f"{part.value}_sealed") is None:
            return None
        if kept is not None and not self.may_read_restricted:
            return Answer(part=part, text=None)
        text = self.reader.text(row, part.value)
        if not text:
            return None
        if kept is None:
            return Answer(part=part, text=text)
        why = self.reader.text(kept, "why")
        return Answer(
            part=part, text=text, restriction=kept.restriction, why_restricted=why
        )


def last_statements(rows: Gathered) -> list[Statement]:
    """Return the last version of each member's view in this round, by agency."""
    last = {
        statement.person_id: statement
        for (round_id, _, _), (_, statement) in sorted(
            rows.said.items(), key=lambda item: item[1][1].version
        )
        if round_id == rows.round.id
    }

    def by_agency(statement: Statement) -> tuple[str, str]:
        speaker = rows.speakers[statement.person_id]
        return speaker.agency, speaker.name

    return sorted(last.values(), key=by_agency)
