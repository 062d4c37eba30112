"""The form and the page of scores, with their children as a modal may show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.queries import plans as plan_queries
from workflows import clock
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.profile import Profile
from workflows.scores import giving, reading
from workflows.scores.giving import GiveForm
from workflows.scores.reading import ScoresRead
from workflows.statements.children import ShownChild, shown


@dataclass(frozen=True, kw_only=True)
class ScoreForm:
    """What the form shows, and the children whom it asks about."""

    form: GiveForm
    children: tuple[ShownChild, ...]


@dataclass(frozen=True, kw_only=True)
class ScorePage:
    """What was given after one core group, and the children it is about."""

    scores: ScoresRead
    children: tuple[ShownChild, ...]


def give_form(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    now: datetime,
    profile: Profile,
) -> ScoreForm:
    """
    Return what the form for scores and answers shows.

    :raises NotYours: if the actor may not give anything here.
    :raises Refused: if it has not met, they are not asked, or it can be read already.
    """
    reader, form = giving.open_form(
        session,
        actor=actor,
        meeting_id=meeting_id,
        for_person_id=for_person_id,
        now=now,
        profile=profile,
    )
    children = _shown(session, reader, actor, form, form.children, now=now)
    return ScoreForm(form=form, children=children)


def score_page(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
) -> ScorePage:
    """
    Return the scores and answers of one core group to read.

    :raises NotYours: if the actor may not read scores here.
    :raises Refused: if it has not met, or was cancelled.
    """
    reader, scores = reading.read(
        session, actor=actor, meeting_id=meeting_id, now=now, profile=profile
    )
    scored = [one.child_id for one in scores.children]
    children = _shown(session, reader, actor, scores, scored, now=now)
    return ScorePage(scores=scores, children=children)


def _shown(
    session: Session,
    reader: Reader,
    actor: Actor,
    about: GiveForm | ScoresRead,
    wanted: Collection[str],
    *,
    now: datetime,
) -> tuple[ShownChild, ...]:
    rows = plan_queries.list_children(session, about.group_id)
    return shown(
        session,
        reader,
        [child for child in rows if child.id in wanted],
        alias=about.alias,
        person_id=actor.person_id,
        today=clock.today(now),
    )
