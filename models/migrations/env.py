"""Runs the migrations on the connection that it is given."""

import sqlalchemy as sa
from alembic import context

from models.tables.everything import METADATA


def run(connection: sa.Connection) -> None:
    """Run the migrations inside the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
