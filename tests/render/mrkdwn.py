"""Reads Slack's mrkdwn into tokens, as Slack's clients do, without render.py."""

import re

TOKEN = re.compile(
    r"""
    (?P<special><[^<>\n]*>)
    |(?P<code>`[^`\n]+`)
    |(?P<bold>(?<![A-Za-z0-9])\*(?!\s)[^*\n]*[^\s*]\*(?![A-Za-z0-9]))
    |(?P<italic>(?<![A-Za-z0-9])_(?!\s)[^_\n]*[^\s_]_(?![A-Za-z0-9]))
    |(?P<strike>(?<![A-Za-z0-9])~(?!\s)[^~\n]*[^\s~]~(?![A-Za-z0-9]))
    |(?P<emoji>:[a-z0-9_+'-]+:)
    """,
    re.VERBOSE,
)
LOOKS_LIKE = str.maketrans("∗ˍ∼ˋ꞉", "*_~`:")  # noqa: RUF001 - that they look alike is the point
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def tokens(text: str) -> list[tuple[str, str]]:
    """Return kind and source of every token; what is no token is text."""
    found, end = [], 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            found.append(("text", text[end : match.start()]))
        found.append((str(match.lastgroup), match.group()))
        end = match.end()
    if end < len(text):
        found.append(("text", text[end:]))
    return found


def shown(text: str) -> str:
    """Return what a reader takes text without any token for."""
    plain = re.sub("&(?:lt|gt|amp);", lambda found: ENTITIES[found.group()], text)
    return plain.translate(LOOKS_LIKE)
