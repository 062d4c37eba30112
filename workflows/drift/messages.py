"""What may be said of drift: an alias, kinds, dates and numbers only. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class Alert(Message):
    """Children may not be safe and a plan stands still. To chair and social worker."""

    kind: ClassVar[str] = "drift.alert"
    row: ClassVar[int] = 47

    alert_id: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class LegalAnswered(Message):
    """Why not the legal route was answered. In the group's channel."""

    kind: ClassVar[str] = "drift.legal_answered"
    row: ClassVar[int] = 51

    answer_id: str
    alias: str
    months: int


@dataclass(frozen=True, kw_only=True)
class Digest(Message):
    """Which alerts are open, once a week. To chairs and managers."""

    kind: ClassVar[str] = "drift.digest"
    row: ClassVar[int] = 52

    week: date
