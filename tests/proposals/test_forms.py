"""The forms for dates: what was filled in is read back, and nonsense does no harm."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.forms import coming, proposals
from models.vocabulary import ComingAs
from tests.forms.filling import left_empty, opened
from tests.gallery import facts
from tests.gallery.date_forms import date_forms
from workflows import clock, timescales
from workflows.proposals.policy import NewDates

FORMS = date_forms(timescales.load("england-default"))
DAY = facts.CLOSES


def test_the_dates_that_were_filled_in_are_read_each_with_its_place():
    filled = opened(
        FORMS["propose-shortest"],
        day_1=DAY.isoformat(),
        time_1="09:30",
        day_4=(DAY + timedelta(days=1)).isoformat(),
        time_4="14:00",
    )

    found = proposals.read_propose(filled)

    assert found == NewDates(
        dates=(
            ("day_1", clock.at(DAY, 9, 30)),
            ("day_4", clock.at(DAY + timedelta(days=1), 14)),
        )
    )


def test_one_date_is_asked_for_and_the_others_may_stay_empty():
    assert left_empty(FORMS["propose-shortest"]) == {"day_1", "time_1"}


def test_a_time_without_its_day_is_asked_for():
    filled = opened(FORMS["propose-shortest"], time_2="09:30")

    assert proposals.read_propose(filled) == {"day_2": proposals.NEEDS_DAY}


def test_what_was_said_before_stands_in_the_form():
    filled = opened(FORMS["say-longest"])

    assert coming.read_say(filled) == (ComingAs.CANNOT, None, True)
    assert coming.read_place(FORMS["say-longest"]) == (facts.ROUND, facts.ROUND)


def test_a_move_asks_why_and_a_first_date_does_not():
    assert left_empty(FORMS["fix-longest"]) == {"because"}
    assert left_empty(FORMS["fix-shortest"]) == set()


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("state", "values", "answer", "value", "type", "day_1")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(("state", "private_metadata")), NONSENSE))
def test_whatever_comes_in_a_form_is_read_without_a_fault(view):
    assert proposals.read_propose(view) == NewDates(dates=())
    assert proposals.read_fix(view)[1] == ""
    assert coming.read_say(view) == (None, None, False)
    assert coming.read_notes(view) == ("", "", False)
    coming.read_place(view)
