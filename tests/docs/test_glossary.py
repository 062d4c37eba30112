"""The glossary and the code use the same words."""

import re
from typing import NamedTuple

import pytest

from tests.architecture.source import PROJECT, read, write

PAGE = PROJECT / "docs" / "reference" / "glossary.md"
ENTRY = re.compile(r"^\| (?P<word>[^|]+) \| (?P<meaning>[^|]+) \| `(?P<name>\w+)` \|$")
AVOIDED = re.compile(r"^\| (?P<word>[a-z ]+) \| (?P<instead>[^|]+) \|$")
PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
ROOMS = ("bot", "workflows", "models", "practice")


class Entry(NamedTuple):
    """One word of the glossary."""

    word: str
    meaning: str
    name: str


def entries(text):
    """Return the words that a glossary explains."""
    found = (ENTRY.match(line) for line in text.splitlines())
    return [Entry(*match.groups()) for match in found if match]


def avoided(text):
    """Return the words that a glossary asks us not to write to people."""
    _, _, end = text.partition("## Words that we do not write to people")
    found = (AVOIDED.match(line) for line in end.splitlines())
    return [match["word"] for match in found if match and match["word"] != "not"]


def names_in_code(folder):
    """Return every name that stands in the code of ours."""
    return {
        name
        for source in read(folder, within=ROOMS)
        for name in re.findall(r"\w+", source.text)
    }


def find_avoided(folder, words):
    """Return where the words that people get hold one that we avoid."""
    wanted = re.compile(rf"\b(?:{'|'.join(words)})s?\b", re.IGNORECASE)
    return [
        f"{path.relative_to(folder)}: {found.group()}"
        for path in sorted((folder / "templates").rglob("*.j2"))
        # What a template looks up is named in our words, for us.
        for found in wanted.finditer(PLACEHOLDER.sub(" ", path.read_text()))
    ]


ENTRIES = entries(PAGE.read_text())


def test_there_are_words():
    assert len(ENTRIES) > 40


def test_a_word_is_explained_once():
    words = [entry.word for entry in ENTRIES]

    assert sorted(set(words)) == sorted(words)


def test_every_table_row_is_read():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    heads = [line for line in rows if line.startswith(("| word", "| not |", "| --- "))]

    assert len(ENTRIES) + len(avoided(PAGE.read_text())) == len(rows) - len(heads)


def test_every_word_of_the_glossary_is_used_in_the_code():
    names = names_in_code(PROJECT)

    unused = [entry.word for entry in ENTRIES if entry.name not in names]

    assert not unused, f"a glossary of words that nobody uses misleads: {unused}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.word)
def test_a_meaning_is_a_sentence(entry):
    assert entry.meaning.endswith("."), entry.meaning


def test_no_message_uses_a_word_that_we_avoid():
    words = avoided(PAGE.read_text())

    found = find_avoided(PROJECT, words)

    assert words
    assert not found, f"people read one word for one thing: {found}"


def test_a_word_that_we_avoid_is_found_in_a_message(tmp_path):
    write(
        tmp_path,
        "templates/x/y.md.j2",
        "Dear {{ user }}, two Users and a partner, but no partnership.",
    )

    found = find_avoided(tmp_path, ["user", "partner"])

    assert found == ["templates/x/y.md.j2: Users", "templates/x/y.md.j2: partner"]


def test_an_unused_word_would_be_found(tmp_path):
    write(tmp_path, "bot/x.py", "class Round: ...\n")

    assert "Round" in names_in_code(tmp_path)
    assert "Canvass" not in names_in_code(tmp_path)
