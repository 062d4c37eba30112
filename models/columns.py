"""Column helpers and ids that every table shares."""

import secrets
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

# Before the first table class, so that constraints are named alike on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """What every table is made of."""


def new_id() -> str:
    """Return a random id, so that no id can be guessed from another."""
    return secrets.token_hex(8)


def text_enum(words: type[StrEnum]) -> Any:
    """Return a column type that stores the word itself and refuses others."""
    return sa.Enum(
        words,
        values_callable=lambda kind: [word.value for word in kind],
        native_enum=False,
        length=32,
        validate_strings=True,
    )
