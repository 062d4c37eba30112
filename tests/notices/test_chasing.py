"""Who has not read a notice is reminded; then the convenor sees who that is."""

from datetime import timedelta

from bot.render import Renderer
from models.queries import notices as queries
from models.vocabulary import NoticeKind, OutboxState
from tests.notices import noticing
from workflows.notices import entries
from workflows.overview import entries as daily
from workflows.wording import by_kind

LIST = "overview.daily_list"
NOT_READ = "notices.not_read"


def _lists_of(world, person):
    return [row for row in world.outbox(LIST) if row.person_id == person.id]


def test_who_has_not_read_it_is_reminded_after_two_working_days(world):
    receipt = noticing.give(world, world.group(), world.ben)
    second = world.in_working_days(2)
    noticing.acknowledge(world, receipt, world.asha)

    early = noticing.sweep_on(world, second - timedelta(days=1))
    on_the_day = noticing.sweep_on(world, second)
    again = noticing.sweep_on(world, second)

    assert (early, on_the_day, again) == (0, 1, 0)
    assert len(_lists_of(world, world.carol)) == 2
    assert len(_lists_of(world, world.asha)) == 1
    assert world.told(NOT_READ) == []


def test_on_the_third_working_day_the_convenor_sees_who_has_not(world):
    receipt = noticing.give(
        world, world.group(members=(world.ben, world.carol, world.hetty)), world.ben
    )
    second, third = world.in_working_days(2), world.in_working_days(3)
    noticing.sweep_on(world, second)

    noticing.sweep_on(world, third)

    assert world.told(NOT_READ) == ["asha"]
    (row,) = world.outbox(NOT_READ)
    entry = by_kind(entries.ENTRIES)[NOT_READ]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words, entry.buttons(words))
    body = sent.blocks[0]["text"]["text"]
    assert f"<@{world.carol.slack_user_id}>" in body
    assert "Hetty" in body
    assert f"<@{world.asha.slack_user_id}>" not in body
    assert sent.blocks[1]["elements"][0]["value"] == receipt.notice_id


def test_they_are_reminded_on_until_they_have_read_it_and_the_convenor_once(world):
    receipt = noticing.give(world, world.group(), world.ben)
    for _ in range(20):
        noticing.sweep_on(world, world.today + timedelta(days=1))
    reminded = len(_lists_of(world, world.carol))
    noticing.acknowledge(world, receipt, world.carol)
    noticing.acknowledge(world, receipt, world.asha)

    for _ in range(10):
        noticing.sweep_on(world, world.today + timedelta(days=1))

    assert reminded > 5
    assert len(_lists_of(world, world.carol)) == reminded
    assert world.told(NOT_READ) == ["asha"]
    assert noticing.notice_of(world, receipt).acts_on is None


def test_days_of_silence_are_made_up_for_with_one_list(world):
    noticing.give(world, world.group(), world.ben)

    noticing.sweep_on(world, world.in_working_days(8))

    assert len(_lists_of(world, world.carol)) == 2
    assert world.told(NOT_READ) == ["asha"]


def test_when_only_somebody_outside_slack_is_left_the_clock_comes_to_rest(world):
    receipt = noticing.give(
        world, world.group(members=(world.ben, world.hetty)), world.ben
    )
    noticing.acknowledge(world, receipt, world.asha)
    for _ in range(10):
        noticing.sweep_on(world, world.today + timedelta(days=1))

    assert noticing.notice_of(world, receipt).acts_on is None
    assert world.told(NOT_READ) == ["asha"]


def test_who_left_is_not_reminded(world):
    family = world.group()
    noticing.give(world, family, world.ben)
    world.leave(family, world.carol)

    noticing.sweep_on(world, world.in_working_days(2))

    assert len(_lists_of(world, world.carol)) == 1


def test_a_corrected_notice_is_left_alone(world):
    family = world.group()
    first = noticing.give(world, family, world.ben)
    noticing.give(world, family, world.ben, corrects=first)

    noticing.sweep_on(world, world.in_working_days(2))

    assert noticing.notice_of(world, first).acts_on is None
    assert [row.subject for row in world.audited("reminded of a notice")] != [
        first.notice_id
    ]


def test_a_sweep_reads_what_is_due_and_nothing_else(world):
    receipt = noticing.give(world, world.group(), world.ben)
    due_on = noticing.notice_of(world, receipt).read_by

    with world.work() as session:
        before = queries.list_due(session, today=due_on - timedelta(days=1))
        on_the_day = queries.list_due(session, today=due_on)
        next_day = queries.next_day_to_act(session)

    assert (before, on_the_day, next_day) == ([], [receipt.notice_id], due_on)


def test_the_daily_list_says_what_is_to_be_read(world):
    receipt = noticing.give(world, world.group(), world.ben)
    (entry,) = daily.entries(world.profile)
    (row,) = _lists_of(world, world.carol)
    message = entry.message.unpacked(row.payload)

    with world.work() as session:
        because = entry.wanted(session, row, message, world.now)
        words = entry.words(session, row, message, world.now)
    sent = Renderer().render(message, words)
    noticing.acknowledge(world, receipt, world.carol)
    with world.work() as session:
        after = entry.wanted(session, row, message, world.now)

    assert because is None
    assert sent.text.startswith("CG-4801: a notice to read by ")
    pressed = [one for block in sent.blocks for one in block.get("elements", [])]
    assert ("notices.read", receipt.notice_id) in [
        (one.get("action_id"), one.get("value")) for one in pressed
    ]
    assert after == "nothing is owed"


def test_an_urgent_pointer_is_dropped_once_it_was_read_or_corrected(world):
    family = world.group()
    receipt = noticing.give(world, family, world.ben, NoticeKind.ACCESS_REFUSED)
    entry = by_kind(entries.ENTRIES)["notices.urgent"]

    def reasons():
        with world.work() as session:
            return {
                entry.wanted(
                    session, row, entry.message.unpacked(row.payload), world.now
                )
                for row in world.outbox("notices.urgent")
                if row.state is OutboxState.PLANNED
            }

    at_first = reasons()
    noticing.acknowledge(world, receipt, world.asha)
    noticing.acknowledge(world, receipt, world.grace)

    assert at_first == {None}
    assert reasons() == {"they have read it"}
