"""Finding a date for a core group: propose, answer, see who could come, fix."""

from collections.abc import Callable
from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import proposals as form
from bot.forms.coming import read_place, read_value
from bot.listeners.edge import Listener
from bot.words import day, moment
from models.tables.meetings import Meeting
from models.vocabulary import ComingAs
from workflows import acts
from workflows.conferences import use_cases as conferences
from workflows.errors import NotYours
from workflows.proposals import answering, choosing, proposing
from workflows.proposals.answering import OWN_ANSWER
from workflows.proposals.entries import OPEN, OPEN_ANSWER
from workflows.proposals.proposing import CONVENE


def open_propose(act: Act) -> Answer:
    """Open the form for proposing dates."""
    with act.work() as session:
        facts = proposing.open_form(
            session,
            actor=act.actor,
            group_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.propose(facts))


def propose(act: Act) -> Answer:
    """Propose dates."""
    new = form.read_propose(act.view)
    if isinstance(new, dict):
        return Mend(new)
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Say(sent_before)
        proposal = proposing.propose(
            session,
            actor=act.actor,
            group_id=str(act.view.get("private_metadata") or ""),
            new=new,
            now=act.now,
            profile=act.profile,
        )
        said = (
            "The members are asked, each in their message of the day, to answer by "
            f"{day(proposal.answer_by)}. You see their answers from Home. Please "
            "telephone who is not in Slack."
        )
        acts.remember(session, act.key, answer=said)
    return Say(said)


def open_answer(act: Act) -> Answer:
    """Show a member the dates that they are asked about."""
    proposal_id, for_person_id = read_value(act.value)
    with act.work() as session:
        facts = answering.open_page(
            session,
            actor=act.actor,
            proposal_id=proposal_id,
            for_person_id=for_person_id,
            now=act.now,
        )
    return OnTop(form.answer(facts))


def _answer(said: ComingAs) -> Callable[[Act], Answer]:
    def press(act: Act) -> Answer:
        place = read_place(act.view)
        if place is None:
            raise NotYours
        with act.work() as session:
            facts = answering.answer(
                session,
                actor=act.actor,
                date_id=act.value,
                for_person_id=place[1],
                said=said,
                now=act.now,
                profile=act.profile,
            )
        return Show(form.answer(facts))

    return press


def open_dates(act: Act) -> Answer:
    """Show the convenor who could come to which date."""
    with act.work() as session:
        facts = choosing.open_page(
            session,
            actor=act.actor,
            group_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.dates(facts))


def open_fix(act: Act) -> Answer:
    """Show one date before it is fixed."""
    with act.work() as session:
        facts = choosing.open_fix(
            session,
            actor=act.actor,
            date_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return Show(form.fix(facts, act.profile))


def fix(act: Act) -> Answer:
    """Fix a date, or move the core group to it."""
    date_id, because = form.read_fix(act.view)
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Say(sent_before)
        meeting = conferences.fix_core_group(
            session,
            actor=act.actor,
            date_id=date_id,
            because=because,
            now=act.now,
            profile=act.profile,
        )
        said = f"The core group meets on {_when(meeting)}. The group is told."
        acts.remember(session, act.key, answer=said)
    return Say(said)


def take_back(act: Act) -> Answer:
    """Ask nobody about these dates any more."""
    with act.work() as session:
        proposing.take_back(
            session, actor=act.actor, proposal_id=act.value, now=act.now
        )
    return Say("Nobody is asked about these dates any more. A date that is set stands.")


def reopen(act: Act) -> Answer:
    """Ask about these dates once more."""
    with act.work() as session:
        proposal = proposing.reopen(
            session,
            actor=act.actor,
            proposal_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return Say(
        "Who has not answered is asked again, to answer by "
        f"{day(proposal.answer_by)}. A date that is set stands until you fix another."
    )


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return day(meeting.dated_on)
    return moment(meeting.starts_at)


LISTENERS: Final = (
    Listener(
        kind="action",
        name=form.OPEN_PROPOSE,
        row=CONVENE,
        act=open_propose,
        only_shows=True,
    ),
    Listener(
        kind="view", name=form.PROPOSE, row=CONVENE, act=propose, changes_home=True
    ),
    Listener(
        kind="action",
        name=OPEN_ANSWER,
        row=OWN_ANSWER,
        act=open_answer,
        only_shows=True,
    ),
    *(
        Listener(
            kind="action",
            name=name,
            row=OWN_ANSWER,
            act=_answer(ComingAs(standing.value)),
            changes_home=True,
        )
        for name, standing, _ in form.PRESSES
    ),
    Listener(kind="action", name=OPEN, row=CONVENE, act=open_dates, only_shows=True),
    Listener(
        kind="action", name=form.OPEN_FIX, row=CONVENE, act=open_fix, only_shows=True
    ),
    Listener(kind="view", name=form.FIX, row=CONVENE, act=fix, changes_home=True),
    Listener(
        kind="action",
        name=form.TAKE_BACK,
        row=CONVENE,
        act=take_back,
        changes_home=True,
    ),
    Listener(
        kind="action", name=form.REOPEN, row=CONVENE, act=reopen, changes_home=True
    ),
)
