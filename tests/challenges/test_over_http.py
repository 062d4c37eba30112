"""Over the signed interface: the form, the word, the command, the shortcut, Home."""

import json
import threading

import pytest
from sqlmodel import select

from bot.render import Renderer
from models.tables.challenges import Challenge
from models.tables.replies import PlainReply
from models.vocabulary import ChallengeEnd
from tests.challenges import challenging
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, text
from tests.log_guard import CANARY
from workflows import catalogue
from workflows.challenges import policy
from workflows.challenges.deciding import Decision

REPLY = "replies.reply_taken"


def _account(person):
    return Account(person.slack_user_id or "")


def _values(**said):
    return {
        "about": choice("progress"),
        "what": text(CANARY),
        "wanted": text(CANARY),
        "risk": choice("no"),
        **said,
    }


def _new(family, person, **said):
    return payloads.submit(
        _account(person), "challenges.raise", _values(**said), family.id
    )


def _challenges(world):
    with world.work() as session:
        return session.exec(select(Challenge)).all()


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _opened(rig, sent):
    (call,) = rig.act(sent, shows="view").calls
    return call.view


def _pressed(rig, person, action, value=""):
    return _opened(rig, payloads.press(_account(person), action, value))


def _said_to_the_bot(rig, person, words):
    sent = payloads.event(
        _account(person), "message", channel_type="im", text=words, ts="1.5"
    )
    return rig.send(sent)


def _reply(world):
    """Give how the answer to a plain reply is sent."""
    (row,) = world.outbox(REPLY)
    entry = catalogue.entries(world.profile)[REPLY]
    message = entry.message.unpacked(row.payload)
    words = entry.words(None, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))
    return _words(sent.blocks)


def test_the_form_begins_with_the_alarm_and_fits_a_phone(world, family, rig):
    view = _pressed(rig, world.ben, "challenges.open_raise", family.id)

    assert "Nobody is watching this." in _words(view["blocks"][0])
    asked = [one["block_id"] for one in view["blocks"] if one["type"] == "input"]
    assert asked == ["about", "what", "wanted", "risk"]
    assert "at risk of significant harm right now?" in _words(view)


def test_raised_it_says_who_owes_the_answer_by_when_once_however_often_sent(
    world, family, rig
):
    sent = _new(family, world.ben)

    answers = [rig.send(sent) for _ in range(3)]

    assert "Asha (Children's social care), lead social worker, owes you an answer" in (
        _words(answers[0].json())
    )
    assert len({one.content for one in answers}) == 1
    assert len(_challenges(world)) == 1
    assert len(world.audited("challenge raised")) == 1


def test_a_form_that_arrives_twice_at_once_is_kept_once(world, family, rig):
    sent = _new(family, world.ben)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(_challenges(world)) == 1
    assert len({one.content for one in found}) == 1


def test_at_risk_the_receipt_says_first_whom_to_telephone(world, family, rig):
    answer = rig.send(_new(family, world.ben, risk=choice("yes"))).json()

    first, second = answer["view"]["blocks"]
    assert "stop and telephone" in _words(first)
    assert "Sofia" in _words(second)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"what": text(" ")}, {"what": policy.WhatMissing().said}),
        ({"wanted": text("")}, {"wanted": policy.WantedMissing().said}),
        ({"what": text("x" * 3001)}, {"what": policy.TooLong().said}),
        ({"about": choice("x")}, {"about": "Please choose what it is about."}),
        ({"about": text("x")}, {"about": "Please choose what it is about."}),
        ({"risk": choice("perhaps")}, {"risk": "Please say yes or no."}),
        ({"risk": {"type": "radio_buttons"}}, {"risk": "Please say yes or no."}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    world, family, rig, said, wanted
):
    answer = rig.send(_new(family, world.ben, **said)).json()

    assert answer == {"response_action": "errors", "errors": wanted}
    assert _challenges(world) == []


def test_with_several_groups_the_form_asks_which(world, family, rig):
    other = world.group(members=(world.ben,))
    view = _pressed(rig, world.ben, "challenges.begin")
    (menu,) = [one for one in view["blocks"] if one.get("block_id") == "group"]
    options = [one["text"]["text"] for one in menu["element"]["options"]]
    sent = payloads.submit(
        _account(world.ben),
        "challenges.raise",
        _values(group=choice(other.id, "static_select")),
    )
    without = payloads.submit(
        _account(world.ben), "challenges.raise", {"group": text(""), **_values()}
    )

    refused = rig.send(without).json()
    rig.send(sent)

    assert options == [family.alias, other.alias]
    assert refused["errors"] == {"group": policy.GroupMissing().said}
    (kept,) = _challenges(world)
    assert kept.group_id == other.id


@pytest.mark.parametrize("words", ["challenge", "challenge CG-4801", "CHALLENGE"])
def test_the_command_opens_the_form(world, family, rig, words):
    view = _opened(rig, payloads.command(_account(world.ben), words))

    assert view["callback_id"] == "challenges.raise"
    assert view["private_metadata"] == family.id


@pytest.mark.parametrize("words", ["challenge", "challenge CG-9999"])
def test_who_is_in_no_group_is_told_whom_to_ask(world, family, rig, words):
    answer = rig.send(payloads.command(_account(world.xan), words)).json()

    assert "in no core group here" in answer["text"]


def test_the_shortcut_opens_the_form(world, family, rig):
    view = _opened(rig, payloads.shortcut(_account(world.ben), "challenges.shortcut"))

    assert view["callback_id"] == "challenges.raise"


@pytest.mark.parametrize(
    "words",
    ["challenge", "Challenge!", "I want to raise a challenge", "challenge: see page 2"],
)
def test_the_plain_word_is_answered_with_the_button_that_opens_the_form(
    world, family, rig, words
):
    _said_to_the_bot(rig, world.ben, words)

    said = _reply(world)
    assert "Nobody is watching this." in said
    assert "challenges.begin" in said
    assert _challenges(world) == []
    with world.work() as session:
        assert len(session.exec(select(PlainReply)).all()) == 1


@pytest.mark.parametrize("words", ["challenging day", "they challenge it", "hello", ""])
def test_any_other_word_is_answered_as_before(world, family, rig, words):
    _said_to_the_bot(rig, world.ben, words)

    assert "challenges.begin" not in _reply(world)


def test_home_has_what_is_owed_and_loses_it_with_the_answer(world, family, rig):
    receipt = challenging.raise_(world, family)
    event = payloads.event(_account(world.asha), "app_home_opened", tab="home")
    (home,) = rig.act(event, shows="home").calls
    sent = payloads.submit(
        _account(world.asha),
        "challenges.answer",
        {"what": choice("answer"), "text": text(CANARY)},
        challenging.rung(world, receipt).id,
    )

    came = rig.act(sent, shows="home")
    again = rig.send(sent)

    assert '"challenges.open_answer"' in _words(home.view)
    assert CANARY not in _words(home.view)
    after = [call.view for call in came.calls if call.view.get("type") == "home"]
    assert "challenges.open_answer" not in _words(after)
    assert "your answer is kept" in _words(again.json())
    assert len(world.audited("challenge answered")) == 1


def test_the_form_for_an_answer_shows_the_challenge_and_passes_it_up(
    world, family, rig
):
    receipt = challenging.raise_(world, family)
    rung = challenging.rung(world, receipt)
    view = _pressed(rig, world.asha, "challenges.open_answer", rung.id)
    sent = payloads.submit(
        _account(world.asha),
        "challenges.answer",
        {"what": choice("pass_up"), "text": text(CANARY)},
        view["private_metadata"],
    )

    answer = rig.send(sent).json()

    assert "Nobody is watching this." in _words(view["blocks"][0])
    assert CANARY in _words(view)
    assert "challenges.open_answer" not in _words(view)
    assert "Grace (Children's social care) owes the answer" in _words(answer)
    assert challenging.row(world, receipt).rung == 2


def test_an_answer_after_it_was_withdrawn_leaves_the_text_in_the_form(
    world, family, rig
):
    receipt = challenging.raise_(world, family)
    sent = payloads.submit(
        _account(world.asha),
        "challenges.answer",
        {"what": choice("answer"), "text": text(CANARY)},
        challenging.rung(world, receipt).id,
    )
    challenging.decide(world, receipt, Decision.WITHDRAWN)

    answer = rig.send(sent).json()

    assert answer == {
        "response_action": "errors",
        "errors": {"text": policy.AlreadyEnded().said},
    }


def test_the_raiser_reads_the_answer_and_says_that_it_is_settled(world, family, rig):
    receipt = challenging.raise_(world, family)
    challenging.answer(world, receipt, world.asha)
    view = _pressed(rig, world.ben, "challenges.open_decide", receipt.challenge_id)
    sent = payloads.submit(
        _account(world.ben),
        "challenges.decide",
        {"decision": choice("settled"), "text": text("")},
        view["private_metadata"],
    )

    answers = [rig.send(sent) for _ in range(2)]

    assert CANARY in _words(view)
    assert "your challenge is settled" in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    assert challenging.row(world, receipt).ended_as is ChallengeEnd.SETTLED


@pytest.mark.parametrize(
    ("callback", "field"),
    [("challenges.answer", "what"), ("challenges.decide", "decision")],
)
def test_a_choice_that_was_not_offered_is_said_at_its_field(
    world, family, rig, callback, field
):
    receipt = challenging.raise_(world, family)
    place = json.dumps([receipt.challenge_id, 1])
    sent = payloads.submit(_account(world.ben), callback, {field: text("x")}, place)

    answer = rig.send(sent).json()

    assert answer["errors"] == {field: "Please choose one."}


def test_a_form_without_its_place_is_answered_in_words(world, family, rig):
    sent = payloads.submit(_account(world.ben), "challenges.decide", {}, "nonsense")

    assert "too old to be used" in _words(rig.send(sent).json())


def test_the_groups_page_leads_to_the_challenges_and_the_list_to_each(
    world, family, rig
):
    receipt = challenging.raise_(world, family)
    page = _words(_pressed(rig, world.carol, "groups.open", family.id))
    listed = _words(_pressed(rig, world.carol, "challenges.list", family.id))
    shown = _words(_pressed(rig, world.carol, "challenges.read", receipt.challenge_id))

    assert '"challenges.open_raise"' in page
    assert '"challenges.list"' in page
    assert receipt.challenge_id in listed
    assert CANARY not in listed
    assert CANARY in shown
    assert "Every reading is kept." in shown
