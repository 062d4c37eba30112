"""Daily lists as the gallery shows them: each sort alone, all at once, the longest."""

from datetime import UTC, date, datetime
from typing import Final

from models.vocabulary import MeetingKind, NoticeKind
from workflows.actions.owing import ActionsOwed, ToDo, ToLookAt
from workflows.coming.owing import InPlace, ToSay
from workflows.meetings.owing import ToRearrange
from workflows.message import DailyList
from workflows.notices.reading import UnreadNotice
from workflows.overview import (
    actions,
    challenges,
    core_groups,
    drift,
    outcomes,
    records,
    referrals,
    scores,
)
from workflows.overview.core_groups import DatesOwed
from workflows.overview.entries import items, listed, meetings, notices
from workflows.overview.seen import OwedItem
from workflows.proposals.owing import ToAnswer, ToFix
from workflows.records.owing import RecordsOwed, ToRead, ToRecord
from workflows.scores.owing import ToGive
from workflows.statements.whose import Right

LONG: Final = "Dr Bartholomew Longname-Example"


def _sample(right: Right, *, is_long: bool) -> OwedItem:
    return OwedItem(
        asked_id="0" * 16,
        round_id="0" * 16,
        group_id="0" * 16,
        alias="CG-4817",
        right=right,
        for_person_id="1" * 16,
        for_name=None if right is Right.OWN else LONG,
        due_on=date(2026, 9, 23) if is_long else date(2026, 5, 5),
        conference_on=date(2026, 9, 30) if is_long else date(2026, 5, 19),
        is_provisional=is_long,
        has_draft=is_long,
        working_days_left=10 if is_long else 0,
    )


def _sample_notice() -> UnreadNotice:
    return UnreadNotice(
        notice_id="0" * 16,
        group_id="0" * 16,
        alias="CG-48170",
        kind=NoticeKind.ADULT_MENTAL_HEALTH,
        happened_on=date(2026, 9, 23),
        read_by=date(2026, 9, 30),
    )


def _sample_missing() -> ToRearrange:
    return ToRearrange(
        group_id="0" * 16,
        alias="CG-48170",
        dated_on=date(2026, 9, 23),
        limit_on=date(2026, 9, 30),
        is_late=True,
    )


_SAMPLE_ASKED: Final = DatesOwed(
    to_answer=tuple(
        ToAnswer(
            proposal_id="0" * 16,
            alias="CG-48170",
            answer_by=date(2026, 9, 23),
            for_person_id=None if name is None else "1" * 16,
            for_name=name,
        )
        for name in (None, *[LONG] * 5)
    ),
    to_say=tuple(
        ToSay(
            meeting_id="0" * 16,
            alias="CG-48170",
            dated_on=date(2026, 9, 23),
            starts_at=None
            if name is None
            else datetime(2026, 9, 23, 8, 30, tzinfo=UTC),
            for_person_id=None if name is None else "1" * 16,
            for_name=name,
        )
        for name in (None, *[LONG] * 5)
    ),
    to_fix=tuple(
        ToFix(
            group_id="0" * 16,
            alias="CG-48170",
            limit_on=date(2026, 9, 30),
            waiting_for=waiting,
        )
        for waiting in (0, 3, 3)
    ),
    in_place=tuple(
        InPlace(
            alias="CG-48170",
            dated_on=date(2026, 9, 23),
            starts_at=datetime(2026, 9, 23, 8, 30, tzinfo=UTC),
            for_name=LONG,
            is_off=is_off,
        )
        for is_off in (False, True)
    ),
)
_SAMPLE_RECORDS: Final = RecordsOwed(
    to_record=tuple(
        ToRecord(
            meeting_id="0" * 16,
            alias="CG-48170",
            kind=kind,
            dated_on=date(2026, 9, 23),
        )
        for kind in MeetingKind
    ),
    to_read=tuple(
        ToRead(
            meeting_id="0" * 16,
            alias="CG-48170",
            kind=MeetingKind.QUICK_CHECK_IN,
            held_on=date(2026, 9, 23),
            is_correction=is_correction,
        )
        for is_correction in (False, True, True, True, True, True)
    ),
)
_SAMPLE_ACTIONS: Final = ActionsOwed(
    to_do=tuple(
        ToDo(
            action_id="0" * 16,
            alias="CG-48170",
            due_on=date(2026, 9, 23),
            is_overdue=is_overdue,
            is_of_adult=is_of_adult,
            for_name=name,
        )
        for is_overdue in (False, True)
        for is_of_adult in (False, True)
        for name in (None, LONG)
    ),
    to_look_at=tuple(
        ToLookAt(
            group_id="0" * 16,
            alias="CG-48170",
            overdue=overdue,
            without_anyone=without_anyone,
        )
        for overdue, without_anyone in ((1, 0), (0, 1), (12, 12))
    ),
)
_SAMPLE_SCORES: Final = tuple(
    ToGive(
        meeting_id="0" * 16,
        alias="CG-48170",
        met_on=date(2026, 9, 23),
        give_by=date(2026, 9, 28),
        for_person_id=None if name is None else "1" * 16,
        for_name=name,
    )
    for name in (None, *[LONG] * 5)
)
_SHORT, _LONG = (DailyList(day=day) for day in (date(2026, 5, 5), date(2026, 9, 9)))
_VIEWS: Final = items([_sample(right, is_long=True) for right in [*Right] * 8])
SAMPLES: Final = (
    (_SHORT, listed(items([_sample(Right.OWN, is_long=False)]))),
    (_LONG, listed(_VIEWS)),
    (_SHORT, listed(notices([_sample_notice()]))),
    (_LONG, listed(notices([_sample_notice()] * 3))),
    (_LONG, listed(meetings([_sample_missing()]))),
    (
        _LONG,
        listed(
            _VIEWS,
            notices([_sample_notice()] * 8),
            meetings([_sample_missing()] * 8),
            core_groups.lines(_SAMPLE_ASKED),
            records.lines(_SAMPLE_RECORDS),
            actions.lines(_SAMPLE_ACTIONS),
            scores.lines(_SAMPLE_SCORES),
            outcomes.lines(outcomes.FULLEST),
            challenges.lines(challenges.SAMPLES[-1]),
            referrals.lines(referrals.SAMPLES[-1]),
            drift.lines(drift.SAMPLES),
        ),
    ),
    *((_SHORT, listed(outcomes.lines(one))) for one in outcomes.SAMPLES),
    *((_SHORT, listed(drift.lines([one]))) for one in drift.SAMPLES),
    (_LONG, listed(drift.lines(drift.SAMPLES * 9))),
    *((_SHORT, listed(challenges.lines(one))) for one in challenges.SAMPLES),
    *((_SHORT, listed(referrals.lines(one))) for one in referrals.SAMPLES),
    *(
        (_SHORT, listed(core_groups.lines(one)))
        for one in (
            DatesOwed(to_answer=_SAMPLE_ASKED.to_answer[:1]),
            DatesOwed(to_say=_SAMPLE_ASKED.to_say[:1]),
            DatesOwed(to_fix=_SAMPLE_ASKED.to_fix[:1]),
            *(DatesOwed(in_place=(one,)) for one in _SAMPLE_ASKED.in_place),
            _SAMPLE_ASKED,
        )
    ),
    *(
        (_SHORT, listed(records.lines(one)))
        for one in (
            RecordsOwed(to_record=_SAMPLE_RECORDS.to_record[:1]),
            RecordsOwed(to_read=_SAMPLE_RECORDS.to_read[:1]),
            _SAMPLE_RECORDS,
        )
    ),
    *(
        (_SHORT, listed(actions.lines(one)))
        for one in (
            *(ActionsOwed(to_do=(one,)) for one in _SAMPLE_ACTIONS.to_do),
            *(ActionsOwed(to_look_at=(one,)) for one in _SAMPLE_ACTIONS.to_look_at),
            _SAMPLE_ACTIONS,
        )
    ),
    *(
        (_SHORT, listed(scores.lines(one)))
        for one in (_SAMPLE_SCORES[:1], _SAMPLE_SCORES[1:2], _SAMPLE_SCORES)
    ),
)
