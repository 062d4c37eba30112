"""Small checks of JSON that are put together into Block Kit's rules."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any, str, list[str]], None]
"""Given a value and the pointer to it, add what is wrong to the list."""


def wrong(errors: list[str], words: str, pointer: str) -> None:
    """Add one fault in Slack's own form."""
    errors.append(f"{words} [json-pointer:{pointer}]")


def string(most: int, *, least: int = 0) -> Check:
    """Return a check for a string of a certain length."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if not isinstance(value, str):
            wrong(errors, "must be a string", pointer)
        elif len(value) > most:
            wrong(errors, f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            wrong(errors, f"must be more than {least - 1} characters", pointer)

    return check


def pattern(expression: str, words: str) -> Check:
    """Return a check for a string of a certain form."""
    compiled = re.compile(expression)

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            wrong(errors, words, pointer)

    return check


def one_of(*allowed: str) -> Check:
    """Return a check for one of a few words."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if value not in allowed:
            wrong(errors, f"must be one of: {', '.join(allowed)}", pointer)

    return check


def boolean(value: Any, pointer: str, errors: list[str]) -> None:
    """Check that a value is true or false."""
    if not isinstance(value, bool):
        wrong(errors, "must be a boolean", pointer)


def anything(_value: Any, _pointer: str, _errors: list[str]) -> None:
    """Let every value pass."""


def integer(least: int, most: int) -> Check:
    """Return a check for a whole number within bounds."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            wrong(errors, "must be an integer", pointer)
        elif not least <= value <= most:
            wrong(errors, f"must be between {least} and {most}", pointer)

    return check


def items(each: Check, most: int, *, least: int = 1) -> Check:
    """Return a check for a list of so many things."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if not isinstance(value, list):
            wrong(errors, "must be an array", pointer)
            return
        if len(value) > most:
            wrong(errors, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            wrong(errors, f"no less than {least} items allowed", pointer)
        for position, item in enumerate(value):
            each(item, f"{pointer}/{position}", errors)

    return check


def fields(
    needed: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
) -> Check:
    """Return a check for an object that has these properties and no others."""
    required = dict(needed or {})
    known = {"type": anything, **(optional or {}), **required}

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if not isinstance(value, dict):
            wrong(errors, "must be an object", pointer)
            return
        for name in required:
            if value.get(name) is None:
                wrong(errors, f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name not in known:
                wrong(errors, f"invalid additional property: {name}", pointer)
            elif part is not None:
                known[name](part, f"{pointer}/{name}", errors)

    return check


def typed(kinds: Mapping[str, Check], *, words: str = "unsupported type") -> Check:
    """Return a check that goes by an object's `type`."""

    def check(value: Any, pointer: str, errors: list[str]) -> None:
        if not isinstance(value, dict):
            wrong(errors, "must be an object", pointer)
            return
        kind = value.get("type")
        if kind is None:
            wrong(errors, "missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in kinds:
            wrong(errors, f"{words}: {kind}", f"{pointer}/type")
        else:
            kinds[kind](value, pointer, errors)

    return check


def text(most: int, *, plain_only: bool = False, least: int = 1) -> Check:
    """Return a check for a text object."""
    parts = {"text": string(most, least=least)}
    plain = fields(parts, {"emoji": boolean})
    marked = fields(parts, {"verbatim": boolean})
    kinds = {"plain_text": plain}
    return typed(kinds if plain_only else {**kinds, "mrkdwn": marked})
