"""Checks messages and views against Block Kit's rules and limits."""

import json
from collections.abc import Mapping
from typing import Any

from practice.checks import (
    Check,
    anything,
    boolean,
    fields,
    items,
    string,
    text,
    typed,
    wrong,
)
from practice.elements import (
    ACCESSORIES,
    ACTION_ELEMENTS,
    CONTEXT_ELEMENTS,
    INPUT_ELEMENTS,
)
from practice.errors import SlackError, invalid_arguments
from practice.state import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MARKDOWN_IN_ALL = 12_000
VIEW_BYTES = 250_000
BLOCK_ID: dict[str, Check] = {"block_id": string(255, least=1)}


def _section(value: Any, pointer: str, errors: list[str]) -> None:
    SECTION_PARTS(value, pointer, errors)
    if not value.get("text") and not value.get("fields"):
        wrong(errors, "missing required field: text", pointer)


def _open(needed: Mapping[str, Check]) -> Check:
    """Return a check for newer blocks, whose further properties still change."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        for name, part in needed.items():
            if name in value:
                part(value[name], f"{pointer}/{name}", errors)

    return check


SECTION_PARTS = fields(
    {},
    {
        **BLOCK_ID,
        "text": text(3000),
        "fields": items(text(2000), 10),
        "accessory": typed(ACCESSORIES),
        "expand": boolean,
    },
)
COMMON_BLOCKS: dict[str, Check] = {
    "section": _section,
    "divider": fields({}, BLOCK_ID),
    "header": fields({"text": text(150, plain_only=True)}, BLOCK_ID),
    "context": fields({"elements": items(typed(CONTEXT_ELEMENTS), 10)}, BLOCK_ID),
    "actions": fields({"elements": items(typed(ACTION_ELEMENTS), 25)}, BLOCK_ID),
    "image": fields(
        {"alt_text": string(2000)},
        {
            **BLOCK_ID,
            "image_url": string(3000, least=1),
            "slack_file": anything,
            "title": text(2000, plain_only=True),
        },
    ),
    "input": fields(
        {
            "label": text(2000, plain_only=True),
            "element": typed(INPUT_ELEMENTS),
        },
        {
            **BLOCK_ID,
            "hint": text(2000, plain_only=True),
            "optional": boolean,
            "dispatch_action": boolean,
        },
    ),
    "rich_text": fields({"elements": items(anything, 1000)}, BLOCK_ID),
    "video": _open({"title": text(200, plain_only=True), "alt_text": string(2000)}),
    "container": _open({"title": text(150), "subtitle": text(150)}),
    "data_table": _open({}),
}
TABLE = _open({"rows": items(items(anything, 20), 100)})
MESSAGE_KINDS: dict[str, Check] = {
    **COMMON_BLOCKS,
    "markdown": fields({"text": string(MARKDOWN_IN_ALL, least=1)}, BLOCK_ID),
    "table": TABLE,
    "file": _open({}),
    "card": _open({"title": text(150), "subtitle": text(150), "body": text(200)}),
    "carousel": _open({}),
    "context_actions": _open({"elements": items(anything, 5)}),
    "task_card": _open({}),
    "plan": _open({"tasks": items(anything, 50)}),
    "data_visualization": _open({}),
}
MODAL_KINDS: dict[str, Check] = {
    **COMMON_BLOCKS,
    "alert": _open({"text": text(200)}),
    "table": TABLE,
}
BUTTON_WORDS = text(24, plain_only=True)
VIEW_PARTS: dict[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
MODAL = fields(
    {"title": text(24, plain_only=True), "blocks": items(anything, VIEW_BLOCKS)},
    {
        **VIEW_PARTS,
        "submit": BUTTON_WORDS,
        "close": BUTTON_WORDS,
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
HOME = fields({"blocks": items(anything, VIEW_BLOCKS, least=0)}, VIEW_PARTS)


def check_message(blocks: list[Json]) -> None:
    """
    Check the blocks of a message.

    :raises SlackError: `invalid_blocks`, with Slack's list of what is wrong.
    """
    errors: list[str] = []
    if blocks:
        items(typed(MESSAGE_KINDS), MESSAGE_BLOCKS)(blocks, "/blocks", errors)
        _check_ids(blocks, "/blocks", errors)
        written = sum(
            len(str(block.get("text", "")))
            for block in blocks
            if block.get("type") == "markdown"
        )
        if written > MARKDOWN_IN_ALL:
            wrong(errors, "markdown text is too long", "/blocks")
    if errors:
        raise SlackError(
            "invalid_blocks",
            errors=errors,
            response_metadata={"messages": [f"[ERROR] {words}" for words in errors]},
        )


def check_view(view: object, *, kind: str) -> Json:
    """
    Return a view that keeps the rules of a modal or of Home.

    :raises SlackError: `invalid_arguments` or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise invalid_arguments("must provide an object [json-pointer:/view]")
    errors: list[str] = []
    typed({kind: MODAL if kind == "modal" else HOME})(view, "/view", errors)
    blocks = view.get("blocks")
    if isinstance(blocks, list) and not errors:
        kinds = typed(MODAL_KINDS if kind == "modal" else COMMON_BLOCKS)
        items(kinds, VIEW_BLOCKS, least=0)(blocks, "/view/blocks", errors)
        _check_ids(blocks, "/view/blocks", errors)
        has_input = any(
            isinstance(block, dict) and block.get("type") == "input" for block in blocks
        )
        if kind == "modal" and has_input and not view.get("submit"):
            words = "must define `submit` to use an `input` block in modals"
            wrong(errors, words, "/view")
    if errors:
        raise invalid_arguments(*errors)
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def _check_ids(blocks: list[Any], pointer: str, errors: list[str]) -> None:
    seen: set[str] = set()
    for position, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            words = f"`block_id` {block_id!r} already exists"
            wrong(errors, words, f"{pointer}/{position}/block_id")
        seen.add(str(block_id)) if block_id else None
        elements = block.get("elements")
        if block.get("type") != "actions" or not isinstance(elements, list):
            continue
        acts: set[str] = set()
        for index, element in enumerate(elements):
            act = element.get("action_id") if isinstance(element, dict) else None
            if act is not None and str(act) in acts:
                words = f"`action_id` {act!r} already exists"
                wrong(errors, words, f"{pointer}/{position}/elements/{index}/action_id")
            acts.add(str(act))
