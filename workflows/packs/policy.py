"""What changed since the last review, and whether a meeting is quorate. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.vocabulary import AgencyKind, Recommendation
from workflows.packs.contents import QuorumLine
from workflows.profile import Rule

WORDS: Final = {
    Recommendation.CONTINUE: "continue",
    Recommendation.END_CHILD_IN_NEED: "end, child in need or family help",
    Recommendation.END_UNIVERSAL: "end, universal services",
    Recommendation.SEEK_LEGAL_ADVICE: "not enough, seek legal advice",
    Recommendation.CANNOT_SAY: "cannot say",
}


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Who was in the core group at one review, and what each agency said."""

    agencies: frozenset[str]
    recommendations: Mapping[str, frozenset[Recommendation]]
    scores: Mapping[str, frozenset[int]]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One person expected at a meeting; `is_coming` is None if not yet heard from."""

    agency: str
    kind: AgencyKind
    is_coming: bool | None


def changes(now: Snapshot, before: Snapshot | None) -> tuple[str, ...]:
    """
    Say what changed since the last review: who left and joined, what each now says.

    Leaving comes first, since agencies that fall away are a sign of drift.
    Source: design 4.3; Child Q 15.14.
    """
    if before is None:
        return ()
    left = sorted(before.agencies - now.agencies)
    joined = sorted(now.agencies - before.agencies)
    said = []
    for agency in sorted(now.agencies & before.agencies):
        old, new = (one.recommendations.get(agency) for one in (before, now))
        if old and new and old != new:
            said.append(f"{agency} said {_words(old)}, now says {_words(new)}")
        old_score, new_score = (one.scores.get(agency) for one in (before, now))
        if old_score and new_score and old_score != new_score:
            before_and_now = f"{_numbers(old_score)}, now {_numbers(new_score)}"
            said.append(f"{agency} scored {before_and_now}")
    return (
        *(f"{agency} has left the core group" for agency in left),
        *(f"{agency} has joined the core group" for agency in joined),
        *said,
    )


def quorum_line(people: Iterable[Expected], others_needed: Rule) -> QuorumLine:
    """
    Forecast whether a meeting is quorate: social care and so many other agencies.

    An agency counts once, however many of its people come. The line warns and never
    bars. Source: [SX-Q]; design 4.2.
    """
    people = list(people)
    coming = [one for one in people if one.is_coming]
    maybe = [one for one in people if one.is_coming is not False]
    if _is_quorate(coming, others_needed):
        return QuorumLine(is_quorate=True, sentence="Quorate by those who are coming.")
    waiting = named(one.agency for one in people if one.is_coming is None)
    if waiting and _is_quorate(maybe, others_needed):
        sentence = f"Quorate only if {listed(waiting)} can come; not yet heard from."
        return QuorumLine(is_quorate=False, sentence=sentence)
    return QuorumLine(
        is_quorate=False,
        sentence="Not quorate: it takes children's social care and "
        f"{others_needed.value} other agencies.",
    )


def _is_quorate(people: Iterable[Expected], others_needed: Rule) -> bool:
    people = list(people)
    kinds = {one.kind for one in people}
    others = {one.agency for one in people if one.kind is not AgencyKind.SOCIAL_CARE}
    return AgencyKind.SOCIAL_CARE in kinds and len(others) >= others_needed.value


def named(agencies: Iterable[str]) -> tuple[str, ...]:
    """Name each agency once, in alphabetical order."""
    return tuple(sorted(set(agencies)))


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def _words(recommendations: Iterable[Recommendation]) -> str:
    return listed([WORDS[one] for one in Recommendation if one in set(recommendations)])


def _numbers(scores: Iterable[int]) -> str:
    return listed([str(score) for score in sorted(scores)])
