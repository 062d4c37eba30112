"""Challenges on Home: what somebody owes an answer to, and how theirs stand."""

from bot import blocks
from bot.blocks import Block
from bot.words import day
from workflows.challenges.entries import OPEN_ANSWER, OPEN_DECIDE, READ
from workflows.challenges.owing import ChallengesOwed, ToAnswer, ToDecide, ToKnow
from workflows.overview.challenges import said, whose


def owed(challenges: ChallengesOwed) -> list[Block]:
    """Return what somebody owes to challenges, for Home."""
    return [
        *(_to_answer(one) for one in challenges.to_answer),
        *(_to_decide(one) for one in challenges.to_decide),
        *(_to_know(one) for one in challenges.to_know),
    ]


def _to_answer(one: ToAnswer) -> Block:
    whose = "your answer" if one.for_name is None else f"{one.for_name}'s answer"
    was = "was" if one.is_late else "is"
    risk = " It says that a child is at risk now." if one.at_risk else ""
    button = blocks.button(
        "Read it and answer",
        action=OPEN_ANSWER,
        value=one.rung_id,
        style="danger" if one.at_risk else "primary",
        label=f"{one.alias}: Read it and answer, {_marks(one)}by {day(one.due_on)}"[
            : blocks.SHORTEN_TO
        ],
    )
    return blocks.section(
        f"{one.alias}: {whose} to a challenge {was} due by {day(one.due_on)}.{risk}",
        button=button,
    )


def _marks(one: ToAnswer) -> str:
    """Return by what a screen reader tells one challenge from another."""
    risk = "a child at risk, " if one.at_risk else ""
    late = "late, " if one.is_late else ""
    name = "" if one.for_name is None else f"for {one.for_name}, "
    return f"{risk}{late}{name}"


def _to_decide(one: ToDecide) -> Block:
    button = blocks.button(
        "Say if it is settled",
        action=OPEN_DECIDE,
        value=one.challenge_id,
        style="primary",
        label=f"{one.alias}: Say if it is settled, answered {day(one.answered_on)}",
    )
    return blocks.section(
        f"{one.alias}: {whose(one)} was answered on {day(one.answered_on)}. Is it "
        "settled?",
        button=button,
    )


def _to_know(one: ToKnow) -> Block:
    by = "" if one.due_on is None else f" {day(one.due_on)}"
    text = f"{one.alias}: {said(one)}{by}."
    if not one.may_read:
        return blocks.section(text)
    button = blocks.button(
        "Open the challenge",
        action=READ,
        value=one.challenge_id,
        label=f"{one.alias}: Open the challenge, {said(one)}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(text, button=button)
