"""Block Kit, in the few shapes that our forms and messages use. Plain text first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

Block = dict[str, Any]
Choice = tuple[str, str]
LONGEST: Final = 3000
# Half of what Slack takes in small print, as it may count a character as two.
SMALL_LONGEST: Final = 1000
SHORTEN_TO: Final = 75
MOST_BOXES: Final = 10


def plain(text: str) -> Block:
    """Return text that Slack shows as it is, whatever is in it."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str, *, button: Block | None = None) -> Block:
    """Return a paragraph, with a button beside it if there is one."""
    block: Block = {"type": "section", "text": plain(text)}
    if button is not None:
        block["accessory"] = button
    return block


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(text)}


def small(text: str) -> Block:
    """Return a line in small print; a very long one goes on in a further element."""
    return {"type": "context", "elements": [plain(part) for part in _parts(text)]}


def _parts(text: str) -> Iterator[str]:
    while len(text) > SMALL_LONGEST:
        head = text[:SMALL_LONGEST]
        cut = max(head.rfind(" "), head.rfind("\n"))
        cut = cut if cut > 0 else SMALL_LONGEST
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def divider() -> Block:
    """Return a line."""
    return {"type": "divider"}


def button(
    text: str,
    *,
    action: str,
    value: str = "",
    style: str | None = None,
    label: str | None = None,
) -> Block:
    """Return a button; `label` is what a screen reader says."""
    block: Block = {"type": "button", "text": plain(text), "action_id": action}
    if value:
        block["value"] = value
    if style is not None:
        block["style"] = style
    if label is not None:
        block["accessibility_label"] = label
    return block


def actions(*buttons: Block) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def choices(pairs: Iterable[Choice]) -> list[Block]:
    """Return options from (value, text) pairs."""
    return [{"value": value, "text": plain(text)} for value, text in pairs]


def ask(
    block_id: str,
    label: str,
    element: Block,
    *,
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """Return a question with its answer field."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "answer", **element},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint)
    return block


def writing(value: str | None = None, *, lines: bool = True) -> Block:
    """Return a field to write in, up to what Slack allows."""
    element: Block = {
        "type": "plain_text_input",
        "multiline": lines,
        "max_length": LONGEST if lines else 200,
    }
    if value:
        element["initial_value"] = value
    return element


def one_of(pairs: Sequence[Choice], chosen: str | None = None) -> Block:
    """Return round buttons, of which one can be chosen."""
    return _with_chosen("radio_buttons", pairs, chosen)


def menu(pairs: Sequence[Choice], chosen: str | None = None) -> Block:
    """Return a menu, of which one can be chosen."""
    return _with_chosen("static_select", pairs, chosen)


def several_of(
    pairs: Sequence[Choice], chosen: Sequence[str] = (), *, kind: str = "checkboxes"
) -> Block:
    """
    Return boxes to tick, or a menu of which several can be chosen.

    Slack refuses a view with more than ten boxes, so that many become a menu.
    """
    options = choices(pairs)
    is_menu = kind == "checkboxes" and len(options) > MOST_BOXES
    shape = "multi_static_select" if is_menu else kind
    element: Block = {"type": shape, "options": options}
    ticked = [option for option in options if option["value"] in chosen]
    if ticked:
        element["initial_options"] = ticked
    return element


def day(value: date | str | None = None) -> Block:
    """Return a field for a date."""
    element: Block = {"type": "datepicker"}
    if value:
        element["initial_date"] = str(value)
    return element


def hour(value: str | None = None) -> Block:
    """Return a field for a time of day, such as 16:05."""
    element: Block = {"type": "timepicker"}
    if value:
        element["initial_time"] = value
    return element


def modal(
    *,
    title: str,
    blocks: list[Block],
    callback: str | None = None,
    submit: str | None = None,
    close: str = "Close",
    metadata: str = "",
) -> Block:
    """Return a form, or a page to read when there is nothing to submit."""
    view: Block = {
        "type": "modal",
        "title": plain(title),
        "close": plain(close),
        "blocks": blocks,
        "private_metadata": metadata,
    }
    if callback is not None:
        view["callback_id"] = callback
    if submit is not None:
        view["submit"] = plain(submit)
    return view


def _with_chosen(kind: str, pairs: Sequence[Choice], chosen: str | None) -> Block:
    options = choices(pairs)
    element: Block = {"type": kind, "options": options}
    for option in options:
        if option["value"] == chosen:
            element["initial_option"] = option
    return element


def answers(view: Any) -> dict[str, Any]:
    """
    Return what was answered, by block: text, one value, a list of values or a date.

    Anything that is not of the shape that Slack sends counts as not answered.
    """
    state = view.get("state") if isinstance(view, dict) else None
    values = state.get("values") if isinstance(state, dict) else None
    found: dict[str, Any] = {}
    for block_id, fields in (values if isinstance(values, dict) else {}).items():
        field = fields.get("answer") if isinstance(fields, dict) else None
        if isinstance(field, dict):
            found[block_id] = _answer(field)
    return found


def _answer(field: dict[str, Any]) -> Any:
    kind = field.get("type")
    if kind in {"radio_buttons", "static_select"}:
        option = field.get("selected_option")
        return str(option.get("value")) if isinstance(option, dict) else None
    if kind in {"checkboxes", "multi_static_select"}:
        options = field.get("selected_options") or []
        return [str(o.get("value")) for o in options if isinstance(o, dict)]
    if kind == "datepicker":
        return field.get("selected_date")
    if kind == "timepicker":
        return field.get("selected_time")
    if kind in {"users_select"}:
        return field.get("selected_user")
    value = field.get("value")
    return value if isinstance(value, str) else None
