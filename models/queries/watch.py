"""Reads that tell whether every open obligation still has a live next step."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.challenges import Challenge
from models.tables.drift import Alert
from models.tables.outbox import OutboxRow
from models.tables.referrals import Referral
from models.tables.spine import SweepRun
from models.tables.statements import Asked, Round
from models.vocabulary import OutboxState


def count_due_before(session: Session, moment: datetime) -> int:
    """Return how many effects were due by then and have not been taken up."""
    statement = select(sa.func.count()).where(
        OutboxRow.state == OutboxState.PLANNED, col(OutboxRow.not_before) < moment
    )
    return session.exec(statement).one()


def find_oldest_due(session: Session, now: datetime) -> datetime | None:
    """Return since when the oldest effect that is due waits."""
    statement = select(sa.func.min(col(OutboxRow.not_before))).where(
        OutboxRow.state == OutboxState.PLANNED, col(OutboxRow.not_before) <= now
    )
    return session.exec(statement).one()


def count_in_state(session: Session, state: OutboxState) -> int:
    """Return how many effects are in this state."""
    statement = select(sa.func.count()).where(OutboxRow.state == state)
    return session.exec(statement).one()


def count_rounds_without_next_step(session: Session) -> int:
    """Return how many rounds are not over and will never be looked at again."""
    statement = select(sa.func.count()).where(
        col(Round.closed_at).is_(None),
        col(Round.cancelled_at).is_(None),
        col(Round.acts_on).is_(None),
    )
    return session.exec(statement).one()


def count_open_without_next_step(session: Session) -> int:
    """Return how many things wait for somebody, and will never be looked at again."""
    waiting = (
        (Referral, Referral.acts_at, ()),
        (Challenge, Challenge.acts_on, ()),
        (Alert, Alert.acts_on, (col(Alert.owed_since).is_not(None),)),
    )
    return sum(
        session.exec(
            select(sa.func.count())
            .select_from(table)
            .where(col(table.ended_at).is_(None), col(looks).is_(None), *owed)
        ).one()
        for table, looks, owed in waiting
    )


def count_asked_without_prompt(session: Session) -> int:
    """Return how many people are asked, and neither were told nor will be."""
    statement = (
        select(sa.func.count())
        .select_from(Asked)
        .join(Round, col(Round.id) == col(Asked.round_id))
        .where(
            col(Asked.answered_at).is_(None),
            col(Asked.ended_at).is_(None),
            col(Asked.gap).is_(None),
            col(Asked.remind_on).is_(None),
            col(Round.closed_at).is_(None),
            col(Round.cancelled_at).is_(None),
            ~sa.exists().where(
                # A deputy, or who takes it for a member outside Slack, is told instead.
                col(OutboxRow.person_id)
                == sa.func.coalesce(col(Asked.asked_of_id), col(Asked.person_id)),
                col(OutboxRow.created_at) >= col(Asked.asked_at),
            ),
        )
    )
    return session.exec(statement).one()


def list_sweep_runs(session: Session) -> Sequence[SweepRun]:
    """Return when each sweep last ran."""
    return session.exec(select(SweepRun).order_by(col(SweepRun.name))).all()
