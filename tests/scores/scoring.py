"""What people and the clock do after a core group, for the tests of it."""

from collections.abc import Mapping

from models.queries import scores as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.plans import Child
from models.tables.scores import AfterMeeting, EndOfMeeting
from models.vocabulary import EndChoice, EndQuestion
from tests.log_guard import CANARY
from tests.world import World
from workflows.overview import score_pages
from workflows.overview.score_pages import ScoreForm, ScorePage
from workflows.scores import giving, owing, reading, sweeping
from workflows.scores.giving import Receipt
from workflows.scores.over_time import Scores
from workflows.scores.owing import LastScores, ToGive
from workflows.scores.policy import New, NewAnswer
from workflows.scores.reading import LinesRead

CALM = {
    EndQuestion.ACHIEVED: EndChoice.SOMETHING_ACHIEVED,
    EndQuestion.STUCK: EndChoice.NOTHING_STUCK,
    EndQuestion.ACCOUNT: EndChoice.SEVERAL_ACCOUNTS,
    EndQuestion.CHALLENGED: EndChoice.NOBODY_DISAGREES,
    EndQuestion.LEGAL_ROUTE: EndChoice.NOT_NEEDED,
}


def new(
    score: int | None = 4,
    *,
    apart: Mapping[str, int] | None = None,
    line: str = CANARY,
    **choices: EndChoice,
) -> New:
    """Say the same of every child, except for those apart, and answer calmly."""
    said = CALM | {EndQuestion(name): choice for name, choice in choices.items()}
    return New(
        score=score,
        scores=apart or {},
        answers={
            question: NewAnswer(choice=choice, line=line)
            for question, choice in said.items()
        },
    )


def give(
    world: World,
    meeting: Meeting,
    by: Person,
    given: New | None = None,
    *,
    for_person: Person | None = None,
) -> Receipt:
    """Give scores and answers as this person, for themselves or somebody else."""
    with world.work() as session:
        return giving.give(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            for_person_id=None if for_person is None else for_person.id,
            new=given or new(),
            now=world.now,
            profile=world.profile,
        )


def form(
    world: World, meeting: Meeting, by: Person, *, for_person: Person | None = None
) -> ScoreForm:
    """Open the form."""
    with world.work() as session:
        return score_pages.give_form(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            for_person_id=None if for_person is None else for_person.id,
            now=world.now,
            profile=world.profile,
        )


def read(world: World, meeting: Meeting, by: Person) -> ScorePage:
    """Read what was given."""
    with world.work() as session:
        return score_pages.score_page(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            now=world.now,
            profile=world.profile,
        )


def lines(world: World, meeting: Meeting, by: Person) -> LinesRead:
    """Read the lines beside the answers."""
    with world.work() as session:
        return reading.lines(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            now=world.now,
            profile=world.profile,
        )


def over_time(world: World, meeting: Meeting, child: Child, by: Person) -> Scores:
    """Read one child's scores over time."""
    with world.work() as session:
        return reading.over_time(
            session,
            actor=world.actor(by),
            meeting_id=meeting.id,
            child_id=child.id,
            now=world.now,
            profile=world.profile,
        )


def owed(world: World, person: Person) -> list[ToGive]:
    """Return after which core groups somebody is to give theirs."""
    with world.work() as session:
        return owing.to_give(session, person_id=person.id, now=world.now)


def last(world: World, group_id: str, by: Person) -> LastScores | None:
    """Return what the group's page says of the core group that met last."""
    with world.work() as session:
        return owing.last(
            session,
            group_id,
            actor=world.actor(by),
            now=world.now,
            profile=world.profile,
        )


def sweep(world: World) -> int:
    """Let the clock do what is due, and give after how many core groups it did."""
    swept = sweeping.sweep(world.database, now=world.now, profile=world.profile)
    assert swept.failed == 0
    return swept.done


def after(world: World, meeting: Meeting) -> AfterMeeting | None:
    """Return how far the asking after a core group has come."""
    with world.work() as session:
        return queries.find_after(session, meeting.id)


def given(world: World, meeting: Meeting) -> list[EndOfMeeting]:
    """Return every version that was given after a core group, oldest first."""
    with world.work() as session:
        return list(queries.list_versions(session, [meeting.id]))


def scores(world: World, meeting: Meeting, person: Person) -> dict[str, int]:
    """Return what somebody scored each child, as it stands."""
    with world.work() as session:
        row = queries.find_given(session, meeting.id, person.id)
        rows = queries.list_scores(session, [] if row is None else [row.id])
        return {one.child_id: one.score for one in rows}
