"""A profile's ladders: a list of rungs each, checked at start, every fault at once."""

import copy
import tomllib
from pathlib import Path

import pytest

from workflows import timescales
from workflows.timescales import InvalidProfile

DEFAULT = Path(timescales.__file__).parent / "profiles" / "england-default.toml"
RUNG = {
    "name": "Practitioners",
    "class": "LSW",
    "value": 1,
    "unit": "working days",
    "source": "design",
    "verified": False,
}


def _parse(**changed):
    document = copy.deepcopy(tomllib.loads(DEFAULT.read_text()))
    document["challenges"] |= changed
    return timescales.parse(document)


def test_an_area_names_its_own_rungs():
    profile = _parse(ordinary=[RUNG, {**RUNG, "class": "QA", "value": 4}])

    assert [rung.within.value for rung in profile.challenges.ordinary] == [1, 4]


def test_another_ladder_is_another_version_of_the_rules():
    assert _parse().stamp != _parse(ordinary=[RUNG]).stamp


@pytest.mark.parametrize(
    ("ladder", "fault"),
    [
        (None, "challenges.ordinary: is missing"),
        ([], "challenges.ordinary: is []; expected a list of rungs"),
        ("LSW", "challenges.ordinary: is 'LSW'; expected a list of rungs"),
        (["LSW"], "challenges.ordinary, rung 1: is 'LSW'"),
        (
            [{**RUNG, "class": "BS"}],
            "challenges.ordinary, rung 1.class: is 'BS'; expected one of LSW, CHR",
        ),
        ([{**RUNG, "name": " "}], "challenges.ordinary, rung 1.name: is ' '"),
        ([{**RUNG, "name": "x" * 61}], "rung 1.name: is too long"),
        ([RUNG, {**RUNG, "value": 0}], "challenges.ordinary, rung 2.value: is 0"),
        ([{**RUNG, "unit": "hours"}], "challenges.ordinary, rung 1.unit: is 'hours'"),
        ([{**RUNG, "origin": "x"}], "challenges.ordinary, rung 1.origin: is not known"),
    ],
)
def test_a_ladder_that_cannot_be_is_named_with_what_is_expected(ladder, fault):
    with pytest.raises(InvalidProfile) as refusal:
        _parse(ordinary=ladder)

    assert fault in str(refusal.value)
