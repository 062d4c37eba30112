"""The engine, its pragmas and the one unit of work."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.crypto import KeyRing
from models.sealed import RING

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "busy_timeout": "10000",
}
# The database ended one of two that waited for each other, or that cannot both be.
GIVEN_UP: Final = frozenset({"40P01", "40001"})
TRIES: Final = 3
MIGRATIONS: Final = Path(__file__).parent / "migrations"
Result = TypeVar("Result")


class DatabaseInUse(Exception):
    """Another process is using this SQLite file. Stop it first."""


class UnsafeDatabase(Exception):
    """The database does not keep what it acknowledges."""


class SchemaBehind(Exception):
    """The database has an older schema. Run `coregroup migrate`."""


@dataclass(frozen=True, kw_only=True)
class Database:
    """An engine together with the keys for what is sealed in it."""

    engine: Engine
    ring: KeyRing

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Yield a session for one unit of work: all of it is kept, or none."""
        with Session(self.engine, expire_on_commit=False) as session:
            session.info[RING] = self.ring
            yield session
            session.commit()

    def carry_out(self, do: Callable[[Session], Result]) -> Result:
        """
        Do one unit of work and return what it returns.

        PostgreSQL ends one of two that wait for each other. Nothing of it was kept, so
        it is done again from the start, and nobody is told of a fault.
        """
        for _ in range(TRIES - 1):
            try:
                with self.work() as session:
                    return do(session)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in GIVEN_UP:
                    raise
        with self.work() as session:
            return do(session)


def make_engine(url: str, *, pool_size: int = 16) -> Engine:
    """
    Return an engine for SQLite or PostgreSQL; nothing is opened yet.

    SQLite gets one connection that all threads wait for in turn: that is fair, where
    SQLite's own busy wait is not. Source: stack, 3.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(
            address, pool_size=pool_size, pool_pre_ping=True, hide_parameters=True
        )
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        address,
        poolclass=sa.pool.QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False},
        # What people wrote must not stand in a traceback.
        hide_parameters=True,
    )
    sa.event.listen(engine, "connect", _on_sqlite_connect)
    sa.event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _: Any) -> None:
    # The driver opens no transaction before a SELECT; we open our own (stack, 1).
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def check_durable(engine: Engine) -> None:
    """
    Check that what the database acknowledges survives a power cut.

    :raises UnsafeDatabase: if a setting says otherwise. Source: reliability, M4, M5.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            wanted, found = dict(PRAGMAS), {}
            for name in wanted:
                value = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                found[name] = str(value)
        else:
            wanted = {"fsync": "on", "synchronous_commit": "on"}
            found = {
                name: str(connection.exec_driver_sql(f"SHOW {name}").scalar())
                for name in wanted
            }
    wrong = [
        f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]
    ]
    if wrong:
        raise UnsafeDatabase("; ".join(wrong))


@contextmanager
def only_one(engine: Engine) -> Iterator[None]:
    """
    Hold an SQLite file for this process alone; PostgreSQL may be shared.

    :raises DatabaseInUse: if another process holds it.
    """
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        yield
        return
    handle = os.open(f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseInUse(name) from error
        yield
    finally:
        os.close(handle)


def migrate(engine: Engine) -> None:
    """Bring the database to the newest schema, all of it or none."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Rebuilding a parent table with cascades on deletes its children.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    engine.dispose()


def check_schema(engine: Engine) -> None:
    """
    Check that the database has the newest schema.

    :raises SchemaBehind: if it has not.
    """
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            raise SchemaBehind
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        version = found.scalar()
    if version != ScriptDirectory.from_config(alembic_config()).get_current_head():
        raise SchemaBehind


def alembic_config() -> Config:
    """Return where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
