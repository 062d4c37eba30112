"""What a person chose or typed in a view or message, in Slack's form of `state`."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from practice.errors import ControlError
from practice.state import Json, View

REQUIRED = "Please complete this required field."
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LINK = re.compile(r"https?://\S+")
SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}
SEVERAL = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
OF_OPTIONS = {
    "static_select", "radio_buttons", "checkboxes", "multi_static_select",
}  # fmt: skip


def elements_of(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """Return each block that can be answered or pressed, with its element."""
    found = []
    for block in blocks:
        parts = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            parts += block.get("elements", [])
        found += [
            (block, part)
            for part in parts
            if isinstance(part, dict) and "action_id" in part
        ]
    return found


def options_of(element: Json) -> list[Json]:
    """Return a select's options, those in groups too."""
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        options += group.get("options", [])
    return options


def from_the_start(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """Return the state before anybody touched anything."""
    state: dict[str, dict[str, Json]] = {}
    for block, element in elements_of(blocks):
        kind = element["type"]
        if kind in SINGLE:
            name, initial = SINGLE[kind]
            answer = {"type": kind, name: element.get(initial)}
        elif kind in SEVERAL:
            name, initial = SEVERAL[kind]
            answer = {"type": kind, name: list(element.get(initial) or [])}
        else:
            continue
        state.setdefault(block["block_id"], {})[element["action_id"]] = answer
    return state


def state_of(view: View) -> dict[str, dict[str, Json]]:
    """Return what stands in a view now: what it began with, then what was typed."""
    state = from_the_start(view.blocks)
    for block_id, typed in view.state.items():
        for action_id, answer in typed.items():
            if action_id in state.get(block_id, {}):
                state[block_id][action_id] = answer
    return state


def fill_in(view: View, values: Json) -> None:
    """
    Type and choose in a view, as a person would.

    `values` goes by block id or action id. A value is Slack's own object from
    `state.values`, or in short the words, the option's value, the date, the ids.

    :raises ControlError: for an input that the view does not have, or an option
        that is not offered.
    """
    left = dict(values)
    for block, element in elements_of(view.blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        found = _given(left, values, block_id, action_id)
        if found is None:
            continue
        answer = answer_for(element, found[0])
        view.state.setdefault(block_id, {})[action_id] = answer
    if left:
        known = [
            f"{block['block_id']}/{element['action_id']}"
            for block, element in elements_of(view.blocks)
        ]
        raise ControlError("no_such_input", unknown=sorted(left), known=known)


def _given(
    left: Json, values: Json, block_id: str, action_id: str
) -> tuple[Any] | None:
    if block_id in values:
        left.pop(block_id, None)
        inner = values[block_id]
        is_by_action = isinstance(inner, dict) and "type" not in inner
        if is_by_action and "value" not in inner:
            return (inner[action_id],) if action_id in inner else None
        return (inner,)
    if action_id in values:
        left.pop(action_id, None)
        return (values[action_id],)
    return None


def answer_for(element: Json, value: Any) -> Json:
    """
    Return one answer in Slack's form.

    :raises ControlError: for an option that is not offered.
    """
    kind = element["type"]
    if isinstance(value, dict) and value.get("type") == kind:
        return value
    if kind in SEVERAL:
        several = value if isinstance(value, list) else [value]
        chosen = [_chosen(element, one) for one in several]
        return {"type": kind, SEVERAL[kind][0]: chosen}
    if kind not in SINGLE:
        raise ControlError("not_an_input", type=kind)
    single = None if value is None else _chosen(element, value)
    return {"type": kind, SINGLE[kind][0]: single}


def _chosen(element: Json, value: Any) -> Any:
    kind = element["type"]
    if kind in OF_OPTIONS:
        return _option(element, value)
    if kind in {"external_select", "multi_external_select"}:
        return _typed_option(value)
    return str(value) if kind == "number_input" else value


def _option(element: Json, wanted: Any) -> Json:
    value = wanted.get("value") if isinstance(wanted, dict) else wanted
    options = options_of(element)
    for option in options:
        if option.get("value") == value:
            return option
    raise ControlError(
        "no_such_option", option=value, known=[one.get("value") for one in options]
    )


def _typed_option(wanted: Any) -> Json:
    if isinstance(wanted, dict):
        return wanted
    return {"text": {"type": "plain_text", "text": str(wanted)}, "value": str(wanted)}


def faults(view: View) -> dict[str, str]:
    """Return what Slack's own client would refuse before it sent a submit."""
    state, found = state_of(view), {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        answer = state.get(block["block_id"], {}).get(element["action_id"], {})
        kind = element["type"]
        name = (SINGLE.get(kind) or SEVERAL.get(kind) or ("value", ""))[0]
        value = answer.get(name)
        if value in (None, "", []):
            words = "" if block.get("optional") else REQUIRED
        else:
            words = CHECKS.get(kind, _nothing)(element, value)
        if words:
            found[block["block_id"]] = words
    return found


def _nothing(_element: Json, _value: Any) -> str:
    return ""


def _words(element: Json, value: Any) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _email(_element: Json, value: Any) -> str:
    return "" if ADDRESS.fullmatch(value) else "Please enter a valid email address."


def _link(_element: Json, value: Any) -> str:
    return "" if LINK.fullmatch(value) else "Please enter a valid URL."


def _number(element: Json, value: Any) -> str:
    try:
        number = Decimal(value)
        least = Decimal(element.get("min_value", number))
        most = Decimal(element.get("max_value", number))
    except InvalidOperation:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    return "" if least <= number <= most else f"Please enter {least} to {most}."


def _several(element: Json, value: Any) -> str:
    most = element.get("max_selected_items") or element.get("max_files") or 100
    return f"Please choose at most {most}." if len(value) > most else ""


CHECKS: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _words,
    "email_text_input": _email,
    "url_text_input": _link,
    "number_input": _number,
    "multi_static_select": _several,
    "multi_external_select": _several,
    "multi_users_select": _several,
    "multi_conversations_select": _several,
    "multi_channels_select": _several,
    "file_input": _several,
}
