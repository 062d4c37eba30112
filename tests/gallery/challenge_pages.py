"""Challenges to raise, to answer, to settle and to read, at shortest and longest."""

from typing import Final

from bot.blocks import Block
from bot.forms import challenge_pages as pages
from bot.forms import challenges as form
from bot.forms import thanks
from models.vocabulary import ChallengeAbout, ChallengeEnd, RungBegun
from tests.gallery import facts
from workflows.challenges.answering import Answered, TakenUp
from workflows.challenges.deciding import Decided, Decision
from workflows.challenges.policy import LONGEST
from workflows.challenges.raising import RaiseForm, Receipt
from workflows.challenges.reading import (
    ON_A_PAGE,
    AnswerForm,
    ChallengesPage,
    DecideForm,
    Line,
    ShownChallenge,
    ShownRung,
)
from workflows.profile import Profile

SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"
WRITTEN: Final = (facts.LONG_TEXT * 2)[:LONGEST]
PASSED: Final = ("Practitioners (Lead social worker); " * 12)[:400]


def challenge_views(profile: Profile) -> dict[str, Block]:
    """Return every form and page of challenges."""
    return {
        "raise-shortest": form.raise_(_form(1), profile),
        "raise-after-conference": form.raise_(_form(1, is_after=True), profile),
        "raise-longest": form.raise_(_form(120), profile),
        **{
            f"thanks-{name}": thanks.page(form.said(receipt, profile))
            for name, receipt in _receipts().items()
        },
        "answer-shortest": form.answer(_answer_form(1), profile),
        "answer-longest": form.answer(_answer_form(6, is_long=True), profile),
        **_said(),
        "decide-unanswered": form.decide(_decide_form(None), profile),
        "decide-longest": form.decide(_decide_form(WRITTEN), profile),
        "list-none": pages.page(_page(())),
        "list-longest": pages.page(_page(_lines(), number=1, pages=3)),
        "read-nobody": pages.challenge(_shown(0)),
        "read-shortest": pages.challenge(_shown(1)),
        "read-longest": pages.challenge(_shown(6, is_long=True)),
    }


def _form(groups: int, *, is_after: bool = False) -> RaiseForm:
    return RaiseForm(
        groups=tuple((f"{n:016}", facts.LONG_ALIAS) for n in range(groups)),
        held_on=facts.CLOSES if is_after else None,
        dissent_until=facts.AT if is_after else None,
    )


def _receipts() -> dict[str, Receipt]:
    plain = Receipt(
        challenge_id=facts.ROUND,
        alias=facts.ALIAS,
        immediate_risk=False,
        is_late=False,
        owed_by="Asha (Children's social care)",
        asked=None,
        role="Lead social worker",
        passed_over="",
        due_on=facts.CLOSES,
    )
    everything = Receipt(
        challenge_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        immediate_risk=True,
        is_late=True,
        owed_by=SOMEBODY,
        asked=SOMEBODY,
        role="Conference service manager",
        passed_over=PASSED,
        due_on=facts.CLOSES,
    )
    nobody = Receipt(**{**vars(plain), "owed_by": None, "role": None, "due_on": None})
    return {"kept": plain, "kept-longest": everything, "nobody": nobody}


def _said() -> dict[str, Block]:
    answered = Answered(alias=facts.LONG_ALIAS, raised_by=SOMEBODY, is_late=True)
    up = TakenUp(alias=facts.LONG_ALIAS, owed_by=SOMEBODY, due_on=facts.CLOSES)
    decided = {
        decision: Decided(
            alias=facts.LONG_ALIAS,
            decision=decision,
            owed_by=SOMEBODY if decision is Decision.NOT_SETTLED else None,
            due_on=facts.CLOSES if decision is Decision.NOT_SETTLED else None,
        )
        for decision in Decision
    }
    return {
        "thanks-answered": thanks.page(form.answered(answered)),
        "thanks-passed-up": thanks.page(form.taken_up(up)),
        **{
            f"thanks-{decision.value.replace('_', '-')}": thanks.page(
                form.decided(found)
            )
            for decision, found in decided.items()
        },
    }


def _answer_form(rungs: int, *, is_long: bool = False) -> AnswerForm:
    return AnswerForm(
        rung_id=facts.ROUND,
        challenge=_shown(rungs, is_long=is_long),
        may_pass_up=is_long,
    )


def _decide_form(answer: str | None) -> DecideForm:
    return DecideForm(
        challenge_id=facts.ROUND, alias=facts.LONG_ALIAS, rung=1, answer=answer
    )


def _page(
    lines: tuple[Line, ...], *, number: int = 0, pages: int = 1
) -> ChallengesPage:
    return ChallengesPage(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        lines=lines,
        number=number,
        pages=pages,
        may_raise=bool(lines),
    )


def _lines() -> tuple[Line, ...]:
    abouts = list(ChallengeAbout)
    return tuple(
        Line(
            challenge_id=facts.ROUND,
            about=abouts[number % len(abouts)],
            raised_by=SOMEBODY,
            raised_on=facts.CLOSES,
            immediate_risk=number == 0,
            ended_on=facts.CONFERENCE if number > ON_A_PAGE // 2 else None,
            ended_as=ChallengeEnd.WITHDRAWN if number > ON_A_PAGE // 2 else None,
            answered_on=facts.CLOSES if number == 1 else None,
            owed_by=None if number == 2 else SOMEBODY,
            due_on=None if number == 2 else facts.CLOSES,
            is_overdue=number == 0,
        )
        for number in range(ON_A_PAGE)
    )


def _shown(rungs: int, *, is_long: bool = False) -> ShownChallenge:
    return ShownChallenge(
        challenge_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        about=ChallengeAbout.THRESHOLD if is_long else ChallengeAbout.OTHER,
        raised_by=SOMEBODY if is_long else "Ben (Health visiting)",
        raised_on=facts.CLOSES,
        conference_on=facts.CONFERENCE if is_long else None,
        is_late=is_long,
        immediate_risk=is_long,
        what=WRITTEN if is_long else "Nothing has changed.",
        wanted=WRITTEN if is_long else "A meeting.",
        rungs=tuple(_rung(number, is_long=is_long) for number in range(rungs)),
        ended_on=facts.CONFERENCE if is_long else None,
        ended_as=ChallengeEnd.SETTLED if is_long else None,
        ended_because=WRITTEN if is_long else None,
        may_decide=not is_long,
    )


def _rung(number: int, *, is_long: bool) -> ShownRung:
    begun = list(RungBegun)
    return ShownRung(
        rung_id=facts.ROUND,
        name="A rung of a long name, as long as a profile may give" if is_long else "A",
        owed_by=SOMEBODY if is_long else "Asha (Children's social care)",
        asked=SOMEBODY if is_long else None,
        begun_on=facts.CLOSES,
        begun_as=begun[number % len(begun)],
        begun_by=SOMEBODY,
        why=WRITTEN if is_long else None,
        passed_over=PASSED if is_long else "",
        due_on=facts.CLOSES,
        answer=WRITTEN if is_long else None,
        answered_by=SOMEBODY if is_long else "",
        answered_on=facts.CONFERENCE if is_long else None,
        is_current=number == 0,
        is_overdue=is_long,
        may_answer=True,
    )
