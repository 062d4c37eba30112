"""What may be said about who belongs to a core group. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class WhoIsWho(Message):
    """
    Who is who, pinned in the group's channel.

    The people are looked up when it is sent, so that it is true on that day.
    """

    kind: ClassVar[str] = "membership.who_is_who"
    row: ClassVar[int] = 7

    group_id: str
    alias: str
    version: int


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """One member as the others need to know them."""

    name: str
    title: str
    agency: str
    email: str
    is_lead: bool
    account: str | None
    deputy: str | None
    away_until: date | None
    children: tuple[int, ...]


_LINE: Final = MemberLine(
    name="Sam Field",
    title="Health visitor",
    agency="Health visiting",
    email="sam.field@example.org",
    is_lead=False,
    account="U0000001",
    deputy=None,
    away_until=None,
    children=(),
)
_LONG_LINE: Final = MemberLine(
    name="N" * 120,
    title="T" * 120,
    agency="A" * 120,
    email=f"{'e' * 240}@example.org",
    is_lead=True,
    account=None,
    deputy="D" * 120,
    away_until=date(2026, 9, 30),
    children=(1, 2, 3, 4, 5, 6),
)
# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        WhoIsWho(group_id="0" * 16, alias="CG-4817", version=1),
        {"members": (_LINE,), "chair": None},
    ),
    (
        WhoIsWho(group_id="f" * 16, alias="CG-48170", version=999),
        {"members": (_LONG_LINE,) * 25, "chair": _LONG_LINE},
    ),
)
