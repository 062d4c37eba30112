"""Packs to look at and to try limits with: invented, and as long as one likes."""

from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

from models.vocabulary import (
    AgencyKind,
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
from tests.timeline.samples import sample_timeline
from workflows.packs.contents import (
    Answer,
    ChildPage,
    FamilyNote,
    GroupDiscussion,
    LastDecision,
    MeetingLine,
    NamedGap,
    Pack,
    Question,
    QuorumLine,
    Side,
    Speaker,
    Voice,
)
from workflows.packs.opening import ABOUT_A_CHILD
from workflows.scores.over_time import Scored, scores_over_time

CONFERENCE = date(2026, 11, 24)
ROUNDS = (date(2026, 2, 3), date(2026, 5, 5), date(2026, 11, 10))
READ_AT = datetime(2026, 11, 17, 9, 5, tzinfo=UTC)
AGENCIES = (
    ("Asha", "Social worker", "Children's social care", AgencyKind.SOCIAL_CARE),
    ("Ben", "Health visitor", "Health visiting", AgencyKind.HEALTH),
    ("Carol", "Head of year", "Hill Top School", AgencyKind.EDUCATION),
    ("Piotr", "Police constable", "Police", AgencyKind.POLICE),
    ("Dev", "Family worker", "Safe Harbour", AgencyKind.VOLUNTARY),
    ("Hetty", "GP", "Mill Lane Surgery", AgencyKind.HEALTH),
    ("Noor", "Midwife", "Maternity", AgencyKind.HEALTH),
    ("Owen", "Housing officer", "Housing", AgencyKind.HOUSING),
    ("Rita", "Key worker", "Recovery service", AgencyKind.OTHER),
    ("Sam", "Probation officer", "Probation", AgencyKind.OTHER),
    ("Tess", "Nursery manager", "Little Acorns", AgencyKind.EDUCATION),
    ("Uma", "Care co-ordinator", "Adult mental health", AgencyKind.HEALTH),
)
SAID = {
    StatementPart.REASON: (
        "Mum has kept every appointment since September and the home is warm and "
        "clean, but this has held for eight weeks only, and twice before it fell "
        "apart within a month of visits becoming fewer."
    ),
    StatementPart.LIFE: (
        "Wakes the younger two and gets them dressed. Says mornings are “my job”. "
        "Laughs more than in spring; still hides food in the school bag."
    ),
    StatementPart.CHANGED: (
        "Attendance 71 to 92 in the register. Uncle has moved out. Without the plan I "
        "do not think that the routines would last the winter."
    ),
    StatementPart.WRONG_IF: "Three months of this without anybody knocking.",
    StatementPart.ADULTS: (
        "Father telephoned twice, not seen. Mum's new partner seen once, never alone."
    ),
}


def sample_pack(
    *, agencies: int = 5, children: int = 2, text: str | None = None
) -> Pack:
    """Make a pack; with `text`, every answer is that text with its own number."""
    speakers = [_speaker(number) for number in range(agencies)]
    numbers = iter(range(1, 10**6))

    def words(part: StatementPart) -> str:
        if text is None:
            return SAID.get(part, "They have read this and say that it is fair.")
        # The number first, so that no two answers can be taken for one another.
        return f"#{next(numbers)}# {text}"[: len(text)]

    last = speakers[-1]
    return Pack(
        round_id="round0",
        group_id="group0",
        alias="CG-4817",
        reader="Femi",
        conference_on=CONFERENCE,
        is_provisional=False,
        last_review_on=ROUNDS[1],
        closed_at=READ_AT - timedelta(days=4),
        read_at=READ_AT,
        children=tuple(_child(n, speakers, words) for n in range(1, children + 1)),
        gaps=(_gap(last, tuple(f"CG-4817/{n}" for n in range(1, children + 1))),),
        notes=tuple(_note(speaker, words) for speaker in speakers[:-1]),
        intimidated=(speakers[1],),
        meetings=(
            _meeting(date(2026, 6, 16), held=True),
            _meeting(date(2026, 9, 8), held=False),
            _meeting(date(2026, 11, 13), held=True),
        ),
        quorum=QuorumLine(
            is_quorate=False,
            sentence="Quorate only if Hill Top School and Police can come; "
            "not yet heard from.",
        ),
        discussion=GroupDiscussion(
            joint=JointView.DISCUSSED,
            discussed_on=date(2026, 11, 13),
            text=words(StatementPart.REASON),
        ),
        timeline=sample_timeline(),
    )


def _note(speaker: Speaker, words) -> FamilyNote:
    part = StatementPart.TOLD_PARENTS
    return FamilyNote(speaker=speaker, answer=Answer(part=part, text=words(part)))


def _speaker(number: int) -> Speaker:
    name, title, agency, kind = AGENCIES[number]
    return Speaker(
        person_id=f"person{number}",
        name=name,
        title=title,
        agency_id=f"agency{number}",
        agency=agency,
        kind=kind,
        is_lead_social_worker=number == 0,
    )


def _child(number: int, speakers: list[Speaker], words) -> ChildPage:
    alias = f"CG-4817/{number}"
    is_split = number % 2 == 0
    heard = speakers[:-1]
    groups = {Recommendation.CONTINUE: heard}
    if is_split:
        groups = {
            Recommendation.END_CHILD_IN_NEED: heard[2:3],
            Recommendation.CONTINUE: [*heard[:2], *heard[3:]],
        }
    return ChildPage(
        child_id=f"child{number}",
        alias=alias,
        age_band="5 to 9",
        label="the one with the red coat",
        category=Category.NEGLECT,
        is_split=is_split,
        plan_started_on=date(2025, 11, 20),
        earlier_plans=1,
        sides=tuple(
            Side(
                recommendation=recommendation,
                voices=tuple(
                    _voice(n, speaker, recommendation, words)
                    for n, speaker in enumerate(group)
                ),
            )
            for recommendation, group in groups.items()
        ),
        gaps=(_gap(speakers[-1], (alias,)),),
        has_earlier_views=True,
        changed=(
            "Police has left the core group",
            "Hill Top School said continue, now says end, child in need or family help",
            "Health visiting scored 3, now 6",
        ),
        questions=_questions(alias),
        scores=scores_over_time(
            alias,
            [
                Scored(speaker=speaker, on=day, score=score)
                for speaker, run in zip(heard, cycle(SCORES), strict=False)
                for day, score in zip(ROUNDS, run, strict=True)
                if score is not None
            ],
        ),
        last_decision=_last_decision(words(StatementPart.REASON)),
    )


def _last_decision(because: str) -> LastDecision:
    return LastDecision(
        held_on=date(2026, 5, 20),
        decision=Decision.CONTINUES_AND_LEGAL,
        because=because,
    )


def _questions(alias: str) -> tuple[Question, ...]:
    return (
        Question(
            text=f"No one outside social care has seen {alias} alone since 3 "
            "March. Who could, and when?",
            source="Child Q 5.6, 5.7",
        ),
        Question(
            text="Hill Top School would end the plan and the lead social worker "
            "would not. What does each know that the other does not?",
            source="East Sussex 2.1.2, Rec 2b",
        ),
    )


SCORES = ((3, 4, 4), (2, 3, 6), (5, None, 8), (None, 2, 3))


def _voice(
    number: int, speaker: Speaker, recommendation: Recommendation, words
) -> Voice:
    restricted = Restriction.DOMESTIC_ABUSE if number == 1 else None
    return Voice(
        speaker=speaker,
        recommendation=recommendation,
        answers=tuple(
            Answer(
                part=part,
                text=words(part),
                restriction=restricted if part is StatementPart.ADULTS else None,
                why_restricted="The partner reads the post."
                if restricted and part is StatementPart.ADULTS
                else None,
            )
            for part in ABOUT_A_CHILD
        ),
        knowing=tuple(islice(Knowing, 1 + number % 3)),
        score=4,
        seen_on=date(2026, 10, 30) if number % 2 == 0 else None,
        seen_alone=number == 0,
        observed=True,
        adults_heard=False,
        timing=Timing.LATE if number == 3 else Timing.ON_TIME,
        given=Given.TELEPHONE if number == 3 else Given.SLACK,
        given_at=READ_AT,
        version=1 + number % 2,
        written_by="Gita" if number == 3 else None,
    )


def _gap(speaker: Speaker, children: tuple[str, ...]) -> NamedGap:
    return NamedGap(speaker=speaker, gap=Gap.NOT_HEARD_FROM, children=children)


def _meeting(day: date, *, held: bool) -> MeetingLine:
    return MeetingLine(
        kind=MeetingKind.CORE_GROUP,
        dated_on=day,
        held_on=day if held else None,
        is_cancelled=not held,
    )
