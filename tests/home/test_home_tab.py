"""The Home tab as blocks: what is owed first, one button each, and never too long."""

from dataclasses import replace

import pytest

from bot import home
from models.vocabulary import PersonClass
from tests.gallery import homes
from tests.gallery.drift_pages import to_look_at
from tests.gallery.limits import faults
from tests.gallery.score_pages import to_give
from tests.gallery.shown import elements, texts
from workflows.overview import challenges, referrals
from workflows.overview.seen import (
    NO_ACTIONS,
    NO_CHALLENGES,
    NO_DATES,
    NO_OUTCOMES,
    NO_RECORDS,
    NO_REFERRALS,
    RoundState,
)
from workflows.statements.whose import Right

EMPTY = replace(
    homes.fullest(),
    owed=(),
    late=(),
    unread=(),
    dates=NO_DATES,
    records=NO_RECORDS,
    actions=NO_ACTIONS,
    scores=(),
    outcomes=NO_OUTCOMES,
    challenges=NO_CHALLENGES,
    referrals=NO_REFERRALS,
    may_challenge=False,
    alerts=(),
    may_see_alerts=False,
    groups=(),
    caseload=(),
    is_business_support=False,
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


def test_each_action_that_is_owed_has_its_button_and_no_name_of_an_adult():
    facts = replace(EMPTY, actions=homes.actions())

    assert ("actions.open_report", "0" * 16) in pressed(facts)
    assert ("actions.open", "0" * 16) in pressed(facts)
    assert "12 actions are overdue and 1 action is without anyone" in words(facts)
    assert "mother" not in words(facts)


def test_each_referral_has_its_buttons_and_says_who_has_it():
    facts = replace(EMPTY, referrals=referrals.SAMPLES[-1])

    found = [name for name, _ in pressed(facts)]

    assert found.count("referrals.open_answer") == found.count("referrals.read") == 3
    # What is one's own need not be taken.
    assert found.count("referrals.take") == 2
    assert found.count("referrals.read_own") == 3
    assert found.count("referrals.open_add") == 1
    assert "Dr Bartholomew Longname-Example has it." in words(facts)


def test_each_challenge_has_its_button_and_what_only_is_to_be_known_may_have_none():
    facts = replace(EMPTY, challenges=challenges.SAMPLES[-1])
    known = len(facts.challenges.to_know)

    found = [action for action, _ in pressed(facts)]

    assert found.count("challenges.open_answer") == 3
    assert found.count("challenges.open_decide") == 2
    assert found.count("challenges.read") == known - 1
    assert "It says that a child is at risk now." in words(facts)


def test_who_may_raise_a_challenge_begins_from_home():
    without = [action for action, _ in pressed(EMPTY)]

    having = [action for action, _ in pressed(replace(EMPTY, may_challenge=True))]

    assert "challenges.begin" not in without
    assert "challenges.begin" in having


def test_what_is_owed_after_a_core_group_has_its_button_also_for_a_deputy():
    facts = replace(EMPTY, scores=to_give())
    own, for_another = to_give()

    assert ("scores.open_give", own.value) in pressed(facts)
    assert ("scores.open_give", for_another.value) in pressed(facts)
    assert "by Wednesday 30 September, for" in words(facts)


def test_an_alert_says_what_is_asked_of_whom_and_opens():
    waiting = to_look_at()
    facts = replace(EMPTY, alerts=waiting, may_see_alerts=True)

    said = words(facts)

    assert [value for name, value in pressed(facts) if name == "drift.read"] == [
        one.alert_id for one in waiting
    ]
    assert ("drift.overview", "") in pressed(facts)
    assert (
        "one signal that plans may drift (Core group late). Your answer is due by"
        in said
    )
    assert "Your answer was due by" in said
    assert "Nobody answered in time" in said
    assert "Please answer why not the legal route" in said
    assert "you can add a line" in said


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


def test_a_notice_to_read_has_a_button_that_opens_it():
    notice = homes.unread()

    facts = replace(EMPTY, unread=(notice,))

    assert ("notices.read", notice.notice_id) in pressed(facts)
    assert "Nothing. Thank you." not in words(facts)


@pytest.mark.parametrize(
    ("classes", "may_give"),
    [({PersonClass.MEMBER}, True), ({PersonClass.BUSINESS_SUPPORT}, False)],
)
@pytest.mark.parametrize("state", [None, RoundState.PLANNED, RoundState.CLOSED])
def test_who_may_give_a_notice_is_offered_it_at_their_group(classes, may_give, state):
    line = homes.group(classes, state)

    found = pressed(replace(EMPTY, groups=(line,)))

    assert (("notices.open_give", line.group_id) in found) is may_give


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


def test_what_is_owed_to_dates_has_a_button_each():
    pressed_at = [name for name, _ in pressed(replace(EMPTY, dates=homes.dates()))]

    assert pressed_at[:4] == [
        "proposals.open",
        "proposals.open_answer",
        "coming.open_say",
        "proposals.open_propose",
    ]


def test_a_core_group_to_come_has_its_time_and_its_buttons():
    line = homes.group({PersonClass.MEMBER}, None)
    facts = replace(EMPTY, groups=(line,))

    assert "at 09:30" in words(facts) or ", 09:30" in words(facts)
    assert ("coming.notes", line.meeting_id) in pressed(facts)
    assert ("proposals.open", line.group_id) not in pressed(facts)
