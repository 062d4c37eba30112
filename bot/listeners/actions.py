"""Actions: list, make, change, end, report; the adults, and a parent's sheet."""

from typing import Final

from bot.answers import Answer, Done, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import actions as form
from bot.forms import adults as adult_forms
from bot.listeners.edge import Listener
from bot.listeners.once import once, sends, shows
from workflows import acts
from workflows.actions import adults, making, reading, reporting
from workflows.actions.entries import OPEN, OPEN_REPORT
from workflows.errors import NotYours
from workflows.overview import parent_sheet, sheet_links

LOST: Final = "This form is too old to be used. Please begin again from Home."


def open_actions(act: Act) -> Answer:
    """Open a core group's actions."""
    found = reading.page(act.session, actor=act.actor, group_id=act.value, now=act.now)
    return OnTop(form.page(found))


def turn_on(act: Act) -> Answer:
    """Turn to the next page."""
    return _turn(act, +1)


def turn_back(act: Act) -> Answer:
    """Turn to the page before."""
    return _turn(act, -1)


def _turn(act: Act, step: int) -> Answer:
    place = form.read_place(act.view)
    if place is None:
        raise NotYours
    group_id, number = place
    found = reading.page(
        act.session,
        actor=act.actor,
        group_id=group_id,
        now=act.now,
        number=number + step,
    )
    return Show(form.page(found))


def open_make(act: Act) -> Answer:
    """Open the form for an action."""
    facts = reading.new_form(
        act.session, actor=act.actor, group_id=act.value, now=act.now
    )
    return OnTop(form.make(facts, act.profile))


def make(act: Act) -> Answer:
    """Keep an action."""
    new = form.read(act.view)
    if isinstance(new, dict):
        return Mend(new)

    def keep() -> str:
        receipt = making.make(
            act.session,
            actor=act.actor,
            group_id=_metadata(act),
            new=new,
            meeting_id=form.read_meeting(act.view),
            now=act.now,
            profile=act.profile,
        )
        return form.said(receipt, "kept")

    return once(act, keep)


def open_change(act: Act) -> Answer:
    """Open the form that changes an action."""
    facts = reading.change_form(
        act.session, actor=act.actor, action_id=act.value, now=act.now
    )
    return OnTop(form.make(facts, act.profile))


def change(act: Act) -> Answer:
    """Keep an action as it is now."""
    place, new = form.read_place(act.view), form.read(act.view)
    if place is None:
        return Say(LOST)
    if isinstance(new, dict):
        return Mend(new)
    action_id, version = place

    def keep() -> str:
        receipt = making.change(
            act.session,
            actor=act.actor,
            action_id=action_id,
            version=version,
            new=new,
            now=act.now,
            profile=act.profile,
        )
        return form.said(receipt, "changed")

    return once(act, keep)


def open_end(act: Act) -> Answer:
    """Open the form that ends an action."""
    making.check_end(act.session, actor=act.actor, action_id=act.value, now=act.now)
    return OnTop(form.end(act.value, act.profile))


def end(act: Act) -> Answer:
    """End an action that will not be done."""

    def keep() -> str:
        receipt = making.end(
            act.session,
            actor=act.actor,
            action_id=_metadata(act),
            reason=form.read_reason(act.view),
            now=act.now,
        )
        return f"{receipt.alias}: the action is ended, and kept with your reason."

    return once(act, keep)


def open_report(act: Act) -> Answer:
    """Open the form in which an owner says how far their action is."""
    facts = reading.report_form(
        act.session, actor=act.actor, action_id=act.value, now=act.now
    )
    return OnTop(form.report(facts, act.profile))


def report(act: Act) -> Answer:
    """Keep how far an action is."""
    new = form.read_report(act.view)
    if isinstance(new, dict):
        return Mend(new)

    def keep() -> str:
        found = reporting.report(
            act.session,
            actor=act.actor,
            action_id=_metadata(act),
            new=new,
            now=act.now,
            profile=act.profile,
        )
        return form.reported(found)

    return once(act, keep)


def open_adults(act: Act) -> Answer:
    """Open the adults of a family."""
    facts = adults.form(act.session, actor=act.actor, group_id=act.value, now=act.now)
    return OnTop(adult_forms.adults(facts))


def add_adult(act: Act) -> Answer:
    """Add an adult, and show them all."""
    relation = adult_forms.read_relation(act.view)
    if relation is None:
        return Mend({adult_forms.relation_place(act.view): adult_forms.CHOOSE_WHO})
    group_id = _metadata(act)
    if acts.claim(act.session, act.key, now=act.now) is None:
        adults.add(
            act.session,
            actor=act.actor,
            group_id=group_id,
            relation=relation,
            now=act.now,
        )
        acts.remember(act.session, act.key, answer="added")
    facts = adults.form(act.session, actor=act.actor, group_id=group_id, now=act.now)
    return Show(adult_forms.adults(facts))


def end_adult(act: Act) -> Answer:
    """Take an adult off, and show the others."""
    facts = adults.end(act.session, actor=act.actor, adult_id=act.value, now=act.now)
    return Show(adult_forms.adults(facts))


def open_sheet(act: Act) -> Answer:
    """Ask for whom a sheet is made."""
    facts = parent_sheet.form(
        act.session, actor=act.actor, group_id=act.value, now=act.now
    )
    return OnTop(adult_forms.choose(facts))


def make_sheet(act: Act) -> Answer:
    """Give a link that prints the sheet once; without an address, its text."""
    adult_id = adult_forms.read_adult(act.view)
    if adult_id is None:
        return Mend({"adult": adult_forms.CHOOSE_WHO})
    address = act.room.settings.public_url
    if not address:
        found = parent_sheet.sheet(
            act.session,
            actor=act.actor,
            adult_id=adult_id,
            now=act.now,
            profile=act.profile,
        )
        return Show(adult_forms.sheet(found))
    token = sheet_links.make_link(
        act.session,
        actor=act.actor,
        adult_id=adult_id,
        now=act.now,
        profile=act.profile,
    )
    minutes = act.profile.packs.link_lasts.value
    return Show(adult_forms.link(f"{address}/sheet/{token}", minutes))


def followed(act: Act) -> Answer:
    """Acknowledge that somebody followed the link; the page asks for itself."""
    del act
    return Done()


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    shows(OPEN, 25, open_actions),
    shows(form.NEXT, 25, turn_on),
    shows(form.PREVIOUS, 25, turn_back),
    shows(form.OPEN_MAKE, 23, open_make),
    sends(form.MAKE_FORM, 23, make),
    shows(form.OPEN_CHANGE, 23, open_change),
    sends(form.CHANGE, 23, change),
    shows(form.OPEN_END, 23, open_end),
    sends(form.END, 23, end),
    shows(OPEN_REPORT, 24, open_report),
    sends(form.REPORT, 24, report),
    shows(form.OPEN_ADULTS, 8, open_adults),
    Listener(kind="view", name=adult_forms.ADD, row=8, act=add_adult),
    Listener(kind="action", name=adult_forms.END, row=8, act=end_adult),
    shows(form.OPEN_SHEET, 28, open_sheet),
    Listener(kind="view", name=adult_forms.SHEET, row=28, act=make_sheet),
    Listener(kind="action", name=adult_forms.FOLLOWED, row=28, act=followed),
)
