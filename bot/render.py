"""
A message becomes the blocks that Slack shows: words from templates, shape from here.

A template has the blocks `fallback` (a phone's notification), `body` and `context`. A
line break in a template is a line break in Slack. Everything that a template prints
is escaped, for Slack and not for HTML; only `Mention`, `Link` and `Button` values
become more than text.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot import words
from workflows.message import Message
from workflows.wording import Button, Link, Mention

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
SECTION_LENGTH: Final = 3000
CONTEXT_LENGTH: Final = 2000
FALLBACK_LENGTH: Final = 3000
MOST_BLOCKS: Final = 50
BUTTONS_IN_A_ROW: Final = 5
BUTTON_LENGTH: Final = 75
VALUE_LENGTH: Final = 2000
Block = dict[str, Any]

# Marks that a template's output carries for a button. Private use, so that no value
# can hold them: `clean` takes such characters out.
_BUTTON: Final = re.compile("\ue000([0-9]+)\ue001")
# Signs that Slack reads as formatting, and signs that look like them and are none. Left
# alone between two letters or figures, where Slack leaves them alone too.
_LOOKALIKES: Final = {
    "*": "\u2217",
    "_": "\u02cd",
    "~": "\u223c",
    "`": "\u02cb",
    ":": "\ua789",
}
_FORMATTING: Final = re.compile(
    r"(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])|`|:(?=[^\s:]+:)"
)
_KEPT: Final = frozenset("\n\t")
_DROPPED: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# A joiner belongs to the sign of a family and to some scripts; it moves nothing.
_JOINING: Final = frozenset("\u200c\u200d")


class DoesNotFit(Exception):
    """The message is longer than Slack takes, and cutting it would lose words."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What is sent: `text` for notifications, `blocks` for the screen."""

    text: str
    blocks: list[Block]

    def packed(self) -> str:
        """Return this as text, to be kept as it was sent."""
        return json.dumps({"text": self.text, "blocks": self.blocks})


class Renderer:
    """Makes messages from the templates of one folder."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        """Read templates from this folder, each when it is first needed."""
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            undefined=StrictUndefined,
            # Slack's escaping is not HTML's: `_shown` does it, as each value's last
            # step, so that no filter comes after it.
            autoescape=False,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            day=words.day,
            date=words.short_day,
            moment=words.moment,
            time=words.time_of,
            list=words.listed,
        )

    def render(
        self,
        message: Message,
        words: Mapping[str, Any],
        buttons: tuple[Button, ...] = (),
    ) -> Rendered:
        """
        Return one message as it is to be sent.

        :raises DoesNotFit: if it is beyond Slack's limits.
        :raises jinja2.TemplateError: if there is no template, or a word is missing.
        """
        template = self._environment.get_template(
            f"{message.kind}.md.j2".replace(".", "/", 1)
        )
        own = {part.name: getattr(message, part.name) for part in fields(message)}
        values, placed = _with_places({**own, **words})
        text = _one_line(_block(template, "fallback", values))
        if not text or len(text) > FALLBACK_LENGTH:
            raise DoesNotFit(
                f"{message.kind}: a notification of {len(text)} characters"
            )
        blocks = [
            *_body(_block(template, "body", values), placed),
            *_rows(list(buttons)),
            *_context(_block(template, "context", values)),
        ]
        if len(blocks) > MOST_BLOCKS:
            raise DoesNotFit(f"{message.kind}: {len(blocks)} blocks")
        return Rendered(text=text, blocks=blocks)

    def part(self, name: str, values: Mapping[str, Any]) -> str:
        """
        Return what one template says, for a page that shows it among other things.

        :raises jinja2.TemplateError: if there is no template, or a word is missing.
        """
        return self._environment.get_template(name).render(values).strip()


def escape(text: str) -> str:
    """Return `text` so that Slack shows it and does nothing else with it."""
    plain = clean(text)
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORMATTING.sub(lambda found: _LOOKALIKES[found.group()], plain)


def clean(text: str) -> str:
    """Return `text` without controls, and without what turns its direction round."""
    return "".join(
        sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
        if sign in _KEPT
        or sign in _JOINING
        or unicodedata.category(sign) not in _DROPPED
    )


@dataclass(frozen=True)
class _Place:
    """Where a template put a button."""

    number: int


def _with_places(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Button]]:
    """Replace the buttons among the values, at any depth, by numbered places."""
    placed: list[Button] = []

    def swap(value: Any) -> Any:
        if isinstance(value, Button):
            placed.append(value)
            return _Place(len(placed) - 1)
        if isinstance(value, Mapping):
            return {key: swap(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [swap(part) for part in value]
        return value

    return {name: swap(value) for name, value in values.items()}, placed


def _shown(value: Any) -> Any:
    if isinstance(value, Mention):
        return f"<@{value.slack_user_id}>"
    if isinstance(value, Link):
        label = escape(value.label).replace("|", "/").replace("\n", " ")
        return f"<{value.url.replace('&', '&amp;')}|{label}>"
    if isinstance(value, _Place):
        return f"\ue000{value.number}\ue001"
    if isinstance(value, StrictUndefined):
        # Jinja raises its own error, which names what is missing.
        return str(value)
    if value is None:
        raise TypeError("nothing would be shown as the word None")
    return escape(str(value))


def _block(template: Template, name: str, values: dict[str, Any]) -> str:
    if name not in template.blocks:
        return ""
    context = template.new_context(values)
    text = "".join(template.blocks[name](context))
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _body(text: str, placed: list[Button]) -> Iterator[Block]:
    # Odd parts are the numbers of buttons; buttons that follow one another share a row.
    row: list[Button] = []
    for index, part in enumerate(_BUTTON.split(text)):
        if index % 2:
            row.append(placed[int(part)])
        elif part.strip():
            yield from _rows(row)
            row = []
            for piece in pieces(part.strip(), SECTION_LENGTH):
                yield {"type": "section", "text": _mrkdwn(piece)}
    yield from _rows(row)


def _rows(buttons: list[Button]) -> Iterator[Block]:
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        few = buttons[start : start + BUTTONS_IN_A_ROW]
        yield {"type": "actions", "elements": [_button(button) for button in few]}


def _button(button: Button) -> Block:
    text = _one_line(clean(button.text))
    if not 0 < len(text) <= BUTTON_LENGTH or len(button.value) > VALUE_LENGTH:
        raise DoesNotFit(f"{button.action_id}: a button of {len(text)} characters")
    element: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": text, "emoji": False},
        "action_id": button.action_id,
    }
    if button.value:
        element["value"] = button.value
    if button.style is not None:
        element["style"] = button.style
    return element


def _context(text: str) -> Iterator[Block]:
    for piece in pieces(text, CONTEXT_LENGTH):
        yield {"type": "context", "elements": [_mrkdwn(piece)]}


def _mrkdwn(text: str) -> Block:
    # Verbatim: a web address or a channel's name in somebody's words stays text.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def pieces(text: str, longest: int) -> Iterator[str]:
    """Split text that is escaped already, at lines or words, losing nothing else."""
    rest = text
    while len(rest) > longest:
        end = _break(rest, longest)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _break(text: str, longest: int) -> int:
    head = text[:longest]
    for mark in ("\n\n", "\n", " "):
        end = head.rfind(mark)
        # Not after a few words only: the next piece would be as long again.
        if end > longest // 2 and not _is_inside(head[:end]):
            return end + len(mark)
    return _before_what_is_open(head)


def _is_inside(head: str) -> bool:
    return head.rfind("<") > head.rfind(">")


def _before_what_is_open(head: str) -> int:
    """Return where to cut so that no `<...>` and no `&...;` is cut through."""
    if _is_inside(head):
        return head.rfind("<")
    entity = head.rfind("&", len(head) - 5)
    if entity > 0 and ";" not in head[entity:]:
        return entity
    return len(head)
