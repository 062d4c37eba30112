"""One core group's page, to read and to go on from."""

from bot import blocks
from bot.blocks import Block
from bot.words import day
from workflows.overview.groups import ConferenceRow, GroupPage, MemberRow

ADD_MEMBER, CHAIR, CORE_GROUP, CONFERENCE = 9, 11, 14, 16


def build(page: GroupPage) -> Block:
    """Return the page as this person may see it."""
    shown = [
        *_dates(page),
        blocks.divider(),
        blocks.header("Members"),
        blocks.section(f"Conference chair: {page.chair or 'not allocated yet'}"),
        *(_member(row, may_end=ADD_MEMBER in page.may) for row in page.members),
        *_children(page),
        *_buttons(page),
    ]
    return blocks.modal(title=page.alias, blocks=shown[:100], metadata=page.group_id)


def _dates(page: GroupPage) -> list[Block]:
    if page.core_group_on is not None:
        core_group = f"Next core group: {day(page.core_group_on)}."
    elif page.core_group_due_on is not None:
        core_group = (
            f"No core group is dated. It is due by {day(page.core_group_due_on)}."
        )
    else:
        core_group = "No core group is dated."
    return [blocks.section(core_group), blocks.section(_conference(page.conference))]


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
    text = f"{row.agency}: {row.name}"
    if notes:
        text += f" ({', '.join(notes)})"
    if not may_end or row.is_lead:
        return blocks.section(text)
    button = blocks.button(
        "End membership",
        action="membership.end",
        value=row.membership_id,
        label=f"End membership: {row.name}"[: blocks.SHORTEN_TO],
    )
    button["confirm"] = {
        "title": blocks.plain("End this membership?"),
        "text": blocks.plain(f"{row.name} leaves the core group and its channel now."),
        "confirm": blocks.plain("End it"),
        "deny": blocks.plain("Keep"),
    }
    return blocks.section(text, button=button)


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


def _buttons(page: GroupPage) -> list[Block]:
    button = blocks.button
    buttons = []
    if ADD_MEMBER in page.may:
        buttons.append(
            button("Add a member", action="membership.open_add", value=page.group_id)
        )
    if CORE_GROUP in page.may:
        buttons.append(
            button(
                "Date a core group", action="meetings.open_date", value=page.group_id
            )
        )
    if CONFERENCE in page.may and page.conference is not None:
        buttons.append(
            button(
                "Set the conference",
                action="conferences.open_date",
                value=page.conference.conference_id,
            )
        )
    if CHAIR in page.may:
        buttons.append(
            button(
                "Allocate the chair",
                action="membership.open_chair",
                value=page.group_id,
            )
        )
    return [blocks.divider(), blocks.actions(*buttons)] if buttons else []
