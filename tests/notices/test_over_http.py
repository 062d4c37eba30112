"""Notices as people press and send them: twice, too long, too late, by who has left."""

import json
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from models.sealed import unseal
from models.tables.notices import Acknowledgement, Notice
from models.tables.outbox import OutboxRow
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, text, ticked
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.errors import NotYours
from workflows.notices import policy


def _account(person):
    return Account(person.slack_user_id or "")


def _sent(world, family, person, **said):
    values = {
        "kind": choice("access_refused"),
        "happened_on": day(world.today),
        "line": text(CANARY),
        **said,
    }
    about = json.dumps([family.id, None])
    return payloads.submit(_account(person), "notices.give", values, about)


def _notices(world):
    with world.work() as session:
        return session.exec(select(Notice)).all()


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def test_the_button_at_a_group_opens_the_form(world, family, rig):
    sent = payloads.press(_account(world.ben), "notices.open_give", family.id)

    (call,) = rig.act(sent, shows="view").calls

    assert call.method == "views.open"
    assert call.view["callback_id"] == "notices.give"
    assert "Nobody is watching this." in _words(call.view["blocks"][0])


def test_a_form_that_is_sent_twice_is_kept_once_and_thanked_for_twice(
    world, family, rig
):
    sent = _sent(world, family, world.ben)

    answers = [rig.send(sent) for _ in range(3)]

    assert "is kept. Thank you." in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    assert len(_notices(world)) == 1
    assert world.told("notices.urgent") == ["asha", "grace"]


def test_a_form_that_arrives_twice_at_once_is_kept_once(world, family, rig):
    sent = _sent(world, family, world.ben)
    found = []
    several = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]

    for thread in several:
        thread.start()
    for thread in several:
        thread.join()

    assert [answer.status for answer in found] == [200] * 4
    assert len({answer.content for answer in found}) == 1
    assert len(_notices(world)) == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"happened_on": 1}, policy.DayToCome),
        ({"happened_on": -101}, policy.BeforeTheGroup),
        ({"children": ticked("f" * 16)}, policy.UnknownChild),
        ({"line": text("   ")}, policy.LineMissing),
    ],
    ids=["a day to come", "before the group", "an unknown child", "no line"],
)
def test_what_cannot_be_is_said_beside_the_answer_and_nothing_is_kept(
    world, family, rig, said, refusal
):
    (block,) = said
    if isinstance(said.get("happened_on"), int):
        on = world.today + timedelta(days=said["happened_on"])
        said = {"happened_on": day(on)}

    answer = rig.send(_sent(world, family, world.ben, **said)).json()

    # Errors leave the form open, with everything in it.
    assert answer == {
        "response_action": "errors",
        "errors": {block: refusal().said},
    }
    assert _notices(world) == []
    assert world.outbox() == []


def test_a_mended_form_is_a_new_act(world, family, rig):
    tomorrow = day(world.today + timedelta(days=1))
    rig.send(_sent(world, family, world.ben, happened_on=tomorrow))

    answer = rig.send(_sent(world, family, world.ben))

    assert "is kept. Thank you." in _words(answer.json())


def test_three_thousand_characters_of_orders_are_kept_and_never_sent(
    world, family, rig
):
    written = ("<!channel> " * 300)[:3000]

    answer = rig.send(_sent(world, family, world.ben, line=text(written)))

    assert "is kept. Thank you." in _words(answer.json())
    with rig.database.work() as session:
        kept = unseal(session, session.exec(select(Notice)).one(), "line")
        sent = session.exec(select(OutboxRow.payload)).all()
    assert kept == written
    assert not any("<!channel>" in payload for payload in sent)


def test_who_left_yesterday_keeps_their_words_and_is_told_whom_to_ask(
    world, family, rig
):
    sent = _sent(world, family, world.ben)
    world.leave(family, world.ben)
    world.later(days=1)
    rig.move_to(world.now)

    answer = rig.send(sent).json()

    assert answer["response_action"] == "errors"
    assert set(answer["errors"].values()) == {NotYours().said}
    assert _notices(world) == []


def test_it_is_read_in_a_form_and_acknowledged_once(world, family, rig):
    receipt = noticing.give(world, family, world.ben)
    rig.move_to(world.later(minutes=1))
    read = payloads.press(_account(world.carol), "notices.read", receipt.notice_id)
    said = payloads.press(
        _account(world.carol),
        "notices.acknowledge",
        receipt.notice_id,
        metadata=receipt.notice_id,
    )

    page = rig.act(read, shows="view").calls[0].view
    after = [rig.act(said, shows="view").calls[-1] for _ in range(2)]

    assert CANARY in _words(page)
    assert "I have read this" in _words(page)
    assert all("I have read this" not in _words(call.view) for call in after)
    with world.work() as session:
        rows = session.exec(
            select(Acknowledgement).where(Acknowledgement.person_id == world.carol.id)
        ).all()
    assert len(rows) == 1
    assert len(world.audited("notice acknowledged")) == 1


def test_a_check_in_that_is_sent_twice_is_one_meeting(world, family, rig):
    noticing.give_entry(world, family, world.ben)
    receipt = noticing.give_entry(world, family, world.ben)
    rig.move_to(world.later(minutes=1))
    sent = payloads.submit(
        _account(world.femi),
        "notices.check_in",
        {"dated_on": day(world.today + timedelta(days=2))},
        receipt.notice_id,
    )

    first, again = (rig.send(sent) for _ in range(2))

    assert "The quick check-in is on Thursday 12 February." in _words(first.json())
    assert first.content == again.content
    assert len(world.outbox("notices.check_in_set")) == 1


def test_a_check_in_without_a_day_asks_for_one(world, family, rig):
    noticing.give_entry(world, family, world.ben)
    receipt = noticing.give_entry(world, family, world.ben)
    rig.move_to(world.later(minutes=1))

    answer = rig.send(
        payloads.submit(
            _account(world.femi),
            "notices.check_in",
            {"dated_on": day("soon")},
            receipt.notice_id,
        )
    ).json()

    assert answer["errors"] == {"dated_on": "Please choose a day."}


def test_a_form_of_another_version_says_so(world, family, rig):
    sent = payloads.submit(
        _account(world.ben), "notices.give", {"line": text(CANARY)}, "older"
    )

    answer = rig.send(sent).json()

    assert "too old to be used" in _words(answer)


def test_the_chronology_is_opened_on_top_of_the_group_page(world, family, rig):
    sent = payloads.press(
        _account(world.ben), "notices.chronology", family.id, metadata=family.id
    )

    (call,) = rig.act(sent, shows="view").calls

    assert call.method == "views.push"
    assert call.view["title"]["text"] == "Chronology"


def test_a_chronology_page_that_names_nothing_is_refused(world, family, rig):
    sent = payloads.press(
        _account(world.ben), "notices.chronology_next", family.id, metadata="?"
    )

    came = rig.act(sent, shows="view")

    assert came.because == ("NotYours",)
