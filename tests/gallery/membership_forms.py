"""The forms about who belongs, and the handover, at their shortest and longest."""

from dataclasses import replace

from bot import handover_page
from bot.blocks import Block
from bot.forms import membership as form
from models.vocabulary import PersonClass, QuietBecause
from tests.gallery import facts, homes
from tests.gallery.group_pages import EVERYTHING, page_of
from workflows.membership.leading import LeadForm
from workflows.membership.use_cases import EndForm
from workflows.overview.belonging import Belonging
from workflows.overview.handover import Handover
from workflows.overview.seen import NO_DATES, RoundState


def membership_forms() -> dict[str, Block]:
    """Return each form by its name."""
    return {
        "change-lead-shortest": form.change_lead(_lead(is_long=False)),
        "change-lead-longest": form.change_lead(_lead(is_long=True)),
        "end-member-shortest": form.end(_end(is_long=False)),
        "end-member-longest": form.end(_end(is_long=True)),
        "handover-shortest": handover_page.build(_handover(is_long=False)),
        "handover-longest": handover_page.build(_handover(is_long=True)),
    }


def _lead(*, is_long: bool) -> LeadForm:
    return LeadForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        today=homes.TODAY,
        lead=facts.LONG_NAME if is_long else None,
        coming=facts.LONG_NAME if is_long else None,
        coming_on=facts.CLOSES if is_long else None,
    )


def _end(*, is_long: bool) -> EndForm:
    return EndForm(
        membership_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        name=facts.LONG_NAME if is_long else "Ben",
        today=homes.TODAY,
    )


def _handover(*, is_long: bool) -> Handover:
    if not is_long:
        page = page_of(members=0, children=0)
        empty = replace(homes.fullest(), owed=(), late=(), unread=(), caseload=())
        return Handover(page=page, facts=replace(empty, groups=(), dates=NO_DATES))
    page = page_of(members=5, children=2, may=EVERYTHING, is_long=True)
    lead = homes.group(
        {PersonClass.LEAD_SOCIAL_WORKER}, RoundState.CLOSED, is_long=True
    )
    belonging = Belonging(
        missing=("a health voice for /1, /2 and /3", "an education voice"),
        quiet_because=QuietBecause.STILL_IN,
        leads=True,
    )
    return Handover(
        page=replace(page, belonging=belonging),
        facts=replace(homes.fullest(), caseload=(), groups=(lead,)),
    )
