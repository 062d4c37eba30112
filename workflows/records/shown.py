"""What a record shows: its form, page by page, and what is read of a finished one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import AdultHeard, AttendedAs, MeetingKind
from workflows.records.facts import MemberThere
from workflows.statements.children import ShownChild


@dataclass(frozen=True, kw_only=True)
class AttendanceForm:
    """The first page: who took part, as it was kept or as it was expected."""

    meeting_id: str
    alias: str
    kind: MeetingKind
    held_on: date
    members: tuple[MemberThere, ...]
    so_far: Mapping[str, AttendedAs]
    missing_voices: tuple[str, ...]
    missing: str
    is_correction: bool
    may_cancel: bool = False


@dataclass(frozen=True, kw_only=True)
class SeenLine:
    """One child as the record has it; nothing but the child before it was said."""

    child: ShownChild
    seen_on: date | None = None
    seen_by: str | None = None
    alone: bool = False
    observed: bool = False
    access_refused: bool = False
    is_said: bool = False


@dataclass(frozen=True, kw_only=True)
class AdultLine:
    """One significant adult as the record has them; nothing where nobody saw them."""

    adult_id: str
    called: str
    heard: AdultHeard | None = None


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """How many actions of the core group are open, and what may be done about them."""

    open: int = 0
    overdue: int = 0
    may_add: bool = False


@dataclass(frozen=True, kw_only=True)
class ChildrenForm:
    """The children, of whom it is still to be said, and then the last page."""

    meeting_id: str
    group_id: str
    alias: str
    held_on: date
    children: tuple[SeenLine, ...]
    adults: tuple[AdultLine, ...]
    members: tuple[MemberThere, ...]
    agreed: Agreed
    next_on: date | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class AttendedLine:
    """One member as the record has them."""

    name: str
    agency: str
    attended: AttendedAs


@dataclass(frozen=True, kw_only=True)
class ReadRecord:
    """A finished record, and who has opened it."""

    meeting_id: str
    group_id: str
    alias: str
    kind: MeetingKind
    held_on: date
    dated_on: date
    version: int
    finished_by: str
    finished_at: datetime
    is_quorate: bool
    attended: tuple[AttendedLine, ...]
    children: tuple[SeenLine, ...]
    adults: tuple[AdultLine, ...]
    agreed: Agreed
    missing: str
    next_on: date | None
    due_on: date | None
    opened: tuple[str, ...]
    not_opened: tuple[str, ...]
    outside_slack: tuple[str, ...]
    may_correct: bool
