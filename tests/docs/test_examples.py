"""What the pages have people copy works: profiles, queries, calls."""

import ast
import re
import tomllib

import pytest
import sqlalchemy as sa

from tests.architecture.source import PROJECT
from tests.docs.test_links import pages
from workflows import timescales

BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>.*?)^ *```$", re.DOTALL | re.M
)


def examples(kind):
    """Return the examples of one kind, each with the page that it stands on."""
    found = []
    for page in pages(PROJECT):
        for block in BLOCK.finditer(page.read_text()):
            if block["kind"] == kind:
                indent = len(block["indent"])
                lines = [line[indent:] for line in block["body"].splitlines()]
                found.append(pytest.param("\n".join(lines), id=page.name))
    return found


@pytest.mark.parametrize("text", examples("toml"))
def test_a_profile_on_a_page_is_a_profile(text):
    profile = timescales.parse(tomllib.loads(text))

    assert profile.name == "anyshire"
    assert not profile.telephone.is_invented or "01632" in text


@pytest.mark.parametrize("query", examples("sql"))
def test_a_query_on_a_page_runs(query, session):
    session.connection().execute(sa.text(query)).all()


@pytest.mark.parametrize("text", examples("python"))
def test_a_call_on_a_page_is_python(text):
    assert ast.parse(text).body


def test_who_saw_what_tells_who_read(world):
    query = next(
        example.values[0]
        for example in examples("sql")
        if example.id == "answer-who-saw-what.md"
    )
    family = world.group()
    world.open_round(family)

    with world.work() as session:
        rows = (
            session.connection()
            .execute(sa.text(query.replace("CG-4817", family.alias)))
            .all()
        )

    assert "round opened" in [row.event for row in rows]


def test_there_are_examples_of_each_kind():
    assert examples("toml")
    assert examples("sql")
    assert examples("python")
