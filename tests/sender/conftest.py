"""A sender, a small Slack and an outbox between them."""

from collections.abc import Iterator

import pytest

from models.database import Database
from tests.sender.office import Office
from tests.sender.small_slack import SmallSlack, serve


@pytest.fixture
def slack() -> SmallSlack:
    """Return a Slack that does what it is told."""
    return SmallSlack()


@pytest.fixture
def api_url(slack: SmallSlack) -> Iterator[str]:
    """Yield the address of its Web API."""
    server = serve(slack)
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(database: Database, api_url: str) -> Office:
    """Return a partnership whose clock stands still until somebody waits."""
    return Office(database=database, api_url=api_url)
