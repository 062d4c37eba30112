"""Referrals as pages to read: one whole, a family's, and a family's history."""

from collections.abc import Mapping
from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.forms.referrals import KNOWS, MADE
from bot.pack_blocks import long_text
from bot.words import capital, day, day_and_year, listed, moment, short_day
from models.referral_vocabulary import ReferralAnswer
from models.vocabulary import Lasted
from workflows.challenges.entries import OPEN_RAISE
from workflows.referrals.entries import (
    CONFIRM,
    HISTORY,
    OPEN_ADD,
    OPEN_ANSWER,
    OPEN_HAND_OVER,
    READ_OF_FAMILY,
    TAKE,
)
from workflows.referrals.history import History, PastPlan
from workflows.referrals.policy import ANSWERS, SERVICES, WORRIES
from workflows.referrals.reading import Line, ReferralsPage, ShownReferral, ShownReply
from workflows.referrals.repeats import Pattern, PatternKind

LASTED: Final[Mapping[Lasted, str]] = {
    Lasted.HOLDING: "it holds",
    Lasted.WORRIES_AGAIN: "there are worries again",
    Lasted.DO_NOT_KNOW: "somebody did not know",
}
MOST_LINES, MOST_LOOKS = 80, 40
NOTHING_KNOWN: Final = (
    "The family has no core group here, so nothing is known here. Please look in the "
    "council's own system: earlier referrals, plans, siblings and addresses."
)


def page(shown: ShownReferral) -> Block:
    """Return one referral, with what its reader may do."""
    buttons = _buttons(shown)
    return blocks.modal(
        title="A referral",
        blocks=[
            *texts_of(shown),
            *([blocks.actions(*buttons)] if buttons else []),
            blocks.small("Every reading is kept."),
        ],
        metadata=shown.referral_id,
    )


def texts_of(shown: ShownReferral) -> list[Block]:
    """Return what a referral says, and what has come of it."""
    return [
        blocks.header(f"{shown.alias}: a referral"),
        blocks.section(_about(shown)),
        blocks.section(_made(shown)),
        blocks.small("The worry"),
        *long_text(shown.concern),
        *_family(shown),
        *(block for on, text in shown.additions for block in _addition(on, text)),
        blocks.section("\n".join(_standing(shown))),
        *(block for one in shown.replies for block in _reply(one)),
    ]


def _about(shown: ShownReferral) -> str:
    whom = "A family that has no core group here"
    if shown.group_alias:
        children = listed([f"child {number}" for number in shown.children])
        whom = shown.group_alias + (f", {children}" if shown.children else "")
    elif shown.family:
        whom = "The family is described below"
    others = ""
    if shown.about_others:
        others = " Animals, or another child of the household, are at risk too."
    worry, service = WORRIES[shown.worry], SERVICES[shown.referred_to]
    return f"{whom}. About {worry}, to {service}.{others}"


def _made(shown: ShownReferral) -> str:
    source = f" ({shown.source})" if shown.source else ""
    text = (
        f"Made {MADE[shown.made_as].lower()} on {moment(shown.made_at)}, to "
        f"{shown.team}, by {shown.made_by}{source}."
    )
    if shown.confirmed_on is not None:
        text += f" Confirmed in writing by {day(shown.confirmed_on)}."
    elif shown.confirm_by is not None:
        text += f" To be confirmed in writing by {moment(shown.confirm_by)}."
    return f"{text} Does the family know? {KNOWS[shown.family_knows]}."


def _family(shown: ShownReferral) -> list[Block]:
    if not shown.family:
        return []
    return [blocks.small("How the family can be found"), *long_text(shown.family)]


def _addition(on: object, text: str) -> list[Block]:
    return [blocks.small(f"Added on {day(on)}"), *long_text(text)]  # type: ignore[arg-type]


def _standing(shown: ShownReferral) -> list[str]:
    lines = []
    if shown.acknowledged_on is not None:
        lines.append(f"Acknowledged on {day(shown.acknowledged_on)}.")
    elif not shown.is_ended:
        lines.append(f"Not acknowledged: due by {day(shown.acknowledge_by)}.")
    if shown.taken_by:
        lines.append(f"{shown.taken_by} has it.")
    for rung in shown.rungs:
        asked = f": {rung.asked} was asked" if rung.asked else " was chased"
        lines.append(f"{rung.name}{asked} on {day(rung.begun_on)}.")
    if shown.asks_more:
        lines.append("The team waits for more from whoever referred.")
    elif not shown.is_ended:
        was = "was" if shown.is_late else "is"
        lines.append(f"No answer yet; one {was} due by {moment(shown.answer_by)}.")
        lines.append(f"If it cannot wait, telephone {shown.team}: {shown.telephone}.")
    return lines


def _reply(one: ShownReply) -> list[Block]:
    late = ", late" if one.is_late else ""
    what = capital(ANSWERS[one.answer])
    title = f"{what}: {one.given_by}, {short_day(one.given_on)}{late}"
    return [blocks.divider(), blocks.small(title), *long_text(one.text)]


def _buttons(shown: ShownReferral) -> list[Block]:
    made = (
        (shown.may_answer, "Answer it", OPEN_ANSWER, "primary"),
        (shown.may_take, "Take it", TAKE, None),
        (shown.may_answer, "Hand it over", OPEN_HAND_OVER, None),
        (shown.may_see_history, "History of the family", HISTORY, None),
        (shown.may_confirm, "I confirmed it in writing", CONFIRM, "primary"),
        (shown.may_add, "Add to it", OPEN_ADD, None),
    )
    buttons = [
        blocks.button(text, action=action, value=shown.referral_id, style=style)
        for is_there, text, action, style in made
        if is_there
    ]
    if shown.may_challenge:
        buttons.append(
            blocks.button(
                "Challenge this answer", action=OPEN_RAISE, value=shown.may_challenge
            )
        )
    return buttons


def family(found: ReferralsPage) -> Block:
    """Return the referrals about one family."""
    shown = [blocks.small(f"{found.alias}. The newest is on top.")]
    shown += [_line(one) for one in found.lines[:MOST_LINES]]
    if not found.lines:
        shown.append(blocks.section("No referral about this family is recorded here."))
    if found.looks:
        lines = [f"{day_and_year(on)}: {who}" for on, who in found.looks[:MOST_LOOKS]]
        shown += [
            blocks.header("Who looked at the family's history"),
            *long_text("\n".join(lines)),
        ]
    return blocks.modal(title="Referrals", blocks=shown, metadata=found.group_id)


def _line(one: Line) -> Block:
    answer = "no answer yet" if one.answer is None else ANSWERS[one.answer]
    if one.ended_on is not None:
        answer += f" on {short_day(one.ended_on)}"
    text = f"{short_day(one.made_on)}, {one.agency} to {one.team}: {answer}."
    if not one.may_read:
        return blocks.section(text)
    button = blocks.button(
        "Read", action=READ_OF_FAMILY, value=one.referral_id, label=f"Read: {one.alias}"
    )
    return blocks.section(text, button=button)


def history(found: History) -> Block:
    """Return what is known of a family, for whoever screens a referral."""
    if not found.group_alias:
        shown = [blocks.section(NOTHING_KNOWN)]
    else:
        shown = [
            blocks.section(_whom(found)),
            *(blocks.section(_pattern(one)) for one in found.patterns),
            blocks.header("Plans"),
            blocks.section("\n".join(map(_plan, found.plans)) or "None is known here."),
            blocks.header("Other referrals"),
            *long_text(_referrals(found)),
            *_checks(found),
        ]
    note = "This look is kept."
    if found.group_alias:
        note = "This look is kept, and the family's lead social worker sees it."
    return blocks.modal(
        title="History of the family",
        blocks=[
            blocks.header(f"{found.alias}: what is known"),
            *shown,
            blocks.small(note),
        ],
        metadata=found.referral_id,
    )


def _whom(found: History) -> str:
    about = listed([f"child {number}" for number in found.about]) or "nobody named"
    children = "one child" if found.children == 1 else f"{found.children} children"
    lead = f" Lead social worker: {found.lead}." if found.lead else ""
    chair = f" Conference chair: {found.chair}." if found.chair else ""
    is_open = (
        "A plan is open: ring the lead social worker first."
        if found.is_open
        else "No plan is open."
    )
    return (
        f"{found.group_alias}, {children}; this referral is about {about}. "
        f"{is_open}{lead}{chair}"
    )


def _pattern(one: Pattern) -> str:
    days = listed([short_day(on) for on in one.days])
    said = {
        PatternKind.SEVERAL_AGENCIES: "Several agencies referred and nobody acted",
        PatternKind.REPEATED: "Referral after referral, and nobody acted",
        PatternKind.AGAIN_AFTER_PLAN: "The same worry again after a plan ended",
        PatternKind.OTHERS_TOO: "Animals or another child were at risk too",
    }[one.kind]
    return f"NOTICE: {said}: {days}."


def _plan(one: PastPlan) -> str:
    text = f"Child {one.child}: from {short_day(one.started_on)}"
    if one.ended_on is None:
        return f"{text}, open"
    marks = ["at its first review"] if one.at_first_review else []
    marks += (
        ["against the lead social worker's recommendation"] if one.against_lead else []
    )
    how = f", ended {listed(marks)}" if marks else ""
    return f"{text} to {short_day(one.ended_on)}{how}"


def _referrals(found: History) -> str:
    return (
        "\n".join(
            f"{short_day(one.made_on)}, {one.agency} to {one.team}, about "
            f"{WORRIES[one.worry]}: {_answered(one.answer)}"
            for one in found.referrals
        )
        or "None is known here."
    )


def _answered(answer: ReferralAnswer | None) -> str:
    return "no answer" if answer is None else ANSWERS[answer]


def _checks(found: History) -> list[Block]:
    if not found.checks:
        return []
    lines = [
        f"After {month} {'month' if month == 1 else 'months'}, on "
        f"{day_and_year(on)}: {LASTED[lasted]}"
        for month, on, lasted in found.checks
    ]
    return [blocks.header("Has the end lasted?"), blocks.section("\n".join(lines))]
