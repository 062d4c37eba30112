"""Referrals to record, to read and to answer, at their shortest and longest."""

from typing import Final

from bot.blocks import Block
from bot.forms import referral_pages as pages
from bot.forms import referrals as form
from bot.forms import thanks
from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from models.vocabulary import Lasted
from tests.gallery import facts
from workflows.profile import Profile
from workflows.referrals.answering import Kept
from workflows.referrals.history import History, PastPlan, PastReferral
from workflows.referrals.policy import LONGEST
from workflows.referrals.reading import (
    Line,
    ReferralsPage,
    ShownReferral,
    ShownReply,
    ShownRung,
)
from workflows.referrals.recording import Receipt, RecordForm
from workflows.referrals.repeats import Pattern, PatternKind
from workflows.referrals.teams import HandOverForm

SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"
WRITTEN: Final = (facts.LONG_TEXT * 2)[:LONGEST]
TEAM: Final = "Multi-agency safeguarding hub and referral coordination team"
ALIAS: Final = "RF-48170"


def referral_views(profile: Profile) -> dict[str, Block]:
    """Return every form and page of referrals."""
    short, long = _shown(is_long=False), _shown(is_long=True)
    return {
        "record-shortest": form.record(_form(groups=0, children=0), profile),
        "record-longest": form.record(_form(groups=120, children=6), profile),
        "thanks-call": thanks.page(form.said(_receipt(is_call=True))),
        "thanks-form": thanks.page(form.said(_receipt(is_call=False))),
        "read-shortest": pages.page(short),
        "read-longest": pages.page(long),
        "add": form.add(facts.ROUND, profile),
        "answer-shortest": form.answer(
            facts.ROUND, ALIAS, pages.texts_of(short), profile
        ),
        "answer-longest": form.answer(
            facts.ROUND, ALIAS, pages.texts_of(long), profile
        ),
        **{
            f"thanks-{answer}-{late}": thanks.page(
                form.answered(
                    Kept(alias=ALIAS, answer=answer, told=SOMEBODY, is_late=late)
                )
            )
            for answer in ReferralAnswer
            for late in (False, True)
        },
        "hand-over": form.hand_over(
            HandOverForm(
                referral_id=facts.ROUND,
                alias=ALIAS,
                people=tuple((f"{n:016}", SOMEBODY[:75]) for n in range(9)),
            )
        ),
        "family-none": pages.family(_page(0)),
        "family-longest": pages.family(_page(99)),
        "history-unknown": pages.history(_history(is_known=False)),
        "history-longest": pages.history(_history(is_known=True)),
    }


def _form(*, groups: int, children: int) -> RecordForm:
    return RecordForm(
        groups=tuple((f"{n:016}", facts.LONG_ALIAS) for n in range(groups)),
        most_children=children,
        teams=tuple((f"{n:016}", f"Team {n} (housing)") for n in range(1 + groups)),
        source_code="3B",
        today=facts.CLOSES,
    )


def _receipt(*, is_call: bool) -> Receipt:
    return Receipt(
        referral_id=facts.ROUND,
        alias=ALIAS,
        team=TEAM,
        telephone="01632 960005",
        confirm_by=facts.AT if is_call else None,
        acknowledge_by=facts.CLOSES,
        chase_at=facts.AT,
    )


def _shown(*, is_long: bool) -> ShownReferral:
    return ShownReferral(
        referral_id=facts.ROUND,
        alias=ALIAS,
        group_alias=facts.LONG_ALIAS if is_long else "",
        children=(1, 2, 3, 4, 5, 6) if is_long else (),
        family=WRITTEN if is_long else "",
        team=TEAM if is_long else "Front door",
        telephone="01632 960005",
        referred_to=ReferredTo.DOMESTIC_ABUSE,
        worry=Worry.OTHER,
        concern=WRITTEN if is_long else "No food in the house.",
        about_others=is_long,
        family_knows=FamilyKnows.UNSAFE,
        made_as=MadeAs.TELEPHONE,
        made_at=facts.AT,
        made_by=f"{SOMEBODY}, recorded by {SOMEBODY}" if is_long else "Health visiting",
        source="health visitor" if is_long else "",
        recorded_on=facts.CLOSES,
        confirmed_on=None if is_long else facts.CLOSES,
        confirm_by=facts.AT if is_long else None,
        acknowledged_on=facts.CLOSES if is_long else None,
        acknowledge_by=facts.CLOSES,
        answer_by=facts.AT,
        taken_by=SOMEBODY if is_long else "",
        additions=((facts.CLOSES, WRITTEN),) * 2 if is_long else (),
        rungs=tuple(
            ShownRung(name=TEAM, asked=asked, begun_on=facts.CLOSES)
            for asked in (("", SOMEBODY, SOMEBODY, SOMEBODY) if is_long else ())
        ),
        replies=tuple(
            ShownReply(
                answer=answer,
                text=WRITTEN,
                given_by=SOMEBODY,
                given_on=facts.CLOSES,
                is_late=True,
            )
            for answer in (ReferralAnswer if is_long else ())
        ),
        asks_more=False,
        is_late=is_long,
        is_ended=False,
        may_confirm=is_long,
        may_add=is_long,
        may_answer=is_long,
        may_take=is_long,
        may_see_history=is_long,
        may_challenge=facts.ROUND if is_long else "",
    )


def _page(count: int) -> ReferralsPage:
    return ReferralsPage(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        lines=tuple(
            Line(
                referral_id=facts.ROUND,
                alias=ALIAS,
                made_on=facts.CLOSES,
                team=TEAM,
                agency=facts.LONG_AGENCY,
                worry=Worry.EMOTIONAL,
                answer=None if number == 0 else ReferralAnswer.NO_FURTHER_ACTION,
                ended_on=None if number == 0 else facts.CONFERENCE,
                may_read=number % 2 == 0,
            )
            for number in range(count)
        ),
        looks=((facts.CLOSES, SOMEBODY),) * count,
    )


def _history(*, is_known: bool) -> History:
    return History(
        referral_id=facts.ROUND,
        alias=ALIAS,
        group_alias=facts.LONG_ALIAS if is_known else "",
        children=6 if is_known else 0,
        about=(1, 2) if is_known else (),
        lead=SOMEBODY if is_known else "",
        chair=facts.LONG_NAME if is_known else "",
        plans=tuple(
            PastPlan(
                child=number,
                started_on=facts.CLOSES,
                ended_on=None if number == 6 else facts.CONFERENCE,
                at_first_review=number < 4,
                against_lead=number < 3,
            )
            for number in range(1, 7)
        )
        if is_known
        else (),
        referrals=tuple(
            PastReferral(
                alias=ALIAS,
                made_on=facts.CLOSES,
                agency=facts.LONG_AGENCY,
                team=TEAM,
                worry=Worry.PHYSICAL,
                answer=None if number == 0 else ReferralAnswer.NO_FURTHER_ACTION,
            )
            for number in range(30 if is_known else 0)
        ),
        checks=tuple((month, facts.CLOSES, Lasted.WORRIES_AGAIN) for month in (1, 3))
        if is_known
        else (),
        patterns=tuple(
            Pattern(kind=kind, days=(facts.CLOSES,) * 12) for kind in PatternKind
        )
        if is_known
        else (),
    )
