"""Every command that a page tells people to type is there."""

import re

import pytest

from tests.architecture.source import PROJECT
from tests.docs.test_links import pages

CODE = re.compile(r"```.*?```|`[^`\n]+`", flags=re.DOTALL)
MAKE = re.compile(r"(?<![\w/-])make ([a-z][a-z-]*)")
TARGETS = set(
    re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE)
)


def targets_named_in(text: str) -> set[str]:
    """Return the targets of make that a page names in its code."""
    return {target for code in CODE.findall(text) for target in MAKE.findall(code)}


@pytest.mark.parametrize(
    "page", pages(PROJECT), ids=lambda page: page.relative_to(PROJECT).as_posix()
)
def test_every_target_that_a_page_names_is_in_the_makefile(page):
    unknown = targets_named_in(page.read_text()) - TARGETS

    assert not unknown, f"a newcomer would type these: {unknown}"


def test_a_target_is_found_in_code_and_not_in_prose():
    text = "To make sense of it, `make test` or\n```\nmake demo name=x\n```\n"

    assert targets_named_in(text) == {"test", "demo"}
