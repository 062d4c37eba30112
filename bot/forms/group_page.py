"""One core group's page, to read and to go on from."""

from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.forms.as_at import OPEN as OPEN_AS_AT
from bot.forms.calendars import OPEN_TAKE_BACK
from bot.forms.outcomes_owed import of_last_outcome
from bot.forms.records_owed import of_last_meeting
from bot.forms.scores import of_last as of_last_scores
from bot.forms.timeline import OPEN as OPEN_TIMELINE
from bot.forms.why import OPEN as WHY
from bot.words import day, listed, moment
from workflows.actions.entries import OPEN as OPEN_ACTIONS
from workflows.challenges.entries import LIST as CHALLENGES
from workflows.challenges.entries import OPEN_RAISE
from workflows.drift.entries import READ_LEGAL
from workflows.membership.entries import HANDOVER
from workflows.overview.groups import ConferenceRow, CoreGroupRow, GroupPage, MemberRow
from workflows.proposals.entries import OPEN as PROPOSED
from workflows.proposals.entries import OPEN_PROPOSE
from workflows.referrals.entries import LIST as READ_REFERRALS

ADD_MEMBER, LEAD, CHAIR, CORE_GROUP, AGREE, CONFERENCE = 9, 10, 11, 14, 15, 16
ADDRESS, NOTICE, CHRONOLOGY = 5, 26, 66
ACTIONS, LEGAL = 25, 51
RAISE, READ_CHALLENGES, REFERRALS = 44, 46, 59


def build(page: GroupPage) -> Block:
    """Return the page as this person may see it."""
    shown = [
        *_dates(page),
        *of_last_outcome(page.last_outcome),
        *of_last_meeting(page.last_meeting),
        *of_last_scores(page.last_scores),
        blocks.divider(),
        blocks.header("Members"),
        blocks.section(f"Conference chair: {page.chair or 'not allocated yet'}"),
        *(_member(row, may_end=ADD_MEMBER in page.may) for row in page.members),
        *_belonging(page),
        *_children(page),
        *_buttons(page),
    ]
    return blocks.modal(title=page.alias, blocks=shown[:100], metadata=page.group_id)


def _dates(page: GroupPage) -> list[Block]:
    button = None
    if page.core_group is not None:
        core_group = _core_group(page.core_group)
        if CORE_GROUP in page.may:
            button = blocks.button(
                "Change or cancel",
                action="meetings.open_change",
                value=page.core_group.meeting_id,
                label="Change or cancel the core group",
            )
    elif page.core_group_due_on is not None:
        core_group = (
            f"No core group is dated. It is due by {day(page.core_group_due_on)}."
        )
    else:
        core_group = "No core group is dated."
    return [
        blocks.section(core_group, button=button),
        blocks.section(_conference(page.conference)),
    ]


def _core_group(row: CoreGroupRow) -> str:
    when = day(row.dated_on) if row.starts_at is None else moment(row.starts_at)
    chaired = "" if row.chaired_by is None else f" {row.chaired_by} chairs it."
    return f"Next core group: {when}.{chaired}"


def _conference(row: ConferenceRow | None) -> str:
    if row is None:
        return "No review conference is to come."
    provisional = ""
    if row.is_provisional:
        provisional = " This is the day it is due by; the true day is not set yet."
    due = ""
    if row.due_on is not None and not row.is_provisional:
        due = f" It is due by {day(row.due_on)}."
    return f"Review conference: {day(row.dated_on)}.{due}{provisional}"


def _member(row: MemberRow, *, may_end: bool) -> Block:
    notes = [row.title] if row.title else []
    if row.is_lead:
        notes = ["lead social worker"]
    if not row.is_in_slack:
        notes.append("not in Slack")
    if row.away_until is not None:
        notes.append(f"away until {day(row.away_until)}")
    if row.deputy is not None:
        notes.append(f"deputy: {row.deputy}")
    if row.to_on is not None:
        notes.append(f"until {day(row.to_on)}")
    text = f"{row.agency}: {row.name}"
    if notes:
        text += f" ({', '.join(notes)})"
    if not may_end or row.is_lead:
        return blocks.section(text)
    button = blocks.button(
        "End membership",
        action="membership.open_end",
        value=row.membership_id,
        label=f"End membership: {row.name}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(text, button=button)


def _belonging(page: GroupPage) -> list[Block]:
    """Return who is to come, who is missing, and what is amiss with the channel."""
    about = page.belonging
    lines = [
        f"{one.agency}: {one.name} (from {day(one.from_on)})" for one in about.to_come
    ]
    if about.missing:
        lines.append(f"Missing: {listed(about.missing)}.")
    if about.quiet_because is not None:
        lines.append(f"The channel is quiet: {about.quiet_because}.")
    return [blocks.section(line) for line in lines]


def _children(page: GroupPage) -> list[Block]:
    if not page.children:
        return []
    shown = [blocks.divider(), blocks.header("Children")]
    for child in page.children:
        label = f", your label: {child.label}" if child.label else ""
        button = blocks.button(
            "My label",
            action="access.open_label",
            value=child.child_id,
            label=f"My label for {child.alias}",
        )
        text = f"{child.alias} ({child.age_band}{label})"
        shown.append(blocks.section(text, button=button))
    return shown


# What each row of the access table lets somebody press here, in this order.
BUTTONS: Final = (
    (ADD_MEMBER, "Add a member", "membership.open_add"),
    (CORE_GROUP, "Date a core group", "meetings.open_date"),
    (CORE_GROUP, "Find a date", OPEN_PROPOSE),
    (AGREE, "Agree a later core group", "meetings.open_agreed_date"),
    (CONFERENCE, "Set the conference", "conferences.open_date"),
    (LEAD, "Change the lead social worker", "membership.open_change_lead"),
    (CHAIR, "Allocate the chair", "membership.open_chair"),
    (NOTICE, "Give a notice", "notices.open_give"),
    (ACTIONS, "Actions", OPEN_ACTIONS),
    (RAISE, "Raise a challenge", OPEN_RAISE),
    (READ_CHALLENGES, "Challenges", CHALLENGES),
    (REFERRALS, "Referrals", READ_REFERRALS),
    (CHRONOLOGY, "Chronology", "notices.chronology"),
    (LEGAL, "The legal route", READ_LEGAL),
    (CHRONOLOGY, "Timeline", OPEN_TIMELINE),
    (CHRONOLOGY, "As at", OPEN_AS_AT),
    (ADDRESS, "Take back a calendar address", OPEN_TAKE_BACK),
)


def _buttons(page: GroupPage) -> list[Block]:
    buttons = [
        _button(page, row, text, action)
        for row, text, action in BUTTONS
        if row in page.may and not (row == CONFERENCE and page.conference is None)
    ]
    if page.belonging.leads:
        buttons.append(blocks.button("Handover", action=HANDOVER, value=page.group_id))
    buttons.append(blocks.button("Why this date?", action=WHY, value=page.group_id))
    return [blocks.divider(), blocks.actions(*buttons)]


def _button(page: GroupPage, row: int, text: str, action: str) -> Block:
    value = page.group_id
    if row == CONFERENCE and page.conference is not None:
        value = page.conference.conference_id
    if action == OPEN_PROPOSE:
        return _find_a_date(page)
    return blocks.button(text, action=action, value=value)


def _find_a_date(page: GroupPage) -> Block:
    if page.has_proposal:
        return blocks.button("Proposed dates", action=PROPOSED, value=page.group_id)
    return blocks.button("Find a date", action=OPEN_PROPOSE, value=page.group_id)
