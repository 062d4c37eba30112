"""Scores and end-of-meeting answers, to give and to read, at shortest and longest."""

from datetime import date, timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import score_pages, scores
from models.vocabulary import EndQuestion
from tests.gallery import facts
from workflows.overview.score_pages import ScoreForm, ScorePage
from workflows.profile import Profile
from workflows.scores.giving import GiveForm, Receipt
from workflows.scores.over_time import ScoreLine, ScorePoint, Scores
from workflows.scores.owing import ToGive
from workflows.scores.policy import LONGEST, OFFERED, New, NewAnswer
from workflows.scores.reading import (
    AgencyScores,
    Answered,
    ChildScores,
    Line,
    LinesRead,
    ScoresRead,
)

SIX: Final = 6
MANY: Final = 24
SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY}, late)"
WRITTEN: Final = facts.LONG_TEXT[:LONGEST]


def score_views(profile: Profile) -> dict[str, Block]:
    """Return every form and page of scores."""
    return {
        "give-shortest": scores.give(_form(1), profile),
        "give-siblings": scores.give(_form(2), profile),
        "give-longest": scores.give(_form(SIX, is_long=True), profile),
        "give-late": scores.give(_form(1, is_late=True), profile),
        "thanks-kept": scores.thanks(scores.said(_receipt())),
        "thanks-changed": scores.thanks(scores.said(_receipt(is_amended=True))),
        "thanks-late": scores.thanks(scores.said(_receipt(is_late=True))),
        "thanks-all-in": scores.thanks(scores.said(_receipt(can_be_read=True))),
        "read-too-early": score_pages.page(_page(0, 0, can_be_read=False)),
        "read-nothing": score_pages.page(_page(0, 0)),
        "read-shortest": score_pages.page(_page(1, 2)),
        "read-longest": score_pages.page(_page(SIX, MANY, is_long=True)),
        "read-over-time": score_pages.page(_page(1, 2), _drawn()),
        "lines-none": score_pages.lines(_lines(0)),
        "lines-longest": score_pages.lines(_lines(MANY)),
    }


def to_give() -> tuple[ToGive, ...]:
    """Return one's own that is owed, and one as a deputy."""
    return tuple(
        ToGive(
            meeting_id=facts.ROUND,
            alias=facts.LONG_ALIAS,
            met_on=facts.CLOSES,
            give_by=facts.CONFERENCE,
            for_person_id=None if name is None else facts.ROUND,
            for_name=name,
        )
        for name in (None, facts.LONG_NAME)
    )


def _form(number: int, *, is_long: bool = False, is_late: bool = False) -> ScoreForm:
    children = facts.children(number, is_long=is_long)
    ids = tuple(child.child_id for child in children)
    given = New(
        scores={child_id: n for n, child_id in enumerate(ids)},
        answers={
            question: NewAnswer(choice=offered[-1], line=WRITTEN)
            for question, offered in OFFERED.items()
        },
    )
    return ScoreForm(
        form=GiveForm(
            meeting_id=facts.ROUND,
            group_id=facts.ROUND,
            alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
            met_on=facts.CLOSES,
            children=ids,
            for_person_id=facts.ROUND if is_long else None,
            for_name=facts.LONG_NAME if is_long else None,
            is_late=is_late,
            given=given if is_long else None,
        ),
        children=children,
    )


def _receipt(
    *, is_amended: bool = False, is_late: bool = False, can_be_read: bool = False
) -> Receipt:
    return Receipt(
        meeting_id=facts.ROUND,
        alias=facts.ALIAS,
        met_on=facts.CLOSES,
        for_name=facts.LONG_NAME if is_amended else None,
        is_late=is_late,
        is_amended=is_amended,
        can_be_read=can_be_read,
    )


def _people(number: int, *, is_long: bool) -> tuple[str, ...]:
    if is_long:
        return (SOMEBODY,) * number
    return tuple(
        f"{name} ({agency})"
        for name, agency in zip(facts.NAMES, facts.AGENCIES, strict=True)
    )[:number]


def _page(
    children: int, members: int, *, is_long: bool = False, can_be_read: bool = True
) -> ScorePage:
    people = _people(members, is_long=is_long)
    shown = facts.children(children, is_long=is_long)
    scored = tuple(
        ChildScores(
            child_id=child.child_id,
            lowest=0,
            highest=10 if is_long else 0,
            by_agency=tuple(
                AgencyScores(
                    agency=facts.LONG_AGENCY if is_long else facts.AGENCIES[one],
                    scores=(0, 10) if is_long else (0,),
                )
                for one in range(members)
            ),
        )
        for child in shown
    )
    answers = tuple(
        Answered(
            question=question,
            sides=tuple((choice, people) for choice in OFFERED[question]),
        )
        for question in EndQuestion
    )
    return ScorePage(
        scores=ScoresRead(
            meeting_id=facts.ROUND,
            group_id=facts.ROUND,
            alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
            met_on=facts.CLOSES,
            can_be_read=can_be_read,
            have_given=people,
            waiting_for=_people(2, is_long=is_long),
            children=scored,
            answers=answers if people else (),
            has_lines=bool(people),
        ),
        children=shown,
    )


def _drawn() -> score_pages.Drawn:
    days = tuple(date(2026, 1, 5) + timedelta(weeks=6 * n) for n in range(SIX))
    line = ScoreLine(
        label="Health",
        agency=facts.LONG_AGENCY,
        points=tuple(ScorePoint(on=day, lowest=2, highest=5) for day in days),
    )
    scores_ = Scores(alias=f"{facts.ALIAS}/1", rounds=days, lines=(line,))
    (child,) = facts.children(1)
    return score_pages.Drawn(child_id=child.child_id, scores=scores_, file="F0000001")


def _lines(number: int) -> LinesRead:
    written = {
        question: tuple(
            Line(choice=offered[one % len(offered)], who=SOMEBODY, text=WRITTEN)
            for one in range(number)
        )
        for question, offered in OFFERED.items()
    }
    return LinesRead(
        meeting_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        met_on=facts.CLOSES,
        lines=written if number else {},
    )
