"""Pages of a list, with Slack's cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from practice.call import Call
from practice.errors import SlackError
from practice.state import Json

Item = TypeVar("Item")
MOST = 1_000


def page(call: Call, found: Sequence[Item], *, default: int) -> tuple[list[Item], Json]:
    """
    Return the page that `limit` and `cursor` ask for, and its metadata.

    :raises SlackError: `invalid_cursor` for one that never came from here.
    """
    limit = call.args.number("limit", default=default, most=MOST)
    start = 0
    cursor = call.args.text("cursor")
    if cursor:
        try:
            kind, _, place = (
                base64.b64decode(cursor, validate=True).decode().partition(":")
            )
            start = int(place)
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise SlackError("invalid_cursor") from None
        if kind != "from" or start < 0:
            raise SlackError("invalid_cursor")
    end = start + limit
    following = f"from:{end}".encode() if end < len(found) else b""
    next_cursor = base64.b64encode(following).decode()
    return list(found[start:end]), {"next_cursor": next_cursor}
