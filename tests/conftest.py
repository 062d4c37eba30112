"""What every test may ask for; each plugin says what it gives."""

import pytest
from hypothesis import settings

# The guard first: pytest rewrites a plugin's assertions only before anyone imports it.
pytest_plugins = ("tests.log_guard", "tests.databases", "tests.figures")

# Some of each of these take a minute or more by themselves.
LONG = frozenset({"kills", "journeys", "replay", "http_access"})
# A file's tests share what is dear to make, so they stay on one worker.
TOGETHER = frozenset({"http_access"})

# A busy machine is no fault of the code; pytest's own timeout catches what hangs.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and keep a file's tests on one worker."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    for item in items:
        folder = item.path.parent.name
        if folder not in LONG or folder in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
