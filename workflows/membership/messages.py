"""What may be said about who belongs to a core group. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final

from models.vocabulary import QuietBecause
from workflows.message import Message
from workflows.wording import Mention


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
class LeadChanged(Message):
    """A family gets another lead social worker. To its channel and its chair."""

    kind: ClassVar[str] = "membership.lead_changed"
    row: ClassVar[int] = 7

    change_id: str
    alias: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class LeadEnding(Message):
    """To the lead social worker who hands over, who may have no right there then."""

    kind: ClassVar[str] = "membership.lead_ending"

    change_id: str
    alias: str
    from_on: date
    stays: bool


@dataclass(frozen=True, kw_only=True)
class LeadToCome(Message):
    """To the lead social worker to come, who has no right there before that day."""

    kind: ClassVar[str] = "membership.lead_to_come"

    change_id: str
    alias: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class Handover(Message):
    """Points the new lead social worker to what is owed, due and to be read."""

    kind: ClassVar[str] = "membership.handover"
    row: ClassVar[int] = 7

    change_id: str
    alias: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class ChannelQuiet(Message):
    """A channel is not as it should be, and gone quiet: what, and whom to take out."""

    kind: ClassVar[str] = "membership.channel_quiet"
    row: ClassVar[int] = 7

    group_id: str
    alias: str
    because: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChannelSpeaks(Message):
    """A channel is right again; what waited is sent. To the lead social worker."""

    kind: ClassVar[str] = "membership.channel_speaks"
    row: ClassVar[int] = 7

    group_id: str
    alias: str
    waited: int


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
_DATES: Final[dict[str, Any]] = {
    "core_group_on": None,
    "core_group_at": None,
    "core_group_due_on": date(2026, 5, 5),
}
_ID: Final = "0" * 16
_SOON: Final[dict[str, Any]] = {
    "change_id": _ID,
    "alias": "CG-4817",
    "from_on": date(2026, 5, 5),
}
_FAR: Final[dict[str, Any]] = {
    "change_id": _ID,
    "alias": "CG-48170",
    "from_on": date(2026, 9, 23),
}
_CHANGES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    *((LeadChanged(**about), {}) for about in (_SOON, _FAR)),
    (LeadEnding(**_SOON, stays=False), {"is_past": True}),
    (LeadEnding(**_FAR, stays=True), {"is_past": False}),
    *((LeadToCome(**about), {}) for about in (_SOON, _FAR)),
    *((Handover(**about), {"group_id": _ID}) for about in (_SOON, _FAR)),
)
_QUIET: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    *(
        (
            ChannelQuiet(group_id=_ID, alias="CG-4817", because=because, accounts=()),
            {"why": because.name.lower(), "people": (), "channel": "cg-4817"},
        )
        for because in QuietBecause
    ),
    (
        ChannelQuiet(
            group_id=_ID,
            alias="CG-48170",
            because=QuietBecause.STRANGER,
            accounts=("U0000001",),
        ),
        {
            "why": "stranger",
            "people": tuple(Mention(f"U{number:07}") for number in range(12)),
            "channel": "cg-48170",
        },
    ),
    *(
        (ChannelSpeaks(group_id=_ID, alias="CG-4817", waited=waited), {})
        for waited in (0, 1, 12)
    ),
)
# For the gallery: shortest and longest, with the words looked up at sending.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        WhoIsWho(group_id="0" * 16, alias="CG-4817", version=1),
        {"members": (_LINE,), "chair": None, **_DATES},
    ),
    (
        WhoIsWho(group_id="f" * 16, alias="CG-48170", version=999),
        {
            "members": (_LONG_LINE,) * 25,
            "chair": _LONG_LINE,
            **_DATES,
            "core_group_on": date(2026, 9, 23),
            "core_group_at": datetime(2026, 9, 23, 8, 30, tzinfo=UTC),
        },
    ),
    *_CHANGES,
    *_QUIET,
)
