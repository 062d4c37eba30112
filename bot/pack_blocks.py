"""
Blocks for reading long texts in a modal: nothing is cut, what is long goes on.

Everything that somebody wrote stands in plain text, which Slack never reads for
mentions, links or emoji names.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.blocks import LONGEST, Block, header, section, small
from bot.pack_words import visible

# Slack's limits. Source: slack, 4.
BLOCKS_LIMIT: Final = 100
VIEW_LIMIT: Final = 250_000
# Head and foot of a page, and the frame of the view.
FRAME_BLOCKS: Final = 6
FRAME_ROOM: Final = 25_000
# What must not be torn from the character before it: joiners, variation selectors,
# combining marks, skin tones, tags and the second half of a flag.
CLINGING: Final = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x200D, 0x200D),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0x1F1E6, 0x1F1FF),
    (0x1F3FB, 0x1F3FF),
    (0xE0020, 0xE007F),
)
JOINER: Final = "\u200d"
LONGEST_CLUSTER: Final = 64


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Blocks that stay together where they fit, and whom they are about."""

    blocks: list[Block]
    about: str = ""


def split(text: str, limit: int = LONGEST) -> list[str]:
    """
    Return the text in pieces that each fit, with every character kept.

    Cut after white space where there is some, and never inside a character that is
    made of several. Length is counted as Slack's own clients do, in UTF-16 units.
    """
    pieces: list[str] = []
    while len(text.encode("utf-16-le")) > 2 * limit:
        cut = _cut(text, limit)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def _cut(text: str, limit: int) -> int:
    room, longest = limit, 0
    for character in text:
        room -= 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004 - end of one unit
        if room < 0:
            break
        longest += 1
    # A word border in the last fifth is near enough; else a very long word is cut.
    for cut in range(longest, longest * 4 // 5, -1):
        if text[cut - 1].isspace() and text[cut:].strip() and text[:cut].strip():
            return cut
    for cut in range(longest, max(longest - LONGEST_CLUSTER, 1), -1):
        if not _clings(text[cut]) and text[cut - 1] != JOINER:
            return cut
    return longest


def _clings(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in CLINGING)


def flow(units: Iterable[Unit], *, title: str) -> list[tuple[Block, ...]]:
    """Fill pages, keeping what belongs together on one where it fits."""
    filled = [_Filling()]
    for unit in units:
        whole = _Filling()
        whole.add(unit.blocks)
        is_torn = not whole.has_room_for([])
        for part in [[block] for block in unit.blocks] if is_torn else [unit.blocks]:
            if not filled[-1].has_room_for(part):
                about = f" · {unit.about}" if is_torn and unit.about else ""
                filled.append(_Filling())
                filled[-1].add([small(visible(f"{title}, continued{about}"))])
            filled[-1].add(part)
    return [tuple(page.blocks) for page in filled]


class _Filling:
    """A page being filled, which knows how much room it has left."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._size = 0

    def add(self, blocks: list[Block]) -> None:
        self.blocks += blocks
        self._size += _size(blocks)

    def has_room_for(self, blocks: list[Block]) -> bool:
        is_short = len(self.blocks) + len(blocks) <= BLOCKS_LIMIT - FRAME_BLOCKS
        return is_short and self._size + _size(blocks) <= VIEW_LIMIT - FRAME_ROOM


def _size(blocks: list[Block]) -> int:
    # Measured as the client sends it: everything beyond ASCII escaped.
    return sum(len(json.dumps(block)) + 2 for block in blocks)


def listed(heading: str, lines: Iterable[str]) -> list[Unit]:
    """Return a heading with its lines; it is never left alone at the foot of a page."""
    first, *rest = [long_text(f"• {line}") for line in lines]
    return [Unit(blocks=[header(heading), *first]), *(Unit(blocks=b) for b in rest)]


def long_text(text: str) -> list[Block]:
    """Return a text of any length as sections."""
    # Slack refuses a section that holds white space alone.
    return [
        section(piece) if piece.strip() else small("(blank)")
        for piece in split(visible(text))
    ]


def named(name: str, under: str) -> Block:
    """Return a name in bold with a line under it."""
    bold = {"type": "text", "text": visible(name), "style": {"bold": True}}
    rest = {"type": "text", "text": f"\n{visible(under)}"}
    line = {"type": "rich_text_section", "elements": [bold, rest]}
    return {"type": "rich_text", "elements": [line]}
