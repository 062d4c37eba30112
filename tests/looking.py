"""Looking at what a test has brought about: rows, messages and the audit."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from sqlmodel import Session, col, select

from models.database import Database
from models.queries import statements as queries
from models.tables.access import Person
from models.tables.audit import AuditRow
from models.tables.outbox import OutboxRow
from models.tables.statements import Asked, ChildView, NamedGap, Round, Statement
from models.vocabulary import OutboxState
from tests.cast import CAST

Row = TypeVar("Row")


class Looking:
    """What a world can be asked about its database."""

    database: Database

    def work(self) -> AbstractContextManager[Session]:
        """Open one unit of work."""
        return self.database.work()

    def reload(self, row: Row) -> Row:
        """Read a row afresh."""
        with self.work() as session:
            return session.get_one(type(row), row.id)  # type: ignore[attr-defined]

    def gaps(self, found: Round) -> Sequence[NamedGap]:
        """Give the views that were missing when a round closed."""
        with self.work() as session:
            return queries.list_gaps(session, found.id)

    def asked(self, found: Round, person: Person) -> Asked:
        """Give how somebody is asked in a round."""
        with self.work() as session:
            asked = queries.find_asked(session, found.id, person.id)
        assert asked is not None
        return asked

    def statements(self, found: Round) -> Sequence[Statement]:
        """Give every version of every view of a round."""
        with self.work() as session:
            return queries.list_statements(session, found.id)

    def child_views(self, found: Round) -> Sequence[ChildView]:
        """Give what every version of every view of a round says, child by child."""
        ids = [statement.id for statement in self.statements(found)]
        with self.work() as session:
            return queries.list_child_views(session, ids)

    def outbox(self, kind: str | None = None) -> list[OutboxRow]:
        """Give what was written for the sender, oldest first, of one kind or all."""
        with self.work() as session:
            rows = session.exec(
                select(OutboxRow).order_by(col(OutboxRow.created_at), col(OutboxRow.id))
            ).all()
        return [row for row in rows if kind is None or row.kind == kind]

    def told(self, kind: str) -> list[str]:
        """Give whom messages of one kind are for, by name, cancelled ones left out."""
        names = {getattr(self, key).id: key for key in CAST}
        return sorted(
            names.get(row.person_id or "", "channel")
            for row in self.outbox(kind)
            if row.state is not OutboxState.CANCELLED
        )

    def audited(self, event: str | None = None) -> list[AuditRow]:
        """Give what was audited, oldest first, of one event or all."""
        with self.work() as session:
            rows = session.exec(
                select(AuditRow).order_by(col(AuditRow.at), col(AuditRow.number))
            ).all()
        return [row for row in rows if event is None or row.event == event]
