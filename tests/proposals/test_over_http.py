"""Finding a date as people press and send it: twice, wrongly, and from a message."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.meetings import Meeting
from models.tables.proposals import Proposal
from models.vocabulary import ComingAs
from tests.cast import Family
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, text
from tests.http_access.rig import Rig, standing
from tests.log_guard import CANARY
from tests.proposals import finding
from tests.world import World


@pytest.fixture
def family(world: World) -> Family:
    """Build a family that last met a week ago, on a working morning."""
    made = world.group()
    world.meeting(made, world.in_working_days(-5))
    world.on(world.today, 10)
    return made


@pytest.fixture
def rig(world: World, family: Family) -> Iterator[Rig]:
    """Yield the bot at that time."""
    with standing(world.database, world.profile, world.now) as made:
        yield made


def _account(person):
    return Account(person.slack_user_id or "")


def _form(world, family, **values):
    filled = {
        "day_1": day(world.in_working_days(8)),
        "time_1": choice("09:30", "static_select"),
        **values,
    }
    return payloads.submit(_account(world.asha), "proposals.propose", filled, family.id)


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _count(world, table):
    with world.work() as session:
        return len(session.exec(select(table)).all())


def test_a_form_that_is_sent_twice_asks_once_and_is_answered_alike(world, family, rig):
    sent = _form(world, family)

    answers = [rig.send(sent) for _ in range(3)]

    assert "The members are asked" in _words(answers[0].json())
    assert len({one.content for one in answers}) == 1
    assert _count(world, Proposal) == 1


def test_a_bad_date_is_said_beside_it_and_the_form_stays(world, family, rig):
    late = day(world.in_working_days(-5) + timedelta(weeks=7))
    sent = _form(world, family, day_2=late, time_2=choice("10:00", "static_select"))

    reply = rig.send(sent).json()

    assert reply["response_action"] == "errors"
    assert _count(world, Proposal) == 0


def test_a_day_without_its_time_is_asked_for(world, family, rig):
    sent = _form(world, family, day_3=day(world.in_working_days(9)))

    reply = rig.send(sent).json()

    assert set(reply["errors"]) == {"time_3"}


def test_a_press_in_the_daily_list_opens_the_dates_and_each_press_is_kept(
    world, family, rig
):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    (one,) = finding.dates_of(world, proposal)
    open_it = payloads.press(
        _account(world.ben), "proposals.open_answer", f"{proposal.id}:"
    )

    (call,) = rig.act(open_it, shows="view").calls

    place = call.view["private_metadata"]
    press = payloads.press(
        _account(world.ben), "proposals.by_phone", one.id, metadata=place
    )
    for _ in range(2):
        rig.act(press, shows="view")
    said = [row for row in finding.answers(world) if row.person_id == world.ben.id]
    assert [row.answer for row in said] == [ComingAs.BY_PHONE]


def test_fixing_twice_dates_one_core_group(world, family, rig):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    (one,) = finding.dates_of(world, proposal)
    sent = payloads.submit(_account(world.asha), "proposals.fix", {}, one.id)

    answers = [rig.send(sent) for _ in range(2)]

    assert len({answer.content for answer in answers}) == 1
    assert _count(world, Meeting) == 2
    assert world.told("meetings.dated") == ["channel"]


def test_a_move_without_a_reason_keeps_everything_and_the_form(world, family, rig):
    first, second = world.in_working_days(8), world.in_working_days(9)
    proposal = finding.propose(world, family, world.asha, first, second)
    one, other = finding.dates_of(world, proposal)
    meeting = finding.fix(world, one, world.asha)
    finding.reopen(world, proposal, world.asha)
    sent = payloads.submit(
        _account(world.asha), "proposals.fix", {"because": text(" ")}, other.id
    )

    reply = rig.send(sent).json()

    assert "Please write why" in _words(reply)
    assert world.reload(meeting).cancelled_at is None
    assert world.reload(proposal).open_for == family.id


def test_why_this_date_shows_rule_number_source_and_version(world, family, rig):
    sent = payloads.press(
        _account(world.ben), "groups.why", family.id, metadata=family.id
    )

    (call,) = rig.act(sent, shows="view").calls

    said = _words(call.view)
    assert "6 weeks after the one before" in said
    assert "design; [TEES-CG] for Tees only (not checked against a source)" in said
    assert "3 months after the initial conference" in said
    assert world.profile.stamp in said


def test_where_it_is_comes_back_in_a_modal_only(world, family, rig):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    (one,) = finding.dates_of(world, proposal)
    meeting = finding.fix(world, one, world.asha)
    write = payloads.submit(
        _account(world.asha), "coming.write_notes", {"venue": text(CANARY)}, meeting.id
    )
    read = payloads.press(_account(world.ben), "coming.notes", meeting.id)

    rig.send(write)
    (call,) = rig.act(read, shows="view").calls

    assert CANARY in _words(call.view)
    assert CANARY not in "".join(row.payload for row in world.outbox())


def test_an_apology_with_a_deputy_is_sent_once(world, family, rig):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    meeting = finding.fix(world, finding.dates_of(world, proposal)[0], world.asha)
    sent = payloads.submit(
        _account(world.ben),
        "coming.say",
        {
            "answer": choice("deputy"),
            "deputy": payloads.person(world.bea.slack_user_id or ""),
        },
        json.dumps([meeting.id, None]),
    )

    answers = [rig.send(sent) for _ in range(2)]

    assert "hand over" in _words(answers[0].json())
    assert len({answer.content for answer in answers}) == 1
    assert len(world.audited("said whether they come")) == 1


def test_fixing_that_arrives_twice_at_once_dates_one_core_group(world, family, rig):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    (one,) = finding.dates_of(world, proposal)
    sent = payloads.submit(_account(world.asha), "proposals.fix", {}, one.id)
    several = [threading.Thread(target=rig.apart, args=(sent,)) for _ in range(4)]

    for thread in several:
        thread.start()
    for thread in several:
        thread.join()

    assert _count(world, Meeting) == 2
    assert world.told("meetings.dated") == ["channel"]
