"""A database of one kind, for the many cases that differ in nothing the kinds do."""

import pytest

from models.database import Database, make_engine
from tests.imports.sources import Caseload


@pytest.fixture
def sqlite_database(sqlite_url, ring):
    """Yield a migrated, empty SQLite database."""
    engine = make_engine(sqlite_url)
    yield Database(engine=engine, ring=ring)
    engine.dispose()


@pytest.fixture
def caseload(tmp_path):
    """Return a sound caseload, to be written to files."""
    return Caseload(tmp_path)
