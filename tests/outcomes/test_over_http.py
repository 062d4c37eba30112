"""Outcomes as people press and send them: twice, at once, wrongly."""

import json
import threading
from datetime import timedelta

import pytest

from models.sealed import unseal
from models.vocabulary import Duty
from tests.actions import acting
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, text
from tests.log_guard import CANARY
from tests.outcomes import deciding
from tests.outcomes.deciding import ENDS
from workflows.outcomes import refusals


def _account(person):
    return Account(person.slack_user_id or "")


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _opened(rig, person, action, value):
    sent = payloads.press(_account(person), action, value)
    calls = rig.act(sent, shows="view").calls
    # A Home that an act before has changed may come in between.
    (view,) = [call.view for call in calls if call.view.get("type") == "modal"]
    return view


def _sent(world, conference, person, *, version=0, **said):
    values = {
        "held_on": day(conference.dated_on),
        "quorate": choice("yes"),
        "decision": choice("continues"),
        "because": text(CANARY),
        **EMPTY,
        **said,
    }
    metadata = json.dumps([conference.id, version])
    return payloads.submit(_account(person), "outcomes.record", values, metadata)


def _home(rig, person):
    opened = payloads.event(_account(person), "app_home_opened", tab="home")
    return _words([call.view for call in rig.act(opened, shows="home").calls])


# Left empty, a field is in the form all the same.
EMPTY = {
    "follows": {"type": "radio_buttons", "selected_option": None},
    "led_by": {"type": "static_select", "selected_option": None},
    "led_by_name": text(""),
    "first_meeting_on": {"type": "datepicker", "selected_date": None},
}


def _ending(conference, **said):
    return {
        "decision": choice("end_child_in_need"),
        "follows": choice("child_in_need"),
        "led_by_name": text(CANARY),
        "first_meeting_on": day(conference.dated_on + timedelta(days=9)),
        **said,
    }


def test_the_form_begins_with_the_alarm_and_asks_about_each_child(
    world, family, conference, rig
):
    acting.make(world, family, world.ben)

    view = _opened(rig, world.femi, "outcomes.open_record", conference.id)

    ids = [block.get("block_id") for block in view["blocks"]]
    assert "Nobody is watching this." in _words(view["blocks"][0])
    assert [one for one in ids if one and one.startswith("differs:")] == [
        f"differs:{plan.id}" for plan in family.plans
    ]
    assert "1 action is still open" in _words(view)
    assert "Not heard: no views were collected" in _words(view)


def test_a_form_that_is_sent_twice_is_kept_once_and_answered_alike(
    world, conference, rig
):
    sent = _sent(world, conference, world.femi)

    answers = [rig.send(sent) for _ in range(3)]

    assert "is kept" in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    assert len(deciding.outcomes(world, conference)) == 2
    assert len(world.audited("outcome recorded")) == 1


def test_a_form_that_arrives_twice_at_once_is_kept_once(world, conference, rig):
    sent = _sent(world, conference, world.femi)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(deciding.outcomes(world, conference)) == 2
    assert len({one.content for one in found}) == 1


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"held_on": day("soon")}, {"held_on": "Please choose a day."}),
        ({"quorate": text("")}, {"quorate": "Please choose one."}),
        ({"decision": choice("perhaps")}, {"decision": "Please choose one."}),
        ({"because": text(" ")}, {"because": refusals.ReasonMissing().said}),
        (
            {"decision": choice("end_universal")},
            {"follows": refusals.FollowsMissing().said},
        ),
        (
            {"decision": choice("end_universal"), "follows": choice("universal")},
            {"led_by": refusals.LeaderMissing().said},
        ),
        (
            {
                "decision": choice("end_universal"),
                "follows": choice("universal"),
                "led_by": choice("nobody", "static_select"),
            },
            {"led_by": refusals.NotAMember().said},
        ),
        (
            {
                "decision": choice("end_universal"),
                "follows": choice("universal"),
                "led_by_name": text("The school"),
            },
            {"first_meeting_on": refusals.FirstMeetingMissing().said},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place_with_the_text_still_there(
    world, conference, rig, said, wanted
):
    reply = rig.send(_sent(world, conference, world.femi, **said)).json()

    assert reply == {"response_action": "errors", "errors": wanted}
    assert deciding.outcomes(world, conference) == []


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '["x", "y"]', "no"])
def test_a_form_that_names_no_conference_changes_nothing(
    world, conference, rig, metadata
):
    values = {
        "held_on": day(conference.dated_on),
        "quorate": choice("yes"),
        "decision": choice("continues"),
        "because": text(CANARY),
    }
    sent = payloads.submit(_account(world.femi), "outcomes.record", values, metadata)

    reply = rig.send(sent).json()

    assert "too old" in _words(reply)
    assert deciding.outcomes(world, conference) == []


def test_an_ending_says_back_what_follows_and_the_page_shows_it(world, conference, rig):
    ending = _ending(conference)

    reply = rig.send(_sent(world, conference, world.femi, **ending)).json()
    page = _opened(rig, world.ben, "outcomes.open", conference.id)

    assert "2 plans have ended." in _words(reply)
    assert "the core group closes on" in _words(reply)
    assert "Managers who did not decide it" in _words(reply)
    assert CANARY not in _words(reply)
    assert CANARY in _words(page)
    assert "ENDED AT THE FIRST REVIEW." in _words(page)
    assert '"outcomes.open_record"' not in _words(page)


def test_the_chair_corrects_it_from_the_page_with_what_was_said_filled_in(
    world, conference, rig
):
    deciding.record(world, conference, decision=ENDS)

    page = _opened(rig, world.femi, "outcomes.open", conference.id)
    form = _opened(rig, world.femi, "outcomes.open_record", conference.id)
    sent = _sent(world, conference, world.femi, version=1)
    reply = rig.send(sent).json()

    assert '"outcomes.open_record"' in _words(page)
    assert form["private_metadata"] == json.dumps([conference.id, 1])
    assert CANARY in _words(form)
    assert "is corrected" in _words(reply)
    assert {row.version for row in deciding.outcomes(world, conference)} == {1, 2}


def test_a_manager_signs_an_audit_once_and_reads_what_it_is_about(
    world, conference, rig
):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.AUDIT]
    form = _opened(rig, world.quentin, "outcomes.open_confirm", duty.id)
    values = {"finding": choice("too_early"), "text": text(CANARY)}
    sent = payloads.submit(_account(world.quentin), "outcomes.confirm", values, duty.id)

    answers = [rig.send(sent) for _ in range(2)]

    assert "Nobody is watching this." in _words(form["blocks"][0])
    assert CANARY in _words(form)
    assert len({one.content for one in answers}) == 1
    row = world.reload(duty)
    assert row.done_by == world.quentin.id
    with world.work() as session:
        assert unseal(session, row, "text") == CANARY


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"text": text("x")}, {"finding": "Please choose one."}),
        (
            {"finding": choice("sound"), "text": text("")},
            {"text": refusals.TextMissing().said},
        ),
    ],
)
def test_a_finding_that_lacks_something_is_mended(
    world, conference, rig, values, wanted
):
    deciding.record(world, conference, decision=ENDS)
    duty = deciding.duties(world, conference)[Duty.CONFIRM]
    sent = payloads.submit(_account(world.quentin), "outcomes.confirm", values, duty.id)

    reply = rig.send(sent).json()

    assert reply["errors"] == wanted
    assert world.reload(duty).done_at is None


def test_home_shows_the_chair_what_to_record_and_the_manager_what_to_look_at(
    world, conference, rig
):
    chair = _home(rig, world.femi)
    deciding.record(world, conference, decision=ENDS)

    manager = _home(rig, world.quentin)

    assert '"outcomes.open_record"' in chair
    assert '"outcomes.open_confirm"' in manager
    assert CANARY not in manager
