"""After a plan: a manager looks at its ending again; others say if it lasted."""

from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import outcomes, wording
from bot.words import day_and_year, listed, short_day
from models.vocabulary import Duty, Finding, Lasted
from workflows.outcomes.assuring import DutyForm
from workflows.outcomes.assuring import Receipt as DutyReceipt
from workflows.outcomes.checking import Answered, CheckForm, CheckLine, ChecksPage
from workflows.outcomes.entries import NAMES
from workflows.profile import Profile

CONFIRM: Final = "outcomes.confirm"
REVIEW: Final = "outcomes.review"
CHECK: Final = "outcomes.check"
CHOOSE: Final = "Please choose one."
FINDINGS: Final = (
    (Finding.SOUND, "The ending was sound"),
    (Finding.SOUND_WITH_LESSONS, "It was sound, and there is something to learn"),
    (Finding.TOO_EARLY, "It was too early: the children need more"),
)
LASTED: Final = (
    (Lasted.HOLDING, "It is holding"),
    (Lasted.WORRIES_AGAIN, "There are worries again"),
    (Lasted.DO_NOT_KNOW, "I do not know any more"),
)
_ASKS: Final[Mapping[Duty, str]] = {
    Duty.CONFIRM: "Can the ending stand?",
    Duty.AUDIT: "What did the audit find?",
    Duty.MANAGER_REVIEW: "What did your review find?",
    Duty.SENIOR_REVIEW: "What did your review find?",
}


def duty(facts: DutyForm, profile: Profile) -> Block:
    """Return the form in which a manager says what they found."""
    is_senior = facts.duty in {Duty.CONFIRM, Duty.AUDIT}
    return blocks.modal(
        title="Look at the ending",
        callback=CONFIRM if is_senior else REVIEW,
        submit="Sign it",
        metadata=facts.assurance_id,
        blocks=[
            wording.alarm(profile),
            blocks.small(
                f"{NAMES[facts.duty].capitalize()} is due "
                f"{outcomes.until(facts.duty, facts.due_at)}. "
                "Sign it only if you did not decide it."
            ),
            *outcomes.blocks_of(facts.page),
            blocks.ask("finding", _ASKS[facts.duty], blocks.one_of(FINDINGS)),
            blocks.ask(
                "text",
                "What did you look at, and what did you find?",
                blocks.writing(),
            ),
        ],
    )


def read_duty(view: Mapping[str, Any]) -> tuple[Finding, str] | dict[str, str]:
    """Return what a manager found, or what they left out."""
    filled = blocks.answers(view)
    finding = next((one for one in Finding if one == filled.get("finding")), None)
    if finding is None:
        return {"finding": CHOOSE}
    return finding, _text(filled.get("text"))


def signed(receipt: DutyReceipt) -> str:
    """Return what is kept of a duty."""
    text = f"{receipt.alias}: {NAMES[receipt.duty]} is kept, with your finding."
    return f"{text} It is marked as late." if receipt.is_late else f"{text} Thank you."


def check(facts: CheckForm, profile: Profile) -> Block:
    """Return the form that asks whether the end of a plan has lasted."""
    months = "a month" if facts.month == 1 else f"{facts.month} months"
    return blocks.modal(
        title="How is it now?",
        callback=CHECK,
        submit="Send",
        metadata=facts.check_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(
                f"{listed(facts.children)}: the plan ended on "
                f"{day_and_year(facts.ended_on)}, {months} ago."
            ),
            blocks.ask(
                "lasted", "How is it now, as far as you know?", blocks.one_of(LASTED)
            ),
            blocks.ask("line", "In a line", blocks.writing(), optional=True),
            blocks.small(
                "Whoever chaired the last conference reads this. It makes no referral."
            ),
        ],
    )


def read_check(view: Mapping[str, Any]) -> tuple[Lasted, str] | dict[str, str]:
    """Return how somebody sees it now, or what they left out."""
    filled = blocks.answers(view)
    lasted = next((one for one in Lasted if one == filled.get("lasted")), None)
    if lasted is None:
        return {"lasted": CHOOSE}
    return lasted, _text(filled.get("line"))


def answered(found: Answered) -> str:
    """Return what is kept of an answer, and what to do about a worry."""
    text = f"{found.alias}: your answer is kept. Thank you."
    if found.lasted is Lasted.WORRIES_AGAIN:
        text += (
            " Whoever chaired the last conference is told. If a child needs help, "
            "please make a referral too, as you would for any child."
        )
    return text


def checks(found: ChecksPage) -> Block:
    """Return what was answered after a plan, for its former chair."""
    shown: list[Block] = [
        blocks.section(
            f"{listed(found.children) or found.alias}: the plan ended on "
            f"{day_and_year(found.ended_on)}. {_verdict(found)}"
        )
    ]
    for one in found.lines:
        shown.append(blocks.section(_line(one)))
        if one.line:
            shown.append(blocks.section(one.line))
    if not found.lines:
        shown.append(blocks.section("Nobody was asked yet."))
    shown.append(blocks.small("Every reading is kept."))
    return blocks.modal(title="After the plan", blocks=shown[:100])


def _verdict(found: ChecksPage) -> str:
    return {
        True: "It has lasted.",
        False: "It has not lasted.",
        None: "Whether it has lasted is not known yet.",
    }[found.has_lasted]


def _line(one: CheckLine) -> str:
    months = "1 month" if one.month == 1 else f"{one.month} months"
    if one.lasted is None or one.answered_on is None:
        return f"After {months}, {one.who}: asked, not yet heard from."
    said = dict(LASTED)[one.lasted]
    return f"After {months}, {one.who}: {said} ({short_day(one.answered_on)})."


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
