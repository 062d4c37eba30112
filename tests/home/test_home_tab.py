"""The Home tab as blocks: what is owed first, one button each, and never too long."""

from dataclasses import replace

import pytest

from bot import home
from models.vocabulary import PersonClass
from tests.gallery import homes
from tests.gallery.limits import faults
from tests.gallery.shown import elements, texts
from workflows.overview.seen import RoundState
from workflows.statements.whose import Right

EMPTY = replace(
    homes.fullest(), owed=(), late=(), groups=(), caseload=(), is_business_support=False
)


def words(facts):
    return "\n".join(texts(home.build(facts)["blocks"]))


def pressed(facts):
    return [
        (element["action_id"], element.get("value", ""))
        for element in elements(home.build(facts)["blocks"])
    ]


def test_who_owes_nothing_is_thanked():
    assert "Nothing. Thank you." in words(EMPTY)


@pytest.mark.parametrize("right", Right)
def test_what_is_owed_has_a_button_that_opens_that_view(right):
    item = homes.owed(right)

    assert ("statements.open", item.value) in pressed(replace(EMPTY, owed=(item,)))


@pytest.mark.parametrize(
    ("left", "said"),
    [(0, "today"), (1, "One working day is left"), (5, "5 working days")],
)
def test_the_days_that_are_left_are_said(left, said):
    item = replace(homes.owed(Right.OWN), working_days_left=left)

    assert said in words(replace(EMPTY, owed=(item,)))


def test_what_is_owed_stands_before_the_groups():
    facts = replace(
        EMPTY,
        owed=(homes.owed(Right.OWN),),
        groups=(homes.group({PersonClass.MEMBER}, RoundState.OPEN),),
    )

    assert words(facts).index("What I owe") < words(facts).index("My core groups")


@pytest.mark.parametrize(
    ("classes", "may_set_up"),
    [
        ({PersonClass.MEMBER}, False),
        ({PersonClass.CHAIR}, False),
        ({PersonClass.LEAD_SOCIAL_WORKER}, True),
        ({PersonClass.TEAM_MANAGER}, True),
    ],
)
def test_only_who_may_set_up_a_group_is_offered_it(classes, may_set_up):
    facts = replace(EMPTY, groups=(homes.group(classes, None),))

    assert (("groups.open_set_up", "") in pressed(facts)) is may_set_up


@pytest.mark.parametrize("number", [0, 1, 20, 32, 33, 34, 40, 200])
def test_any_number_of_groups_fits_and_keeps_help_in_reach(number):
    line = homes.group({PersonClass.CHAIR}, RoundState.OPEN, is_long=True)
    facts = replace(EMPTY, caseload=(line,) * number)

    (shown,) = (
        replace(one, args={**one.args, "view": home.build(facts)})
        for one in homes.shown()
        if one.name == "home.fullest"
    )

    assert faults(shown) == []
    assert ("access.help", "") in pressed(facts)
    assert (home.MORE in words(facts)) is (len(shown.blocks) == home.MOST_BLOCKS)


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.OPEN])
def test_before_closing_nobody_is_offered_the_views(state):
    for one in PersonClass:
        facts = replace(EMPTY, groups=(homes.group({one}, state),))

        names = {name for name, _ in pressed(facts)}
        assert not names & {"statements.read", "packs.open"}, one
