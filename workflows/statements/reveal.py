"""How views are shown once a round has closed: apart, then together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import Recommendation
from workflows.statements.dates import RoundDates

# Only breaks a tie between positions held by as many agencies: the more careful of
# two goes first. Nobody's "cannot say" stands before a reason.
MORE_CAREFUL_FIRST: Final = (
    Recommendation.SEEK_LEGAL_ADVICE,
    Recommendation.CONTINUE,
    Recommendation.END_CHILD_IN_NEED,
    Recommendation.END_UNIVERSAL,
    Recommendation.CANNOT_SAY,
)


@dataclass(frozen=True, kw_only=True)
class View:
    """One version of one member's view of one child."""

    child: str
    member_id: str
    agency: str
    recommendation: Recommendation
    version: int


@dataclass(frozen=True, kw_only=True)
class Position:
    """Those who recommend the same, by agency. It knows no totals on purpose."""

    recommendation: Recommendation
    views: tuple[View, ...]


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """The views of one child, as they are shown after closing."""

    child: str
    is_split: bool
    positions: tuple[Position, ...]


def may_read_others(dates: RoundDates, today: date) -> bool:
    """
    Say whether a view may be read by anyone but its author.

    The closing day itself belongs to those who are still writing.
    Source: design 4.3, apart, then together; access.md rows 31 and 32.
    """
    return today > dates.closes_on


def side_by_side(
    views: Iterable[View], children: Sequence[str]
) -> tuple[SideBySide, ...]:
    """
    Lay out the views of each child: disagreement first, minority before majority.

    Each member speaks once, with their last version, under their agency. The majority
    is counted in agencies, so that an agency with three members has one voice.
    `children` gives the order of those whose views are alike.
    Source: design 4.3, at closing; Surrey reviews, opinions not equally weighted.
    """
    last: dict[tuple[str, str], View] = {}
    for view in sorted(views, key=lambda view: view.version):
        last[view.child, view.member_id] = view
    pages = [_page(child, last.values()) for child in children]
    return tuple(sorted(pages, key=lambda page: not page.is_split))


def _page(child: str, views: Iterable[View]) -> SideBySide:
    own = [view for view in views if view.child == child]
    positions = [
        _position(recommendation, own)
        for recommendation in MORE_CAREFUL_FIRST
        if any(view.recommendation is recommendation for view in own)
    ]
    positions.sort(key=_by_agencies)
    said = [one for one in positions if _is_a_position(one.recommendation)]
    return SideBySide(child=child, is_split=len(said) > 1, positions=tuple(positions))


def _position(recommendation: Recommendation, views: Iterable[View]) -> Position:
    held = [view for view in views if view.recommendation is recommendation]
    in_order = sorted(held, key=lambda view: (view.agency, view.member_id))
    return Position(recommendation=recommendation, views=tuple(in_order))


def _by_agencies(position: Position) -> tuple[bool, int]:
    agencies = {view.agency for view in position.views}
    return not _is_a_position(position.recommendation), len(agencies)


def _is_a_position(recommendation: Recommendation) -> bool:
    return recommendation is not Recommendation.CANNOT_SAY
