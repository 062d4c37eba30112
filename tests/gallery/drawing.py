"""Draws blocks plainly as HTML: what they say and where, not every shade of Slack."""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from tests.gallery.shown import Json

BOLD: Final = re.compile(r"(?<!\w)\*(\S[^*\n]*)\*(?!\w)")
PERSON: Final = re.compile(r"&lt;@([UW]\w+)&gt;")


def words(text: Json) -> str:
    """Return a text object as HTML; of mrkdwn, what our templates use of it."""
    shown = escape(text["text"]).replace("\n", "<br>")
    if text["type"] != "mrkdwn":
        return shown
    # Slack's own escapes, which stand escaped once more by now.
    shown = re.sub(r"&amp;(lt|gt|amp);", r"&\1;", shown)
    return PERSON.sub(r"<b>@\1</b>", BOLD.sub(r"<b>\1</b>", shown))


def draw(blocks: list[Json]) -> str:
    """Return blocks as HTML."""
    return "\n".join(BLOCKS[block["type"]](block) for block in blocks)


def _section(block: Json) -> str:
    beside = element(block["accessory"]) if "accessory" in block else ""
    return f'<div class="section"><p>{words(block["text"])}</p>{beside}</div>'


def _context(block: Json) -> str:
    inside = " ".join(words(part) for part in block["elements"])
    return f'<p class="small">{inside}</p>'


def _actions(block: Json) -> str:
    return f'<p class="row">{" ".join(map(element, block["elements"]))}</p>'


def _input(block: Json) -> str:
    hint = f'<p class="small">{words(block["hint"])}</p>' if "hint" in block else ""
    optional = " <small>(optional)</small>" if block.get("optional") else ""
    return (
        f'<div class="field"><p><b>{words(block["label"])}</b>{optional}</p>'
        f"{element(block['element'])}{hint}</div>"
    )


def _rich_text(block: Json) -> str:
    shown = ""
    for line in block["elements"]:
        for part in line["elements"]:
            text = escape(part["text"]).replace("\n", "<br>")
            shown += f"<b>{text}</b>" if part.get("style", {}).get("bold") else text
    return f"<p>{shown}</p>"


BLOCKS: Final[dict[str, Callable[[Json], str]]] = {
    "section": _section,
    "header": lambda block: f"<h4>{words(block['text'])}</h4>",
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": lambda block: f'<p class="picture">{escape(block["alt_text"])}</p>',
    "rich_text": _rich_text,
    "divider": lambda _: "<hr>",
}


def element(part: Json) -> str:
    """Return a button, a field or a choice as HTML that does nothing."""
    return ELEMENTS.get(part["type"], _field)(part)


def _button(part: Json) -> str:
    spoken = escape(part.get("accessibility_label", ""))
    style = escape(part.get("style", ""))
    return f'<span class="button {style}" title="{spoken}">{words(part["text"])}</span>'


def _choices(part: Json) -> str:
    sign = {"radio_buttons": ("○", "●"), "checkboxes": ("☐", "☑")}[part["type"]]
    ticked = [*part.get("initial_options", ()), part.get("initial_option")]
    lines = [
        f"{sign[option in ticked]} {words(option['text'])}"
        for option in part["options"]
    ]
    return f"<p>{'<br>'.join(lines)}</p>"


def _menu(part: Json) -> str:
    ticked = [*part.get("initial_options", ()), part.get("initial_option")]
    options = "".join(
        f"<option{' selected' if option in ticked else ''}>{words(option['text'])}"
        for option in part["options"]
    )
    several = " multiple" if part["type"].startswith("multi") else ""
    return f'<select aria-label="A choice"{several}>{options}</select>'


def _field(part: Json) -> str:
    value = part.get("initial_value") or part.get("initial_date") or ""
    example = part.get("placeholder", {}).get("text", "")
    kind = part["type"].replace("_", " ")
    shown = escape(value) or f"<i>{escape(example or kind)}</i>"
    lines = " lines" if part.get("multiline") else ""
    return f'<div class="box{lines}">{shown}</div>'


ELEMENTS: Final[dict[str, Callable[[Json], str]]] = {
    "button": _button,
    "radio_buttons": _choices,
    "checkboxes": _choices,
    "static_select": _menu,
    "multi_static_select": _menu,
}
