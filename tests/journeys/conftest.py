"""The stages that journeys take place on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from models.crypto import KeyRing
from tests.journeys.stage import Stage, opened

# Each way to Slack and each kind of database is walked; all four pairs, in the soak.
OTHER_PAIRS: Final = ("http-sqlite", "socket-postgresql")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave half of the pairs of way and database to the long runs."""
    for item in items:
        pair = getattr(getattr(item, "callspec", None), "id", "")
        if item.path.parent == Path(__file__).parent and pair.startswith(OTHER_PAIRS):
            item.add_marker(pytest.mark.soak)


@pytest.fixture(params=["socket", "http"])
def stage(
    request: pytest.FixtureRequest, database_url: str, ring: KeyRing, tmp_path: Path
) -> Iterator[Stage]:
    """Yield the example caseload in a running workspace, once for each way and kind."""
    with opened(database_url, ring, tmp_path, mode=request.param) as made:
        yield made
