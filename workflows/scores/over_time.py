"""Scores over time, agency by agency. Pure. No average is ever taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Final, Protocol

from models.vocabulary import AgencyKind

LABELS: Final = {
    AgencyKind.SOCIAL_CARE: "Social care",
    AgencyKind.HEALTH: "Health",
    AgencyKind.EDUCATION: "Education",
    AgencyKind.POLICE: "Police",
    AgencyKind.HOUSING: "Housing",
    AgencyKind.VOLUNTARY: "Voluntary sector",
    AgencyKind.OTHER: "Other agency",
}


@dataclass(frozen=True, kw_only=True)
class ScorePoint:
    """What one agency scored on one day; two of its members may differ."""

    on: date
    lowest: int
    highest: int


@dataclass(frozen=True, kw_only=True)
class ScoreLine:
    """One agency's scores. The label names a kind of agency, never an organisation."""

    label: str
    agency: str
    points: tuple[ScorePoint, ...]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """One child's scores over time, agency by agency; `rounds` are the days."""

    alias: str
    rounds: tuple[date, ...]
    lines: tuple[ScoreLine, ...]


class OfAgency(Protocol):
    """Whoever scored, as far as it matters here: for which agency."""

    @property
    def agency_id(self) -> str:
        """Give the agency."""

    @property
    def agency(self) -> str:
        """Give its name."""

    @property
    def kind(self) -> AgencyKind:
        """Give what kind of agency it is."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One member's score of one child on one day."""

    speaker: OfAgency
    on: date
    score: int


def scores_over_time(alias: str, scored: Iterable[Scored]) -> Scores:
    """
    Lay out scores by agency and day, social care first.

    Two members of an agency who differ are shown as two ends, never as a mean. The
    label says what kind of agency it is: the name of a school would say too much in a
    picture. Source: design 3, 4.3.
    """
    given: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    agencies: dict[str, OfAgency] = {}
    for one in scored:
        agencies[one.speaker.agency_id] = one.speaker
        given[one.speaker.agency_id][one.on].append(one.score)
    labels = _labels(agencies)
    return Scores(
        alias=alias,
        rounds=tuple(sorted({day for days in given.values() for day in days})),
        lines=tuple(
            ScoreLine(
                label=label,
                agency=agencies[agency_id].agency,
                points=tuple(
                    ScorePoint(on=day, lowest=min(values), highest=max(values))
                    for day, values in sorted(given[agency_id].items())
                ),
            )
            for agency_id, label in labels.items()
        ),
    )


def _labels(agencies: Mapping[str, OfAgency]) -> dict[str, str]:
    order = list(LABELS)
    ids = sorted(
        agencies,
        key=lambda one: (order.index(agencies[one].kind), agencies[one].agency, one),
    )
    labels: dict[str, str] = {}
    for kind, label in LABELS.items():
        alike = [one for one in ids if agencies[one].kind is kind]
        for number, one in enumerate(alike):
            labels[one] = f"{label} {_letter(number)}" if alike[1:] else label
    return labels


def _letter(number: int) -> str:
    more, letter = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[letter]
