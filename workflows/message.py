"""What every message shares, and how it waits in the outbox. Pure."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self, get_type_hints


@dataclass(frozen=True, kw_only=True)
class Message:
    """
    What may be said: ids, aliases and dates, never what somebody wrote.

    `kind` names the template, `row` the row of access.md that its reader must hold.
    """

    kind: ClassVar[str]
    row: ClassVar[int] = 2

    def packed(self) -> str:
        """Return this message as text for the outbox."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return json.dumps(values, default=date.isoformat, sort_keys=True)

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """Return the message that `packed` made this text of."""
        hints, values = get_type_hints(cls), json.loads(text)
        return cls(
            **{name: _read(hints[name], value) for name, value in values.items()}
        )


@dataclass(frozen=True, kw_only=True)
class DailyList(Message):
    """Everything that one person owes, once a working day at most."""

    kind: ClassVar[str] = "overview.daily_list"

    day: date


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(value)
    if kind is date or (isinstance(value, str) and kind == date | None):
        return date.fromisoformat(value)
    return value
