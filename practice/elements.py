"""The rules for Block Kit's elements: buttons, selects, inputs."""

from collections.abc import Mapping
from typing import Any

from practice.checks import (
    Check,
    anything,
    boolean,
    fields,
    integer,
    items,
    one_of,
    pattern,
    string,
    text,
    wrong,
)

ACTION_ID = string(255, least=1)
DAY = pattern(r"\d{4}-\d{2}-\d{2}", "must be a date as YYYY-MM-DD")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "must be a time as HH:mm")
ADDRESS = pattern(r"(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.{1,3000}", "must be a valid url")
STYLE = one_of("primary", "danger")
PLACEHOLDER = text(150, plain_only=True)
TRIGGERS = one_of("on_enter_pressed", "on_character_entered")
DISPATCH = fields({}, {"trigger_actions_on": items(TRIGGERS, 2)})
CONFIRM = fields(
    {"title": text(100, plain_only=True), "text": text(300)},
    {
        "confirm": text(30, plain_only=True),
        "deny": text(30, plain_only=True),
        "style": STYLE,
    },
)
FILTER = fields(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
IDS = items(string(50, least=1), 100, least=0)


def option(*, is_marked: bool = False, has_url: bool = False) -> Check:
    """Return the rules for one option of a select or of boxes."""
    plain = not is_marked
    others: dict[str, Check] = {"description": text(75, plain_only=plain)}
    if has_url:
        others["url"] = ADDRESS
    return fields(
        {"text": text(75, plain_only=plain), "value": string(150, least=0)}, others
    )


PLAIN_OPTION = option()
GROUP = fields(
    {"label": text(75, plain_only=True), "options": items(PLAIN_OPTION, 100)}
)
COMMON: dict[str, Check] = {
    "action_id": ACTION_ID,
    "confirm": CONFIRM,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
}


def _select(extra: Mapping[str, Check], *, is_multi: bool = False) -> Check:
    more: dict[str, Check] = {**COMMON, **extra}
    if is_multi:
        more["max_selected_items"] = integer(1, 100)
    return fields({}, more)


def _static(extra: Mapping[str, Check], *, is_multi: bool = False) -> Check:
    choices: dict[str, Check] = {
        "options": items(PLAIN_OPTION, 100),
        "option_groups": items(GROUP, 100),
    }
    shape = _select({**choices, **extra}, is_multi=is_multi)

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        shape(value, pointer, errors)
        if ("options" in value) == ("option_groups" in value):
            wrong(errors, "must have exactly one of options, option_groups", pointer)
        check_initial(value, pointer, errors)

    return check


def _boxes(one: Check, most: int, extra: Mapping[str, Check]) -> Check:
    shape = fields({"options": items(one, most)}, {**COMMON, **extra})

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        shape(value, pointer, errors)
        check_initial(value, pointer, errors)

    return check


def check_initial(value: Any, pointer: str, errors: list[str]) -> None:
    """Check that what is chosen from the start is one of the options."""
    options = _list(value, "options")
    for group in _list(value, "option_groups"):
        options += _list(group, "options")
    chosen = _list(value, "initial_options")
    if value.get("initial_option") is not None:
        chosen.append(value["initial_option"])
    name = "initial_options" if value.get("initial_options") else "initial_option"
    if any(one not in options for one in chosen):
        wrong(errors, f"{name} must match an option", f"{pointer}/{name}")


def _list(value: Any, name: str) -> list[Any]:
    """Return a list that may be missing, or be no list at all."""
    found = value.get(name) if isinstance(value, dict) else None
    return list(found) if isinstance(found, list) else []


def text_input(**extra: Check) -> Check:
    """Return the rules for an input that takes typed words."""
    base: dict[str, Check] = {
        "action_id": ACTION_ID,
        "focus_on_load": boolean,
        "placeholder": PLACEHOLDER,
        "dispatch_action_config": DISPATCH,
    }
    return fields({}, {**base, **extra})


BUTTON = fields(
    {"text": text(75, plain_only=True)},
    {
        "action_id": ACTION_ID,
        "value": string(2000),
        "url": ADDRESS,
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = fields(
    {"alt_text": string(2000)},
    {"image_url": string(3000, least=1), "slack_file": anything},
)
MARKED_OPTION = option(is_marked=True)
SELECTS: dict[str, Check] = {
    "static_select": _static({"initial_option": anything}),
    "multi_static_select": _static({"initial_options": anything}, is_multi=True),
    "external_select": _select(
        {"initial_option": anything, "min_query_length": integer(0, 100)}
    ),
    "multi_external_select": _select(
        {"initial_options": anything, "min_query_length": integer(0, 100)},
        is_multi=True,
    ),
    "users_select": _select({"initial_user": string(50)}),
    "multi_users_select": _select({"initial_users": IDS}, is_multi=True),
    "conversations_select": _select(
        {
            "initial_conversation": string(50),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "multi_conversations_select": _select(
        {
            "initial_conversations": IDS,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
        is_multi=True,
    ),
    "channels_select": _select(
        {"initial_channel": string(50), "response_url_enabled": boolean}
    ),
    "multi_channels_select": _select({"initial_channels": IDS}, is_multi=True),
}
PICKERS: dict[str, Check] = {
    "datepicker": fields({}, {**COMMON, "initial_date": DAY}),
    "timepicker": fields({}, {**COMMON, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": fields(
        {}, {**COMMON, "initial_date_time": integer(10**9, 10**10 - 1)}
    ),
    "checkboxes": _boxes(MARKED_OPTION, 10, {"initial_options": anything}),
    "radio_buttons": _boxes(MARKED_OPTION, 10, {"initial_option": anything}),
}
TYPED_INPUTS: dict[str, Check] = {
    "plain_text_input": text_input(
        initial_value=string(3000),
        multiline=boolean,
        min_length=integer(0, 3000),
        max_length=integer(1, 3000),
    ),
    "email_text_input": text_input(initial_value=string(3000)),
    "url_text_input": text_input(initial_value=string(3000)),
    "rich_text_input": text_input(initial_value=anything),
    "number_input": fields(
        {"is_decimal_allowed": boolean},
        {
            "action_id": ACTION_ID,
            "focus_on_load": boolean,
            "placeholder": PLACEHOLDER,
            "dispatch_action_config": DISPATCH,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "file_input": fields(
        {},
        {
            "action_id": ACTION_ID,
            "filetypes": items(string(20, least=1), 100),
            "max_files": integer(1, 10),
        },
    ),
}
OVERFLOW = fields(
    {"options": items(option(has_url=True), 5)},
    {"action_id": ACTION_ID, "confirm": CONFIRM},
)
INPUT_ELEMENTS = {**SELECTS, **PICKERS, **TYPED_INPUTS}
ACTION_ELEMENTS = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": anything,
    **SELECTS,
    **PICKERS,
}
ACCESSORIES = {"image": IMAGE, **ACTION_ELEMENTS}
CONTEXT_ELEMENTS = {
    "image": IMAGE,
    "plain_text": text(3000, plain_only=True),
    "mrkdwn": text(3000),
}
