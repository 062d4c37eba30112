"""Looking at what an import left in the register."""

from sqlmodel import SQLModel, select

from models.tables.access import Grant, Person
from models.tables.audit import AuditRow
from models.tables.conferences import Conference, ConferenceChild
from models.tables.membership import Allocation, Membership, MembershipChild
from models.tables.outbox import OutboxRow
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round

TABLES: tuple[type[SQLModel], ...] = (
    Person,
    Grant,
    CoreGroup,
    Child,
    Plan,
    Conference,
    ConferenceChild,
    Membership,
    MembershipChild,
    Allocation,
    Round,
    OutboxRow,
    AuditRow,
)


def everything(database):
    """Return every row of the register, to compare before and after."""
    with database.work() as session:
        return {
            table.__name__: sorted(
                str(sorted(row.model_dump().items(), key=str))
                for row in session.exec(select(table))
            )
            for table in TABLES
        }


def rows(database, table):
    with database.work() as session:
        return session.exec(select(table)).all()


def reasons(imported):
    return {
        (fault.place.file, fault.place.row, fault.reason)
        for fault in imported.report.quarantined
    }
