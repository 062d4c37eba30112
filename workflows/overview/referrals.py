"""What somebody owes to referrals, as the daily list says it: aliases and dates."""

from datetime import UTC, date, datetime
from typing import Any, Final

from sqlmodel import Session

from models.referral_vocabulary import ReferralAnswer
from workflows.message import DailyList
from workflows.profile import Profile
from workflows.referrals import owing
from workflows.referrals.entries import OPEN_ADD, OPEN_ANSWER, READ_OWN
from workflows.referrals.owing import Kind, OwnReferral, ReferralsOwed, ToAnswer
from workflows.wording import Button


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> ReferralsOwed:
    """Return what belongs on somebody's list, held until it is sent."""
    return owing.owed(session, person_id=who, now=now, profile=profile, lock=True)


def lines(owed: ReferralsOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of referrals: the oldest of each sort."""
    return {
        "referrals": tuple(_answer_line(one) for one in owed.to_answer),
        "referred": tuple(_own_line(one) for one in owed.own),
    }


def _answer_line(one: ToAnswer) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "said": said_to_answer(one),
        "answer_by": one.answer_by,
        "is_late": one.is_late,
        "acknowledge_by": None if one.is_acknowledged else one.acknowledge_by,
        "button": Button(
            text="Answer it",
            action_id=OPEN_ANSWER,
            value=one.referral_id,
            style="primary",
        ),
    }


def _own_line(one: OwnReferral) -> dict[str, Any]:
    more = one.kind is Kind.SAY_MORE
    text = "Read the answer" if one.kind is Kind.ANSWERED else "Open the referral"
    return {
        "alias": one.alias,
        "said": said_of_own(one),
        "kind": one.kind.value,
        "confirm_by": one.confirm_by,
        "button": Button(
            text="Say more" if more else text,
            action_id=OPEN_ADD if more else READ_OWN,
            value=one.referral_id,
            style="primary",
        ),
    }


def said_to_answer(one: ToAnswer) -> str:
    """Return what is due of a referral to a team; the moment follows."""
    if one.waits:
        return f"a referral to {one.team} waits for more from who referred, since"
    if one.is_late:
        return f"a referral to {one.team} has no answer yet; it was due by"
    today = "today, " if one.is_today else ""
    return f"a referral to {one.team} waits for an answer, due {today}by"


def said_of_own(one: OwnReferral) -> str:
    """Return how one's own referral stands; a moment may follow."""
    if one.kind is Kind.CONFIRM:
        was = "that was due by" if one.is_late else "by"
        return f"please confirm your referral to {one.team} in writing, {was}"
    if one.kind is Kind.SAY_MORE:
        return f"{one.team} asks you for more before they can answer your referral"
    if one.kind is Kind.ANSWERED:
        return f"{one.team} has answered your referral"
    asked = f"{one.asked} was asked instead" if one.asked else "they were chased"
    return (
        f"your referral has no answer yet from {one.team}, and {asked}. If it cannot "
        f"wait, telephone {one.telephone}, and ask your safeguarding lead to help"
    )


_TO_ANSWER: Final = tuple(
    ToAnswer(
        referral_id="0" * 16,
        alias=f"RF-4817{number}",
        team="Multi-agency safeguarding hub and referral coordination team",
        made_on=date(2026, 9, 18),
        acknowledge_by=date(2026, 9, 21),
        answer_by=datetime(2026, 9, 21, 15, 0, tzinfo=UTC),
        is_acknowledged=is_acknowledged,
        is_late=is_late,
        is_today=not is_late,
        waits=waits,
        taken_by="Dr Bartholomew Longname-Example" if is_acknowledged else "",
        is_mine=waits,
    )
    for number, (is_acknowledged, is_late, waits) in enumerate(
        ((False, False, False), (True, True, False), (True, False, True))
    )
)
_OWN: Final = tuple(
    OwnReferral(
        referral_id="0" * 16,
        alias=f"RF-4818{number}",
        team="Front door",
        telephone="01632 960005",
        kind=kind,
        made_on=date(2026, 9, 18),
        confirm_by=datetime(2026, 9, 20, 15, 0, tzinfo=UTC)
        if kind is Kind.CONFIRM
        else None,
        asked="Dr Bartholomew Longname-Example (Children's social care)",
        answer=ReferralAnswer.NO_FURTHER_ACTION if kind is Kind.ANSWERED else None,
    )
    for number, kind in enumerate(Kind)
)
# For the gallery: one of each, and all of them last.
SAMPLES: Final = (
    *(ReferralsOwed(to_answer=(one,)) for one in _TO_ANSWER),
    *(ReferralsOwed(own=(one,)) for one in _OWN),
    ReferralsOwed(to_answer=_TO_ANSWER, own=_OWN),
)
