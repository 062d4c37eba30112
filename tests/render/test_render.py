"""Words become blocks, and nobody's words become anything but words."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateNotFound, UndefinedError

from bot.render import (
    FALLBACK_LENGTH,
    SECTION_LENGTH,
    DoesNotFit,
    Renderer,
    clean,
    escape,
    pieces,
)
from bot.words import listed
from tests.render.mrkdwn import LOOKS_LIKE, shown, tokens
from workflows.message import Message
from workflows.wording import Button, Link, Mention

RENDERER = Renderer(Path(__file__).parent / "templates")
NASTY = "<!channel> <@U1|x> *bold* _it_ ~no~ `code` :skull: & &lt; \u202egnp.exe\u0007"


@dataclass(frozen=True, kw_only=True)
class Letter(Message):
    kind: ClassVar[str] = "trial.letter"

    alias: str = "CG-4817"
    due_on: date = date(2026, 5, 5)


@dataclass(frozen=True, kw_only=True)
class Text(Message):
    kind: ClassVar[str] = "trial.text"


WORDS = {
    "name": "Ben",
    "items": (),
    "text": "Thank you.",
    "at": datetime(2026, 5, 1, 8, 30, tzinfo=UTC),
}


def render_text(text, **words):
    return RENDERER.render(Text(), {"text": text, **words})


def texts(rendered):
    return [
        block["text"]["text"] for block in rendered.blocks if block["type"] == "section"
    ]


def test_a_message_has_its_notification_its_body_and_its_context():
    rendered = RENDERER.render(Letter(), WORDS)

    assert rendered.text == "CG-4817: due by Tuesday 5 May"
    assert texts(rendered) == [
        "Hello Ben. *CG-4817*: your view is due by *Tuesday 5 May*.\n\nThank you."
    ]
    [context] = [block for block in rendered.blocks if block["type"] == "context"]
    # London is an hour ahead of UTC in May.
    assert context["elements"][0]["text"] == "Sent Friday 1 May, 09:30 (5 May 2026)."
    assert json.loads(rendered.packed())["text"] == rendered.text


def test_buttons_stand_where_the_template_puts_them():
    items = [
        {
            "text": f"View {number}",
            "button": Button(text="Give", action_id=f"go.{number}"),
        }
        for number in (1, 2)
    ]

    rendered = RENDERER.render(Letter(), {**WORDS, "items": items})

    kinds = [block["type"] for block in rendered.blocks]
    assert kinds == ["section", "actions", "section", "actions", "section", "context"]
    actions = [block for block in rendered.blocks if block["type"] == "actions"]
    assert [row["elements"][0]["action_id"] for row in actions] == ["go.1", "go.2"]


def test_buttons_of_the_entry_come_last_five_in_a_row():
    buttons = tuple(
        Button(text=f"B{n}", action_id=f"a.{n}", value="id", style="primary")
        for n in range(7)
    )

    rendered = RENDERER.render(Text(), {"text": "Choose."}, buttons)

    rows = [
        block["elements"] for block in rendered.blocks if block["type"] == "actions"
    ]
    assert [len(row) for row in rows] == [5, 2]
    assert rows[0][0] == {
        "type": "button",
        "text": {"type": "plain_text", "text": "B0", "emoji": False},
        "action_id": "a.0",
        "value": "id",
        "style": "primary",
    }


def test_only_mentions_and_links_become_more_than_text():
    mention = render_text(Mention("U0ASHA001"))
    link = render_text(Link("https://example.org/a?b=1&c=2", "the | <pack>"))

    assert texts(mention) == ["<@U0ASHA001>"]
    assert texts(link) == ["<https://example.org/a?b=1&amp;c=2|the / &lt;pack&gt;>"]


@pytest.mark.parametrize("account", ["U1|x", "channel", "!here", "U1> <!channel", ""])
def test_a_mention_of_no_account_cannot_be_made(account):
    with pytest.raises(ValueError, match="account"):
        Mention(account)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "https://a|b", "https://a>b", ""]
)
def test_a_link_to_no_address_cannot_be_made(url):
    with pytest.raises(ValueError, match="address"):
        Link(url, "label")


def test_web_addresses_and_channel_names_in_words_stay_text():
    rendered = render_text("see https://example.org and #general")

    assert rendered.blocks[0]["text"]["verbatim"] is True


@settings(max_examples=10_000)
@given(st.text(max_size=80))
@example(NASTY)
@example("*_~`:a:`~_*")
@example(":a::b:")
@example("\ue0000\ue001")
@example("a*b*c _d_e_ ~f~")
def test_whatever_is_written_is_one_piece_of_text(text):
    found = tokens(escape(text))

    assert [kind for kind, _ in found] in ([], ["text"])


def shown_plain(text):
    """Return text with what looks like a sign of formatting written as that sign."""
    return text.translate(LOOKS_LIKE)


@given(st.text())
@example(NASTY)
def test_a_reader_sees_what_was_written_but_for_what_cannot_be_seen(text):
    assert shown(escape(text)) == shown_plain(clean(text))


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200e", "\ufeff", "\x00", "\x1b", "\u2028", "\ue000"]
)
def test_what_turns_or_hides_text_is_taken_out(sign):
    assert clean(f"a{sign}b") == "ab"


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧", "naïve", "שלום", "ben_o@example.org", "5*3*2"]
)
def test_honest_text_is_left_as_it_is(text):
    assert escape(text) == text


@given(st.text(alphabet="ab <>&\n*", max_size=400), st.integers(12, 60))
def test_splitting_loses_nothing_but_the_space_at_the_cut(text, longest):
    escaped = escape(text).strip()

    parts = list(pieces(escaped, longest))

    assert "".join("".join(parts).split()) == "".join(escaped.split())
    assert all(0 < len(part) <= longest for part in parts)
    for part in parts:
        assert [kind for kind, _ in tokens(part)] in ([], ["text"])
        # Cut through, an entity would be read as what is left of it.
        assert shown(part).count("&") == shown(part).count("&")
        assert not part.endswith(("&", "&a", "&am", "&amp", "&l", "&lt", "&g", "&gt"))


def test_a_long_text_becomes_several_sections_and_loses_nothing():
    text = "\n".join(f"Line {number} of what somebody wrote." for number in range(400))

    rendered = render_text(text)

    assert len(rendered.blocks) > 1
    assert all(len(part) <= SECTION_LENGTH for part in texts(rendered))
    assert "\n".join(texts(rendered)) == text


def test_a_link_is_never_cut_through():
    words = "x" * (SECTION_LENGTH - 10)

    rendered = RENDERER.render(
        Letter(),
        {**WORDS, "text": Link("https://example.org/pack", "pack"), "name": words},
    )

    assert (
        sum("<https://example.org/pack|pack>" in part for part in texts(rendered)) == 1
    )


@pytest.mark.parametrize(
    ("words", "buttons"),
    [
        ({"text": "word " * 40_000}, ()),
        ({"text": "a"}, (Button(text="x" * 76, action_id="a"),)),
        ({"text": "a"}, (Button(text="", action_id="a"),)),
        ({"text": "a"}, (Button(text="x", action_id="a", value="v" * 2001),)),
    ],
)
def test_what_slack_would_cut_is_refused(words, buttons):
    with pytest.raises(DoesNotFit):
        RENDERER.render(Text(), words, buttons)


def test_a_notification_that_slack_would_cut_is_refused():
    with pytest.raises(DoesNotFit):
        RENDERER.render(Letter(alias="x" * FALLBACK_LENGTH), WORDS)


def test_a_missing_word_is_an_error_and_so_is_a_missing_template():
    with pytest.raises(UndefinedError):
        RENDERER.render(Text(), {})
    with pytest.raises(TypeError):
        render_text(None)

    @dataclass(frozen=True, kw_only=True)
    class Unwritten(Message):
        kind: ClassVar[str] = "trial.unwritten"

    with pytest.raises(TemplateNotFound):
        RENDERER.render(Unwritten(), {})


@pytest.mark.parametrize(
    ("values", "said"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_like_a_sentence(values, said):
    assert listed(values) == said
