"""The referrals about many core groups' families, for the signals of drift."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from models.queries.drift import IDS, Rows, ask
from models.tables.referrals import Referral

_REFERRED: Final = (
    sa.select(
        col(Referral.group_id),
        col(Referral.made_at),
        col(Referral.clock_from),
        col(Referral.agency_id),
        col(Referral.worry),
        col(Referral.ended_as),
        col(Referral.asks_more),
    )
    .where(
        col(Referral.group_id).in_(IDS),
        col(Referral.made_at) >= sa.bindparam("since", type_=UTCDateTime()),
    )
    .order_by(col(Referral.made_at), col(Referral.id))
)


def list_referred(session: Session, ids: Collection[str], *, since: datetime) -> Rows:
    """Return the referrals since then: when, from whom, about what, how ended."""
    return ask(session, _REFERRED, ids, since=since)
