"""What somebody writes in the form, on its way to the tables and to a draft. Pure."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from models.vocabulary import Knowing, Recommendation, Restriction, StatementPart

LOWEST_SCORE: Final = 0
HIGHEST_SCORE: Final = 10


@dataclass(frozen=True, kw_only=True)
class ChildAnswers:
    """What is said about one child. In a draft anything may still be missing."""

    child_id: str
    recommendation: Recommendation | None = None
    reason: str = ""
    knowing: tuple[Knowing, ...] = ()
    life: str = ""
    score: int | None = None
    seen_on: date | None = None
    seen_alone: bool = False
    observed: bool = False
    changed: str = ""
    wrong_if: str = ""
    adults: str = ""
    adults_heard: bool | None = None
    would_last: bool | None = None


@dataclass(frozen=True, kw_only=True)
class RestrictedAnswer:
    """A part that its author keeps to the chair, the social worker and the manager."""

    part: StatementPart
    restriction: Restriction
    why: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """
    One view as it is written.

    `given_on` and `read_back` are for those who take it for a member outside Slack:
    when they were told, and whether they read back what they wrote down.
    """

    children: tuple[ChildAnswers, ...]
    told_parents: str = ""
    urgent: bool = False
    urgent_text: str = ""
    intimidated: bool = False
    restricted: tuple[RestrictedAnswer, ...] = ()
    given_on: date | None = None
    read_back: bool = False

    def packed(self) -> str:
        """Return these answers as text, to be sealed as a draft."""
        return json.dumps(asdict(self), default=date.isoformat)

    @classmethod
    def unpacked(cls, text: str) -> "Answers":
        """Return the answers that `packed` made this text of."""
        body = json.loads(text)
        body["children"] = tuple(_child(child) for child in body["children"])
        body["restricted"] = tuple(_restricted(part) for part in body["restricted"])
        body["given_on"] = _day(body["given_on"])
        return cls(**body)


def for_all(answers: ChildAnswers, child_ids: tuple[str, ...]) -> Answers:
    """Return one answer applied to all siblings, to be varied where one differs."""
    said = asdict(answers)
    return Answers(
        children=tuple(
            ChildAnswers(**{**said, "child_id": child_id}) for child_id in child_ids
        )
    )


def _child(body: dict[str, Any]) -> ChildAnswers:
    recommendation = body["recommendation"]
    return ChildAnswers(
        **{
            **body,
            "recommendation": recommendation and Recommendation(recommendation),
            "knowing": tuple(Knowing(word) for word in body["knowing"]),
            "seen_on": _day(body["seen_on"]),
        }
    )


def _restricted(body: dict[str, Any]) -> RestrictedAnswer:
    return RestrictedAnswer(
        part=StatementPart(body["part"]),
        restriction=Restriction(body["restriction"]),
        why=body["why"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
