"""When children were seen, and where access was refused, for many core groups."""

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.queries.drift import IDS, NEWEST_RECORD, Rows, ask
from models.tables.membership import Membership
from models.tables.notices import Notice, NoticeChild
from models.tables.plans import Child
from models.tables.records import ChildSeen, Record
from models.vocabulary import MemberRole, NoticeKind

_LATER_NOTICE: Final = aliased(Notice)
_IS_LEAD: Final = sa.exists().where(
    col(Membership.group_id) == col(Record.group_id),
    col(Membership.person_id) == col(ChildSeen.seen_by),
    col(Membership.role) == MemberRole.LEAD_SOCIAL_WORKER,
)
_SEEN: Final = (
    sa.select(
        col(ChildSeen.child_id),
        sa.func.max(col(Record.held_on)),
        sa.func.max(sa.case((_IS_LEAD, col(ChildSeen.seen_on)))),
        sa.func.max(col(ChildSeen.seen_on)),
    )
    .join(Record, col(Record.id) == col(ChildSeen.record_id))
    .where(col(Record.group_id).in_(IDS), *NEWEST_RECORD)
    .group_by(col(ChildSeen.child_id))
)
_REFUSED_AT_HOME: Final = (
    sa.select(col(Record.group_id), col(Record.held_on), col(Child.number))
    .join(ChildSeen, col(ChildSeen.record_id) == col(Record.id))
    .join(Child, col(Child.id) == col(ChildSeen.child_id))
    .where(
        col(Record.group_id).in_(IDS),
        col(ChildSeen.access_refused).is_(sa.true()),
        *NEWEST_RECORD,
    )
)
_REFUSED: Final = (
    sa.select(
        col(Notice.group_id),
        col(Notice.id),
        col(Notice.happened_on),
        col(Child.number),
    )
    .join(NoticeChild, col(NoticeChild.notice_id) == col(Notice.id), isouter=True)
    .join(Child, col(Child.id) == col(NoticeChild.child_id), isouter=True)
    .where(
        col(Notice.group_id).in_(IDS),
        col(Notice.kind) == NoticeKind.ACCESS_REFUSED,
        ~sa.exists().where(col(_LATER_NOTICE.corrects_id) == col(Notice.id)),
    )
)


def list_seen(session: Session, ids: Collection[str]) -> Rows:
    """Return when records last spoke of a child; when seen by the worker, by anyone."""
    return ask(session, _SEEN, ids)


def list_refused_at_home(session: Session, ids: Collection[str]) -> Rows:
    """Return the meetings whose record says that access to a child was refused."""
    return ask(session, _REFUSED_AT_HOME, ids)


def list_refused(session: Session, ids: Collection[str]) -> Rows:
    """Return the notices that access was refused, child by child, if it stands."""
    return ask(session, _REFUSED, ids)
