"""One meeting as a file, for who does not subscribe."""

import pytest

from models.tables.meetings import Meeting
from tests.calendars.subscribing import events, subscribe
from tests.http_access import payloads
from tests.http_access.payloads import Account
from tests.http_access.rig import standing
from workflows.calendars import use_cases
from workflows.errors import NotYours


@pytest.fixture
def meeting(world):
    family = world.group(members=(world.ben, world.carol))
    return world.meeting(family, world.in_working_days(5))


def _single(world, meeting_id, by):
    with world.work() as session:
        return use_cases.single(
            session, actor=world.actor(by), meeting_id=meeting_id, now=world.now
        )


@pytest.mark.parametrize("discreet", [False, True])
def test_the_file_holds_the_entry_that_a_calendar_has(world, meeting, discreet):
    token = subscribe(world, world.ben, discreet=discreet)

    found = _single(world, meeting.id, world.ben)

    assert found in events(world, token)
    assert found.summary.startswith("Meeting" if discreet else "Core group")


def test_a_cancelled_one_says_so(world, meeting):
    with world.work() as session:
        row = session.get_one(Meeting, meeting.id)
        row.cancelled_at, row.sequence = world.now, 1
        session.add(row)

    found = _single(world, meeting.id, world.ben)

    assert found.summary.startswith("Cancelled: ")
    assert found.is_cancelled


def test_nobody_of_another_family_gets_it(world, meeting):
    with pytest.raises(NotYours):
        _single(world, meeting.id, world.xan)
    with pytest.raises(NotYours):
        _single(world, "0" * 16, world.ben)


def _press(world, meeting):
    account = Account(world.ben.slack_user_id)
    return payloads.press(account, "calendars.file", meeting.id)


def test_it_goes_to_the_messages_of_who_asks_and_nowhere_else(world, meeting):
    with standing(world.database, world.profile, world.now) as rig:
        came = rig.act(_press(world, meeting), shows="view")
        rig.settle()
        calls = rig.slack.calls

    assert "on its way" in str([call.view for call in came.calls])
    (opened,) = (call for call in calls if call.method == "conversations.open")
    assert opened.arguments["users"] == world.ben.slack_user_id
    (done,) = (call for call in calls if call.method == "files.completeUploadExternal")
    assert done.arguments["channel_id"] == "D0000001"
    assert not [call for call in calls if call.method == "chat.postMessage"]


def test_one_that_is_lost_is_pressed_for_again_as_the_form_says(world, meeting):
    with standing(world.database, world.profile, world.now) as rig:
        rig.slack.refuse("files.completeUploadExternal")
        came = rig.act(_press(world, meeting), shows="view")
        rig.settle()

        rig.act(_press(world, meeting), shows="view")
        rig.settle()
        calls = [call.method for call in rig.slack.calls]

    assert "press the button once more" in str([call.view for call in came.calls])
    assert calls.count("files.completeUploadExternal") == 2
    assert "chat.postMessage" not in calls
