"""Actions as people press and send them: twice, at once, wrongly; the sheet's link."""

import json
import re
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from models.queries import actions as queries
from models.sealed import unseal
from models.tables.actions import Action, ActionReport, Adult
from tests.actions import acting
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, text
from tests.http_access.rig import standing
from tests.log_guard import CANARY
from workflows.actions import policy


def _account(person):
    return Account(person.slack_user_id or "")


def _new(world, family, person, **said):
    values = {
        "owner": choice(f"member:{world.ben.id}", "static_select"),
        "what": text(CANARY),
        "outcome": text(CANARY),
        "due_on": day(world.in_working_days(5)),
        **said,
    }
    return payloads.submit(_account(person), "actions.make", values, family.id)


def _actions(world):
    with world.work() as session:
        return session.exec(select(Action)).all()


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _opened(rig, person, action, value):
    sent = payloads.press(_account(person), action, value)
    (call,) = rig.act(sent, shows="view").calls
    return call.view


def test_the_list_opens_with_its_buttons_and_what_was_agreed(world, family, rig):
    receipt = acting.make(world, family, world.ben)

    lead = _words(_opened(rig, world.asha, "actions.open", family.id))
    member = _words(_opened(rig, world.ben, "actions.open", family.id))
    support = _words(_opened(rig, world.ines, "actions.open", family.id))

    assert CANARY in lead
    assert CANARY in member
    assert CANARY not in support
    for action in ("open_make", "open_sheet", "open_adults", "open_change", "open_end"):
        assert f'"actions.{action}"' in lead
        assert f'"actions.{action}"' not in member
    assert '"actions.open_report"' in member
    assert receipt.action_id in member
    assert '"actions.open_adults"' in support


@pytest.mark.parametrize(
    "opening", ["actions.open_make", "actions.open_change", "actions.open_report"]
)
def test_every_form_with_free_text_begins_with_the_alarm(world, family, rig, opening):
    receipt = acting.make(world, family, world.asha)
    value = family.id if opening == "actions.open_make" else receipt.action_id

    view = _opened(rig, world.asha, opening, value)

    assert "Nobody is watching this." in _words(view["blocks"][0])


def test_a_form_that_is_sent_twice_is_kept_once_and_answered_alike(world, family, rig):
    sent = _new(world, family, world.asha)

    answers = [rig.send(sent) for _ in range(3)]

    assert "the action is kept" in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    (action,) = _actions(world)
    assert len(world.audited("action made")) == 1
    with world.work() as session:
        (version,) = queries.list_versions(session, [action.id])
        assert unseal(session, version, "what") == CANARY


def test_a_form_that_arrives_twice_at_once_is_kept_once(world, family, rig):
    sent = _new(world, family, world.asha)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(_actions(world)) == 1
    assert len({one.content for one in found}) == 1


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"what": text(" ")}, {"what": policy.WhatMissing().said}),
        ({"outcome": text("")}, {"outcome": policy.OutcomeMissing().said}),
        ({"due_on": day("2020-01-01")}, {"due_on": policy.DueInThePast().said}),
        ({"due_on": day("soon")}, {"due_on": "Please choose a day."}),
        ({"owner": choice("member:x")}, {"owner": policy.NobodyChosen().said}),
        ({"owner": text("x")}, {"owner": policy.NobodyChosen().said}),
        ({"meeting": choice("x")}, {"meeting": policy.OtherMeeting().said}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    world, family, rig, said, wanted
):
    answer = rig.send(_new(world, family, world.asha, **said)).json()

    assert answer == {"response_action": "errors", "errors": wanted}
    assert _actions(world) == []


def test_a_report_is_kept_and_leaves_home(world, family, rig):
    receipt = acting.make(world, family, world.ben)
    home = rig.act(
        payloads.event(_account(world.ben), "app_home_opened", tab="home"),
        shows="home",
    )
    assert "actions.open_report" in _words(home.calls[0].view)
    assert CANARY not in _words(home.calls[0].view)
    sent = payloads.submit(
        _account(world.ben),
        "actions.report",
        {"progress": choice("done"), "line": text(CANARY)},
        receipt.action_id,
    )

    came = rig.act(sent, shows="home")
    rig.send(sent)

    after = [call.view for call in came.calls if call.view.get("type") == "home"]
    assert "actions.open_report" not in _words(after)
    with world.work() as session:
        assert len(session.exec(select(ActionReport)).all()) == 1


def test_an_action_is_put_off_with_the_form_as_it_opens(world, family, rig):
    receipt = acting.make(world, family, world.ben)
    view = _opened(rig, world.asha, "actions.open_change", receipt.action_id)
    fields = {
        block["block_id"]: block["element"]
        for block in view["blocks"]
        if block["type"] == "input"
    }
    later = receipt.due_on + timedelta(days=7)
    values = {
        "owner": choice(fields["owner"]["initial_option"]["value"], "static_select"),
        "what": text(fields["what"]["initial_value"]),
        "outcome": text(fields["outcome"]["initial_value"]),
        "due_on": day(later),
    }
    sent = payloads.submit(
        _account(world.asha), "actions.change", values, view["private_metadata"]
    )

    answers = [rig.send(sent).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert "put off once" in _words(answers[0])
    row = acting.row(world, receipt)
    assert (row.due_on, row.rolled_over, row.owner_id) == (later, 1, world.ben.id)


def test_a_form_without_its_place_is_answered_in_words(world, family, rig):
    sent = payloads.submit(_account(world.asha), "actions.change", {}, "nonsense")

    assert "too old to be used" in _words(rig.send(sent).json())


def test_an_adult_who_is_sent_twice_is_added_once(world, family, rig):
    sent = payloads.submit(
        _account(world.ines),
        "actions.add_adult",
        {"relation": choice("grandparent", "static_select")},
        family.id,
    )

    answers = [rig.send(sent).json() for _ in range(2)]

    assert "Grandparent" in _words(answers[0])
    assert "Grandparent 2" not in _words(answers[1])
    with world.work() as session:
        assert len(session.exec(select(Adult)).all()) == 1


def _make_sheet(rig, world, adult):
    values = {"adult": choice(adult.id, "static_select")}
    sent = payloads.submit(_account(world.asha), "actions.sheet", values)
    return _words(rig.send(sent).json())


def test_a_sheet_is_printed_once_behind_its_link(world, family, rig):
    mother = acting.adult(world, family)
    acting.make(world, family, mother, what="Ring the school", outcome="So we know")
    said = _make_sheet(rig, world, mother)
    (token,) = re.findall(r"https://coregroup\.example\.org(/sheet/[\w-]+)", said)
    assert "Ring the school" not in said

    landing = rig.client.ask("GET", token)
    crawled = rig.client.ask("GET", token)
    opened = rig.client.ask("POST", token)
    again = rig.client.ask("POST", token)
    unknown = rig.client.ask("POST", "/sheet/unknown")

    assert landing.status == crawled.status == 200
    assert b"Ring the school" not in landing.content
    assert opened.status == 200
    assert b"Ring the school" in opened.content
    assert (again.status, again.content) == (404, unknown.content)
    assert len(world.audited("parent sheet link made")) == 1
    assert [row.actor_id for row in world.audited("parent sheet printed")] == [
        world.asha.id
    ]
    assert [row.subject for row in world.audited("refused")] == ["sheet link"] * 2


def test_without_a_public_address_the_text_is_shown_instead(world, family):
    mother = acting.adult(world, family)
    acting.make(world, family, mother, what="Ring the school", outcome="So we know")
    with standing(world.database, world.profile, world.now) as rig:
        object.__setattr__(rig.bot.room.settings, "public_url", None)
        said = _make_sheet(rig, world, mother)

    assert "Ring the school" in said
    assert "/sheet/" not in said
    assert [row.actor_id for row in world.audited("parent sheet read")] == [
        world.asha.id
    ]


def test_the_core_groups_page_leads_to_the_actions_for_who_may_see_them(
    world, family, rig
):
    for person, may in (
        (world.asha, True),
        (world.ben, True),
        (world.ines, True),
        (world.quentin, False),
    ):
        view = _words(_opened(rig, person, "groups.open", family.id))
        assert ('"actions.open"' in view) is may, person.name
