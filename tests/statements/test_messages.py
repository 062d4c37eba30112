"""Every message about views can be sent, and its fallback names nobody."""

import re

import pytest

from bot.render import Renderer
from workflows.message import Message
from workflows.overview import daily_samples
from workflows.overview import entries as daily
from workflows.statements import entries, messages
from workflows.wording import by_kind

ENTRIES = by_kind(entries.ENTRIES)
SAMPLES = (*messages.SAMPLES, *daily_samples.SAMPLES)
KINDS: list[type[Message]] = [
    kind
    for kind in vars(messages).values()
    if isinstance(kind, type) and issubclass(kind, Message) and kind is not Message
]


@pytest.mark.parametrize(
    ("message", "words"), SAMPLES, ids=lambda one: getattr(one, "kind", "")
)
def test_each_sample_can_be_sent(message, words):
    entry = ENTRIES.get(message.kind)

    sent = Renderer().render(message, words, entry.buttons(words) if entry else ())

    # Slack shows it on lock screens: an alias and a date, and nobody's name.
    assert re.search(r"(?:CG|RF)-\d{4}|views are due", sent.text)
    assert not re.search(r"<@|Longname|Ben|Asha", sent.text)
    assert len(sent.text) <= 150
    assert len(sent.blocks) <= 50


@pytest.mark.parametrize("kind", KINDS)
def test_each_message_has_a_sample_and_an_entry(kind):
    assert kind.kind in ENTRIES
    assert kind in {type(message) for message, _ in messages.SAMPLES}


@pytest.mark.parametrize(
    ("message", "words"), SAMPLES, ids=lambda one: getattr(one, "kind", "")
)
def test_each_message_comes_back_from_the_outbox_as_it_was(message, words):
    assert words
    assert type(message).unpacked(message.packed()) == message


def _sent(world, kind):
    (row,) = world.outbox(kind)
    entry = ENTRIES[kind]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        because = entry.wanted(session, row, message, world.now)
        words = entry.words(session, row, message, world.now)
    return because, Renderer().render(message, words, entry.buttons(words))


def test_a_safeguarding_lead_is_told_only_of_who_is_silent_when_it_is_sent(world):
    family = world.group(members=(world.ben, world.bea))
    found = world.open_round(family)
    world.on(found.last_call_on, 7, 40)
    world.sweep()

    world.submit(found, world.ben, world.answers(family))
    because, rendered = _sent(world, "statements.not_heard_from")
    world.submit(found, world.bea, world.answers(family))
    with world.work() as session:
        (row,) = world.outbox("statements.not_heard_from")
        entry = ENTRIES[row.kind]
        answered = entry.wanted(
            session, row, entry.message.unpacked(row.payload), world.now
        )

    assert because is None
    body = rendered.blocks[0]["text"]["text"]
    assert f"<@{world.bea.slack_user_id}>" in body
    assert f"<@{world.ben.slack_user_id}>" not in body
    assert answered == "answered"


def test_a_life_of_a_round_makes_messages_that_can_all_be_sent(world):
    family = world.group(children=2, members=(world.ben, world.carol, world.hetty))
    found = world.open_round(family)
    world.submit(
        found,
        world.ben,
        world.answers(family, urgent=True, urgent_text="x", intimidated=True),
    )
    world.on(found.last_call_on, 7, 40)
    world.sweep()
    world.close(found)
    known = by_kind((*entries.ENTRIES, *daily.entries(world.profile)))

    for row in world.outbox():
        entry = known[row.kind]
        message = entry.message.unpacked(row.payload)
        with world.work() as session:
            if entry.wanted(session, row, message, world.now) is None:
                words = entry.words(session, row, message, world.now)
                Renderer().render(message, words, entry.buttons(words))

    kinds = {row.kind for row in world.outbox()}
    assert {"statements.round_closed", "statements.not_heard_from"} <= kinds
