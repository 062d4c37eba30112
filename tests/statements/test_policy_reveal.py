"""How views are shown: apart until closing, then disagreement first."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import Recommendation
from workflows.statements import reveal
from workflows.statements.dates import DatedFrom, RoundDates
from workflows.statements.reveal import Position, SideBySide, View, side_by_side

CLOSES_ON = date(2027, 2, 10)
DATES = RoundDates(
    opens_on=date(2027, 1, 27),
    half_time_on=date(2027, 2, 3),
    last_call_on=date(2027, 2, 8),
    closes_on=CLOSES_ON,
    chair_decides=False,
    reason=DatedFrom.CONFERENCE,
)
STAY, END = Recommendation.CONTINUE, Recommendation.END_CHILD_IN_NEED
LEGAL, SILENT = Recommendation.SEEK_LEGAL_ADVICE, Recommendation.CANNOT_SAY


def view(agency, recommendation, *, child="/1", member=None, version=1):
    return View(
        child=child,
        member_id=member or agency,
        agency=agency,
        recommendation=recommendation,
        version=version,
    )


def order_of(page):
    return [
        (position.recommendation, [view.agency for view in position.views])
        for position in page.positions
    ]


@pytest.mark.parametrize(
    ("days_after_closing", "may_read"), [(-1, False), (0, False), (1, True)]
)
def test_nobody_reads_anothers_view_before_the_closing_day_is_over(
    days_after_closing, may_read
):
    today = CLOSES_ON + timedelta(days=days_after_closing)

    assert reveal.may_read_others(DATES, today) is may_read


def test_the_minority_stands_before_the_majority():
    views = [view("School", END), view("Police", END), view("Health", STAY)]

    (page,) = side_by_side(views, ["/1"])

    assert page.is_split
    assert order_of(page) == [(STAY, ["Health"]), (END, ["Police", "School"])]


def test_an_agency_with_three_members_has_one_voice():
    school = [view("School", STAY, member=name) for name in ("Carol", "Cy", "Cass")]
    others = [view("Police", END), view("Health", END)]

    (page,) = side_by_side([*others, *school], ["/1"])

    assert order_of(page) == [
        (STAY, ["School", "School", "School"]),
        (END, ["Health", "Police"]),
    ]


def test_between_positions_of_one_size_the_more_careful_stands_first():
    views = [view("School", END), view("Police", LEGAL), view("Health", STAY)]

    (page,) = side_by_side(views, ["/1"])

    assert [recommendation for recommendation, _ in order_of(page)] == [
        LEGAL,
        STAY,
        END,
    ]


def test_cannot_say_stands_last_and_is_no_disagreement():
    views = [view("Police", SILENT), view("School", STAY), view("Health", STAY)]

    (page,) = side_by_side(views, ["/1"])

    assert not page.is_split
    assert order_of(page) == [(STAY, ["Health", "School"]), (SILENT, ["Police"])]


def test_each_member_speaks_once_with_their_last_version():
    views = [
        view("Health", END, member="Ben", version=2),
        view("Health", STAY, member="Ben", version=1),
    ]

    (page,) = side_by_side(views, ["/1"])

    assert order_of(page) == [(END, ["Health"])]


def test_children_about_whom_people_disagree_come_first():
    views = [
        view("Health", STAY, child="/1"),
        view("School", STAY, child="/1"),
        view("Health", STAY, child="/2"),
        view("School", END, child="/2"),
    ]

    pages = side_by_side(views, ["/1", "/2", "/3"])

    assert [(page.child, page.is_split) for page in pages] == [
        ("/2", True),
        ("/1", False),
        ("/3", False),
    ]
    assert pages[2].positions == ()


def test_what_is_shown_holds_no_number_but_a_version():
    numbers = {
        f"{shape.__name__}.{field.name}"
        for shape in (SideBySide, Position, View)
        for field in fields(shape)
        if field.type in {int, float}
    }

    assert numbers == {"View.version"}


VIEWS = st.lists(
    st.builds(
        view,
        st.sampled_from(["Health", "Police", "School", "Housing", "Horizon"]),
        st.sampled_from(Recommendation),
        child=st.sampled_from(["/1", "/2"]),
        member=st.sampled_from(["Asha", "Ben", "Carol", "Dev"]),
        version=st.just(1),
    ),
    unique_by=lambda one: (one.child, one.member_id),
)


@given(VIEWS, st.randoms())
def test_nothing_is_lost_and_the_order_they_came_in_tells_nothing(views, chance):
    shuffled = list(views)
    chance.shuffle(shuffled)

    pages = side_by_side(views, ["/1", "/2"])

    assert pages == side_by_side(shuffled, ["/1", "/2"])
    shown = [
        one for page in pages for position in page.positions for one in position.views
    ]
    assert sorted(shown, key=repr) == sorted(views, key=repr)
