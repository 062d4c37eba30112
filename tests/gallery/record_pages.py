"""The record of a meeting, page by page, at its shortest and longest."""

from collections.abc import Mapping
from typing import Final

from bot.blocks import Block
from bot.forms import record_page, records
from models.vocabulary import AdultHeard, AttendedAs, MeetingKind
from tests.gallery import facts
from workflows.profile import Profile
from workflows.records.facts import MemberThere
from workflows.records.shown import (
    AdultLine,
    Agreed,
    AttendanceForm,
    AttendedLine,
    ChildrenForm,
    ReadRecord,
    SeenLine,
)

SIX: Final = 6
MANY: Final = 24


def record_pages(profile: Profile) -> dict[str, Block]:
    """Return every form and page of records."""
    return {
        "attendance-shortest": records.attendance(_attendance(2), profile),
        "attendance-longest": records.attendance(
            _attendance(MANY, is_long=True), profile
        ),
        "children-shortest": records.children(_children(1, said=0)),
        "children-longest": records.children(_children(SIX, said=2, is_long=True)),
        "children-again": records.children(
            _children(SIX, said=SIX, is_long=True), again=True
        ),
        "finish-shortest": records.children(_children(1, said=1)),
        "finish-longest": records.children(_children(SIX, said=SIX, is_long=True)),
        "thanks-shortest": records.thanks(0),
        "thanks-longest": records.thanks(MANY),
        "read-shortest": record_page.page(_read(2, 1)),
        "read-longest": record_page.page(_read(MANY, SIX, is_long=True)),
    }


def _members(number: int, *, is_long: bool) -> tuple[MemberThere, ...]:
    return tuple(
        MemberThere(
            person_id=f"member{one:010}",
            name=facts.LONG_NAME if is_long else facts.NAMES[one],
            agency_id=f"agency{one:010}",
            agency=facts.LONG_AGENCY if is_long else facts.AGENCIES[one],
            expected=None,
        )
        for one in range(number)
    )


def _attendance(number: int, *, is_long: bool = False) -> AttendanceForm:
    members = _members(number, is_long=is_long)
    every = [*AttendedAs]
    so_far: Mapping[str, AttendedAs] = {
        one.person_id: every[place % len(every)] for place, one in enumerate(members)
    }
    return AttendanceForm(
        meeting_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        kind=MeetingKind.QUICK_CHECK_IN if is_long else MeetingKind.CORE_GROUP,
        held_on=facts.CLOSES,
        members=members,
        so_far=so_far,
        missing_voices=("a health voice for /2", "an education voice")
        if is_long
        else (),
        missing=facts.LONG_TEXT if is_long else "",
        is_correction=is_long,
        may_cancel=not is_long,
    )


def _seen(number: int, *, said: int, is_long: bool) -> tuple[SeenLine, ...]:
    return tuple(
        SeenLine(
            child=child,
            seen_on=facts.CLOSES if place % 2 == 0 and place < said else None,
            seen_by=facts.LONG_NAME if is_long and place else None,
            alone=is_long,
            observed=is_long,
            access_refused=is_long and place < said,
            is_said=place < said,
        )
        for place, child in enumerate(facts.children(number, is_long=is_long))
    )


def _children(number: int, *, said: int, is_long: bool = False) -> ChildrenForm:
    return ChildrenForm(
        meeting_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        held_on=facts.CLOSES,
        children=_seen(number, said=said, is_long=is_long),
        adults=_adults() if is_long else (),
        members=_members(MANY if is_long else 2, is_long=is_long),
        agreed=_agreed(is_long=is_long),
        next_on=None if is_long else facts.CONFERENCE,
        due_on=facts.CONFERENCE,
    )


def _adults() -> tuple[AdultLine, ...]:
    """Return as many adults as a family can have, seen in every way."""
    heard = (AdultHeard.ALONE, AdultHeard.OVERHEARD, None)
    return tuple(
        AdultLine(
            adult_id=f"adult{one:011}",
            called=f"another significant adult {one + 1}",
            heard=heard[one % len(heard)],
        )
        for one in range(MANY)
    )


def _agreed(*, is_long: bool) -> Agreed:
    return Agreed(open=MANY, overdue=2, may_add=True) if is_long else Agreed()


def _read(members: int, children: int, *, is_long: bool = False) -> ReadRecord:
    every = [*AttendedAs]
    there = _members(members, is_long=is_long)
    names = tuple(one.name for one in there)
    return ReadRecord(
        meeting_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        kind=MeetingKind.QUICK_CHECK_IN if is_long else MeetingKind.CORE_GROUP,
        held_on=facts.CLOSES,
        dated_on=facts.CONFERENCE if is_long else facts.CLOSES,
        version=2 if is_long else 1,
        finished_by=facts.LONG_NAME if is_long else "Asha",
        finished_at=facts.AT,
        is_quorate=not is_long,
        attended=tuple(
            AttendedLine(
                name=one.name, agency=one.agency, attended=every[place % len(every)]
            )
            for place, one in enumerate(there)
        ),
        children=_seen(children, said=children, is_long=is_long),
        adults=_adults() if is_long else (),
        agreed=_agreed(is_long=is_long),
        missing=facts.LONG_TEXT if is_long else "",
        next_on=None,
        due_on=facts.CONFERENCE if is_long else None,
        opened=names,
        not_opened=names if is_long else (),
        outside_slack=names if is_long else (),
        may_correct=is_long,
    )
