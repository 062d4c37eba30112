"""Referrals on Home: a team's queue, and how one's own stand."""

from bot import blocks
from bot.blocks import Block
from bot.words import capital, day, moment
from workflows.overview.referrals import said_of_own, said_to_answer
from workflows.referrals.entries import OPEN_ADD, OPEN_ANSWER, READ, READ_OWN, TAKE
from workflows.referrals.owing import Kind, OwnReferral, ReferralsOwed, ToAnswer


def owed(referrals: ReferralsOwed) -> list[Block]:
    """Return what somebody owes to referrals, for Home: the oldest first."""
    return [
        *(block for one in referrals.to_answer for block in _to_answer(one)),
        *(_own(one) for one in referrals.own),
    ]


def _to_answer(one: ToAnswer) -> list[Block]:
    taken = ""
    if one.taken_by and not one.is_mine:
        taken = f" {one.taken_by} has it."
    text = f"{one.alias}: {said_to_answer(one)} {moment(one.answer_by)}.{taken}"
    if not one.is_acknowledged:
        text += f" To be acknowledged by {day(one.acknowledge_by)}."
    made = (
        ("Answer it", OPEN_ANSWER, "primary"),
        ("Read it", READ, None),
        *(() if one.is_mine else (("Take it", TAKE, None),)),
    )
    buttons = [
        blocks.button(
            press,
            action=action,
            value=one.referral_id,
            style=style,
            label=f"{one.alias}: {press}",
        )
        for press, action, style in made
    ]
    return [blocks.section(text), blocks.actions(*buttons)]


def _own(one: OwnReferral) -> Block:
    press, action = {
        Kind.CONFIRM: ("Open the referral", READ_OWN),
        Kind.SAY_MORE: ("Say more", OPEN_ADD),
        Kind.CHASED: ("Open the referral", READ_OWN),
        Kind.ANSWERED: ("Read the answer", READ_OWN),
    }[one.kind]
    by = f" {moment(one.confirm_by)}" if one.confirm_by is not None else ""
    button = blocks.button(
        press,
        action=action,
        value=one.referral_id,
        label=f"{one.alias}: {press}",
        style="primary" if one.kind in (Kind.CONFIRM, Kind.SAY_MORE) else None,
    )
    return blocks.section(
        f"{one.alias}: {capital(said_of_own(one))}{by}.", button=button
    )
