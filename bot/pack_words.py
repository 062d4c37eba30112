"""What the pack calls things, in modals and in print alike."""

from datetime import date, datetime
from typing import Final, Protocol

from bot.words import day_and_year, listed, time_of
from models.vocabulary import (
    Category,
    Decision,
    Gap,
    Given,
    JointView,
    Knowing,
    MeetingKind,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
)
from workflows.packs.contents import (
    Answer,
    ChildPage,
    GroupDiscussion,
    LastDecision,
    MeetingLine,
    NamedGap,
    Speaker,
    Voice,
)

RECOMMENDATIONS: Final = {
    Recommendation.CONTINUE: "Continue the plan",
    Recommendation.END_CHILD_IN_NEED: "End the plan: child in need or family help",
    Recommendation.END_UNIVERSAL: "End the plan: universal services",
    Recommendation.SEEK_LEGAL_ADVICE: "The plan is not enough: seek legal advice",
    Recommendation.CANNOT_SAY: "Cannot say",
}
DECISIONS: Final = {
    Decision.CONTINUES: "The plan continues",
    Decision.CONTINUES_AND_LEGAL: "The plan continues, and legal advice is sought",
    Decision.END_CHILD_IN_NEED: "The plan ends: child in need or family help",
    Decision.END_UNIVERSAL: "The plan ends: universal services are enough",
}
PARTS: Final = {
    StatementPart.REASON: "Why",
    StatementPart.LIFE: "What life is like for this child",
    StatementPart.CHANGED: "What has changed, and whether it would last",
    StatementPart.WRONG_IF: "What would show that this is wrong",
    StatementPart.ADULTS: "Father and other significant adults",
    StatementPart.TOLD_PARENTS: "What the parents have been told",
    StatementPart.URGENT: "Who must know before the conference, and who was rung",
}
KNOWING: Final = {
    Knowing.SEEN_MYSELF: "saw it themselves",
    Knowing.CHILD_TOLD_ME: "the child told them",
    Knowing.PARENT_SAID: "a parent said",
    Knowing.OTHER_PROFESSIONAL: "another professional said",
}
RESTRICTIONS: Final = {
    Restriction.POLICE: "police",
    Restriction.THIRD_PARTY: "third party",
    Restriction.DOMESTIC_ABUSE: "domestic abuse",
    Restriction.ADULT_HEALTH: "adult health",
}
CATEGORIES: Final = {
    Category.NEGLECT: "neglect",
    Category.PHYSICAL: "physical abuse",
    Category.SEXUAL: "sexual abuse",
    Category.EMOTIONAL: "emotional abuse",
    Category.MULTIPLE: "several categories",
}
GAPS: Final = {
    Gap.NOT_HEARD_FROM: "not yet heard from",
    Gap.CANNOT_BE_ASKED: "could not be asked",
}
GIVEN: Final = {
    Given.SLACK: "",
    Given.TELEPHONE: "taken by telephone",
    Given.IN_PERSON: "taken in person",
    Given.EMAIL: "taken from an e-mail",
    Given.LETTER: "taken from a letter",
}
MEETINGS: Final = {
    MeetingKind.CORE_GROUP: "Core group",
    MeetingKind.MIDWAY_REVIEW: "Midway review",
    MeetingKind.REFLECTIVE: "Reflective meeting",
    MeetingKind.QUICK_CHECK_IN: "Quick check-in",
}
# Controls, direction overrides and isolates, and halves of characters; line and
# paragraph separators become line breaks.
_STEERING: Final = {
    # The numbers are those of the code chart.
    **dict.fromkeys(n for n in range(0xA0) if not 0x20 <= n < 0x7F),  # noqa: PLR2004
    **dict.fromkeys([0x061C, 0x200E, 0x200F, 0xFEFF]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **dict.fromkeys(range(0xD800, 0xE000)),
    **dict.fromkeys([0x0A, 0x2028, 0x2029], "\n"),
    0x09: "\t",
}
NOT_FOR_PARENTS: Final = "Not for parents"
ALL_HEARD: Final = "Everybody who was asked has answered."
NONE_MISSING: Final = "Nobody is missing."
NO_MEETINGS: Final = "None is dated."
NO_QUESTIONS: Final = "The facts raise none."
NO_SCORES: Final = "No scores were given."
WHY_RESTRICTED: Final = "Why it is restricted"
WITHHELD: Final = "There is a restricted part here. The chair can read it."


def moment_in_words(moment: datetime) -> str:
    """Return an instant by the clock on the wall, with its year."""
    return f"{day_and_year(moment)}, {time_of(moment)}"


def speaker_in_words(speaker: Speaker) -> str:
    """Return who speaks, without their agency."""
    role = "lead social worker" if speaker.is_lead_social_worker else speaker.title
    return f"{speaker.name}, {role}" if role else speaker.name


def voice_in_words(speaker: Speaker) -> str:
    """Return who speaks, their agency first."""
    return f"{speaker.agency} ({speaker_in_words(speaker)})"


def label_of(answer: Answer) -> str:
    """Return what was asked, and that the answer is restricted where it is."""
    label = PARTS[answer.part]
    if answer.restriction is None:
        return label
    return f"{label} · RESTRICTED: {RESTRICTIONS[answer.restriction]}"


def agreement_in_words(page: ChildPage) -> str:
    """Return whether those who answered recommend the same. No totals, on purpose."""
    if not page.sides:
        return "Nobody has answered about this child."
    if page.is_split:
        return "Views differ. The reason of the fewest comes first."
    return "Nobody who answered recommends otherwise."


def changes_in_words(page: ChildPage) -> tuple[str, ...]:
    """Return what changed, or why there is nothing to compare."""
    if not page.has_earlier_views:
        return ("There are no earlier views to compare with.",)
    if not page.changed:
        return ("Everybody says what they said then.",)
    return tuple(f"{change}." for change in page.changed)


def discussion_in_words(said: GroupDiscussion | None) -> str:
    """Return whether the core group talked about the question together, and when."""
    if said is None:
        return "Nothing is recorded."
    if said.joint is JointView.NOT_DISCUSSED:
        return "The core group did not discuss the question."
    if said.discussed_on is None:
        return "The core group discussed the question."
    return (
        f"The core group discussed the question on {day_and_year(said.discussed_on)}."
    )


class Knower(Protocol):
    """Somebody's view, as far as how they know what they say."""

    @property
    def knowing(self) -> tuple[Knowing, ...]: ...
    @property
    def seen_on(self) -> date | None: ...
    @property
    def seen_alone(self) -> bool: ...
    @property
    def observed(self) -> bool: ...


def how_they_know(voice: Knower) -> str:
    """Return how somebody knows what they say, and when they saw the child."""
    knows = [KNOWING[way] for way in voice.knowing] or ["did not say how they know"]
    return f"{listed(knows)}; {_seen(voice)}"


def one_line(voice: Voice) -> str:
    """Return who recommends something and how they know, without their reason."""
    return f"{voice_in_words(voice.speaker)}: {how_they_know(voice)}"


def under_the_name(voice: Voice) -> tuple[str, str]:
    """Return the two lines that stand between a name and its answers."""
    known, about = how_they_know(voice), about_the_view(voice)
    return f"{capitalised(known)}.", f"{capitalised(about)}."


def capitalised(text: str) -> str:
    """Return a text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def about_the_view(voice: Voice) -> str:
    """Return what else a reader must know of a view: score, adults, how it came."""
    score = "no score" if voice.score is None else f"score {voice.score}"
    notes = [score]
    if voice.adults_heard is not None:
        denied = "" if voice.adults_heard else "not "
        notes.append(f"significant adults {denied}seen alone and heard")
    if voice.stood_at_closing is not None:
        stood = RECOMMENDATIONS[voice.stood_at_closing]
        notes.append(f"changed since closing, when it was: {stood}")
    if voice.timing is not Timing.ON_TIME:
        notes.append(f"came {voice.timing.value}")
    if voice.version > 1:
        notes.append(f"amended, version {voice.version}")
    if voice.given is not Given.SLACK:
        notes.append(GIVEN[voice.given])
    if voice.written_by:
        notes.append(f"written by {voice.written_by}")
    return "; ".join(notes)


def gap_in_words(gap: NamedGap) -> str:
    """Return who was not heard, and about whom."""
    about = f" ({listed(list(gap.children))})" if gap.children else ""
    return f"{voice_in_words(gap.speaker)}, {GAPS[gap.gap]}{about}"


def meeting_in_words(meeting: MeetingLine) -> str:
    """Return one meeting and what became of it."""
    what = f"{MEETINGS[meeting.kind]} of {day_and_year(meeting.dated_on)}"
    if meeting.is_cancelled:
        return f"{what}: cancelled"
    if meeting.held_on is None:
        return f"{what}: nothing recorded yet"
    if meeting.held_on == meeting.dated_on:
        return f"{what}: held"
    return f"{what}: held on {day_and_year(meeting.held_on)}"


def decision_in_words(decided: LastDecision) -> str:
    """Return what the review before decided, and when."""
    return f"{day_and_year(decided.held_on)}: {DECISIONS[decided.decision]}"


def about_the_child(page: ChildPage) -> str:
    """Return what tells this child from the others: never a name."""
    notes = [page.age_band, CATEGORIES[page.category]]
    notes.append(f"plan since {day_and_year(page.plan_started_on)}")
    if page.earlier_plans:
        notes.append(f"earlier plans: {page.earlier_plans}")
    return " · ".join(notes)


def _seen(voice: Knower) -> str:
    if voice.seen_on is None:
        return "gave no day on which they saw the child"
    how = "alone" if voice.seen_alone else "not alone"
    seen = f"last saw the child on {day_and_year(voice.seen_on)}, {how}"
    return f"{seen}, and observed with their carer" if voice.observed else seen


def visible(text: str) -> str:
    """
    Return what somebody wrote without what steers the screen instead of showing.

    Nothing that can be seen is lost, scripts that run from right to left included.
    Source: reliability, T13.
    """
    return text.translate(_STEERING)
