"""Referrals through the signed interface: forms, refusals, what is shown."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.referral_vocabulary import ReferralAnswer
from models.tables.referrals import Referral
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, text
from tests.log_guard import CANARY
from tests.referrals import referring


def account(person):
    return Account(person.slack_user_id)


def filled(world, to, /, **other):
    return {
        "danger": choice("no"),
        "group": choice("other", "static_select"),
        "family": text("Our record 4711"),
        "worry": choice("NEG", "static_select"),
        "concern": text(CANARY),
        "as": choice("telephone"),
        "made_on": day(world.today - timedelta(days=1)),
        "made_at": {"type": "timepicker", "selected_time": "16:05"},
        "team": choice(to.id, "static_select"),
        "source": choice("3B", "static_select"),
        "knows": choice("yes"),
        **other,
    }


def send(rig, world, person, values):
    sent = payloads.submit(account(person), "referrals.record", values, "")
    return rig.act(sent, shows="home")


def rows(world):
    with world.work() as session:
        return session.exec(select(Referral)).all()


def test_a_call_that_was_made_is_kept_once_however_often_it_is_sent(rig, world, team):
    sent = payloads.submit(
        account(world.ben), "referrals.record", filled(world, team), ""
    )
    first = rig.act(sent, shows="home")
    again = rig.act(sent)

    (row,) = rows(world)
    said = str(first.reply["view"]["blocks"])
    assert again.reply == first.reply
    assert row.alias in said
    assert "confirm it to them in writing" in said
    assert "01632 960005" in said
    assert CANARY not in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("danger", choice("yes")), "Please telephone now: 999"),
        (("danger", choice("")), "Please choose one."),
        (("worry", choice("", "static_select")), "Please choose one."),
        (("knows", choice("maybe")), "Please choose one."),
        (("team", choice("gone", "static_select")), "receives no referrals any more"),
        (("made_on", day("not a day")), "on which day"),
        (("made_at", {"type": "timepicker", "selected_time": None}), "at what time"),
        (("family", text("")), "how the team can find the family"),
        (("concern", text(" ")), "what the worry is"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_nothing_is_kept(
    rig, world, team, wrong, words
):
    came = send(rig, world, world.ben, filled(world, team, **dict([wrong])))

    assert words in came.reply["errors"][wrong[0]]
    assert rows(world) == []


def test_a_child_in_danger_who_was_telephoned_about_is_taken(rig, world, team):
    send(rig, world, world.ben, filled(world, team, danger=choice("told")))

    assert len(rows(world)) == 1


def test_a_form_for_an_answer_to_what_was_answered_shows_the_answer(rig, world, team):
    receipt = referring.refer(world, team)
    referring.answer(world, receipt, world.xan, ReferralAnswer.PASSED_ON)

    came = rig.act(
        payloads.press(
            account(world.piotr), "referrals.open_answer", receipt.referral_id
        ),
        shows="view",
    )

    (view,) = (call.view for call in came.calls if call.view.get("type") == "modal")
    assert "callback_id" not in view
    assert "Passed on: Xan" in str(view["blocks"])
