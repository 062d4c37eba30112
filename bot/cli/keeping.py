"""Keeping the database: migrate, back up, restore, keys, audit."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.setting_out import opened, read_keys, read_settings, say, stop
from models import crypto
from models.rekeying import rekey
from workflows import audit

WHERE = Annotated[Path, typer.Argument(help="The file to write to, or to read.")]


def migrate() -> None:
    """Bring the database to the newest schema."""
    with opened(migrating=True):
        say("The database has the newest schema.")


def backup(to: WHERE) -> None:
    """Copy the database to a file while the bot runs. The keys are not in it."""
    settings, _ = read_settings()
    source = _sqlite_file(settings.database_url)
    if to.exists():
        stop(f"{to} is there already; choose another name.")
    with (
        closing(sqlite3.connect(source)) as here,
        closing(sqlite3.connect(to)) as there,
    ):
        here.backup(there)
    say(f"Copied to {to}. Keep the key file apart from it.")


def verify() -> None:
    """Check that no line of the record was altered, cut or put elsewhere."""
    with opened() as start, start.database.work() as session:
        faults = audit.verify(session)
        chains, digest = audit.heads_digest(session)
    for fault in faults:
        say(f"{fault.chain} line {fault.number}: {fault.what}")
    if faults:
        stop(f"{len(faults)} faults in the record.")
    say(f"The record holds: {chains} chains. Keep this digest outside: {digest}")


def new_keys() -> None:
    """Make the first key ring."""
    # The first thing that an operator makes, before there are any other settings.
    path = Path(os.environ.get("COREGROUP_KEYS_FILE") or "var/keys.json")
    if path.exists():
        stop(f"{path} is there already. To change keys, run `coregroup keys rotate`.")
    crypto.new_ring().save(path)
    say(f"Made {path}. Keep a copy apart from the database.")


def rotate_keys() -> None:
    """Write everything sealed with a new key. The old keys stay readable."""
    settings, _ = read_settings()
    ring = read_keys(settings)
    key_id = f"k{len(ring.keys) + 1}"
    fresh = ring.rotated(key_id, secrets.token_bytes(crypto.KEY_BYTES))
    fresh.save(settings.keys_file)
    with opened() as start, start.database.work() as session:
        count = rekey(session)
    say(f"{count} texts are sealed with {key_id} now.")


def _sqlite_file(url: str) -> str:
    if not url.startswith("sqlite:///"):
        stop("PostgreSQL has its own tools for this: pg_dump and pg_restore.")
    return url.removeprefix("sqlite:///")
