"""Outcomes: the form in which a chair records one, and the page that all read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.pack_words import DECISIONS
from bot.words import day, day_and_year, listed, moment
from models.vocabulary import Decision, Duty, JointView, WhatFollows
from workflows.outcomes.entries import NAMES, OPEN_RECORD
from workflows.outcomes.policy import ENDS, ONE_INSTANT, NewOutcome
from workflows.outcomes.recording import Receipt
from workflows.outcomes.shown import (
    Decided,
    JointTalk,
    OutcomeForm,
    OutcomePage,
    ShownDuty,
)
from workflows.profile import Profile

RECORD: Final = "outcomes.record"
FOLLOWS: Final = (
    (WhatFollows.CHILD_IN_NEED, "A child in need plan"),
    (WhatFollows.FAMILY_HELP, "A family help plan"),
    (WhatFollows.UNIVERSAL, "Universal services only"),
    (WhatFollows.OTHER, "Something else, as the reason says"),
)
RECOMMENDED: Final = dict(wording.RECOMMENDATIONS)
YES, NO, SEEN = "yes", "no", "seen"
CHOOSE: Final = "Please choose one."
CHOOSE_DAY: Final = "Please choose a day."
NOT_HEARD: Final = (
    "Not heard: no views were collected before this conference, or not in time."
)
_DIFFERS: Final = "differs:"


def form(facts: OutcomeForm, profile: Profile) -> Block:
    """Return the form: what was recommended, then what was decided and what follows."""
    again = facts.version > 0
    about = (
        f"{facts.alias}. What was recorded before stays on record."
        if again
        else f"{facts.alias}. The core group reads this; it takes about two minutes."
    )
    return blocks.modal(
        title="Correct the outcome" if again else "Record the outcome",
        callback=RECORD,
        submit="Keep it",
        metadata=json.dumps([facts.conference_id, facts.version]),
        blocks=[
            wording.alarm(profile),
            blocks.small(about),
            *_recommended(facts),
            *_talk(facts.talk),
            *_decision(facts),
            *_ending(facts),
        ],
    )


def _recommended(facts: OutcomeForm) -> Iterator[Block]:
    if not facts.heard:
        yield blocks.section(NOT_HEARD)
        return
    for one in facts.children:
        yield from long_text(f"{_child(one)}\n{_said(one)}")


def _child(one: Decided) -> str:
    label = f", your label: {one.child.label}" if one.child.label else ""
    return f"{one.child.alias} ({one.child.age_band}{label})"


def _said(one: Decided) -> str:
    lines = [
        f"{RECOMMENDED[said.recommendation]}: {listed(said.agencies)}"
        for said in one.recommended
    ]
    return "\n".join(lines) or "Not heard: no agency gave a view about this child."


def _talk(talk: JointTalk | None) -> list[Block]:
    if talk is None:
        return [blocks.small("The core group's joint view was not recorded.")]
    was = "joint view" if talk.joint is JointView.DISCUSSED else "reason not to discuss"
    return long_text(f"The core group's {was}: {talk.text}")


def _decision(facts: OutcomeForm) -> Iterator[Block]:
    before = _before(facts)
    chosen = None if before is None else before.decision
    yield blocks.ask("held_on", "On which day was it held?", blocks.day(facts.on))
    quorate = None if facts.quorate is None else YES if facts.quorate else NO
    yield blocks.ask(
        "quorate",
        "Was it quorate?",
        blocks.one_of(((YES, "Yes"), (NO, "No")), quorate),
        hint="If it was not, that is marked; what was decided is kept all the same.",
    )
    many = len(facts.children) > 1
    yield blocks.ask(
        "decision",
        "What was decided for the children?" if many else "What was decided?",
        blocks.one_of(tuple(DECISIONS.items()), chosen),
    )
    yield blocks.ask(
        "because",
        "Why?",
        blocks.writing(None if before is None else before.because),
    )
    if many:
        yield from _differing(facts, chosen)


def _before(facts: OutcomeForm) -> Decided | None:
    """Return the child whose outcome stands for most of them, where there is one."""
    decided = [one for one in facts.children if one.decision is not None]
    if not decided:
        return None
    ((most, _),) = Counter(one.decision for one in decided).most_common(1)
    return next(one for one in decided if one.decision is most)


def _differing(facts: OutcomeForm, chosen: Decision | None) -> Iterator[Block]:
    others = []
    for one in facts.children:
        is_other = one.decision is not None and one.decision is not chosen
        others += [one] if is_other else []
        yield blocks.ask(
            f"{_DIFFERS}{one.plan_id}",
            f"{one.child.alias}, if it is different",
            blocks.menu(tuple(DECISIONS.items()), one.decision if is_other else None),
            optional=True,
        )
    yield blocks.ask(
        "because_differs",
        "Why is it different?",
        blocks.writing(others[0].because if others else None),
        hint="Left empty, the reason above is kept for every child.",
        optional=True,
    )


def _ending(facts: OutcomeForm) -> Iterator[Block]:
    ended = next((one for one in facts.children if one.follows), None)
    yield blocks.divider()
    yield blocks.header("If a plan ends")
    if facts.open_actions:
        count = facts.open_actions
        are = "1 action is" if count == 1 else f"{count} actions are"
        yield blocks.ask(
            "seen_actions",
            f"{are} still open",
            blocks.several_of(
                ((SEEN, "I have seen them, and it ends all the same"),),
            ),
            optional=True,
        )
    yield blocks.ask(
        "follows",
        "What follows?",
        blocks.one_of(FOLLOWS, None if ended is None else ended.follows),
        optional=True,
    )
    yield blocks.ask(
        "led_by",
        "Who leads it?",
        blocks.menu(
            [(who, name[: blocks.SHORTEN_TO]) for who, name in facts.leaders],
            None if ended is None else ended.led_by_id,
        ),
        optional=True,
    )
    is_outside = ended is not None and ended.led_by_id is None
    yield blocks.ask(
        "led_by_name",
        "Or somebody else: who?",
        blocks.writing(
            ended.led_by if ended is not None and is_outside else None, lines=False
        ),
        optional=True,
    )
    yield blocks.ask(
        "first_meeting_on",
        "When is its first meeting?",
        blocks.day(None if ended is None else ended.first_meeting_on),
        optional=True,
    )


def read_place(view: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return which conference a form is about and the version seen, or nothing."""
    try:
        conference_id, version = json.loads(str(view.get("private_metadata")))
        return str(conference_id), int(version)
    except (ValueError, TypeError):
        return None


def read(view: Mapping[str, Any]) -> NewOutcome | dict[str, str]:
    """Return what a chair says, or what they left out, by its place in the form."""
    filled = blocks.answers(view)
    held_on, decision = _day(filled.get("held_on")), _decided(filled.get("decision"))
    if held_on is None:
        return {"held_on": CHOOSE_DAY}
    if filled.get("quorate") not in {YES, NO}:
        return {"quorate": CHOOSE}
    if decision is None:
        return {"decision": CHOOSE}
    follows = filled.get("follows")
    others = {
        key.removeprefix(_DIFFERS): _decided(value)
        for key, value in filled.items()
        if key.startswith(_DIFFERS)
    }
    return NewOutcome(
        held_on=held_on,
        decision=decision,
        because=_text(filled.get("because")),
        quorate=filled["quorate"] == YES,
        differs={plan: one for plan, one in others.items() if one is not None},
        because_differs=_text(filled.get("because_differs")),
        follows=next((one for one in WhatFollows if one == follows), None),
        led_by=_text(filled.get("led_by")) or None,
        led_by_name=_text(filled.get("led_by_name")),
        first_meeting_on=_day(filled.get("first_meeting_on")),
        has_seen_actions=_has_seen(view, filled),
    )


def _has_seen(view: Mapping[str, Any], filled: Mapping[str, Any]) -> bool:
    """Say whether open actions were seen; where none were, nothing was asked."""
    asked = any(
        isinstance(block, dict) and block.get("block_id") == "seen_actions"
        for block in view.get("blocks") or []
    )
    return not asked or SEEN in (filled.get("seen_actions") or [])


def said(receipt: Receipt) -> str:
    """Return what was kept, and what follows: dates only."""
    kept = "corrected" if receipt.is_correction else "kept"
    lines = [
        f"{receipt.alias}: the outcome of the review conference of "
        f"{day(receipt.held_on)} is {kept}. The core group is pointed to it."
    ]
    if receipt.is_late and not receipt.is_correction:
        lines.append("It is marked as recorded late.")
    if receipt.ended:
        ended = "1 plan has" if receipt.ended == 1 else f"{receipt.ended} plans have"
        lines.append(f"{ended} ended.")
    if receipt.duties:
        lines.append("Managers who did not decide it are asked to look at the ending.")
    if receipt.next_review_on is not None:
        lines.append(f"The next review is on {day_and_year(receipt.next_review_on)}.")
    if receipt.closes_on is not None:
        lines.append(
            "No plan of this family goes on: the core group closes on "
            f"{day(receipt.closes_on)}, once nobody can challenge the decision."
        )
    return " ".join(lines)


def page(found: OutcomePage) -> Block:
    """Return what a conference decided, why and what follows, to read."""
    shown = blocks_of(found)
    if found.may_correct:
        button = blocks.button(
            "Correct it", action=OPEN_RECORD, value=found.conference_id
        )
        shown.append(blocks.actions(button))
    return blocks.modal(title="The outcome", blocks=shown, metadata=found.conference_id)


def blocks_of(found: OutcomePage) -> list[Block]:
    """Return an outcome as it stands on its page, and in a manager's form."""
    shown: list[Block] = [blocks.section(_about(found))]
    if found.challenge_until is not None:
        shown.append(
            blocks.section(
                "You had recommended something else. You can challenge this until "
                f"{moment(found.challenge_until)}."
            )
        )
    reasons: dict[str, list[str]] = {}
    for one in found.children:
        shown.append(blocks.divider())
        shown += long_text("\n".join(_decided_lines(one, found)))
        reasons.setdefault(one.because, []).append(one.child.alias)
    for reason, aliases in reasons.items():
        shown += [blocks.divider(), blocks.small(f"Why, for {listed(aliases)}:")]
        shown += long_text(reason)
    shown += [blocks.section(_duty(one)) for one in found.duties]
    shown.append(blocks.small("Every reading is kept."))
    return shown


def _about(found: OutcomePage) -> str:
    lines = [
        f"{found.alias}: the review conference of {day_and_year(found.held_on)}. "
        f"Recorded on {day_and_year(found.recorded_on)} by {found.decided_by}."
    ]
    if found.is_late:
        lines.append("RECORDED LATE.")
    if found.version > 1:
        lines.append(f"Corrected: this is version {found.version}.")
    if found.quorate is False:
        lines.append("INQUORATE: it was held without a quorum.")
    if not found.heard:
        lines.append(NOT_HEARD)
    if found.open_actions:
        lines.append(f"Actions still open then: {found.open_actions}.")
    if found.closes_on is not None:
        lines.append(f"The core group closes on {day(found.closes_on)}.")
    return " ".join(lines)


def _decided_lines(one: Decided, found: OutcomePage) -> Iterator[str]:
    decision = "" if one.decision is None else DECISIONS[one.decision]
    yield f"{_child(one)}: {decision}."
    if one.follows is not None and one.first_meeting_on is not None:
        yield (
            f"What follows: {dict(FOLLOWS)[one.follows]}, led by {one.led_by}. "
            f"First meeting: {day_and_year(one.first_meeting_on)}."
        )
    if one.decision in ENDS and one.at_first_review:
        yield "ENDED AT THE FIRST REVIEW."
    if one.against_lead:
        yield "AGAINST THE LEAD SOCIAL WORKER'S RECOMMENDATION."
    if found.may_see_views and found.heard:
        yield f"Recommended before:\n{_said(one)}"


def _duty(one: ShownDuty) -> str:
    name = NAMES[Duty(one.duty)].capitalize()
    if one.done_on is not None:
        return f"{name}: done on {day_and_year(one.done_on)}."
    who = listed(one.owed_by) or "nobody can be asked yet"
    return f"{name}: {who}, {until(Duty(one.duty), one.due_at)}."


def until(duty: Duty, due_at: datetime) -> str:
    """Return until when a duty is in time: to confirm by the hour, the rest by day."""
    if duty is Duty.CONFIRM:
        return f"by {moment(due_at)}"
    return f"by {day_and_year(due_at - ONE_INSTANT)}"


def _decided(value: object) -> Decision | None:
    return next((one for one in Decision if one == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
