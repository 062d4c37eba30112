"""Seals everything anew with the current key."""

import sqlalchemy as sa
from sqlmodel import Session

from models.sealed import ring
from models.tables.everything import METADATA


def rekey(session: Session) -> int:
    """Seal every sealed value with the current key; return how many there were."""
    keys, count = ring(session), 0
    for table in METADATA.sorted_tables:
        sealed = [column for column in table.columns if column.name.endswith("_sealed")]
        for column in sealed:
            name = column.name.removesuffix("_sealed")
            rows = session.connection().execute(
                sa.select(table.c.id, column).where(column.is_not(None))
            )
            for row_id, value in rows.all():
                place = {"table": table.name, "column": name, "row": row_id}
                text = keys.decrypt(value, **place)
                again = {column.name: keys.encrypt(text, **place)}
                session.connection().execute(
                    sa.update(table).where(table.c.id == row_id).values(again)
                )
                count += 1
    return count
