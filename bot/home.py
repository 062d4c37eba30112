"""The Home tab: what I owe, soonest first; my groups; what I chair."""

from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.forms import (
    actions_owed,
    alerts_owed,
    challenges_owed,
    core_groups,
    outcomes_owed,
    records_owed,
    referrals_owed,
    scores,
)
from bot.forms.coming import when
from bot.words import day, due, listed, short_day
from bot.workroom import Workroom
from models.vocabulary import PersonClass
from workflows.actor import Actor
from workflows.calendars.entries import OPEN as MY_CALENDAR
from workflows.challenges.entries import BEGIN as CHALLENGE
from workflows.meetings.owing import ToRearrange
from workflows.notices.messages import NAMES
from workflows.notices.reading import UnreadNotice
from workflows.overview import use_cases as overview
from workflows.overview.seen import (
    GroupLine,
    HomeFacts,
    OwedItem,
    RoundLine,
    RoundState,
)
from workflows.referrals.entries import BEGIN as REFER
from workflows.statements.whose import Right

MOST_BLOCKS: Final = 100
MORE: Final = "There is more than fits here. Type /coregroup list for all your groups."
SET_UP_CLASSES: Final = frozenset(
    {PersonClass.LEAD_SOCIAL_WORKER, PersonClass.TEAM_MANAGER}
)


def publish(room: Workroom, actor: Actor) -> None:
    """Show somebody their Home as it is true now."""
    with room.database.work() as session:
        facts = overview.home(
            session, actor=actor, now=room.clock.now(), profile=room.profile
        )
    room.client.views_publish(user_id=actor.slack_user_id, view=build(facts))


def build(facts: HomeFacts) -> Block:
    """Return the Home tab."""
    parts = [
        *_owed(facts),
        *_groups("Conferences that I chair", facts.caseload),
        *_groups("My core groups", facts.groups),
    ]
    foot = _foot(facts)
    room = MOST_BLOCKS - len(foot)
    if len(parts) > room:
        # What is owed and dated soonest stands first, and the buttons always stay.
        parts = [*parts[: room - 1], blocks.small(MORE)]
    return {"type": "home", "blocks": [*parts, *foot]}


def of_family(facts: HomeFacts) -> list[Block]:
    """Return what is owed and to be read, of facts that are of one family."""
    lines = (*facts.caseload, *facts.groups)
    return [*_owed(facts), *_groups("Dates and what to read", lines)]


def _owed(facts: HomeFacts) -> list[Block]:
    shown = [blocks.header("What I owe")]
    lists = (
        facts.owed,
        facts.late,
        facts.unread,
        facts.to_rearrange,
        facts.scores,
        facts.dates,
        facts.records,
        facts.actions,
        facts.challenges,
        facts.referrals,
        facts.outcomes,
        facts.alerts,
    )
    if not any(lists):
        shown.append(blocks.section("Nothing. Thank you."))
    shown += challenges_owed.owed(facts.challenges)
    shown += alerts_owed.owed(facts.alerts)
    shown += referrals_owed.owed(facts.referrals)
    shown += [_to_rearrange(missing) for missing in facts.to_rearrange]
    shown += outcomes_owed.owed(facts.outcomes)
    shown += core_groups.owed(facts.dates)
    shown += records_owed.owed(facts.records)
    shown += scores.owed(facts.scores)
    shown += actions_owed.owed(facts.actions)
    shown += [_unread(notice) for notice in facts.unread]
    shown += [_owed_item(item) for item in facts.owed]
    for item in facts.late:
        line = (
            f"{item.alias}: the views were opened without {_whose(item)}. It can still "
            f"be given before {day(item.conference_on)} and is marked late."
        )
        button = blocks.button(
            "Give it late",
            action="statements.open",
            value=item.value,
            label=f"{item.alias}: Give it late",
        )
        shown.append(blocks.section(line, button=button))
    return shown


def _unread(notice: UnreadNotice) -> Block:
    line = (
        f"{notice.alias}: please read the notice of {day(notice.happened_on)} "
        f"({NAMES[notice.kind]}) by {day(notice.read_by)}, and say that you have."
    )
    button = blocks.button(
        "Read the notice",
        action="notices.read",
        value=notice.notice_id,
        style="primary",
        label=f"{notice.alias}: Read the notice, {NAMES[notice.kind]}, "
        f"{short_day(notice.happened_on)}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)


def _to_rearrange(missing: ToRearrange) -> Block:
    line = (
        f"{missing.alias}: the core group of {day(missing.dated_on)} was cancelled and "
        "has no new date. It must meet "
        f"{due(missing.limit_on, is_late=missing.is_late)}."
    )
    button = blocks.button(
        "Set a new date",
        action="meetings.open_date",
        value=missing.group_id,
        style="primary",
        label=f"{missing.alias}: Set a new date",
    )
    return blocks.section(line, button=button)


def _owed_item(item: OwedItem) -> Block:
    days = {0: "That is today.", 1: "One working day is left."}
    many = f"{item.working_days_left} working days are left."
    left = days.get(item.working_days_left, many)
    draft = " A draft is saved." if item.has_draft else ""
    provisional = " (provisional)" if item.is_provisional else ""
    line = (
        f"{item.alias}: {_whose(item)} is due by {day(item.due_on)}. {left}{draft}\n"
        f"Review conference: {day(item.conference_on)}{provisional}."
    )
    press = "Take their view" if item.right is Right.TAKER else "Give your view"
    if item.has_draft:
        press = "Continue"
    button = blocks.button(
        press,
        action="statements.open",
        value=item.value,
        style="primary",
        label=f"{item.alias}: {press}, {_whose(item)}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)


def _whose(item: OwedItem) -> str:
    return "your view" if item.for_name is None else f"{item.for_name}'s view"


def _groups(title: str, lines: tuple[GroupLine, ...]) -> list[Block]:
    shown = [blocks.divider(), blocks.header(title)] if lines else []
    for line in lines:
        of_group = [_group(line)]
        for one in line.rounds:
            of_group += _round(line, one)
        shown += _with_buttons(line, of_group)
    return shown


def _with_buttons(line: GroupLine, shown: list[Block]) -> list[Block]:
    """Return a group's blocks with what else can be pressed, in its last row."""
    buttons = core_groups.buttons(line)
    if line.may_give_notice:
        buttons.append(
            blocks.button(
                "Give a notice",
                action="notices.open_give",
                value=line.group_id,
                label=f"{line.alias}: Give a notice",
            )
        )
    if not buttons:
        return shown
    if shown[-1]["type"] == "actions":
        shown[-1]["elements"] += buttons
        return shown
    return [*shown, blocks.actions(*buttons)]


def _group(line: GroupLine) -> Block:
    dates = []
    if line.meeting_on is not None:
        dates.append(f"core group on {when(line.meeting_on, line.meeting_at)}")
    elif line.core_group_due_on is not None:
        dates.append(f"core group due by {day(line.core_group_due_on)}, not dated yet")
    if line.conference_on is not None:
        provisional = " (provisional)" if line.is_provisional else ""
        dates.append(f"review conference on {day(line.conference_on)}{provisional}")
    text = f"{line.alias}: {listed(dates) or 'no plan is open, so no date is due'}."
    button = blocks.button(
        "Open",
        action="groups.open",
        value=line.group_id,
        label=f"Open {line.alias}",
    )
    return blocks.section(text, button=button)


def _round(line: GroupLine, one: RoundLine) -> list[Block]:
    button = blocks.button
    buttons = []
    if one.may_open_pack:
        buttons.append(button("Open the pack", action="packs.open", value=one.round_id))
    if one.may_read_views:
        buttons.append(
            button("Read the views", action="statements.read", value=one.round_id)
        )
        if line.classes & {
            PersonClass.LEAD_SOCIAL_WORKER,
            PersonClass.CHAIR,
            PersonClass.TEAM_MANAGER,
        }:
            buttons.append(
                button(
                    "Record the discussion",
                    action="statements.open_discussion",
                    value=one.round_id,
                )
            )
    if one.state is RoundState.OPEN and one.own_given:
        buttons.append(
            button("Change my view", action="statements.open", value=one.round_id)
        )
    if one.may_see_standing and one.state is RoundState.OPEN:
        buttons.append(
            button("Who has answered", action="statements.who", value=one.round_id)
        )
    if one.has_urgent:
        buttons.append(
            button(
                "What cannot wait",
                action="statements.read_urgent",
                value=one.round_id,
                style="danger",
            )
        )
    for each in buttons:
        spoken = f"{line.alias}: {each['text']['text']}"
        each["accessibility_label"] = spoken[: blocks.SHORTEN_TO]
    return [blocks.small(_state(one)), *([blocks.actions(*buttons)] if buttons else [])]


def _state(one: RoundLine) -> str:
    waiting = ""
    if one.not_heard_from and one.state is not RoundState.PLANNED:
        waiting = f" Not yet heard from: {listed(one.not_heard_from)}."
    if one.state is RoundState.PLANNED:
        return f"Views are asked for from {day(one.opens_on)}."
    if one.state is RoundState.OPEN:
        return f"Views are being given until {day(one.closes_on)}.{waiting}"
    return f"Views closed on {day(one.closes_on)}.{waiting}"


def _foot(facts: HomeFacts) -> list[Block]:
    classes = {one for line in facts.groups for one in line.classes}
    buttons = []
    if facts.is_business_support or classes & SET_UP_CLASSES:
        buttons.append(
            blocks.button("Set up a core group", action="groups.open_set_up")
        )
    if facts.may_challenge:
        buttons.append(blocks.button("Raise a challenge", action=CHALLENGE))
    buttons.append(blocks.button("Record a referral", action=REFER))
    if facts.groups or facts.caseload:
        buttons.append(blocks.button("My calendar", action=MY_CALENDAR))
    if facts.may_see_alerts:
        buttons.append(alerts_owed.of_home())
    buttons += [
        blocks.button("I am away", action="membership.open_away"),
        blocks.button("Help", action="access.help"),
    ]
    return [blocks.divider(), blocks.actions(*buttons)]
