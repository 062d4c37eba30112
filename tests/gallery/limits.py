"""
Slack's limits, kept apart from the bot's own, so that both would have to be wrong.

Source: slack, 4. Lengths are counted in UTF-16 units, as Slack's clients count.
"""

import json
from collections.abc import Callable, Iterator
from typing import Final

from tests.gallery.shown import Json, Shown

Faults = Iterator[str]
# `chat.update` refuses a longer text, so nothing may be sent that cannot be mended.
TEXT: Final = 4_000
MESSAGE_BLOCKS, VIEW_BLOCKS, VIEW_BYTES = 50, 100, 250_000
OF_ELEMENT: Final = {
    "action_id": 255,
    "value": 2_000,
    "url": 3_000,
    "accessibility_label": 75,
    "initial_value": 3_000,
}
OF_VIEW: Final = {"private_metadata": 3_000, "callback_id": 255, "external_id": 255}
OF_VIEW_TEXTS: Final = {"title": 24, "submit": 24, "close": 24}
OF_CONFIRM: Final = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
MOST_OPTIONS: Final = {
    "static_select": 100,
    "multi_static_select": 100,
    "checkboxes": 10,
    "radio_buttons": 10,
    "overflow": 5,
}


def units(text: str) -> int:
    """Return the length of a text as Slack counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults(shown: Shown) -> list[str]:
    """Return everything that Slack would refuse or cut, one line each."""
    if shown.view is not None:
        return [*_view(shown.view)]
    return [*_message(shown)]


def _message(shown: Shown) -> Faults:
    if not 0 < units(shown.text) <= TEXT:
        yield f"text: {units(shown.text)} characters"
    if len(shown.blocks) > MESSAGE_BLOCKS:
        yield f"{len(shown.blocks)} blocks"
    yield from _blocks(shown.blocks)


def _view(view: Json) -> Faults:
    for name, most in OF_VIEW.items():
        yield from _no_longer(name, view.get(name, ""), most)
    for name, most in OF_VIEW_TEXTS.items():
        yield from _text(name, view.get(name), most)
    if view["type"] == "modal" and "title" not in view:
        yield "no title"
    blocks = view["blocks"]
    if not 0 < len(blocks) <= VIEW_BLOCKS:
        yield f"{len(blocks)} blocks"
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        yield "over 250 kB"
    if any(block["type"] == "input" for block in blocks) and "submit" not in view:
        yield "inputs and nothing to submit them"
    yield from _blocks(blocks)


def _blocks(blocks: list[Json]) -> Faults:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id stands twice"
    for number, block in enumerate(blocks):
        check = CHECKS.get(block["type"])
        if check is None:
            yield f"block {number}: {block['type']} is not known here"
            continue
        yield from _no_longer(f"block {number} id", block.get("block_id", ""), 255)
        yield from (f"block {number}: {fault}" for fault in check(block))


def _section(block: Json) -> Faults:
    yield from _text("text", block["text"], 3_000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _header(block: Json) -> Faults:
    yield from _text("text", block["text"], 150)
    if block["text"]["type"] != "plain_text":
        yield "a header takes plain text"


def _context(block: Json) -> Faults:
    if not 0 < len(block["elements"]) <= 10:
        yield "context elements"
    for element in block["elements"]:
        yield from _text("context", element, 2_000)


def _actions(block: Json) -> Faults:
    elements = block["elements"]
    if not 0 < len(elements) <= 25:
        yield f"{len(elements)} elements"
    ids = [element["action_id"] for element in elements]
    if len(ids) != len(set(ids)):
        yield "an action_id stands twice"
    for element in elements:
        yield from _element(element)


def _input(block: Json) -> Faults:
    yield from _text("label", block["label"], 2_000)
    yield from _text("hint", block.get("hint"), 2_000)
    yield from _element(block["element"])


def _image(block: Json) -> Faults:
    if not 0 < units(block["alt_text"]) <= 2_000:
        yield "alt text"


def _rich_text(block: Json) -> Faults:
    for line in block["elements"]:
        for part in line["elements"]:
            yield from _no_longer("rich text", part["text"], 3_000, least=1)


def _divider(_block: Json) -> Faults:
    yield from ()


CHECKS: Final[dict[str, Callable[[Json], Faults]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": _rich_text,
    "divider": _divider,
}


def _element(element: Json) -> Faults:
    for name, most in OF_ELEMENT.items():
        yield from _no_longer(name, element.get(name, ""), most)
    if not element.get("action_id"):
        yield "no action_id"
    if element["type"] == "button":
        yield from _text("button", element["text"], 75)
    yield from _text("placeholder", element.get("placeholder"), 150)
    for name, most in OF_CONFIRM.items():
        yield from _text(f"confirm {name}", element.get("confirm", {}).get(name), most)
    if element["type"] in MOST_OPTIONS:
        yield from _options(element)


def _options(element: Json) -> Faults:
    options = element["options"]
    if not 0 < len(options) <= MOST_OPTIONS[element["type"]]:
        yield f"{element['type']}: {len(options)} options"
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        yield "an option's value stands twice"
    for option in options:
        yield from _text("option", option["text"], 75)
        yield from _text("description", option.get("description"), 75)
        yield from _no_longer("option value", option["value"], 150)
    chosen = [*element.get("initial_options", ())]
    chosen += [element["initial_option"]] if "initial_option" in element else []
    if (
        any(one not in options for one in chosen)
        or element.get("initial_options") == []
    ):
        yield "what is chosen from the start is not offered"


def _text(name: str, text: Json | None, most: int) -> Faults:
    if text is not None:
        yield from _no_longer(name, text["text"], most, least=1)


def _no_longer(name: str, text: str, most: int, *, least: int = 0) -> Faults:
    if not least <= units(text) <= most:
        yield f"{name}: {units(text)} characters, and {most} fit"
    elif least and not text.strip():
        yield f"{name}: white space alone"
