"""What a cell can mean."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import Category
from workflows.imports import values

ALIASES = json.loads(
    (
        Path(__file__).parent.parent / "data/annex_a/category_of_abuse_aliases.json"
    ).read_text(encoding="utf-8")
)
MEANS = {
    "a) Neglect": Category.NEGLECT,
    "b) Physical Abuse": Category.PHYSICAL,
    "c) Sexual Abuse": Category.SEXUAL,
    "d) Emotional Abuse": Category.EMOTIONAL,
    "e) Multiple": Category.MULTIPLE,
}
# Three kinds of harm are multiple, whatever the list upstream says.
SLIP = "Neglect, Physical and Emotional"


@pytest.mark.parametrize(
    ("spelling", "category"),
    [
        (spelling, MEANS[code])
        for code, spellings in ALIASES.items()
        for spelling in spellings
        if spelling != SLIP
    ],
)
def test_every_spelling_that_areas_send_is_understood(spelling, category):
    assert values.category(spelling) is category


def test_three_kinds_of_harm_are_multiple():
    assert values.category(SLIP) is Category.MULTIPLE


@pytest.mark.parametrize("text", ["worried", "MULBERRY", "12", "e)", "nega"])
def test_a_word_that_is_no_kind_of_harm_is_refused(text):
    with pytest.raises(values.Unreadable):
        values.category(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_is_read_alike_however_it_is_written(day):
    written = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d-%b-%Y}",
        f"{day:%d %B %Y}",
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()} 00:00:00.000",
        f"{day:%d/%m/%Y} 09:30",
        f" {day.isoformat()}T00:00:00Z\u00a0",
        datetime(day.year, day.month, day.day).isoformat(),  # noqa: DTZ001
    ]

    assert {values.day(text) for text in written} == {day}


@pytest.mark.parametrize(
    "text", ["", " ", "NULL", "#N/A", "n/a", "None", "NaT", "\u00a0", "1900-01-01"]
)
def test_nothing_is_no_day(text):
    assert values.day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "31/04/2025",
        "5/13/2025",
        "01/02/25",
        "1066-10-14",
        "2101-01-01",
        "45678",
        "soon",
        "2025-01-01 and later",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(values.Unreadable):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Y", True), ("a) Yes", True), ("b) No", False), ("0", False), ("", None)],
)
def test_yes_and_no_are_read(text, said):
    assert values.flag(text) is said


@pytest.mark.parametrize(
    ("text", "identifier"),
    [("10721552.0", "10721552"), (" 17\u00a0", "17"), ("A1.0", "A1.0"), ("007", "007")],
)
def test_an_identifier_is_as_it_was_before_the_spreadsheet(text, identifier):
    assert values.identifier(text) == identifier


@given(st.text(max_size=30))
def test_no_text_is_more_than_refused(text):
    for read in (values.day, values.flag, values.count, values.category):
        try:
            read(text)
        except values.Unreadable:
            continue
