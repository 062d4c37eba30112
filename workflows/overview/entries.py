"""How the daily list is sent: everything owed at the moment of sending."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlmodel import Session

from workflows.meetings.entries import OPEN_DATE
from workflows.meetings.owing import ToRearrange, of_convenor
from workflows.message import DailyList
from workflows.notices import reading
from workflows.notices.entries import READ as READ_NOTICE
from workflows.notices.messages import NAMES
from workflows.notices.reading import UnreadNotice
from workflows.overview import (
    actions,
    challenges,
    core_groups,
    drift,
    outcomes,
    owing,
    records,
    referrals,
    scores,
)
from workflows.overview.seen import OwedItem
from workflows.profile import Profile
from workflows.statements.entries import OPEN
from workflows.statements.whose import Right
from workflows.wording import Button, Entry, Planned, Words

Lines = Mapping[str, Sequence[Mapping[str, Any]]]
# Each takes two blocks, and Slack shows at most fifty. The others are on Home.
MOST: Final = 20
MOST_OF_A_SORT: Final = 5
# Which sort the notification names: what is nearest to a child first. These are the
# names of the template; each has its sentence at the top of it, and its part below.
FIRST: Final = (
    "alerts",
    "challenges",
    "referrals",
    "meetings",
    "notices",
    "items",
    "dates",
    "comings",
    "fixes",
    "in_place",
    "to_assure",
    "to_decide",
    "to_challenge",
    "answered",
    "referred",
    "to_record",
    "to_score",
    "to_do",
    "to_look_at",
    "to_check",
    "check_news",
    "to_read",
    "standings",
)
TEXTS: Final = {
    Right.OWN: "Give your view",
    Right.DEPUTY: "Give the view",
    Right.TAKER: "Take their view",
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """
    What one room has to say in the daily list.

    `find` is asked in the transaction that sends it, with the person, the list and
    the moment, and holds what it finds; `lines` gives it by sort, the soonest first.
    """

    find: Callable[[Session, str, DailyList, datetime, Profile], Any]
    lines: Callable[[Any], Lines]


def _missing(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> list[ToRearrange]:
    return of_convenor(session, person_id=who, now=now, profile=profile)


def _unread(
    session: Session, who: str, _: DailyList, now: datetime, __: Profile
) -> list[UnreadNotice]:
    return reading.unread(session, person_id=who, now=now, lock=True)


def _owed(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> list[OwedItem]:
    # Locked, so that no reminder is decided on after its answer.
    return owing.owed(session, person_id=who, now=now, profile=profile, lock=True)


def meetings(missing: Sequence[ToRearrange]) -> Lines:
    """Return the new dates that are missing."""
    return {"meetings": tuple(map(_meeting_line, missing))}


def notices(unread: Sequence[UnreadNotice]) -> Lines:
    """Return the notices that are to be read."""
    return {"notices": tuple(map(_notice_line, unread))}


def items(owed: Sequence[OwedItem]) -> Lines:
    """Return the views that are to be given."""
    return {"items": tuple(map(_item_line, owed))}


PARTS: Final = (
    Part(find=drift.on_list, lines=drift.lines),
    Part(find=challenges.on_list, lines=challenges.lines),
    Part(find=referrals.on_list, lines=referrals.lines),
    Part(find=_missing, lines=meetings),
    Part(find=_unread, lines=notices),
    Part(find=core_groups.on_list, lines=core_groups.lines),
    Part(find=outcomes.on_list, lines=outcomes.lines),
    Part(find=actions.on_list, lines=actions.lines),
    Part(find=records.on_list, lines=records.lines),
    Part(find=scores.on_list, lines=scores.lines),
    Part(find=_owed, lines=items),
)


def entries(profile: Profile) -> tuple[Entry, ...]:
    """Return the entries of this workflow, by the rules of one area."""
    return (
        Entry(
            message=DailyList,
            wanted=partial(_wanted, profile=profile),
            words=partial(_words, profile=profile),
        ),
    )


def _wanted(
    session: Session,
    row: Planned,
    message: DailyList,
    now: datetime,
    *,
    profile: Profile,
) -> str | None:
    who = row.person_id or ""
    is_owed = any(part.find(session, who, message, now, profile) for part in PARTS)
    return None if is_owed else "nothing is owed"


def _words(
    session: Session,
    row: Planned,
    message: DailyList,
    now: datetime,
    *,
    profile: Profile,
) -> Words:
    who = row.person_id or ""
    return listed(
        *(part.lines(part.find(session, who, message, now, profile)) for part in PARTS)
    )


def listed(*lines: Lines) -> Words:
    """
    Return what the template lists: of each sort the soonest, and how many more.

    The notification names the `soonest` of the sort that is `first`; `others` says
    that more is owed than views.
    """
    every: dict[str, Sequence[Any]] = dict.fromkeys(FIRST, ())
    for some in lines:
        every.update(some)
    shown = _that_fit(every)
    total = sum(map(len, every.values()))
    first = next((sort for sort in FIRST if every[sort]), "")
    return {
        **shown,
        "first": first,
        "soonest": every[first][0] if first else None,
        "others": total > len(every["items"]),
        "more": total - sum(map(len, shown.values())),
        "total": total,
    }


def _that_fit(every: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """Return some of each sort, so that none hides another, then more of the first."""
    counts, room = dict.fromkeys(every, 0), MOST
    for most in (MOST_OF_A_SORT, MOST):
        for sort, found in every.items():
            added = min(room, most - counts[sort], len(found) - counts[sort])
            counts[sort] += added
            room -= added
    return {sort: tuple(found[: counts[sort]]) for sort, found in every.items()}


def _meeting_line(missing: ToRearrange) -> dict[str, Any]:
    return {
        "alias": missing.alias,
        "dated_on": missing.dated_on,
        "limit_on": missing.limit_on,
        "is_late": missing.is_late,
        "button": Button(
            text="Set a new date",
            action_id=OPEN_DATE,
            value=missing.group_id,
            style="primary",
        ),
    }


def _notice_line(notice: UnreadNotice) -> dict[str, Any]:
    return {
        "alias": notice.alias,
        "called": NAMES[notice.kind],
        "happened_on": notice.happened_on,
        "read_by": notice.read_by,
        "button": Button(
            text="Read the notice",
            action_id=READ_NOTICE,
            value=notice.notice_id,
            style="primary",
        ),
    }


def _item_line(item: OwedItem) -> dict[str, Any]:
    return {
        "alias": item.alias,
        "right": item.right.value,
        "for_name": item.for_name or "",
        "due_on": item.due_on,
        "conference_on": item.conference_on,
        "is_provisional": item.is_provisional,
        "working_days_left": item.working_days_left,
        "has_draft": item.has_draft,
        "button": Button(
            text=TEXTS[item.right],
            action_id=OPEN,
            value=item.value,
            style="primary",
        ),
    }
