"""Invented facts for forms and pages, as short and as long as they can be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from models.vocabulary import (
    Gap,
    Given,
    JointView,
    Knowing,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
)
from workflows.profile import Profile
from workflows.statements.answers import Answers, ChildAnswers, RestrictedAnswer
from workflows.statements.children import ShownChild
from workflows.statements.giving import FormFacts
from workflows.statements.shown import (
    ChildPage,
    Part,
    Standing,
    Standpoint,
    Talk,
    Together,
    Unheard,
    Voice,
)
from workflows.statements.whose import Right

ALIAS: Final = "CG-4817"
LONG_ALIAS: Final = "CG-48170000"
ROUND: Final = "0123456789abcdef"
CONFERENCE: Final = date(2026, 9, 30)
CLOSES: Final = date(2026, 9, 23)
AT: Final = datetime(2026, 9, 16, 9, 5, tzinfo=UTC)
# As long as the tables and the form take them.
LONG_NAME: Final = ("Dr Bartholomew Longname-Example " * 4)[:120]
LONG_AGENCY: Final = ("Countywide Family Nursing Service " * 4)[:120]
LONG_LABEL: Final = ("the one with the red coat " * 8)[:200]
LONG_TEXT: Final = ("👩‍👩‍👧 Written at length, with œ and & in it. " * 80)[:2700]
NAMES: Final = ("Asha", "Ben", "Carol", "Dev", "Piotr", "Hetty")
AGENCIES: Final = (
    "Children's social care",
    "Health visiting",
    "Hill Top School",
    "Safe Harbour",
    "Police",
    "Mill Lane Surgery",
)


def children(number: int, *, is_long: bool = False) -> tuple[ShownChild, ...]:
    """Return so many children, each with its own label where it is to be long."""
    alias = LONG_ALIAS if is_long else ALIAS
    return tuple(
        ShownChild(
            child_id=f"child{n:011}",
            number=n,
            alias=f"{alias}/{n}",
            age_band="unborn baby" if is_long else "5 to 9",
            label=LONG_LABEL if is_long else None,
        )
        for n in range(1, number + 1)
    )


def form_facts(
    profile: Profile,
    shown: tuple[ShownChild, ...],
    *,
    answers: Answers | None = None,
    right: Right = Right.OWN,
    name: str = "Hetty",
) -> FormFacts:
    """Return what the form for a view shows before anything is typed."""
    is_own = right is Right.OWN
    return FormFacts(
        round_id=ROUND,
        for_person_id=None if is_own else ROUND,
        for_name=None if is_own else name,
        right=right,
        alias=shown[0].alias.partition("/")[0],
        conference_on=CONFERENCE,
        is_provisional=False,
        closes_on=CLOSES,
        timing=Timing.ON_TIME,
        children=shown,
        answers=answers,
        is_draft=answers is not None,
        version=1,
        telephone=profile.telephone,
        asks_score=profile.scores.asked,
        anchors=profile.scores.anchors,
    )


def long_answers(shown: tuple[ShownChild, ...]) -> Answers:
    """Return a view in which everything is answered at length, the last one apart."""
    same = tuple(_long_child(child.child_id) for child in shown)
    last = replace(same[-1], recommendation=Recommendation.CONTINUE, score=7)
    return Answers(
        children=(*same[:-1], last),
        told_parents=LONG_TEXT,
        urgent=True,
        urgent_text=LONG_TEXT,
        intimidated=True,
        restricted=tuple(
            RestrictedAnswer(
                part=part, restriction=Restriction.DOMESTIC_ABUSE, why="w" * 200
            )
            for part in StatementPart
        ),
        given_on=CLOSES,
        read_back=True,
    )


def _long_child(child_id: str) -> ChildAnswers:
    return ChildAnswers(
        child_id=child_id,
        recommendation=Recommendation.SEEK_LEGAL_ADVICE,
        reason=LONG_TEXT,
        knowing=tuple(Knowing),
        life=LONG_TEXT,
        score=0,
        seen_on=CLOSES,
        seen_alone=True,
        observed=True,
        changed=LONG_TEXT,
        wrong_if=LONG_TEXT,
        adults=LONG_TEXT,
        adults_heard=False,
        would_last=False,
    )


def standings(number: int, *, answered: int, is_long: bool) -> tuple[Standing, ...]:
    """Return so many members, of whom the first few have answered."""
    return tuple(
        Standing(
            asked_id=f"asked{n:011}",
            person_id=f"person{n:010}",
            name=LONG_NAME if is_long else NAMES[n % len(NAMES)],
            agency=LONG_AGENCY if is_long else AGENCIES[n % len(AGENCIES)],
            is_in_slack=n % 3 != 2,
            answered_on=CLOSES if n < answered else None,
            gap=Gap.CANNOT_BE_ASKED if is_long and n == answered else None,
            paused_until=CLOSES if is_long and n % 2 else None,
            asked_of=None,
        )
        for n in range(number)
    )


def together(*, is_long: bool, are_alike: bool = False) -> Together:
    """Return views side by side: one child and one voice, or twelve and many."""
    shown = children(12 if is_long else 1, is_long=is_long)
    voices = 12 if is_long else 1
    talk = Talk(
        joint=JointView.DISCUSSED,
        discussed_on=CLOSES,
        recorded_by="Asha",
        recorded_at=AT,
        text=LONG_TEXT,
    )
    return Together(
        round_id=ROUND,
        alias=shown[0].alias.partition("/")[0],
        conference_on=CONFERENCE,
        closes_on=CLOSES,
        pages=tuple(
            _child_page(child, voices, is_long=is_long, are_alike=are_alike)
            for child in shown
        ),
        talks=(talk,) if is_long else (),
    )


def _child_page(
    child: ShownChild, voices: int, *, is_long: bool, are_alike: bool
) -> ChildPage:
    continuing = Standpoint(
        recommendation=Recommendation.CONTINUE,
        voices=tuple(_voice(n, is_long=is_long) for n in range(1, voices + 1)),
    )
    ending = Standpoint(
        recommendation=Recommendation.END_CHILD_IN_NEED,
        voices=(_voice(0 if are_alike else child.number, is_long=is_long),),
    )
    gap = Unheard(
        person_id=ROUND,
        name=LONG_NAME if is_long else "Dev",
        agency=LONG_AGENCY if is_long else "Safe Harbour",
        why=Gap.NOT_HEARD_FROM,
        came_late=False,
    )
    return ChildPage(
        child=child,
        is_split=is_long,
        standpoints=(ending, continuing) if is_long else (ending,),
        gaps=(gap,) * (3 if is_long else 1),
    )


def _voice(number: int, *, is_long: bool) -> Voice:
    said = LONG_TEXT if is_long else "Mornings are calm, and have been since May."
    parts = StatementPart if is_long else (StatementPart.REASON,)
    return Voice(
        person_id=f"person{number}",
        name=LONG_NAME if is_long else "Carol",
        title=LONG_NAME if is_long else "Head of year",
        agency=LONG_AGENCY if is_long else "Hill Top School",
        recommendation=Recommendation.END_CHILD_IN_NEED,
        stood_at_closing=Recommendation.CONTINUE if is_long else None,
        parts=tuple(
            Part(
                part=part,
                text=None if part is StatementPart.ADULTS else said,
                is_restricted=part is StatementPart.ADULTS,
            )
            for part in parts
        ),
        knowing=tuple(Knowing) if is_long else (Knowing.SEEN_MYSELF,),
        score=None,
        seen_on=CLOSES,
        seen_alone=True,
        observed=True,
        adults_heard=False if is_long else None,
        version=1,
        timing=Timing.LATE if is_long else Timing.ON_TIME,
        given=Given.TELEPHONE if is_long else Given.SLACK,
        given_at=AT,
        taken_by=LONG_NAME if is_long else None,
        amended_late=False,
    )
