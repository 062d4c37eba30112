"""What a plain reply asks for, as far as one word can say it. Pure."""

import re
from typing import Final

CHALLENGE: Final = re.compile(
    r"\s*(?:(?:i|we)\s+(?:want|would like|wish)\s+to\s+)?"
    r"(?:raise\s+)?(?:a\s+)?challenge\b",
    re.IGNORECASE,
)


def asks_for_challenge(text: str) -> bool:
    """Say whether somebody writes "challenge", or that they want to raise one."""
    return CHALLENGE.match(text) is not None
