"""One thing that people see, as it would be sent, and everything a view can hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One message, form, page or Home: a call of Slack's, and a name to find it by."""

    name: str
    group: str
    title: str
    method: str
    args: Json

    @property
    def view(self) -> Json | None:
        """Give the modal or Home, or nothing for a message."""
        found = self.args.get("view")
        return found if isinstance(found, dict) else None

    @property
    def blocks(self) -> list[Json]:
        """Give the blocks, whatever they are in."""
        blocks: list[Json] = (self.view or self.args)["blocks"]
        return blocks

    @property
    def text(self) -> str:
        """Give what a phone's notification shows: of a message only."""
        return str(self.args.get("text", ""))

    def body(self) -> Json:
        """Return what is written to the file."""
        return {"method": self.method, "args": self.args}


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Yield everything that can be pressed, chosen or written in."""
    for block in blocks:
        parts = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            parts += block["elements"]
        yield from (part for part in parts if isinstance(part, dict))


def texts(value: Any) -> Iterator[str]:
    """Yield every text that is shown, however deep."""
    if isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "text"}:
            yield str(value["text"])
        else:
            for part in value.values():
                yield from texts(part)


def writes_freely(blocks: list[Json]) -> bool:
    """Say whether somebody can write a sentence of their own here."""
    return any(
        element["type"] == "plain_text_input" and element.get("max_length", 3000) > 10
        for element in elements(blocks)
    )
