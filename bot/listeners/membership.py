"""Who belongs to a core group: members, their chair, and who leads."""

from typing import Final

from bot import handover_page
from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import groups
from bot.forms import membership as form
from bot.forms.groups import Chosen
from bot.listeners.edge import Listener
from bot.words import day
from workflows import acts, clock
from workflows.access import use_cases as access
from workflows.errors import Refused
from workflows.membership import leading
from workflows.membership import use_cases as membership
from workflows.membership.entries import HANDOVER
from workflows.membership.leading import NewLead
from workflows.overview import groups as overview
from workflows.overview import handover


class NotInTheRegister(Refused):
    """
    This person is not in the register of the partnership yet. Ask your business support
    to add them, then try again. Nothing was changed.
    """


def open_add_member(act: Act) -> Answer:
    """Open the form that adds a member."""
    alias, children = overview.new_member_form(
        act.session, actor=act.actor, group_id=act.value, now=act.now
    )
    return Show(groups.add_member(act.value, alias, children))


def add_member(act: Act) -> Answer:
    """Add a member of a statutory agency, from today or from a day to come."""
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    row = membership.add(
        act.session,
        actor=act.actor,
        group_id=_metadata(act),
        person_id=person_id(act, groups.read_person(act.view)),
        children=groups.read_children_chosen(act.view),
        from_on=form.read_from_on(act.view),
        now=act.now,
    )
    if row.from_on > clock.today(act.now):
        return _said(
            act, f"They are a member from {day(row.from_on)}, and are invited then."
        )
    return _said(act, "They are a member now. They are invited to the channel.")


def open_end_member(act: Act) -> Answer:
    """Open the form that ends a membership."""
    facts = membership.open_end_form(
        act.session, actor=act.actor, membership_id=act.value, now=act.now
    )
    return OnTop(form.end(facts))


def end_member(act: Act) -> Answer:
    """End a membership, from this moment or at the end of a last day."""
    last = form.read_end(act.view)
    if isinstance(last, dict):
        return Mend(last)
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    row = membership.end(
        act.session,
        actor=act.actor,
        membership_id=_metadata(act),
        to_on=last,
        now=act.now,
    )
    if row.ended_at is None and row.to_on is not None:
        return _said(act, f"Their last day is {day(row.to_on)}.")
    return _said(act, "Their membership has ended. They are removed from the channel.")


def open_chair(act: Act) -> Answer:
    """Open the form that allocates a chair."""
    access.group(act.session, actor=act.actor, row=11, group_id=act.value, now=act.now)
    return Show(groups.chair(act.value))


def allocate_chair(act: Act) -> Answer:
    """Allocate the chair of a family's conferences."""
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    membership.allocate_chair(
        act.session,
        actor=act.actor,
        group_id=_metadata(act),
        person_id=person_id(act, groups.read_person(act.view)),
        now=act.now,
    )
    return _said(act, "They chair this family's conferences from today.")


def open_change_lead(act: Act) -> Answer:
    """Open the form for a change of lead social worker."""
    facts = leading.open_form(
        act.session, actor=act.actor, group_id=act.value, now=act.now
    )
    return OnTop(form.change_lead(facts))


def change_lead(act: Act) -> Answer:
    """Change the lead social worker, from a day on."""
    read = form.read_change_lead(act.view)
    if isinstance(read, dict):
        return Mend(read)
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    receipt = leading.change(
        act.session,
        actor=act.actor,
        group_id=_metadata(act),
        new=NewLead(
            person_id=person_id(act, read.chosen),
            from_on=read.from_on,
            stays=read.stays,
        ),
        now=act.now,
        profile=act.profile,
    )
    return _said(act, form.said(receipt))


def open_handover(act: Act) -> Answer:
    """Show what whoever takes a family over needs first."""
    found = handover.handover(
        act.session,
        actor=act.actor,
        group_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(handover_page.build(found))


def person_id(act: Act, chosen: Chosen) -> str:
    """
    Return who was chosen: an account of our own team, or an e-mail we know.

    :raises NotInTheRegister: if we know neither.
    """
    found = None
    if chosen.user_id:
        found = access.find_person_id(
            act.session, team_id=act.actor.slack_team_id, user_id=chosen.user_id
        )
    elif chosen.email:
        found = access.find_person_id_by_email(act.session, chosen.email)
    if found is None:
        raise NotInTheRegister(field="person")
    return found


def _said(act: Act, text: str) -> Answer:
    acts.remember(act.session, act.key, answer=text)
    return Say(text)


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    Listener(
        kind="action",
        name="membership.open_add",
        row=9,
        act=open_add_member,
        only_shows=True,
    ),
    Listener(
        kind="view", name=groups.ADD_MEMBER, row=9, act=add_member, changes_home=True
    ),
    Listener(
        kind="action",
        name="membership.open_end",
        row=9,
        act=open_end_member,
        only_shows=True,
    ),
    Listener(kind="view", name=form.END, row=9, act=end_member, changes_home=True),
    Listener(
        kind="action",
        name="membership.open_chair",
        row=11,
        act=open_chair,
        only_shows=True,
    ),
    Listener(
        kind="view",
        name=groups.ALLOCATE_CHAIR,
        row=11,
        act=allocate_chair,
        changes_home=True,
    ),
    Listener(
        kind="action",
        name="membership.open_change_lead",
        row=leading.CHANGE,
        act=open_change_lead,
        only_shows=True,
    ),
    Listener(
        kind="view",
        name=form.CHANGE_LEAD,
        row=leading.CHANGE,
        act=change_lead,
        changes_home=True,
    ),
    Listener(kind="action", name=HANDOVER, row=7, act=open_handover, only_shows=True),
)
