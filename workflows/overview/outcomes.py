"""What concerns somebody of outcomes, as the daily list says it: dates only."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from sqlmodel import Session

from models.vocabulary import Duty
from workflows.message import DailyList
from workflows.outcomes import owing
from workflows.outcomes.entries import (
    NAMES,
    OPEN,
    OPEN_CHECK,
    OPEN_CHECKS,
    OPEN_RECORD,
    OPENS,
)
from workflows.outcomes.owing import (
    CheckNews,
    OutcomesOwed,
    ToAssure,
    ToChallenge,
    ToCheck,
    ToRecord,
)
from workflows.profile import Profile
from workflows.wording import Button


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> OutcomesOwed:
    """Return what belongs on somebody's list, held until it is sent."""
    return owing.owed(session, person_id=who, now=now, profile=profile, lock=True)


def lines(owed: OutcomesOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of outcomes: the soonest of each sort."""
    return {
        "to_decide": tuple(map(_record_line, owed.to_record)),
        "to_assure": tuple(map(_assure_line, owed.to_assure)),
        "to_challenge": tuple(map(_challenge_line, owed.to_challenge)),
        "to_check": tuple(map(_check_line, owed.to_check)),
        "check_news": tuple(map(_news_line, owed.news)),
    }


def _record_line(one: ToRecord) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "dated_on": one.dated_on,
        "button": Button(
            text="Record the outcome",
            action_id=OPEN_RECORD,
            value=one.conference_id,
            style="primary",
        ),
    }


def _assure_line(one: ToAssure) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "called": NAMES[one.duty],
        "due_at": one.due_at,
        "due_on": one.due_on,
        "is_by_the_hour": one.duty is Duty.CONFIRM,
        "is_late": one.is_late,
        "button": Button(
            text="Look at the ending",
            action_id=OPENS[one.duty],
            value=one.assurance_id,
            style="primary",
        ),
    }


def _challenge_line(one: ToChallenge) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "held_on": one.held_on,
        "until": one.until,
        "button": Button(
            text="Read the outcome", action_id=OPEN, value=one.conference_id
        ),
    }


def _check_line(one: ToCheck) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "ended_on": one.ended_on,
        "month": one.month,
        "button": Button(
            text="Say how it is now",
            action_id=OPEN_CHECK,
            value=one.check_id,
            style="primary",
        ),
    }


def _news_line(one: CheckNews) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "ended_on": one.ended_on,
        "answers": one.answers,
        "button": Button(
            text="Read the checks", action_id=OPEN_CHECKS, value=one.conference_id
        ),
    }


_ID: Final = "0" * 16
_DAY: Final = date(2026, 9, 23)
_AT: Final = datetime(2026, 9, 23, 8, 30, tzinfo=UTC)
_record: Final = partial(ToRecord, conference_id=_ID, alias="CG-48170", dated_on=_DAY)
_check: Final = partial(ToCheck, check_id=_ID, alias="CG-48170", ended_on=_DAY)
_news: Final = partial(CheckNews, conference_id=_ID, alias="CG-48170", ended_on=_DAY)
FULLEST: Final = OutcomesOwed(
    to_record=(_record(),) * 6,
    to_assure=tuple(
        ToAssure(
            assurance_id=_ID,
            alias="CG-48170",
            duty=duty,
            due_at=_AT,
            is_late=is_late,
        )
        for duty in Duty
        for is_late in (False, True)
    ),
    to_challenge=(
        ToChallenge(conference_id=_ID, alias="CG-48170", held_on=_DAY, until=_AT),
    ),
    to_check=tuple(_check(month=month) for month in (1, 12)),
    news=tuple(_news(answers=answers) for answers in (1, 4)),
)
# For the gallery: each sort alone, and all of them.
SAMPLES: Final = (
    OutcomesOwed(to_record=FULLEST.to_record[:1]),
    *(OutcomesOwed(to_assure=(one,)) for one in FULLEST.to_assure),
    OutcomesOwed(to_challenge=FULLEST.to_challenge),
    *(OutcomesOwed(to_check=(one,)) for one in FULLEST.to_check),
    *(OutcomesOwed(news=(one,)) for one in FULLEST.news),
    FULLEST,
)
