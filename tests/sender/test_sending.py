"""What the sender brings to Slack, and what it does not."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.sealed import unseal
from models.tables.access import Person
from models.tables.audit import AuditRow
from models.tables.membership import Membership
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from tests.sender.office import MORNING, URGENT, ManualClock


def test_a_message_reaches_its_reader_and_is_kept_as_it_was_sent(office, slack):
    [ben] = office.people(1)
    row_id = office.tell(ben, "your view is due")

    sent = office.sender().drain()

    assert slack.visible() == {"your view is due": 1}
    assert [call["method"] for call in sent] == [
        "conversations.open",
        "chat.postMessage",
    ]
    row = office.row(row_id)
    assert (row.state, row.attempts) == (OutboxState.SENT, 1)
    with office.database.work() as session:
        kept = unseal(session, row, "sent")
    assert kept is not None
    assert '"your view is due"' in kept
    assert "your view" not in str(row.sent_sealed)


def test_what_is_posted_carries_a_mark_that_means_nothing_and_no_previews(
    office, slack
):
    [ben] = office.people(1)
    row_id = office.tell(ben, "your view is due")

    office.sender().drain()

    [posted] = slack.made("chat.postMessage")
    assert posted["metadata"]["event_type"] == "cg_outbox"
    assert row_id not in str(posted["metadata"])
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)


def test_the_channel_of_a_person_is_opened_once(office, slack):
    [ben] = office.people(1)
    office.tell(ben, "first")
    office.tell(ben, "second")
    office.sender().drain()
    office.tell(ben, "third")

    office.sender().drain()

    assert len(slack.made("conversations.open")) == 1
    assert slack.visible() == {"first": 1, "second": 1, "third": 1}


def test_urgent_goes_before_routine(office, slack):
    ben, carol = office.people(2)
    office.tell(ben, "routine", not_before=MORNING - timedelta(hours=1))
    office.tell(carol, "urgent", urgency=URGENT)

    office.sender().drain()

    assert [call["text"] for call in slack.made("chat.postMessage")] == [
        "urgent",
        "routine",
    ]


@pytest.mark.parametrize(
    ("hour", "urgency", "is_sent"),
    [(7, None, False), (7, URGENT, True), (10, None, True)],
)
def test_only_what_is_urgent_is_sent_outside_message_hours(
    office, slack, hour, urgency, is_sent
):
    office.clock = ManualClock(MORNING.replace(hour=hour))
    [ben] = office.people(1)
    how = {} if urgency is None else {"urgency": urgency}
    row_id = office.tell(ben, "news", **how)

    office.sender().drain()

    assert bool(slack.visible()) == is_sent
    row = office.row(row_id)
    if not is_sent:
        assert row.state is OutboxState.PLANNED
        assert row.not_before > office.clock.now()


def test_what_has_had_its_time_is_not_sent(office, slack):
    [ben] = office.people(1)
    row_id = office.tell(ben, "today", not_after=MORNING - timedelta(seconds=1))

    office.sender().drain()

    assert slack.visible() == {}
    assert office.row(row_id).state is OutboxState.CANCELLED


def test_what_is_no_longer_wanted_is_not_sent(office, slack):
    office.wanted = lambda *_: "has answered"
    [ben] = office.people(1)
    row_id = office.tell(ben, "your view is due")

    office.sender().drain()

    assert slack.visible() == {}
    row = office.row(row_id)
    assert (row.state, row.reason) == (OutboxState.CANCELLED, "has answered")


def test_somebody_who_left_yesterday_does_not_get_what_was_queued(office, slack):
    asha, ben = office.people(2)
    group_id = office.group(asha, ben)
    row_id = office.tell(ben, "about the plan", group_id=group_id)
    with office.database.work() as session:
        [membership] = session.exec(
            select(Membership).where(Membership.person_id == ben)
        )
        membership.ended_at = MORNING - timedelta(days=1)
        person = session.get_one(Person, ben)
        person.deactivated_at = MORNING - timedelta(days=1)
        session.add_all([membership, person])

    office.sender().drain()

    assert slack.visible() == {}
    assert office.row(row_id).state is OutboxState.CANCELLED
    with office.database.work() as session:
        events = session.exec(select(AuditRow.event)).all()
    assert "message withheld" in events


def test_somebody_without_an_account_is_given_to_the_lead_social_worker(office, slack):
    asha, ben = office.people(2)
    group_id = office.group(asha, ben)
    with office.database.work() as session:
        person = session.get_one(Person, ben)
        person.slack_user_id = None
        session.add(person)
    row_id = office.tell(ben, "about the plan", group_id=group_id)

    office.sender().drain()

    row = office.row(row_id)
    assert (row.state, row.owner_id) == (OutboxState.HELD, asha)
    assert slack.visible() == {}


def test_a_row_that_cannot_be_rendered_is_held_and_the_next_one_goes(office, slack):
    def words(_session, row, message, _now):
        if message.what == "poison":
            raise KeyError(row.id)
        return {}

    office.words = words
    ben, carol = office.people(2)
    poison = office.tell(ben, "poison", not_before=MORNING - timedelta(hours=1))
    office.tell(ben, "after it")
    office.tell(carol, "beside it")

    office.sender().drain()

    assert slack.visible() == {"after it": 1, "beside it": 1}
    row = office.row(poison)
    assert (row.state, row.reason) == (OutboxState.HELD, "KeyError")


@pytest.mark.parametrize(
    "error", ["channel_not_found", "is_archived", "invalid_blocks", "msg_too_long"]
)
def test_what_slack_will_never_take_is_given_to_a_person(office, slack, error):
    slack.next_fault("chat.postMessage", f"error:{error}")
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")

    office.sender().drain()

    row = office.row(row_id)
    assert (row.state, row.reason) == (OutboxState.HELD, error)


def test_a_revoked_token_stops_everything_and_loses_nothing(office, slack):
    slack.next_fault("chat.postMessage", "error:token_revoked")
    people = office.people(3)
    for number, person in enumerate(people):
        office.tell(person, f"news {number}")
    sender = office.sender()

    sender.drain(seconds=5)

    assert sender.trouble == "token_revoked"
    assert len(slack.made("chat.postMessage")) == 1
    office.clock.pause(120)
    sender.drain()
    assert slack.visible() == {f"news {number}": 1 for number in range(3)}
    assert sender.trouble is None


def test_a_429_holds_everything_and_slows_us_down(office, slack):
    slack.next_fault("chat.postMessage", "ratelimit")
    people = office.people(2)
    for number, person in enumerate(people):
        office.tell(person, f"news {number}")
    sender = office.sender()
    before = sender.rate

    started = office.clock.now()
    sender.drain()
    office.clock.pause(2)
    sender.drain()

    assert sender.rate < before
    assert slack.visible() == {"news 0": 1, "news 1": 1}
    assert office.clock.now() - started >= timedelta(seconds=1)
    assert {row.attempts for row in office.rows()} == {1}


def test_messages_in_one_channel_keep_their_distance(office, slack):
    [ben] = office.people(1)
    for number in range(4):
        office.tell(ben, f"news {number}")

    started = office.clock.now()
    office.sender().drain()

    assert len(slack.visible()) == 4
    assert office.clock.now() - started >= timedelta(seconds=3 * 1.05)


def test_a_long_queue_in_one_channel_holds_up_no_other(office, slack):
    ben, carol = office.people(2)
    for number in range(250):
        office.tell(ben, f"news {number}", not_before=MORNING - timedelta(hours=1))
    office.tell(carol, "one")

    office.sender().drain(seconds=2)

    assert slack.visible().get("one") == 1


def test_what_the_sender_does_is_in_the_audit(office):
    [ben] = office.people(1)
    row_id = office.tell(ben, "news")

    office.sender().drain()

    with office.database.work() as session:
        found = session.exec(select(AuditRow).where(AuditRow.subject == row_id)).all()
    assert [row.event for row in found] == ["message sent"]


def test_a_sender_without_the_lease_stands_by(office, slack):
    office.people(1)
    first, second = office.sender(holder="first"), office.sender(holder="second")
    [ben] = office.people_ids()
    first.drain()
    office.tell(ben, "news")

    second.drain(seconds=3)
    assert slack.visible() == {}

    first.close()
    second.drain()
    assert slack.visible() == {"news": 1}


def test_a_sender_takes_over_when_the_lease_is_over(office, slack):
    [ben] = office.people(1)
    office.sender(holder="first").drain()
    office.tell(ben, "news")
    second = office.sender(holder="second")

    office.clock.pause(11)
    second.drain()

    assert slack.visible() == {"news": 1}


def test_every_row_ends_in_a_state_that_says_so(office):
    [ben] = office.people(1)
    office.tell(ben, "news")

    office.sender().drain()

    with office.database.work() as session:
        [row] = session.exec(select(OutboxRow)).all()
    assert row.lease_until is None
    assert row.sent_at is not None
