"""Alerts, their forms and the caseload, at shortest and longest."""

from dataclasses import replace
from typing import Any, Final

from bot.blocks import Block
from bot.forms import alerts_owed, drift, thanks
from bot.listeners.drift import sentences
from models.vocabulary import AlertAnswerKind
from tests.gallery import facts
from workflows.drift.caseload import ON_A_PAGE, CaseLine, Caseload
from workflows.drift.entries import sample_signal
from workflows.drift.owing import AlertOwed
from workflows.drift.policy import SIGNALS
from workflows.drift.reading import (
    AlertPage,
    LegalPage,
    SeenAnswer,
    SeenLine,
    ToSleep,
)
from workflows.drift.seeing import SeenSignal
from workflows.profile import Profile

TEXT: Final = facts.LONG_TEXT
EVERYTHING: Final = frozenset({48, 49, 50})


def drift_pages(profile: Profile) -> dict[str, Block]:
    """Return every form and page of drift."""
    longest = _page(*SIGNALS, is_long=True)
    dates_only = replace(longest, may_read=False, signals=(), answers=(), lines=())
    return {
        "alert-shortest": _drawn(_page("core_group_late", may=frozenset())),
        "alert-of-the-chair": _drawn(_page("access_refused", "core_group_late")),
        "alert-dates-only": _drawn(dates_only),
        "alert-ended": _drawn(replace(_page(), ended_on=facts.CLOSES)),
        "alert-longest": _drawn(longest),
        "review": drift.review(longest),
        "sleep-shortest": drift.sleep(_page("core_group_late"), profile),
        "sleep-longest": drift.sleep(longest, profile),
        "sleep-dates-only": drift.sleep(
            replace(
                dates_only,
                to_sleep=tuple(replace(one, title=None) for one in longest.to_sleep),
            ),
            profile,
        ),
        "why-not-legal": drift.legal(_page("legal_route"), profile),
        "line": drift.line(longest, profile),
        "thanks": thanks.page("CG-4817: kept with the alert. Thank you."),
        "legal-shortest": drift.legal_page(_legal(0)),
        "legal-longest": drift.legal_page(_legal(5)),
        "overview-shortest": alerts_owed.overview(_caseload(0)),
        "overview-longest": alerts_owed.overview(_caseload(ON_A_PAGE, pages=3)),
    }


def to_look_at() -> tuple[AlertOwed, ...]:
    """Return an alert that waits, as each person concerned sees it on Home."""
    usual: dict[str, Any] = {
        "group_id": facts.ROUND,
        "signals": 12,
        "answer_by": facts.CLOSES,
        "is_late": False,
        "is_safety": False,
        "asks_legal": False,
        "may_answer": False,
        "names": tuple(SIGNALS)[:12],
    }
    changed: tuple[dict[str, Any], ...] = (
        {
            "may_answer": True,
            "is_safety": True,
            "signals": 1,
            "names": ("core_group_late",),
        },
        {"may_answer": True, "is_late": True},
        {"may_answer": True, "was_taken_to_me": True, "names": ()},
        {"asks_legal": True},
        {},
    )
    return tuple(
        AlertOwed(
            **{**usual, **one, "alert_id": f"{number}" * 16, "alias": f"CG-481{number}"}
        )
        for number, one in enumerate(changed)
    )


def _drawn(page: AlertPage) -> Block:
    return drift.page(page, sentences(page))


def _signal(name: str, number: int) -> SeenSignal:
    sample = sample_signal(name)
    return SeenSignal(
        signal_id=f"{number:016}",
        name=name,
        since=sample["since"],
        says=sample["says"],
        raised_on=facts.CLOSES,
        answered_on=facts.CLOSES if number % 2 else None,
        answered_as=AlertAnswerKind.MIDWAY_REVIEW if number % 2 else None,
    )


def _page(
    *names: str, may: frozenset[int] = EVERYTHING, is_long: bool = False
) -> AlertPage:
    signals = tuple(_signal(name, number) for number, name in enumerate(names))
    return AlertPage(
        alert_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        raised_on=facts.CLOSES,
        ended_on=None,
        answer_by=facts.CONFERENCE if names else None,
        is_escalated=is_long,
        count=len(names),
        may=may,
        may_read=True,
        to_sleep=tuple(
            ToSleep(signal_id=one.signal_id, since=one.since, title=one.title)
            for one in signals
            if not one.is_safety
        ),
        signals=signals,
        answers=_answers(5) if is_long else (),
        lines=(SeenLine(who=facts.LONG_NAME, on=facts.CLOSES, line=TEXT),) * 5
        if is_long
        else (),
    )


def _answers(number: int) -> tuple[SeenAnswer, ...]:
    kinds = (*AlertAnswerKind, AlertAnswerKind.NOT_DRIFT)
    return tuple(
        SeenAnswer(
            kind=kind,
            who=facts.LONG_NAME,
            on=facts.CLOSES,
            text=TEXT,
            meeting_on=facts.CONFERENCE,
            months=21,
        )
        for kind in kinds[:number]
    )


def _legal(number: int) -> LegalPage:
    alias = facts.LONG_ALIAS if number else facts.ALIAS
    return LegalPage(group_id=facts.ROUND, alias=alias, answers=_answers(number))


def _caseload(number: int, *, pages: int = 1) -> Caseload:
    line = CaseLine(
        alert_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        signals=len(SIGNALS),
        since=facts.CLOSES,
        is_safety=True,
        owed_since=facts.CLOSES,
        titles=tuple(one.title for one in SIGNALS.values()),
        may_open=True,
    )
    return Caseload(
        lines=(line,) * number,
        total=number * pages,
        owed=number,
        late=number,
        number=pages // 2,
        pages=pages,
    )
