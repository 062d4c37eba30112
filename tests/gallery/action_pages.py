"""Actions, the adults of a family and a parent's sheet, at shortest and longest."""

from datetime import timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import actions, adults, thanks
from models.vocabulary import MeetingKind, Progress, Relation
from tests.gallery import facts
from workflows.actions.adults import AdultsForm, ShownAdult
from workflows.actions.making import Receipt
from workflows.actions.policy import LONGEST, called
from workflows.actions.reading import (
    ON_A_PAGE,
    ActionForm,
    ActionsPage,
    Owner,
    ReportForm,
    ShownAction,
)
from workflows.actions.reporting import Reported
from workflows.overview.parent_sheet import Asked, ParentSheet, SheetForm
from workflows.profile import Profile

SOMEBODY: Final = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"
TEXT: Final = facts.LONG_TEXT[:LONGEST]
EVERYTHING: Final = frozenset({8, 23, 25, 28})


def action_pages(profile: Profile) -> dict[str, Block]:
    """Return every form and page of actions."""
    return {
        "list-shortest": actions.page(_page((), may=frozenset())),
        "list-dates-only": actions.page(_page((_dates_only(),), may=frozenset({8}))),
        "list-longest": actions.page(
            _page((_action(),) * (ON_A_PAGE - 2) + (_done(), _ended()), pages=3)
        ),
        "make-shortest": actions.make(_form(1), profile),
        "make-longest": actions.make(_form(40, is_long=True), profile),
        "change-longest": actions.make(_form(40, is_long=True, before=True), profile),
        "end": actions.end(facts.ROUND, profile),
        "report-shortest": actions.report(_report(_first()), profile),
        "report-longest": actions.report(_report(_action()), profile),
        "thanks-kept": thanks.page(actions.said(_receipt(0), "kept")),
        "thanks-changed": thanks.page(actions.said(_receipt(12), "changed")),
        **{
            f"thanks-{progress.value}": thanks.page(actions.reported(_said(progress)))
            for progress in Progress
        },
        "adults-shortest": adults.adults(_adults(())),
        "adults-longest": adults.adults(_adults(_shown(12))),
        "sheet-for-whom": adults.choose(
            SheetForm(group_id=facts.ROUND, alias=facts.ALIAS, adults=_shown(12))
        ),
        "sheet-link": adults.link(f"https://coregroup.example.org/{'x' * 43}", 10),
        "sheet-shortest": adults.sheet(_sheet(0)),
        "sheet-longest": adults.sheet(_sheet(20, is_long=True)),
    }


def _first() -> ShownAction:
    return ShownAction(
        action_id=facts.ROUND,
        owner="Ben (Health visiting)",
        due_on=facts.CLOSES,
        due_before=(),
        rolled_over=0,
        is_overdue=False,
        has_nobody=False,
        done_on=None,
        ended_on=None,
        made_at=None,
        what="Call the surgery",
        outcome="Weighed each month",
        may_report=True,
    )


def _action(**changed: object) -> ShownAction:
    values: dict[str, object] = {
        "action_id": facts.ROUND,
        "owner": SOMEBODY,
        "due_on": facts.CLOSES,
        "due_before": tuple(facts.CLOSES - timedelta(days=n) for n in range(12, 0, -1)),
        "rolled_over": 12,
        "is_overdue": True,
        "has_nobody": True,
        "done_on": None,
        "ended_on": None,
        "made_at": facts.CLOSES,
        "what": TEXT,
        "outcome": TEXT,
        "progress": Progress.STUCK,
        "reported_on": facts.CLOSES,
        "line": TEXT,
        "may_report": True,
        "may_change": True,
    }
    # Each sample changes what it likes; a wrong name fails at once.
    return ShownAction(**{**values, **changed})  # type: ignore[arg-type]


def _done() -> ShownAction:
    return _action(done_on=facts.CLOSES, progress=Progress.DONE, may_change=False)


def _ended() -> ShownAction:
    return _action(ended_on=facts.CLOSES, ended_because=TEXT, may_change=False)


def _dates_only() -> ShownAction:
    return _action(
        what=None, outcome=None, line=None, may_report=False, may_change=False
    )


def _page(
    shown: tuple[ShownAction, ...],
    *,
    may: frozenset[int] = EVERYTHING,
    pages: int = 1,
) -> ActionsPage:
    return ActionsPage(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if shown else facts.ALIAS,
        actions=shown,
        number=pages // 2,
        pages=pages,
        may=may,
    )


def _form(owners: int, *, is_long: bool = False, before: bool = False) -> ActionForm:
    people = tuple(
        Owner(
            owner_id=f"member{one:010}",
            adult_id=None,
            called=SOMEBODY if is_long else "Ben (Health visiting)",
        )
        for one in range(owners)
    )
    adult = Owner(owner_id=None, adult_id=facts.ROUND, called="father 2")
    return ActionForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        today=facts.CLOSES,
        owners=(*people, adult),
        meetings=tuple(
            (kind.value, kind, facts.CLOSES) for kind in MeetingKind if is_long
        )
        if not before
        else (),
        changes=_action() if before else None,
        version=12,
        adult_id=facts.ROUND if before else None,
    )


def _report(shown: ShownAction) -> ReportForm:
    return ReportForm(action_id=facts.ROUND, alias=facts.ALIAS, action=shown)


def _receipt(rolled_over: int) -> Receipt:
    return Receipt(
        action_id=facts.ROUND,
        alias=facts.ALIAS,
        due_on=facts.CLOSES,
        rolled_over=rolled_over,
    )


def _said(progress: Progress) -> Reported:
    return Reported(alias=facts.LONG_ALIAS, progress=progress, due_on=facts.CLOSES)


def _shown(number: int) -> tuple[ShownAdult, ...]:
    return tuple(
        ShownAdult(adult_id=f"adult{one:011}", called=called(Relation.PARTNER, one + 1))
        for one in range(number)
    )


def _adults(shown: tuple[ShownAdult, ...]) -> AdultsForm:
    return AdultsForm(group_id=facts.ROUND, alias=facts.ALIAS, adults=shown)


def _sheet(asks: int, *, is_long: bool = False) -> ParentSheet:
    titles = tuple(f"Senior {name} of the whole county" for name in facts.AGENCIES)
    return ParentSheet(
        adult_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        called=called(Relation.PARTNER, 12) if is_long else "mother",
        made_on=facts.CLOSES,
        core_group_on=facts.CLOSES if is_long else None,
        conference_on=facts.CONFERENCE if is_long else None,
        is_provisional=False,
        people=titles if is_long else ("Lead social worker",),
        chair="Conference chair",
        asks=(Asked(what=TEXT, outcome=TEXT, due_on=facts.CLOSES),) * asks,
    )
