"""The form for a notice gives back what somebody put into it, and survives anything."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms import chronology, notices
from models.vocabulary import NoticeKind
from tests.forms.filling import left_empty, opened
from tests.gallery import facts
from tests.gallery.everything import profile
from workflows.notices.policy import NewNotice
from workflows.overview.notice_pages import NoticeForm

PROFILE = profile()
DAY = date(2026, 9, 2)


def _form(children=1):
    shown = facts.children(children)
    found = NoticeForm(
        group_id=facts.ROUND,
        alias=facts.ALIAS,
        today=DAY,
        children=shown,
        corrects=None,
    )
    return notices.give(found, PROFILE)


@pytest.mark.parametrize("kind", NoticeKind)
def test_two_presses_and_a_line_are_a_notice(kind):
    filled = opened(_form(), kind=kind, line="A line.")

    assert notices.read(filled) == NewNotice(kind=kind, happened_on=DAY, line="A line.")
    assert notices.read_place(filled) == (facts.ROUND, None)
    assert left_empty(_form()) == {"kind", "line"}


@pytest.mark.parametrize("number", [2, 10, 11, 12])
def test_all_the_children_are_chosen_unless_some_are(number):
    shown = facts.children(number)
    every = notices.read(opened(_form(number), kind="other", line="x"))
    some = notices.read(
        opened(_form(number), kind="other", line="x", children=[shown[1].child_id])
    )

    assert isinstance(every, NewNotice)
    assert every.children == tuple(child.child_id for child in shown)
    assert isinstance(some, NewNotice)
    assert some.children == (shown[1].child_id,)


def test_that_the_police_were_needed_is_read():
    filled = opened(_form(), kind="police_attended", line="x", entry=[notices.ENTRY])

    found = notices.read(filled)

    assert isinstance(found, NewNotice)
    assert replace(found, assisted_entry=False) != found


def test_the_form_begins_with_whom_to_telephone():
    first = _form()["blocks"][0]["text"]["text"]

    assert first.startswith("If a child may be at risk of significant harm, stop and")
    assert PROFILE.telephone.day in first


@pytest.mark.parametrize("left_out", ["kind", "happened_on"])
def test_what_was_left_out_is_asked_for(left_out):
    filled = opened(_form(), kind="other", line="x")
    filled["state"]["values"].pop(left_out)

    found = notices.read(filled)

    assert isinstance(found, dict)
    assert set(found) == {left_out}


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("state", "values", "answer", "value", "type", "kind")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(("state", "private_metadata")), NONSENSE))
def test_whatever_comes_in_a_form_is_read_without_a_fault(view):
    assert isinstance(notices.read(view), dict)
    assert notices.read_check_in(view) is None
    notices.read_place(view)
    chronology.read_place(view)
