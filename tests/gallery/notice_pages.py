"""Notices between meetings and the chronology, at their shortest and longest."""

from datetime import date, timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import chronology, notices
from models.vocabulary import (
    ChallengeAbout,
    ChallengeEnd,
    ConferenceKind,
    MeetingKind,
    NoticeKind,
)
from tests.gallery import facts
from workflows.notices.checking_in import CheckInForm
from workflows.notices.giving import Receipt
from workflows.notices.reading import ReadNotice
from workflows.overview.chronology import ON_A_PAGE, Chronology, Entry, What
from workflows.overview.notice_pages import NoticeForm, NoticePage
from workflows.profile import Profile

SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"


def notice_pages(profile: Profile) -> dict[str, Block]:
    """Return every form and page of notices, and the chronology."""
    return {
        "give-shortest": notices.give(_form(1), profile),
        "give-longest": notices.give(_form(12, is_long=True), profile),
        "correct-longest": notices.give(
            _form(12, is_long=True, corrects=_notice(is_long=True)), profile
        ),
        "thanks-shortest": notices.thanks(notices.said(_receipt(is_long=False))),
        "thanks-longest": notices.thanks(notices.said(_receipt(is_long=True))),
        "read-shortest": notices.page(_page(1, is_long=False)),
        "read-longest": notices.page(_page(12, is_long=True)),
        "check-in": notices.check_in(
            CheckInForm(
                notice_id=facts.ROUND,
                alias=facts.ALIAS,
                first_on=facts.CLOSES,
                last_on=facts.CLOSES + timedelta(days=2),
            )
        ),
        "chronology-shortest": chronology.page(_chronology(())),
        "chronology-without-reading": chronology.page(
            _chronology(_entries()[:3], may_read=False)
        ),
        "chronology-longest": chronology.page(
            _chronology(_entries(), number=1, pages=3)
        ),
    }


def _form(
    children: int, *, is_long: bool = False, corrects: ReadNotice | None = None
) -> NoticeForm:
    return NoticeForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        today=facts.CLOSES,
        children=facts.children(children, is_long=is_long),
        corrects=corrects,
    )


def _page(children: int, *, is_long: bool) -> NoticePage:
    return NoticePage(
        notice=_notice(is_long=is_long),
        children=facts.children(children, is_long=is_long),
    )


def _notice(*, is_long: bool) -> ReadNotice:
    return ReadNotice(
        notice_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        kind=NoticeKind.ADULT_MENTAL_HEALTH if is_long else NoticeKind.NOT_BROUGHT,
        happened_on=facts.CLOSES,
        assisted_entry=is_long,
        line=facts.LONG_TEXT if is_long else "The appointment was on Monday.",
        children=frozenset(child.child_id for child in facts.children(12)),
        given_by=SOMEBODY if is_long else "Ben (Health visiting)",
        recorded_at=facts.AT,
        corrects_id=facts.ROUND if is_long else None,
        corrected_by_id=None if is_long else facts.ROUND,
        read_by_me=not is_long,
        is_mine=False,
        have_read=(SOMEBODY,) * 20 if is_long else (),
        waiting_for=(SOMEBODY,) * 20 if is_long else (),
        check_in_by=facts.CLOSES if is_long else None,
    )


def _receipt(*, is_long: bool) -> Receipt:
    return Receipt(
        notice_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        kind=NoticeKind.ADULT_MENTAL_HEALTH if is_long else NoticeKind.OTHER,
        happened_on=facts.CLOSES,
        read_by=facts.CONFERENCE,
        is_correction=is_long,
        is_urgent=is_long,
        check_in_by=facts.CONFERENCE if is_long else None,
    )


def _entries() -> tuple[Entry, ...]:
    """Return as many entries as stand on a page, of every sort."""
    sorts = (
        Entry(
            on=date(2026, 9, 2),
            recorded_at=facts.AT,
            what=What.NOTICE,
            kind=NoticeKind.ADULT_MENTAL_HEALTH,
            notice_id=facts.ROUND,
            is_corrected=True,
            is_correction=True,
        ),
        Entry(
            on=facts.CLOSES,
            what=What.MEETING_CANCELLED,
            kind=MeetingKind.CORE_GROUP,
            short_notice=True,
            dated_on=facts.CONFERENCE,
            recorded_at=facts.AT,
        ),
        Entry(
            on=facts.CLOSES,
            recorded_at=facts.AT,
            what=What.MEETING_HELD,
            kind=MeetingKind.MIDWAY_REVIEW,
        ),
        Entry(
            on=facts.CLOSES,
            what=What.CONFERENCE_CANCELLED,
            kind=ConferenceKind.TRANSFER_IN,
            dated_on=facts.CONFERENCE,
            recorded_at=facts.AT,
        ),
        *_read_elsewhere(),
        *_of_challenge(),
        *_plain(What.VIEWS_CLOSED, What.VIEWS_MISSED, What.LEAD_CHANGED),
    )
    return (sorts * ON_A_PAGE)[:ON_A_PAGE]


def _read_elsewhere() -> tuple[Entry, ...]:
    """Return a conference, scores, and each sort of outcome, with every mark."""
    held = Entry(
        on=facts.CLOSES,
        recorded_at=facts.AT,
        what=What.CONFERENCE_HELD,
        kind=ConferenceKind.INITIAL,
    )
    scores = Entry(
        on=facts.CLOSES,
        recorded_at=facts.AT,
        what=What.SCORES_GIVEN,
        kind=MeetingKind.CORE_GROUP,
        dated_on=facts.CLOSES,
        meeting_id=facts.ROUND,
    )
    outcomes = tuple(
        Entry(
            on=facts.CLOSES,
            recorded_at=facts.AT,
            what=what,
            conference_id=facts.ROUND,
            is_corrected=True,
            is_correction=True,
        )
        for what in (What.OUTCOME, What.PLAN_ENDED)
    )
    return (held, scores, *outcomes)


def _of_challenge() -> tuple[Entry, ...]:
    """Return that a challenge was raised, and that it has ended."""
    return tuple(
        Entry(
            on=facts.CLOSES,
            recorded_at=facts.AT,
            what=what,
            kind=kind,
            challenge_id=facts.ROUND,
        )
        for what, kind in (
            (What.CHALLENGE_RAISED, ChallengeAbout.THRESHOLD),
            (What.CHALLENGE_ANSWERED, None),
            (What.CHALLENGE_TAKEN_UP, None),
            (What.CHALLENGE_ENDED, ChallengeEnd.WITHDRAWN),
        )
    )


def _plain(*sorts: What) -> tuple[Entry, ...]:
    """Return an entry of each sort that has nothing but its day."""
    return tuple(
        Entry(on=facts.CLOSES, recorded_at=facts.AT, what=what) for what in sorts
    )


def _chronology(
    entries: tuple[Entry, ...],
    *,
    may_read: bool = True,
    number: int = 0,
    pages: int = 1,
) -> Chronology:
    half = len(entries) // 2
    return Chronology(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        last_on=facts.CLOSES if entries else None,
        last_kind=ConferenceKind.REVIEW if entries else None,
        since=entries[:half],
        before=entries[half:],
        number=number,
        pages=pages,
        may_read=may_read,
        may_read_scores=may_read,
        may_read_challenges=may_read,
    )
