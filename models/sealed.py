"""Writing and reading sealed columns. Reading is for the audit and the sender only."""

from typing import Any, cast

from sqlmodel import Session, SQLModel

from models.crypto import KeyRing

RING = "ring"


def seal(session: Session, row: SQLModel, column: str, text: str | None) -> None:
    """Keep `text` encrypted in `<column>_sealed`, bound to this very row."""
    sealed = None
    if text is not None:
        place = _place(row, column)
        sealed = ring(session).encrypt(text, **place)
    setattr(row, f"{column}_sealed", sealed)


def unseal(session: Session, row: SQLModel, column: str) -> str | None:
    """
    Return the text behind `<column>_sealed`, or nothing where nothing was written.

    :raises NotReadable: if it was altered, moved, or written with an unknown key.
    """
    sealed = getattr(row, f"{column}_sealed")
    if sealed is None:
        return None
    return ring(session).decrypt(sealed, **_place(row, column))


def ring(session: Session) -> KeyRing:
    """Return the keys of this unit of work."""
    return cast(KeyRing, session.info[RING])


def _place(row: SQLModel, column: str) -> dict[str, str]:
    table = cast(Any, row).__tablename__
    return {"table": table, "column": column, "row": cast(Any, row).id}
