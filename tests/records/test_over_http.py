"""Records as people press and send them, on a phone, twice, and wrongly."""

import json
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.coming import Coming
from models.tables.records import Record, RecordReader
from models.vocabulary import ComingAs
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, ticked
from tests.http_access.rig import standing
from tests.log_guard import CANARY
from tests.records import recording
from workflows.records import policy

MOST = 12
SIX = 6


class Phone:
    """One person at a form: what is filled in stays, and each touch is counted."""

    def __init__(self, rig, person):
        self.rig, self.account, self.touches = rig, Account(person.slack_user_id), 0
        self.view = {}

    def press(self, action, value):
        """Press a button that opens a page."""
        self.touches += 1
        sent = payloads.press(self.account, action, value)
        (call,) = self.rig.act(sent, shows="view").calls
        self.rig.keep()
        self.view = call.view

    def submit(self, **changed):
        """Change some answers, send the form, and give the page that follows."""
        self.touches += 1 + len(changed)
        values = {
            block["block_id"]: _as_filled(block["element"])
            for block in self.view["blocks"]
            if block["type"] == "input"
        }
        assert set(changed) <= set(values)
        sent = payloads.submit(
            self.account,
            self.view["callback_id"],
            {**values, **changed},
            self.view["private_metadata"],
        )
        answer = self.rig.send(sent).json()
        self.rig.keep()
        self.view = answer["view"]
        return sent


def _as_filled(element):
    """Return what Slack sends of a field that nobody touches."""
    kind = element["type"]
    if kind == "datepicker":
        return {"type": kind, "selected_date": element.get("initial_date")}
    if kind in {"checkboxes", "multi_static_select"}:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind == "static_select":
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "value": element.get("initial_value")}


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def test_a_record_of_six_children_takes_at_most_twelve_touches(world):
    """
    Two visits, of four children and of two, and everybody came as they had said.

    Source: the tasks of a convenor take two minutes. Each answer changed and each
    button counts as one touch.
    """
    family = world.group(children=SIX, members=(world.ben, world.carol, world.piotr))
    meeting = world.meeting(family, world.in_working_days(-1))
    world.on(world.today, 10)
    # Said before, as everybody is asked to.
    for person in (world.asha, world.ben, world.carol, world.piotr):
        coming = Coming(
            meeting_id=meeting.id,
            person_id=person.id,
            answer=ComingAs.MYSELF,
            answered_by=person.id,
            answered_at=world.now,
        )
        world.keep(coming)
    ids = [child.id for child in family.children]
    with standing(world.database, world.profile, world.now) as rig:
        phone = Phone(rig, world.asha)
        phone.press("records.open", meeting.id)
        phone.submit()
        phone.submit(
            children=ticked(*ids[:4]),
            seen_on=day(meeting.dated_on - timedelta(days=2)),
            seen_by=choice(world.asha.id, "static_select"),
            how=ticked("alone"),
        )
        phone.submit(
            seen_on=day(meeting.dated_on - timedelta(days=9)),
            seen_by=choice(world.ben.id, "static_select"),
            how=ticked("alone"),
        )
        phone.submit()

    assert "The record is finished." in _words(phone.view)
    assert phone.touches <= MOST
    kept = recording.seen(world, meeting)
    assert [kept[one].seen_by for one in ids] == [world.asha.id] * 4 + [
        world.ben.id
    ] * 2
    assert (
        len(recording.attended(world, meeting))
        == len(recording.readers(world, meeting)) - 2
    )  # the chair and the manager read it, and were not there


def _attendance(world, meeting, person, **said):
    values = {
        "held_on": day(meeting.dated_on),
        "came": ticked(world.asha.id, kind="multi_static_select"),
        **said,
    }
    return payloads.submit(
        Account(person.slack_user_id), "records.attendance", values, meeting.id
    )


def _records(world):
    with world.work() as session:
        return session.exec(select(Record)).all()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"held_on": 1}, policy.DayToCome),
        ({"came": ticked(kind="multi_static_select")}, policy.NobodyCame),
        ({"apologies": ticked("f" * 16)}, policy.NotAMember),
    ],
    ids=["a day to come", "nobody", "no member"],
)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_kept(
    world, meeting, rig, said, refusal
):
    (block,) = said
    if block == "held_on":
        said = {"held_on": day(world.today + timedelta(days=1))}

    sent = _attendance(world, meeting, world.asha, **said)
    answer = rig.send(sent).json()

    assert answer == {"response_action": "errors", "errors": {block: refusal().said}}
    assert _records(world) == []


def test_a_page_that_arrives_twice_at_once_is_kept_once(world, family, meeting, rig):
    sent = _attendance(world, meeting, world.asha)
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
    assert len(_records(world)) == 1


def test_two_who_record_at_once_write_one_record(world, family, meeting, rig):
    found = []
    several = [
        threading.Thread(
            target=lambda who=who: found.append(
                rig.apart(_attendance(world, meeting, who))
            )
        )
        for who in (world.asha, world.grace, world.femi)
    ]

    for thread in several:
        thread.start()
    for thread in several:
        thread.join()

    assert ["Children seen" in _words(one.json()) for one in found] == [True] * 3
    assert len(_records(world)) == 1
    assert len(recording.attended(world, meeting)) == 5


def test_a_first_page_delivered_after_the_end_begins_nothing(
    world, family, meeting, rig
):
    first = _attendance(world, meeting, world.asha)
    rig.send(first)
    rig.keep()
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)

    rig.send(first)
    rig.keep()

    assert [one.version for one in _records(world)] == [1]


def test_the_last_page_sent_twice_circulates_once(world, family, meeting, rig):
    recording.attend(world, meeting, world.asha, came=[world.asha])
    recording.see(world, meeting, world.asha, family.children)
    sent = payloads.submit(
        Account(world.asha.slack_user_id), "records.finish", {}, meeting.id
    )

    answers = [rig.send(sent) for _ in range(2)]
    rig.keep()

    assert answers[0].content == answers[1].content
    with world.work() as session:
        rows = session.exec(select(RecordReader)).all()
    assert len(rows) == len({row.person_id for row in rows}) == 7


def test_what_is_written_is_in_no_message(world, family, meeting, rig):
    sent = _attendance(
        world, meeting, world.asha, missing=payloads.text(f"The father. {CANARY}")
    )
    rig.send(sent)
    rig.keep()
    recording.see(world, meeting, world.asha, family.children)
    recording.finish(world, meeting, world.asha)

    assert CANARY not in _words([row.payload for row in world.outbox()])
    page = payloads.press(Account(world.ben.slack_user_id), "records.read", meeting.id)
    calls = rig.act(page, shows="view").calls
    # Shown to who presses, and in nothing else.
    assert {call.method for call in calls if CANARY in _words(call.view)} == {
        "views.open"
    }


def test_before_it_is_finished_a_reader_hears_so(world, family, meeting, rig):
    page = payloads.press(Account(world.ben.slack_user_id), "records.read", meeting.id)

    calls = rig.act(page, shows="view").calls

    assert "no finished record" in _words([call.view for call in calls])
