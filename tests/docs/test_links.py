"""Every page that a page points to is there."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, write

LINK = re.compile(
    r"\[[^\]]*\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<part>[^)\s]+))?\)"
)
HEADING = re.compile(r"^#+ +(?P<title>.+?) *$", flags=re.MULTILINE)


def pages(folder: Path) -> list[Path]:
    """Return the pages that people read."""
    return [*sorted(folder.glob("*.md")), *sorted((folder / "docs").rglob("*.md"))]


def find_dead_links(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    dead = []
    for link in LINK.finditer(page.read_text()):
        target = page.parent / link["path"] if link["path"] else page
        if not target.exists():
            dead.append(f"{page.name}: {link['path']}")
        elif (
            link["part"]
            and target.suffix == ".md"
            and link["part"] not in _parts(target)
        ):
            dead.append(f"{page.name}: {link['path']}#{link['part']}")
    return dead


def _parts(page: Path) -> set[str]:
    titles = (
        heading["title"].lower() for heading in HEADING.finditer(page.read_text())
    )
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def test_there_are_pages():
    assert pages(PROJECT)


@pytest.mark.parametrize(
    "page", pages(PROJECT), ids=lambda page: page.relative_to(PROJECT).as_posix()
)
def test_every_link_leads_somewhere(page):
    dead = find_dead_links(page)

    assert not dead, f"a reader who follows these is lost: {dead}"


def test_a_dead_link_is_found(tmp_path):
    write(tmp_path, "docs/a.md", "# Two words, so\n")
    write(
        tmp_path, "b.md", "[a](docs/a.md#two-words-so) [c](c.md) [d](docs/a.md#none)\n"
    )

    assert find_dead_links(tmp_path / "b.md") == ["b.md: c.md", "b.md: docs/a.md#none"]
