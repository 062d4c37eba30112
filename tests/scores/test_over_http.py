"""Scores as people press and send them: twice, too early, too late, out of range."""

import json
import threading

import pytest
from sqlmodel import select

from models.tables.outbox import OutboxRow
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, text
from tests.http_access.score_cells import QUESTIONS
from tests.log_guard import CANARY
from tests.scores import scoring
from workflows.errors import NotYours
from workflows.scores import policy
from workflows.scores.reading import NotAllIn


def _account(person):
    return Account(person.slack_user_id or "")


def _sent(meeting, person, score="4", *, for_person=None, **said):
    values = {name: choice(value) for name, value in QUESTIONS.items()}
    values |= {
        "score": choice(score, "static_select"),
        "stuck:line": text(CANARY),
        **said,
    }
    whose = None if for_person is None else for_person.id
    about = json.dumps([meeting.id, whose])
    return payloads.submit(_account(person), "scores.give", values, about)


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _pressed(person, name, value, **where):
    return payloads.press(_account(person), name, value, **where)


def test_the_button_opens_one_form_that_asks_everything(world, meeting, rig):
    sent = _pressed(world.ben, "scores.open_give", f"{meeting.id}:")

    (call,) = rig.act(sent, shows="view").calls

    assert call.method == "views.open"
    assert call.view["callback_id"] == "scores.give"
    assert "Nobody is watching this." in _words(call.view["blocks"][0])


def test_from_the_group_page_it_opens_on_top(world, family, meeting, rig):
    sent = _pressed(world.ben, "scores.open_give", meeting.id, metadata=family.id)

    (call,) = rig.act(sent, shows="view").calls

    assert call.method == "views.push"


def test_a_form_that_is_sent_twice_is_kept_once_and_thanked_for_twice(
    world, meeting, rig
):
    sent = _sent(meeting, world.ben)

    answers = [rig.send(sent) for _ in range(3)]

    assert "is kept. Thank you." in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    assert len(scoring.given(world, meeting)) == 1


def test_a_form_that_arrives_twice_at_once_is_kept_once(world, meeting, rig):
    sent, found = _sent(meeting, world.ben), []
    several = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]

    for thread in several:
        thread.start()
    for thread in several:
        thread.join()

    assert [answer.status for answer in found] == [200] * 4
    assert len({answer.content for answer in found}) == 1
    assert len(scoring.given(world, meeting)) == 1


@pytest.mark.parametrize("score", ["11", "-1", "7.5"])
def test_a_score_outside_0_to_10_is_refused_in_the_form(world, meeting, rig, score):
    answer = rig.send(_sent(meeting, world.ben, score)).json()

    assert answer["response_action"] == "errors"
    assert "0 to 10" in answer["errors"]["score"]
    assert scoring.given(world, meeting) == []


def test_a_line_that_is_too_long_is_refused_beside_it(world, meeting, rig):
    sent = _sent(meeting, world.ben, **{"stuck:line": text("x" * 201)})

    answer = rig.send(sent).json()

    assert answer["errors"] == {"stuck:line": policy.LineTooLong().said}
    assert scoring.given(world, meeting) == []


def test_what_is_written_never_reaches_slack(world, meeting, rig):
    rig.act(_sent(meeting, world.ben), shows="home")

    assert scoring.given(world, meeting)
    with world.work() as session:
        sent = session.exec(select(OutboxRow.payload)).all()
    assert not any(CANARY in payload for payload in sent)
    assert not any(CANARY in _words(call.arguments) for call in rig.slack.calls)


def test_it_leaves_home_when_it_is_given(world, meeting, rig):
    scoring.sweep(world)
    opened = payloads.event(_account(world.ben), "app_home_opened", tab="home")
    before = rig.act(opened, shows="home").calls[-1]

    after = rig.act(_sent(meeting, world.ben), shows="home").calls[-1]

    assert "Give your scores" in _words(before.view)
    assert "Give your scores" not in _words(after.view)


@pytest.mark.parametrize("name", ["scores.lines", "scores.over_time"])
def test_nobody_reads_anything_before_all_are_in(world, family, meeting, rig, name):
    scoring.give(world, meeting, world.ben)
    value = meeting.id if name == "scores.lines" else family.children[0].id
    sent = _pressed(world.carol, name, value, metadata=meeting.id)

    came = rig.act(sent, shows="view")

    assert came.because == ("NotAllIn",)
    assert NotAllIn().said in _words(came.calls[-1].view)
    assert CANARY not in _words([call.arguments for call in came.calls])


def test_the_page_shows_only_who_has_answered_before_all_are_in(world, meeting, rig):
    scoring.give(world, meeting, world.ben)

    came = rig.act(_pressed(world.carol, "scores.read", meeting.id), shows="view")

    shown = _words(came.calls[-1].view)
    assert "Have answered: Ben (Health visiting)." in shown
    assert "Not yet heard from:" in shown
    assert "How safe" not in shown
    assert "Read the lines" not in shown
    # Nothing that is encrypted was opened for it.
    assert came.opened == 0


def test_with_the_last_one_they_are_shown_together(world, meeting, rig):
    scoring.give(world, meeting, world.asha, scoring.new(8))
    scoring.give(world, meeting, world.carol, scoring.new(2))
    last = rig.act(_sent(meeting, world.ben), shows="home").reply
    read = _pressed(world.ben, "scores.read", meeting.id)
    lines = _pressed(world.ben, "scores.lines", meeting.id, metadata=meeting.id)

    page = rig.act(read, shows="view").calls[-1].view
    written = rig.act(lines, shows="view").calls[-1].view

    assert "All have given theirs" in _words(last)
    assert ": 2 to 8" in _words(page)
    assert CANARY not in _words(page)
    assert CANARY in _words(written)
    assert len(world.audited("lines after a meeting read")) == 1


def test_scores_over_time_are_drawn_on_the_page(world, family, meeting, rig):
    for person in (world.asha, world.ben, world.carol):
        scoring.give(world, meeting, person)
    child = family.children[0]
    sent = _pressed(world.femi, "scores.over_time", child.id, metadata=meeting.id)

    calls = rig.act(sent, shows="view").calls

    assert any("files" in call.method for call in calls)
    (image,) = [block for block in calls[-1].view["blocks"] if block["type"] == "image"]
    assert image["alt_text"].startswith(f"{family.alias}/1: scores by agency")
    # The file is named by alias and nothing else.
    uploaded = _words([call.arguments for call in calls if "files" in call.method])
    assert f"scores-{family.alias}-1.png" in uploaded


def test_a_deputy_gives_for_the_member(world, meeting, rig):
    world.away(world.ben, deputy=world.bea)

    answer = rig.send(_sent(meeting, world.bea, for_person=world.ben)).json()

    assert "what Ben gives" in _words(answer)
    (row,) = scoring.given(world, meeting)
    assert (row.person_id, row.given_by) == (world.ben.id, world.bea.id)


def test_a_deputy_reads_nothing(world, meeting, rig):
    world.away(world.ben, deputy=world.bea)
    scoring.give(world, meeting, world.carol)
    world.later(days=1)
    rig.move_to(world.now)

    came = rig.act(_pressed(world.bea, "scores.read", meeting.id), shows="view")

    assert came.because == ("NotYours",)
    assert NotYours().said in _words(came.calls[-1].view)


def test_what_is_given_late_is_taken_and_says_so(world, meeting, rig):
    world.later(days=9)
    rig.move_to(world.now)

    answer = rig.send(_sent(meeting, world.ben)).json()

    assert "It is marked late" in _words(answer)
    assert [row.late for row in scoring.given(world, meeting)] == [True]


def test_who_left_yesterday_keeps_their_words_and_is_told_whom_to_ask(
    world, family, meeting, rig
):
    sent = _sent(meeting, world.ben)
    world.leave(family, world.ben)
    rig.move_to(world.later(days=1))

    answer = rig.send(sent).json()

    assert answer["response_action"] == "errors"
    assert set(answer["errors"].values()) == {NotYours().said}
    assert scoring.given(world, meeting) == []


def test_a_form_of_another_version_says_so(world, meeting, rig):
    sent = payloads.submit(
        _account(world.ben), "scores.give", {"score": choice("4")}, "older"
    )

    assert "too old to be used" in _words(rig.send(sent).json())
    assert scoring.given(world, meeting) == []


def test_the_group_page_and_the_chronology_lead_to_it(world, family, meeting, rig):
    scoring.give(world, meeting, world.ben)
    group = _pressed(world.ben, "groups.open", family.id)
    story = _pressed(world.ben, "notices.chronology", family.id, metadata=family.id)

    page = _words(rig.act(group, shows="view").calls[-1].view)
    chronology = rig.act(story, shows="view").calls[-1].view

    assert "Give your scores" in page
    assert "Read the scores" in page
    reads = [
        block["accessory"]
        for block in chronology["blocks"]
        if "accessory" in block and "scores given" in block["text"]["text"]
    ]
    assert [(one["action_id"], one["value"]) for one in reads] == [
        ("scores.read", meeting.id)
    ]
