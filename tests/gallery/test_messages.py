"""Every message has its entry, its template and its samples, and obeys no words."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.render import TEMPLATES, Renderer
from tests.gallery.everything import profile
from tests.gallery.messages import SAMPLES, samples_of
from tests.render.mrkdwn import tokens
from workflows import catalogue
from workflows.drift.policy import SIGNALS
from workflows.message import Message

ENTRIES = catalogue.entries(profile())
# What a template asks about and never prints.
ASKED = {"right", "effect", "template"}
NASTY = "<!channel> <@U0001> *b* :tada: <http://x|y>"
# Of templates that are no messages: the page of the printed pack.
PAGES = {f"packs/{name}.html" for name in ("frame", "gone", "landing", "pack", "parts")}
PAGES |= {f"actions/{name}.html" for name in ("gone", "landing", "sheet")}
# Parts of one message, each the sentences of one signal.
PAGES |= {f"drift/signals/{name}.md" for name in SIGNALS}
# People of the samples, and how their names are made long.
SOMEBODY = re.compile(r"\b(?:Asha|Ben|Carol|Dev|Hetty|Sam|Field|Dr)\b|Longname|N{9}|<@")


def kinds_of_message():
    """Yield every kind of message that is written down anywhere."""
    waiting = [*Message.__subclasses__()]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("workflows."):
            yield kind


def render(message, words):
    return Renderer().render(message, words, ENTRIES[message.kind].buttons(words))


def nasty(value):
    """Return words of a sample with every text replaced by one that gives orders."""
    if isinstance(value, str):
        return NASTY
    if isinstance(value, dict):
        return {
            key: part if key in ASKED else nasty(part) for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(nasty(part) for part in value)
    if hasattr(value, "email"):
        texts = {
            part.name: NASTY
            for part in fields(value)
            if isinstance(getattr(value, part.name), str)
        }
        return replace(value, **texts)
    return value


def test_every_kind_of_message_is_in_the_catalogue():
    assert {kind.kind for kind in kinds_of_message()} == set(ENTRIES)


def test_every_template_belongs_to_a_message_or_a_page():
    found = {
        path.relative_to(TEMPLATES).as_posix().removesuffix(".j2")
        for path in Path(TEMPLATES).rglob("*.j2")
    }

    messages = {f"{kind.replace('.', '/', 1)}.md" for kind in ENTRIES}
    assert found == messages | PAGES


@pytest.mark.parametrize("kind", sorted(ENTRIES))
def test_every_kind_has_a_shortest_and_a_longest_sample(kind):
    sizes = [len(render(*sample).packed()) for sample in samples_of(kind)]

    assert len(sizes) >= 2
    assert max(sizes) > min(sizes)


@pytest.mark.parametrize(("message", "words"), SAMPLES)
def test_a_notification_names_nobody_and_says_enough_to_act(message, words):
    text = render(message, words).text

    assert not SOMEBODY.search(text)
    assert len(text) <= 150
    # One is about nobody's family, and says what can be done.
    is_own = text.startswith("Your calendar address ")
    assert is_own or re.search(
        r"^(?:CG|RF)-\d+: \w|views are due, the first by|telephone", text
    )


@pytest.mark.parametrize(("message", "words"), SAMPLES)
def test_no_value_of_any_message_gives_slack_an_order(message, words):
    written = {
        part.name: NASTY
        for part in fields(message)
        if isinstance(getattr(message, part.name), str) and part.name not in ASKED
    }

    sent = render(replace(message, **written), nasty(dict(words)))

    said = [
        block["text"]["text"] for block in sent.blocks if block["type"] == "section"
    ]
    said += [
        part["text"]
        for block in sent.blocks
        if block["type"] == "context"
        for part in block["elements"]
    ]
    orders = [found for text in (*said, sent.text) for found in tokens(text)]
    assert not [what for kind, what in orders if kind in {"special", "emoji", "code"}]
    is_shown = [name for name in written if not name.endswith("_id")]
    assert "!channel" in "".join((*said, sent.text)) or not is_shown


@pytest.mark.parametrize(("message", "words"), SAMPLES)
def test_a_message_comes_back_from_the_outbox_as_it_was(message, words):
    assert type(message).unpacked(message.packed()) == message
