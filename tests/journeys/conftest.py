"""The stages that journeys take place on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.crypto import KeyRing
from tests.journeys.stage import Stage, opened


@pytest.fixture(params=["socket", "http"])
def stage(
    request: pytest.FixtureRequest, database_url: str, ring: KeyRing, tmp_path: Path
) -> Iterator[Stage]:
    """Yield the example caseload in a running workspace, once for each way and kind."""
    with opened(database_url, ring, tmp_path, mode=request.param) as made:
        yield made
