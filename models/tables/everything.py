"""Every table, for the migrations to compare with."""

from sqlmodel import SQLModel

from models.tables import (
    access,
    actions,
    audit,
    calendars,
    challenges,
    coming,
    conferences,
    drift,
    meetings,
    membership,
    notices,
    outbox,
    outcomes,
    packs,
    plans,
    proposals,
    records,
    referrals,
    replies,
    scores,
    spine,
    statements,
)

MODULES = (
    access,
    actions,
    audit,
    calendars,
    challenges,
    coming,
    conferences,
    drift,
    meetings,
    membership,
    notices,
    outbox,
    outcomes,
    packs,
    plans,
    proposals,
    records,
    referrals,
    replies,
    scores,
    spine,
    statements,
)
METADATA = SQLModel.metadata
