"""Reads a Web API call's arguments, in every way that clients send them."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from practice.errors import SlackError, invalid_arguments
from practice.state import Json

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
STRUCTURES = {
    "blocks", "attachments", "metadata", "view", "files", "channel_ids", "emails",
    "user_ids", "message",
}  # fmt: skip
"""Arguments that are JSON, which forms carry as text."""


class Arguments(dict[str, Any]):
    """The arguments of one call, with the readings that Slack gives them."""

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as words."""
        value = self.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value)

    def needed(self, name: str) -> str:
        """
        Return an argument that must be there.

        :raises SlackError: `invalid_arguments`, naming it.
        """
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no, however the client wrote it."""
        value = self.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, str):
            return value.lower() in {"1", "true", "yes", "t"}
        return bool(value)

    def number(self, name: str, *, default: int, most: int) -> int:
        """
        Return a whole number from 1 to `most`.

        :raises SlackError: `invalid_arguments` if it is no such number.
        """
        value = self.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise invalid_arguments(
                f"must be a number [json-pointer:/{name}]"
            ) from None
        if number < 1:
            raise SlackError(
                "invalid_limit" if name == "limit" else "invalid_arguments"
            )
        return min(number, most)

    def names(self, name: str) -> list[str]:
        """Return a list that comes as a JSON list or with commas between."""
        value = self.get(name)
        if value is None:
            return []
        if isinstance(value, list):
            return [str(item) for item in value]
        text = str(value)
        if text.startswith("["):
            try:
                return [str(item) for item in json.loads(text)]
            except (json.JSONDecodeError, TypeError):
                return []
        return [item.strip() for item in text.split(",") if item.strip()]


async def read(request: Request) -> tuple[Arguments, list[str]]:
    """
    Return a call's arguments and the warnings that Slack would add.

    :raises SlackError: for a body that Slack would not read.
    """
    arguments = Arguments(request.query_params)
    warnings: list[str] = []
    if request.method == "POST":
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        kind, has_charset = kind.strip().lower(), "charset" in parameters.lower()
        if kind == "application/json":
            warnings = [] if has_charset else ["missing_charset"]
            arguments.update(_object(await request.body()))
        elif kind in FORM_TYPES:
            warnings = ["superfluous_charset"] if has_charset else []
            arguments.update(await _form(request))
        elif await request.body():
            raise SlackError("invalid_post_type" if kind else "missing_post_type")
    for name in STRUCTURES & arguments.keys():
        arguments[name] = _structure(arguments[name])
    return arguments, warnings


async def _form(request: Request) -> Json:
    try:
        form = await request.form()
    except (HTTPException, MultiPartException, ValueError) as wrong:
        raise SlackError("invalid_form_data") from wrong
    values: Json = {}
    for name, value in form.multi_items():
        is_file = isinstance(value, UploadFile)
        values[name] = await value.read() if isinstance(value, UploadFile) else value
        if is_file and name != "file":
            values[name] = values[name].decode(errors="replace")
    return values


def _object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def _structure(value: Any) -> Any:
    if isinstance(value, str) and value.strip()[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value
