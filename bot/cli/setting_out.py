"""What every command needs before it can do its work, or a clear word why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot import settings as reading
from bot.settings import InvalidSettings, Settings
from models import crypto
from models.database import (
    Database,
    DatabaseInUse,
    SchemaBehind,
    check_schema,
    make_engine,
    migrate,
    only_one,
)
from workflows import timescales
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a command begins with."""

    settings: Settings
    profile: Profile
    database: Database


def say(text: str) -> None:
    """Tell the operator something."""
    typer.echo(text)


def stop(text: str) -> NoReturn:
    """Say why it cannot go on, and end with a failure."""
    typer.echo(text, err=True)
    raise typer.Exit(code=1)


def read_settings() -> tuple[Settings, Profile]:
    """Return settings and profile, or name every fault in both and stop."""
    faults: list[str] = []
    found: Settings | None = None
    profile: Profile | None = None
    try:
        found = reading.from_environment()
    except InvalidSettings as error:
        faults += error.errors
    name = os.environ.get("COREGROUP_PROFILE") or "england-default"
    try:
        profile = timescales.load(name)
    except timescales.InvalidProfile as error:
        faults += [f"COREGROUP_PROFILE {name}: {fault}" for fault in error.errors]
    if profile and profile.telephone.is_invented and not (found and found.practice):
        faults.append(
            f"COREGROUP_PROFILE {name}: the telephone numbers are invented ones; make "
            "a profile of your own with numbers that somebody answers"
        )
    if found is None or profile is None or faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        stop(f"The configuration needs mending; nothing was started.\n{lines}")
    return found, profile


def read_keys(settings: Settings) -> crypto.KeyRing:
    """Return the key ring; in practice a missing one is made."""
    path = settings.keys_file
    if settings.practice and not path.exists():
        ring = crypto.new_ring()
        ring.save(path)
        return ring
    try:
        return crypto.load(path)
    except crypto.InvalidKeys:
        stop(
            f"COREGROUP_KEYS_FILE: {path} is not a readable key ring. To make the "
            "first one, run `coregroup keys new`; keep a copy apart from the database."
        )


@contextmanager
def opened(*, migrating: bool = False) -> Iterator[Start]:
    """Yield an open database of the newest schema, held for this process alone."""
    settings, profile = read_settings()
    engine = make_engine(settings.database_url)
    try:
        with only_one(engine):
            if migrating or settings.practice:
                migrate(engine)
            check_schema(engine)
            ring = read_keys(settings)
            database = Database(engine=engine, ring=ring)
            yield Start(settings=settings, profile=profile, database=database)
    except DatabaseInUse:
        stop("Another coregroup process uses this database file. Stop it first.")
    except SchemaBehind:
        stop("The database has an older schema. Run `coregroup migrate` first.")
    except SQLAlchemyError as error:
        kind = type(error).__name__
        stop(f"The database could not be used ({kind}). Nothing was done.")
    finally:
        engine.dispose()
