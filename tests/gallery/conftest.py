"""The gallery, made once for all that look at it."""

import pytest

from tests.gallery.everything import everything, profile


@pytest.fixture(scope="session")
def rules():
    """Give the rules that everything is shown by."""
    return profile()


@pytest.fixture(scope="session")
def shown():
    """Give everything that people see."""
    return everything()
