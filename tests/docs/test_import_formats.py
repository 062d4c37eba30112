"""The page of import formats tells of every column and check, and of no other."""

import ast
import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.imports.files import read_csv
from tests.architecture.source import PROJECT
from workflows import timescales
from workflows.imports import agencies, people, values
from workflows.imports.columns import ANNEX_A, NEEDED, PEOPLE, SSD

PAGE = (PROJECT / "docs" / "reference" / "import-formats.md").read_text()
CHECKS = PROJECT / "workflows" / "imports"
CODE = re.compile(r"`([^`]+)`")
CHECK = re.compile(
    r"^\|(?P<number>[^|]*)\|(?P<says>[^|]+)\| (?P<then>\w+) out \|$", re.M
)
THEN = {
    "error": "kept",
    "fault": "kept",
    "_error": "kept",
    "_read": "kept",
    "warn": "pointed",
    "_warning": "pointed",
}


def section(heading):
    """Return what stands under a heading, down to the next of its kind or higher."""
    level = heading.index(" ")
    below = PAGE.split(f"\n{heading}", 1)[1]
    return re.split(rf"\n#{{1,{level}}} ", below)[0]


def cells_of(text):
    """Return the cells of the rows of every table in a text."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def row_of(text, name):
    return next(cells for cells in cells_of(text) if cells[0] == name)


def worded(node: ast.expr, names: dict[str, list[str]]) -> list[str]:
    """Return the texts that an expression can be, … for what is known later."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return worded(node.body, names) + worded(node.orelse, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, [])
    if isinstance(node, ast.JoinedStr):
        return ["".join(_part(part, names) for part in node.values)]
    return []


def _part(part: ast.expr, names: dict[str, list[str]]) -> str:
    if isinstance(part, ast.FormattedValue):
        known = worded(part.value, names) if isinstance(part.value, ast.Name) else []
        return known[0] if known else "…"
    return "".join(worded(part, names))


def found_in(source: str) -> Iterator[tuple[str, str]]:
    """Yield each reason that some code gives, with what becomes of the row."""
    tree = ast.parse(source)
    constants: dict[str, list[str]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            constants[ast.unparse(statement.target)] = worded(statement.value, {})
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            yield from _found_in(function, constants)


def _found_in(
    function: ast.FunctionDef, constants: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    names = dict(constants)
    inside = list(ast.walk(function))
    for node in inside:
        if isinstance(node, ast.Assign):
            name = ast.unparse(node.targets[0])
            names[name] = names.get(name, []) + worded(node.value, names)
    for node in inside:
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in THEN:
                for reason in worded(node.args[-1], names):
                    yield reason, THEN[called]


def checked():
    return {
        found for path in CHECKS.glob("*.py") for found in found_in(path.read_text())
    }


def documented(text):
    return {
        (
            f"{row['number'].strip()}: {row['says'].strip()}"
            if row["number"].strip()
            else row["says"].strip(),
            row["then"],
        )
        for row in CHECK.finditer(text)
    }


def test_the_page_has_every_check_and_what_becomes_of_the_row():
    assert documented(PAGE) == checked()


def test_a_reason_is_found_however_it_is_given():
    source = """
NOT_A_DAY: Final = "not a day"
def check(found, row, is_open):
    found.error(row.place, "day", NOT_A_DAY)
    reason = "8935: two open" if is_open else "8940: overlap"
    found.error(row.place, "day", reason)
    found.warn(row.place, "day", f"see {row.place}: {NOT_A_DAY}")
"""

    assert set(found_in(source)) == {
        ("not a day", "kept"),
        ("8935: two open", "kept"),
        ("8940: overlap", "kept"),
        ("see …: not a day", "pointed"),
    }


def test_the_page_has_the_columns_of_people():
    rows = cells_of(section("## People").split("\n### ")[0])
    columns = {name for row in rows for name in CODE.findall(row[0])}
    needed = {name for row in rows if row[1] == "yes" for name in CODE.findall(row[0])}

    assert columns == set(PEOPLE.wanted)
    assert needed == set(PEOPLE.required)


@pytest.mark.parametrize("name", SSD)
def test_the_page_has_the_columns_of_the_dataset(name):
    _, columns, _ = row_of(section("## Standard Safeguarding"), f"`{name}`")
    needed, _, others = columns.partition(";")

    assert CODE.findall(needed) == list(SSD[name].required)
    assert CODE.findall(others) == list(SSD[name].optional)


def test_the_page_names_the_files_of_the_dataset_that_are_needed():
    text = section("## Standard Safeguarding")
    sentence = next(line for line in text.splitlines() if "are needed" in line)

    assert tuple(CODE.findall(sentence.split("and so on. ")[1])) == NEEDED


def test_the_page_has_the_columns_of_list_7():
    text = section("## Annex A").split("Taken:")[1].split("List 7 names")[0]
    needed, others = text.split("* if there:")

    assert tuple(CODE.findall(needed)) == ANNEX_A.required
    assert tuple(CODE.findall(others)) == ANNEX_A.optional


def test_the_page_has_the_codes_of_agencies():
    text = section("### Agencies")
    codes = {row[0].strip("`"): row[1] for row in cells_of(text)[2:]}
    refused = CODE.findall(text.split("refused:")[1])

    assert set(codes) == set(agencies.CODES)
    assert all(
        codes[code].startswith(name) for code, (name, _) in agencies.CODES.items()
    )
    assert set(refused) == agencies.NOT_AN_AGENCY


def test_the_example_of_people_is_taken_without_a_word(tmp_path):
    example = tmp_path / "people.csv"
    example.write_text(section("## People").split("```csv\n")[1].split("```")[0])
    roles = timescales.load("england-default").roles

    found = people.read(read_csv(example, PEOPLE), roles)

    assert (found.findings.errors, found.findings.warnings) == ([], [])
    assert (len(found.people), len(found.memberships)) == (6, 4)
    assert (len(found.chairs), len(found.grants)) == (1, 2)


def test_values_are_read_as_the_page_says():
    text = section("## What the files may look like")
    dates = CODE.findall(row_of(text, "date")[1])
    nothing = CODE.findall(row_of(text, "nothing")[1])
    yes, no = row_of(text, "yes, no")[1].split(";")
    written, read = CODE.findall(row_of(text, "identifier")[1])

    assert {values.day(example) for example in dates} == {date(2026, 5, 5)}
    assert {values.day(example) for example in nothing} == {None}
    assert {values.flag(example) for example in CODE.findall(yes)} == {True}
    assert {values.flag(example) for example in CODE.findall(no)} == {False}
    assert values.identifier(written) == read
