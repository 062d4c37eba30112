"""The questions to put at a conference, drawn from facts only. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import AgencyKind, JointView, Knowing, Recommendation
from workflows.packs.contents import Question
from workflows.packs.policy import listed, named
from workflows.profile import Packs, Profile, Rule, Unit

ENDINGS: Final = frozenset(
    {Recommendation.END_CHILD_IN_NEED, Recommendation.END_UNIVERSAL}
)
VOICES: Final = (AgencyKind.HEALTH, AgencyKind.EDUCATION)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One time that somebody of an agency saw the child."""

    kind: AgencyKind
    seen_on: date
    alone: bool


@dataclass(frozen=True, kw_only=True)
class HeardView:
    """What one member said about the child, without their words."""

    agency: str
    recommendation: Recommendation
    knows: frozenset[Knowing] = frozenset()
    score: int | None = None
    would_last: bool | None = None
    adults_heard: bool | None = None
    is_lead_social_worker: bool = False


@dataclass(frozen=True, kw_only=True)
class PackFacts:
    """What is known about one child when the pack is made."""

    child: str
    today: date
    is_first_review: bool
    views: tuple[HeardView, ...]
    seen: tuple[Seen, ...] = ()
    not_heard_from: tuple[str, ...] = ()
    member_kinds: frozenset[AgencyKind] = frozenset()
    joint_view: JointView | None = None
    is_under_one: bool = False
    is_unborn: bool = False


def not_seen(facts: PackFacts, packs: Packs) -> Question | None:
    """
    Ask about a child whom nobody has seen for too long. Unborn babies are exempt.

    Source: design 4.7; Southwark; East Sussex 2023, 2.1.6.
    """
    rule = (
        packs.child_not_seen_under_one if facts.is_under_one else packs.child_not_seen
    )
    last = max((seen.seen_on for seen in facts.seen), default=None)
    if facts.is_unborn or _is_recent(last, rule, facts.today):
        return None
    return Question(
        text=f"No one has seen {facts.child}{_since(last, facts.today)}. "
        "What is in the way, and who will see this child, and when?",
        source="Southwark; East Sussex 2.1.6",
    )


def not_seen_alone(facts: PackFacts, packs: Packs) -> Question | None:
    """
    Ask about a child whom nobody outside social care has seen alone.

    A baby under one is asked about by `not_seen`, since being alone tells little.
    Source: design 4.3; Child Q 5.6 and 5.7.
    """
    last = max(
        (
            seen.seen_on
            for seen in facts.seen
            if seen.alone and seen.kind is not AgencyKind.SOCIAL_CARE
        ),
        default=None,
    )
    is_baby = facts.is_unborn or facts.is_under_one
    if is_baby or _is_recent(last, packs.child_not_seen, facts.today):
        return None
    return Question(
        text=f"No one outside social care has seen {facts.child} alone"
        f"{_since(last, facts.today)}. Who could, and when?",
        source="Child Q 5.6, 5.7",
    )


def legal_route(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask whether the legal route was considered when somebody says it is needed.

    Source: Child Q 18.3.
    """
    agencies = _agencies_saying(facts, {Recommendation.SEEK_LEGAL_ADVICE})
    if not agencies:
        return None
    return Question(
        text=f"Not enough, says the view of {listed(agencies)} on the plan of "
        f"{facts.child}. Has the legal route been considered, and if not, why not?",
        source="Child Q 18.3",
    )


def against_lead_social_worker(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask what the lead social worker knows when others would end the plan.

    Source: East Sussex 2023, 2.1.2 and Rec 2b.
    """
    staying = {Recommendation.CONTINUE, Recommendation.SEEK_LEGAL_ADVICE}
    is_staying = any(
        view.is_lead_social_worker and view.recommendation in staying
        for view in facts.views
    )
    agencies = _agencies_saying(facts, ENDINGS)
    if not (is_staying and agencies):
        return None
    return Question(
        text=f"The lead social worker would not end the plan of {facts.child}; "
        f"{listed(agencies)} would. What does the lead social worker know that "
        "others do not? An ending against this recommendation is reviewed.",
        source="East Sussex 2.1.2, Rec 2b",
    )


def ending_at_first_review(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask what makes an ending safe when one is proposed at the first review.

    Source: East Sussex 2023, Rec 2a; [TEES-END].
    """
    agencies = _agencies_saying(facts, ENDINGS)
    if not (facts.is_first_review and agencies):
        return None
    return Question(
        text=f"This is the first review, and {listed(agencies)} would end the plan "
        f"of {facts.child}. What has changed in so short a time, and how is it known?",
        source="East Sussex Rec 2a; Tees procedures",
    )


def would_not_last(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask what would hold without the plan, when somebody says it would not last.

    Asked if nobody says that it would, or if anybody would end the plan all the same.
    Source: East Sussex 2023, 2.1.2.
    """
    doubting = named(view.agency for view in facts.views if view.would_last is False)
    is_anyone_sure = any(view.would_last for view in facts.views)
    if not doubting or (is_anyone_sure and not _agencies_saying(facts, ENDINGS)):
        return None
    return Question(
        text=f"Would the change for {facts.child} last without the plan? "
        f"Not in the view of {listed(doubting)}. What would hold it?",
        source="East Sussex 2.1.2",
    )


def single_narrator(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask who can confirm what everybody knows from a parent only.

    Source: Child Q 5.7, 16.2 and 21.10.
    """
    told = [view.knows for view in facts.views if view.knows]
    if not told or any(knows != {Knowing.PARENT_SAID} for knows in told):
        return None
    return Question(
        text=f"All that is said about {facts.child} comes from a parent. "
        "Whose account is this, and who can confirm it?",
        source="Child Q 5.7, 16.2, 21.10",
    )


def adults_not_heard(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask why nobody has heard the father and other significant adults alone.

    Source: East Sussex 2023, 3.3, 3.4 and Rec 7.
    """
    if not facts.views or any(view.adults_heard for view in facts.views):
        return None
    return Question(
        text="No one says that the father and other significant adults around "
        f"{facts.child} were seen alone and heard. Who will do so, and when?",
        source="East Sussex 3.3, 3.4, Rec 7",
    )


def scores_apart(facts: PackFacts, packs: Packs) -> Question | None:
    """
    Ask what the one knows that the other does not, when scores lie far apart.

    Source: Child Q 5.4 and 20.3.
    """
    scores = [view.score for view in facts.views if view.score is not None]
    if not scores or max(scores) - min(scores) < packs.score_spread.value:
        return None
    low = named(view.agency for view in facts.views if view.score == min(scores))
    high = named(view.agency for view in facts.views if view.score == max(scores))
    return Question(
        text=f"Safety of {facts.child}: {min(scores)} from {listed(low)}, "
        f"{max(scores)} from {listed(high)}. What does the one see that the other "
        "does not?",
        source="Child Q 5.4, 20.3",
    )


def not_heard_from(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask what the agencies would say whose view is missing.

    Source: East Sussex 2023, 2.1.2 and Rec 3.
    """
    agencies = named(facts.not_heard_from)
    if not agencies:
        return None
    return Question(
        text=f"Not yet heard from about {facts.child}: {listed(agencies)}. "
        "What would they say, and who will ask them?",
        source="East Sussex 2.1.2, Rec 3",
    )


def voices_missing(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask who speaks for the child's health and education, if no member does.

    Source: design 4.1; Child Q 15.14.
    """
    expected = VOICES[:1] if facts.is_unborn else VOICES
    missing = [str(kind) for kind in expected if kind not in facts.member_kinds]
    if not missing:
        return None
    return Question(
        text=f"No member of the core group speaks for the {listed(missing)} of "
        f"{facts.child}. Is every agency here that should be?",
        source="Child Q 15.14; Sefton",
    )


def not_discussed(facts: PackFacts, _: Packs) -> Question | None:
    """
    Ask for the discussion that the core group has not had.

    Source: East Sussex 2023, 2.1.2 and Rec 3.
    """
    if facts.joint_view is JointView.DISCUSSED:
        return None
    return Question(
        text="The core group has not discussed together whether the plan of "
        f"{facts.child} should continue. What would it have brought out?",
        source="East Sussex 2.1.2, Rec 3",
    )


Asking = Callable[[PackFacts, Packs], Question | None]
QUESTIONS: Final[tuple[Asking, ...]] = (
    not_seen,
    not_seen_alone,
    legal_route,
    against_lead_social_worker,
    ending_at_first_review,
    would_not_last,
    single_narrator,
    adults_not_heard,
    scores_apart,
    not_heard_from,
    voices_missing,
    not_discussed,
)


def questions_to_put(facts: PackFacts, *, profile: Profile) -> tuple[Question, ...]:
    """Draw the questions about one child from facts only, what is safest first."""
    asked = (ask(facts, profile.packs) for ask in QUESTIONS)
    return tuple(question for question in asked if question is not None)


def _is_recent(last: date | None, rule: Rule, today: date) -> bool:
    days = rule.value * (7 if rule.unit is Unit.WEEKS else 1)
    return last is not None and (today - last).days <= days


def _since(last: date | None, today: date) -> str:
    if last is None:
        return ", as far as anyone has said"
    year = "" if last.year == today.year else f" {last.year}"
    return f" since {last.day} {last:%B}{year}"


def _agencies_saying(
    facts: PackFacts, recommendations: Collection[Recommendation]
) -> tuple[str, ...]:
    return named(
        view.agency for view in facts.views if view.recommendation in recommendations
    )
