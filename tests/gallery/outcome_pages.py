"""Outcomes, and what is asked after an ending, at shortest and longest."""

from datetime import timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import after_plans, outcomes, thanks
from models.vocabulary import (
    Decision,
    Duty,
    JointView,
    Lasted,
    Recommendation,
    WhatFollows,
)
from tests.gallery import facts
from workflows.outcomes.assuring import DutyForm
from workflows.outcomes.assuring import Receipt as DutyReceipt
from workflows.outcomes.checking import Answered, CheckForm, CheckLine, ChecksPage
from workflows.outcomes.policy import LONGEST_LINE
from workflows.outcomes.recording import Receipt
from workflows.outcomes.shown import (
    Decided,
    JointTalk,
    OutcomeForm,
    OutcomePage,
    Recommended,
    ShownDuty,
)
from workflows.profile import Profile

MOST_CHILDREN: Final = 20
LINE: Final = facts.LONG_TEXT[:LONGEST_LINE]


def outcome_pages(profile: Profile) -> dict[str, Block]:
    """Return every form and page of outcomes, duties and after-plan checks."""
    long = _decided(MOST_CHILDREN, is_long=True)
    return {
        "record-shortest": outcomes.form(_form(_undecided(1)), profile),
        "record-siblings": outcomes.form(_form(_undecided(3)), profile),
        "correct-longest": outcomes.form(_form(long, is_long=True), profile),
        "outcome-shortest": outcomes.page(_page(_decided(1))),
        "outcome-longest": outcomes.page(_page(long, is_long=True)),
        **{
            f"look-at-{duty.value}": after_plans.duty(_duty(duty), profile)
            for duty in Duty
        },
        "look-at-longest": after_plans.duty(_duty(Duty.AUDIT, is_long=True), profile),
        "check-shortest": after_plans.check(_check(1), profile),
        "check-longest": after_plans.check(_check(12), profile),
        "checks-shortest": after_plans.checks(_checks(0, has_lasted=None)),
        "checks-longest": after_plans.checks(_checks(40, has_lasted=False)),
        "checks-lasted": after_plans.checks(_checks(1, has_lasted=True)),
        "thanks-kept": thanks.page(outcomes.said(_receipt(is_long=False))),
        "thanks-ended": thanks.page(outcomes.said(_receipt(is_long=True))),
        **{
            f"thanks-{lasted.value}": thanks.page(
                after_plans.answered(Answered(alias=facts.LONG_ALIAS, lasted=lasted))
            )
            for lasted in Lasted
        },
        **{
            f"thanks-{duty.value}": thanks.page(
                after_plans.signed(
                    DutyReceipt(
                        alias=facts.LONG_ALIAS, duty=duty, is_late=duty is Duty.AUDIT
                    )
                )
            )
            for duty in Duty
        },
    }


def _undecided(number: int) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            plan_id=f"plan{child.number:012}",
            child=child,
            recommended=(
                Recommended(
                    recommendation=Recommendation.CONTINUE,
                    agencies=facts.AGENCIES[:1],
                ),
                Recommended(
                    recommendation=Recommendation.END_CHILD_IN_NEED,
                    agencies=facts.AGENCIES[1:4],
                ),
            ),
        )
        for child in facts.children(number)
    )


def _decided(number: int, *, is_long: bool = False) -> tuple[Decided, ...]:
    agencies = (facts.LONG_AGENCY,) * 3 if is_long else facts.AGENCIES[:2]
    return tuple(
        Decided(
            plan_id=f"plan{child.number:012}",
            child=child,
            recommended=tuple(
                Recommended(recommendation=one, agencies=agencies)
                for one in Recommendation
                if is_long or one is Recommendation.CONTINUE
            ),
            decision=Decision.END_CHILD_IN_NEED if is_long else Decision.CONTINUES,
            because=f"{child.number % 2} {facts.LONG_TEXT}"
            if is_long
            else "Much is under way.",
            follows=WhatFollows.CHILD_IN_NEED if is_long else None,
            led_by=facts.LONG_NAME if is_long else "",
            first_meeting_on=facts.CONFERENCE if is_long else None,
            at_first_review=is_long,
            against_lead=is_long,
        )
        for child in facts.children(number, is_long=is_long)
    )


def _form(children: tuple[Decided, ...], *, is_long: bool = False) -> OutcomeForm:
    name = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})" if is_long else "Asha"
    return OutcomeForm(
        conference_id=facts.ROUND,
        version=12 if is_long else 0,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        on=facts.CLOSES,
        children=children,
        heard=is_long or len(children) > 1,
        talk=JointTalk(joint=JointView.DISCUSSED, text=facts.LONG_TEXT)
        if is_long
        else None,
        leaders=tuple(
            (f"member{one:010}", name) for one in range(40 if is_long else 1)
        ),
        open_actions=12 if is_long else 0,
        quorate=False if is_long else None,
    )


def _page(children: tuple[Decided, ...], *, is_long: bool = False) -> OutcomePage:
    return OutcomePage(
        conference_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        held_on=facts.CLOSES,
        recorded_on=facts.CONFERENCE,
        decided_by=facts.LONG_NAME if is_long else "Femi",
        version=12 if is_long else 1,
        is_late=is_long,
        quorate=not is_long,
        heard=is_long,
        may_see_views=is_long,
        children=children,
        open_actions=12 if is_long else 0,
        duties=tuple(
            ShownDuty(
                duty=duty.value,
                owed_by=(facts.LONG_NAME, facts.LONG_NAME)
                if duty is not Duty.AUDIT
                else (),
                due_at=facts.AT,
                done_on=facts.CLOSES if duty is Duty.CONFIRM else None,
            )
            for duty in Duty
            if is_long
        ),
        challenge_until=facts.AT if is_long else None,
        closes_on=facts.CONFERENCE if is_long else None,
        may_correct=is_long,
    )


def _duty(duty: Duty, *, is_long: bool = False) -> DutyForm:
    children = _decided(MOST_CHILDREN if is_long else 2, is_long=is_long)
    return DutyForm(
        assurance_id=facts.ROUND,
        duty=duty,
        due_at=facts.AT,
        page=_page(children, is_long=is_long),
    )


def _check(month: int) -> CheckForm:
    number = MOST_CHILDREN if month > 1 else 1
    return CheckForm(
        check_id=facts.ROUND,
        alias=facts.ALIAS,
        children=tuple(child.alias for child in facts.children(number)),
        ended_on=facts.CLOSES,
        month=month,
    )


def _checks(number: int, *, has_lasted: bool | None) -> ChecksPage:
    sorts = (*Lasted, None)
    return ChecksPage(
        alias=facts.LONG_ALIAS,
        children=tuple(child.alias for child in facts.children(2)),
        ended_on=facts.CLOSES,
        has_lasted=has_lasted,
        lines=tuple(
            CheckLine(
                month=1 if one == 0 else 12,
                who=f"{facts.LONG_NAME} ({facts.LONG_AGENCY})",
                due_on=facts.CLOSES + timedelta(days=one),
                lasted=sorts[one % len(sorts)],
                answered_on=facts.CLOSES if one % len(sorts) < len(Lasted) else None,
                line=LINE if one % len(sorts) < len(Lasted) else "",
            )
            for one in range(number)
        ),
    )


def _receipt(*, is_long: bool) -> Receipt:
    return Receipt(
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        held_on=facts.CLOSES,
        ended=12 if is_long else 0,
        is_correction=False,
        is_late=is_long,
        next_review_on=None if is_long else facts.CONFERENCE,
        closes_on=facts.CONFERENCE if is_long else None,
        duties=4 if is_long else 0,
    )
