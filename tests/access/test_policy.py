"""The access table in code, against the one written out by hand."""

import pytest

from models.vocabulary import PersonClass, Right
from tests.access.hand_written import EXPECTED, LAST_ROW, expected
from workflows.access.policy import (
    CLASSES,
    ROWS,
    TABLE,
    Circumstances,
    is_allowed,
    rights,
)


@pytest.mark.parametrize("row", range(1, LAST_ROW + 1))
@pytest.mark.parametrize("person_class", list(EXPECTED))
def test_each_cell_is_as_written_by_hand(person_class, row):
    cell = ROWS[row].right_of(PersonClass(person_class))

    assert cell.value == expected(person_class, row)


def test_every_row_and_class_is_there_once():
    assert [row.number for row in TABLE] == list(range(1, LAST_ROW + 1))
    assert {person_class.value for person_class in CLASSES} == set(EXPECTED)


@pytest.mark.parametrize(
    ("right", "enough"),
    [
        (Right.ALLOWED, {}),
        (Right.OWN, {"own": True}),
        (Right.DATES, {"dates_only": True}),
        (Right.SECOND, {"seconded": True}),
        (Right.AFTER_CLOSING, {"closed": True}),
        (Right.NAMED, {"named": True}),
        (Right.SCOPE, {"released": True}),
    ],
)
def test_a_right_is_enough_only_in_its_own_circumstances(right, enough):
    row, person_class = next(
        (row.number, cls)
        for row in TABLE
        for cls in CLASSES
        if row.right_of(cls) is right
    )

    assert is_allowed(row, {person_class}, Circumstances(**enough))
    if enough:
        assert not is_allowed(row, {person_class}, Circumstances())


def test_without_a_class_nothing_is_allowed_anywhere():
    everything = Circumstances(
        own=True,
        named=True,
        closed=True,
        dates_only=True,
        released=True,
        seconded=True,
    )

    assert not any(is_allowed(row, (), everything) for row in ROWS)


def test_the_widest_of_several_classes_counts():
    narrow, wide = PersonClass.MEMBER, PersonClass.LEAD_SOCIAL_WORKER

    assert Right.ALLOWED not in rights(35, {narrow})
    assert Right.ALLOWED in rights(35, {narrow, wide})
