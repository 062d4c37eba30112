"""What may have been sent is looked for, and never simply sent again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.slack_errors import attempt, make_client
from models.tables.audit import AuditRow
from models.vocabulary import OutboxState
from tests.sender.office import AT_ONCE
from tests.sender.small_slack import LOST, UNTOUCHED
from workflows.delivery.states import Waits

CAREFUL = Waits()


def events(office):
    with office.database.work() as session:
        return session.exec(select(AuditRow.event)).all()


@pytest.mark.parametrize("fault", [*LOST, *UNTOUCHED])
def test_whatever_happens_to_the_answer_the_message_is_seen_once(office, slack, fault):
    slack.next_fault("chat.postMessage", fault)
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")
    sender = office.sender()

    sender.drain()
    office.clock.pause(5)
    sender.drain()

    assert slack.visible() == {"news": 1}
    assert office.row(row_id).state is OutboxState.SENT


def test_nothing_is_sent_again_before_the_quiet_period_is_over(office, slack):
    office.waits = CAREFUL
    slack.next_fault("chat.postMessage", "drop_before")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")
    sender = office.sender()

    started = office.clock.now()
    sender.drain(seconds=80)
    assert office.row(row_id).state is OutboxState.UNCERTAIN
    assert len(slack.made("chat.postMessage")) == 1

    sender.drain(seconds=60)

    assert slack.visible() == {"news": 1}
    assert office.clock.now() - started >= CAREFUL.quiet + CAREFUL.second_look


def test_a_message_is_looked_for_twice_before_it_is_sent_again(office, slack):
    office.waits = CAREFUL
    slack.next_fault("chat.postMessage", "drop_before")
    [ben] = office.people(1)
    office.tell(ben, "news")

    office.sender().drain(seconds=150)

    names = [name for name, _ in slack.calls]
    first, last = (
        names.index("chat.postMessage"),
        len(names) - names[::-1].index("chat.postMessage"),
    )
    assert names[first:last].count("conversations.history") == 2


def test_what_is_no_longer_wanted_is_not_sent_again(office, slack):
    answered: list[bool] = []
    office.wanted = lambda *_: "has answered" if answered else None
    slack.next_fault("chat.postMessage", "drop_before")
    [ben] = office.people(1)
    row_id = office.tell(ben, "your view is due")
    sender = office.sender()
    sender.drain(seconds=0.01)
    answered.append(True)

    office.clock.pause(5)
    sender.drain()

    assert slack.visible() == {}
    assert office.row(row_id).state is OutboxState.CANCELLED


def test_a_twin_that_lands_after_all_is_taken_away_and_told(office, slack):
    slack.next_fault("chat.postMessage", "drop_before")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")
    sender = office.sender()
    sender.drain()
    [posted, _] = slack.made("chat.postMessage")
    slack.do("chat.postMessage", posted)
    assert slack.visible() == {"news": 2}

    office.clock.pause(5)
    sender.drain()
    office.clock.pause(5)
    office.reconciler().settle()

    assert slack.visible() == {"news": 1}
    assert "duplicate removed" in events(office)
    assert office.row(row_id).slack_ts == slack.messages["DU00000"][0]["ts"]


def test_two_of_one_message_found_in_doubt_become_one(office, slack):
    slack.next_fault("chat.postMessage", "drop_after")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")
    office.waits = CAREFUL
    sender = office.sender()
    sender.drain(seconds=1)
    [posted] = slack.made("chat.postMessage")
    slack.do("chat.postMessage", posted)

    sender.drain(seconds=120)

    assert slack.visible() == {"news": 1}
    assert office.row(row_id).state is OutboxState.SENT
    assert "duplicate removed" in events(office)


def test_somebody_elses_message_with_our_mark_is_not_ours(office, slack):
    office.waits = CAREFUL
    slack.next_fault("chat.postMessage", "drop_before")
    [ben] = office.people(1)
    office.tell(ben, "news")
    sender = office.sender()
    sender.drain(seconds=1)
    [posted] = slack.made("chat.postMessage")
    slack.do("chat.postMessage", {**posted, "text": "copied"})
    slack.messages["DU00000"][0]["bot_id"] = "BSTRANGER"

    sender.drain(seconds=150)

    assert slack.visible() == {"copied": 1, "news": 1}


def test_the_search_pages_back_to_where_we_stood(office, slack):
    [ben] = office.people(1)
    office.tell(ben, "before")
    first = office.sender()
    first.drain()
    first.close()
    slack.next_fault("chat.postMessage", "drop_after")
    row_id = office.tell(ben, "news")
    office.waits = CAREFUL
    sender = office.sender()
    sender.drain(seconds=1)
    assert office.row(row_id).state is OutboxState.UNCERTAIN
    for number in range(250):
        slack.do("chat.postMessage", {"channel": "DU00000", "text": f"other {number}"})

    sender.drain(seconds=120)

    assert slack.visible()["news"] == 1
    assert office.row(row_id).state is OutboxState.SENT
    assert len(slack.made("conversations.history")) >= 3


def test_a_row_of_somebody_who_died_while_sending_is_looked_for(office, slack):
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")
    office.sender().drain()
    # As it was when the process died just after Slack had stored the post.
    with office.database.work() as session:
        row = office.row(row_id)
        row.state, row.slack_ts = OutboxState.SENDING, None
        row.lease_until = office.clock.machine() + timedelta(seconds=30)
        session.merge(row)

    successor = office.sender(holder="successor")
    office.clock.pause(60)
    successor.drain()

    assert slack.visible() == {"news": 1}
    assert office.row(row_id).state is OutboxState.SENT


def test_a_channel_that_cannot_be_read_is_given_to_a_person(office, slack):
    slack.next_fault("chat.postMessage", "drop_after")
    slack.next_fault("conversations.history", "error:channel_not_found")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")

    office.sender().drain()

    row = office.row(row_id)
    assert (row.state, row.reason) == (OutboxState.HELD, "channel_not_found")


def test_slack_that_is_away_while_we_look_is_asked_again(office, slack):
    slack.next_fault("chat.postMessage", "drop_after")
    slack.next_fault("conversations.history", "status_500_before", "ratelimit")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")

    office.sender().drain(seconds=120)

    assert slack.visible() == {"news": 1}
    assert office.row(row_id).state is OutboxState.SENT


class TestReadingBack:
    def test_what_is_there_is_confirmed(self, office):
        [ben] = office.people(1)
        row_id = office.tell(ben, "news")
        office.sender().drain()
        office.clock.pause(3600)

        found = office.reconciler().confirm(now=office.clock.now())

        assert (found.confirmed, found.missing, found.unknown) == (1, 0, 0)
        assert office.row(row_id).state is OutboxState.CONFIRMED

    def test_what_slack_said_it_had_and_has_not_is_sent_once_more(self, office, slack):
        slack.next_fault("chat.postMessage", "lie_ok")
        ben, carol = office.people(2)
        office.tell(ben, "news")
        office.tell(carol, "other")
        sender = office.sender()
        sender.drain()
        assert len(slack.visible()) == 1
        office.clock.pause(3600)

        office.reconciler().confirm(now=office.clock.now())
        sender.drain()

        assert slack.visible() == {"news": 1, "other": 1}
        assert "message missing" in events(office)

    def test_what_somebody_keeps_deleting_is_given_to_a_person(self, office, slack):
        [ben] = office.people(1)
        row_id = office.tell(ben, "news")
        sender = office.sender()
        for _ in range(2):
            sender.drain()
            office.clock.pause(3600)
            slack.messages.clear()
            office.reconciler().confirm(now=office.clock.now())

        row = office.row(row_id)
        assert (row.state, row.reason) == (OutboxState.HELD, "missing when read back")

    def test_a_message_that_we_never_wrote_is_told(self, office, slack):
        [ben] = office.people(1)
        office.tell(ben, "news")
        office.sender().drain()
        slack.do("chat.postMessage", {"channel": "DU00000", "text": "forged"})
        office.clock.pause(3600)

        found = office.reconciler().confirm(now=office.clock.now())

        assert found.unknown == 1
        assert "unknown message of ours" in events(office)

    def test_what_is_too_fresh_is_left_alone(self, office):
        [ben] = office.people(1)
        row_id = office.tell(ben, "news")
        office.sender().drain()

        office.reconciler().confirm(now=office.clock.now())

        assert office.row(row_id).state is OutboxState.SENT


def test_the_client_never_tries_again_by_itself(slack, api_url):
    slack.next_fault("chat.postMessage", "drop_after")
    client = make_client("xoxb-practice", api_url)

    attempt(client.chat_postMessage, channel="D1", text="news")

    assert slack.visible() == {"news": 1}
    assert AT_ONCE.quiet == timedelta()
