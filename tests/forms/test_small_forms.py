"""Every smaller form gives back what somebody put into it, and survives anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms import dates, groups, own, rounds
from bot.forms.groups import Chosen, NewGroup
from models.vocabulary import Category, JointView
from tests.forms.filling import left_empty, opened
from tests.gallery import facts
from tests.gallery.everything import profile
from workflows.plans.policy import NewChild

PROFILE = profile()
DAY = date(2026, 9, 2)


@given(st.dates(), st.none() | st.dates(), st.integers(1, 12))
def test_the_first_page_of_a_core_group_reaches_the_second(
    initial_on, review_on, count
):
    filled = opened(
        groups.set_up(),
        initial_on=initial_on.isoformat(),
        review_on=review_on and review_on.isoformat(),
        person="U0000001",
        children=str(count),
    )

    new = groups.read_set_up(filled)

    assert new == NewGroup(
        initial_on=initial_on,
        review_on=review_on,
        lead=Chosen(user_id="U0000001", email=None),
        children=count,
    )
    assert groups.read_new_group(groups.set_up_children(new)) == new


@pytest.mark.parametrize(
    ("left_out", "block"),
    [("initial_on", "initial_on"), ("children", "children"), ("person", "person")],
)
def test_the_first_page_says_what_is_missing(left_out, block):
    answers = {
        "initial_on": DAY.isoformat(),
        "person": "U0000001",
        "children": "1",
    }
    del answers[left_out]

    mend = groups.read_set_up(opened(groups.set_up(), **answers))

    assert isinstance(mend, dict)
    assert set(mend) == {block}


def second_page(children):
    new = NewGroup(
        initial_on=DAY,
        review_on=None,
        lead=Chosen(user_id=None, email="hetty@example.org"),
        children=children,
    )
    return groups.set_up_children(new)


def test_children_born_and_unborn_are_read():
    filled = opened(
        second_page(2),
        **{
            "1:born": "2019-05",
            "1:category": Category.NEGLECT,
            "2:due": "2026-12-01",
            "2:category": Category.MULTIPLE,
        },
    )

    assert groups.read_children(filled) == [
        NewChild(
            category=Category.NEGLECT,
            birth_month=date(2019, 5, 1),
            unborn_due_on=None,
        ),
        NewChild(
            category=Category.MULTIPLE,
            birth_month=None,
            unborn_due_on=date(2026, 12, 1),
        ),
    ]


@pytest.mark.parametrize("month", ["2019", "May 19", "2019-13", "19-05-1", ""])
def test_a_month_that_is_none_is_asked_for_again(month):
    filled = opened(
        second_page(1), **{"1:born": month or None, "1:category": Category.NEGLECT}
    )

    assert set(groups.read_children(filled)) == {"1:born"}


@pytest.mark.parametrize("number", [1, 2, 10, 11, 12])
def test_a_member_can_be_tied_to_any_of_the_children(number):
    shown = facts.children(number)
    offered = [(child.child_id, child.alias) for child in shown]
    form = groups.add_member(facts.ROUND, facts.ALIAS, offered)
    if number == 1:
        assert groups.read_children_chosen(opened(form, person="U0000001")) == []
        return

    chosen = [shown[0].child_id, shown[-1].child_id]

    assert groups.read_children_chosen(opened(form, children=chosen)) == chosen


def test_an_e_mail_is_read_in_small_letters():
    filled = opened(groups.chair(facts.ROUND), email=" Hetty@Example.org ")

    assert groups.read_person(filled) == Chosen(user_id=None, email="hetty@example.org")


def test_a_day_is_read_and_asked_for():
    built = dates.conference(facts.ROUND)

    assert dates.read_day(opened(built, day=DAY.isoformat())) == DAY
    assert dates.read_day(opened(built)) is None
    assert left_empty(built) == {"day"}
    assert built["private_metadata"] == facts.ROUND


def test_being_away_is_read():
    filled = opened(
        own.away(), from_on="2026-09-02", to_on="2026-09-09", deputy="U0000002"
    )

    assert own.read_away(filled) == (DAY, date(2026, 9, 9), "U0000002")
    assert own.read_away(opened(own.away())) == (None, None, None)


def test_a_pause_is_read():
    form = rounds.pause(facts.ROUND, PROFILE)
    filled = opened(form, until_on=DAY.isoformat(), reason="On a course.")

    assert rounds.read_pause(filled) == (DAY, "On a course.")
    assert left_empty(form) == {"until_on", "reason"}


@pytest.mark.parametrize("joint", JointView)
def test_the_discussion_is_read(joint):
    form = rounds.discussion(facts.ROUND, PROFILE)
    filled = opened(form, joint=joint, discussed_on=DAY.isoformat(), text="We agree.")

    assert rounds.read_discussion(filled) == (joint, DAY, "We agree.")
    assert left_empty(form) == {"joint", "text"}


def test_ones_own_label_stands_in_its_form():
    form = groups.label(facts.ROUND, "CG-4817/1", facts.LONG_LABEL, PROFILE)

    values = opened(form)["state"]["values"]

    assert values["label"]["answer"]["value"] == facts.LONG_LABEL


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("state", "values", "answer", "value", "type", "1:born")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(("state", "private_metadata")), NONSENSE))
def test_whatever_comes_in_a_form_is_read_without_a_fault(view):
    assert isinstance(groups.read_set_up(view), dict)
    assert groups.read_person(view).email is None
    assert own.read_away(view) == (None, None, None)
    assert rounds.read_pause(view) == (None, "")
    assert dates.read_day(view) is None
