"""Every table, for the migrations to compare with."""

from sqlmodel import SQLModel

from models.tables import (
    access,
    audit,
    conferences,
    meetings,
    membership,
    outbox,
    packs,
    plans,
    replies,
    spine,
    statements,
)

MODULES = (
    access,
    audit,
    conferences,
    meetings,
    membership,
    outbox,
    packs,
    plans,
    replies,
    spine,
    statements,
)
METADATA = SQLModel.metadata
