"""Setting up a core group, its members, its chair and its dates."""

from typing import Final

from sqlmodel import Session

from bot.answers import Answer, Mend, Say, Show
from bot.context import Act
from bot.forms import dates, group_page
from bot.forms import groups as form
from bot.forms.groups import Chosen
from bot.listeners.edge import Listener
from bot.words import day
from workflows.access import use_cases as access
from workflows.conferences import use_cases as conferences
from workflows.errors import Refused
from workflows.membership import use_cases as membership
from workflows.overview import groups as overview

SET_UP: Final = "groups.open_set_up"


class NotInTheRegister(Refused):
    """
    This person is not in the register of the partnership yet. Ask your business support
    to add them, then try again. Nothing was changed.
    """


def open_set_up(act: Act) -> Answer:
    """Open the form that sets up a core group."""
    with act.work() as session:
        access.anywhere(session, actor=act.actor, row=8, now=act.now)
    return Show(form.set_up())


def set_up(act: Act) -> Answer:
    """Take the first page and ask for the children."""
    new = form.read_set_up(act.view)
    if isinstance(new, dict):
        return Mend(new)
    with act.work() as session:
        access.anywhere(session, actor=act.actor, row=8, now=act.now)
        _person_id(session, act, new.lead)
    return Show(form.set_up_children(new))


def set_up_children(act: Act) -> Answer:
    """Set up the core group."""
    new, children = form.read_new_group(act.view), form.read_children(act.view)
    if new is None:
        return Say("This form is too old to be used. Please begin again from Home.")
    if isinstance(children, dict):
        return Mend(children)
    with act.work() as session:
        group = conferences.set_up_group(
            session,
            actor=act.actor,
            children=children,
            initial_on=new.initial_on,
            review_on=new.review_on,
            lead_social_worker_id=_person_id(session, act, new.lead),
            now=act.now,
            profile=act.profile,
        )
    return Say(
        f"{group.alias} is set up. Its private channel is being made; add the members "
        "from Home."
    )


def open_group(act: Act) -> Answer:
    """Open a core group's page."""
    with act.work() as session:
        page = overview.group_page(
            session,
            actor=act.actor,
            group_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return Show(group_page.build(page))


def open_add_member(act: Act) -> Answer:
    """Open the form that adds a member."""
    with act.work() as session:
        alias, children = overview.new_member_form(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return Show(form.add_member(act.value, alias, children))


def add_member(act: Act) -> Answer:
    """Add a member of a statutory agency."""
    with act.work() as session:
        membership.add(
            session,
            actor=act.actor,
            group_id=_metadata(act),
            person_id=_person_id(session, act, form.read_person(act.view)),
            children=form.read_children_chosen(act.view),
            now=act.now,
        )
    return Say("They are a member now. They are invited to the channel.")


def end_member(act: Act) -> Answer:
    """End a membership from this moment."""
    with act.work() as session:
        membership.end(session, actor=act.actor, membership_id=act.value, now=act.now)
    return Say("Their membership has ended. They are removed from the channel.")


def open_chair(act: Act) -> Answer:
    """Open the form that allocates a chair."""
    with act.work() as session:
        access.group(session, actor=act.actor, row=11, group_id=act.value, now=act.now)
    return Show(form.chair(act.value))


def allocate_chair(act: Act) -> Answer:
    """Allocate the chair of a family's conferences."""
    with act.work() as session:
        membership.allocate_chair(
            session,
            actor=act.actor,
            group_id=_metadata(act),
            person_id=_person_id(session, act, form.read_person(act.view)),
            now=act.now,
        )
    return Say("They chair this family's conferences from today.")


def open_core_group_date(act: Act) -> Answer:
    """Open the form that dates a core group."""
    with act.work() as session:
        access.group(session, actor=act.actor, row=14, group_id=act.value, now=act.now)
    return Show(dates.core_group(act.value))


def date_core_group(act: Act) -> Answer:
    """Date a core group."""
    chosen = dates.read_day(act.view)
    if chosen is None:
        return Mend({"day": "Please choose a day."})
    with act.work() as session:
        conferences.date_core_group(
            session,
            actor=act.actor,
            group_id=_metadata(act),
            dated_on=chosen,
            now=act.now,
            profile=act.profile,
        )
    return Say(f"The core group meets on {day(chosen)}.")


def open_conference_date(act: Act) -> Answer:
    """Open the form that sets or moves a conference."""
    with act.work() as session:
        conferences.check_can_set(
            session, actor=act.actor, conference_id=act.value, now=act.now
        )
    return Show(dates.conference(act.value))


def set_conference(act: Act) -> Answer:
    """Set or move a conference."""
    chosen = dates.read_day(act.view)
    if chosen is None:
        return Mend({"day": "Please choose a day."})
    with act.work() as session:
        conferences.set_date(
            session,
            actor=act.actor,
            conference_id=_metadata(act),
            dated_on=chosen,
            now=act.now,
            profile=act.profile,
        )
    return Say(f"The review conference is on {day(chosen)}. The round follows it.")


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


def _person_id(session: Session, act: Act, chosen: Chosen) -> str:
    """Return who was chosen: an account of our own team, or an e-mail we know."""
    found = None
    if chosen.user_id:
        found = access.find_person_id(
            session, team_id=act.actor.slack_team_id, user_id=chosen.user_id
        )
    elif chosen.email:
        found = access.find_person_id_by_email(session, chosen.email)
    if found is None:
        raise NotInTheRegister(field="person")
    return found


LISTENERS: Final = (
    Listener(kind="action", name=SET_UP, row=8, act=open_set_up),
    Listener(kind="view", name=form.SET_UP, row=8, act=set_up),
    Listener(
        kind="view",
        name=form.SET_UP_CHILDREN,
        row=8,
        act=set_up_children,
        changes_home=True,
    ),
    Listener(kind="action", name="groups.open", row=7, act=open_group),
    Listener(kind="action", name="membership.open_add", row=9, act=open_add_member),
    Listener(
        kind="view", name=form.ADD_MEMBER, row=9, act=add_member, changes_home=True
    ),
    Listener(
        kind="action", name="membership.end", row=9, act=end_member, changes_home=True
    ),
    Listener(kind="action", name="membership.open_chair", row=11, act=open_chair),
    Listener(
        kind="view",
        name=form.ALLOCATE_CHAIR,
        row=11,
        act=allocate_chair,
        changes_home=True,
    ),
    Listener(
        kind="action", name="meetings.open_date", row=14, act=open_core_group_date
    ),
    Listener(
        kind="view",
        name=dates.DATE_CORE_GROUP,
        row=14,
        act=date_core_group,
        changes_home=True,
    ),
    Listener(
        kind="action", name="conferences.open_date", row=16, act=open_conference_date
    ),
    Listener(
        kind="view",
        name=dates.SET_CONFERENCE,
        row=16,
        act=set_conference,
        changes_home=True,
    ),
)
