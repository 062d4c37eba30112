"""Reads of one view while it is written: its place, drafts, versions and labels."""

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import PrivateLabel
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.tables.statements import Asked, Draft, Round, Statement

Place = tuple[Round, CoreGroup, Conference, Asked | None, Draft | None]
# Asked at every page of every view, so they are built once.
_PLACE: Final = (
    sa.select(Round, CoreGroup, Conference, Asked, Draft)
    .join(CoreGroup, col(CoreGroup.id) == col(Round.group_id))
    .join(Conference, col(Conference.id) == col(Round.conference_id))
    .outerjoin(
        Asked,
        sa.and_(
            col(Asked.round_id) == col(Round.id),
            col(Asked.person_id) == sa.bindparam("person_id"),
        ),
    )
    .outerjoin(
        Draft,
        sa.and_(
            col(Draft.asked_id) == col(Asked.id),
            col(Draft.writer_id) == sa.bindparam("writer_id"),
        ),
    )
    .where(col(Round.id) == sa.bindparam("round_id"))
)
_VERSIONS: Final = (
    select(Statement)
    .where(col(Statement.asked_id) == sa.bindparam("asked_id"))
    .order_by(col(Statement.version))
)
_IS_DRAFT: Final = (
    col(Draft.asked_id) == sa.bindparam("asked_id"),
    col(Draft.writer_id) == sa.bindparam("writer_id"),
)
_DRAFT: Final = select(Draft).where(*_IS_DRAFT)
_DROP_DRAFT: Final = sa.delete(Draft).where(*_IS_DRAFT)
_LABELS: Final = select(PrivateLabel).where(
    col(PrivateLabel.person_id) == sa.bindparam("person_id"),
    col(PrivateLabel.child_id).in_(sa.bindparam("child_ids", expanding=True)),
)


def find_place(
    session: Session, round_id: str, person_id: str, *, writer_id: str
) -> Place | None:
    """
    Return a round with what it belongs to, and how one member is asked in it.

    The last is what `writer_id` has saved of that member's view and not yet sent.
    """
    found = session.execute(
        _PLACE,
        {"round_id": round_id, "person_id": person_id, "writer_id": writer_id},
    ).one_or_none()
    return None if found is None else tuple(found)


def find_draft(session: Session, asked_id: str, writer_id: str) -> Draft | None:
    """Return what somebody has saved and not yet sent."""
    named = {"asked_id": asked_id, "writer_id": writer_id}
    return session.exec(_DRAFT, params=named).one_or_none()


def drop_draft(session: Session, asked_id: str, writer_id: str) -> None:
    """Let go of what somebody had saved, if they had."""
    named = {"asked_id": asked_id, "writer_id": writer_id}
    session.connection().execute(_DROP_DRAFT, named)


def list_drafted(session: Session, writer_id: str) -> set[str]:
    """Return for which of the views that were asked somebody keeps a draft."""
    statement = select(Draft.asked_id).where(Draft.writer_id == writer_id)
    return set(session.exec(statement))


def list_versions(session: Session, asked_id: str) -> Sequence[Statement]:
    """Return every version of one member's view, oldest first."""
    return session.exec(_VERSIONS, params={"asked_id": asked_id}).all()


def list_labels(
    session: Session, person_id: str, child_ids: Collection[str]
) -> dict[str, PrivateLabel]:
    """Return the labels that one person keeps for these children, by child."""
    named = {"person_id": person_id, "child_ids": list(child_ids)}
    return {label.child_id: label for label in session.exec(_LABELS, params=named)}
