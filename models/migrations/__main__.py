"""Draft the next migration: `make migration name=add_pack_sent_on`."""

import sys
import tempfile

from alembic import command
from alembic.script import ScriptDirectory

from models.database import alembic_config, make_engine, migrate


def draft(name: str) -> None:
    """
    Write a numbered migration from the newest schema to what the tables now say.

    It is compared with a database made by the migrations so far, so that nobody's own
    database decides what is in it. Read what was written: Alembic sees no renames.
    """
    config = alembic_config()
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    newest = ScriptDirectory.from_config(config).get_current_head() or "0000"
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/scratch.db")
        migrate(engine)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(
                config, name, autogenerate=True, rev_id=f"{int(newest) + 1:04}"
            )
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
