"""Referrals: the form to record one, to add to it, to answer it, to hand it over."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.words import day, moment
from models.referral_vocabulary import FamilyKnows, MadeAs, ReferralAnswer, Worry
from workflows import clock
from workflows.profile import Profile
from workflows.referrals.answering import Kept
from workflows.referrals.policy import SOURCES, WORRIES, NewReferral
from workflows.referrals.recording import Receipt, RecordForm
from workflows.referrals.teams import HandOverForm

SHORTCUT: Final = "referrals.shortcut"
RECORD: Final = "referrals.record"
ADD: Final = "referrals.add"
ANSWER: Final = "referrals.answer"
HAND_OVER: Final = "referrals.hand_over"
YES, NO, TOLD = "yes", "no", "told"
OTHER_FAMILY: Final = "other"
# Slack takes a hundred in a menu; one of the families is another one.
MOST_GROUPS, MOST_TEAMS = 99, 100
NO_TEAM: Final = (
    "No team that receives referrals is set up here yet. Make the referral by "
    "telephone or form as you do, and ask business support to have teams brought in."
)
NOT_MADE_HERE: Final = (
    "Recording it here does not make the referral. Make it first, by telephone or "
    "form; here it is followed until somebody answers."
)
NEW_HARM: Final = (
    "New harm to a child on an open plan: telephone their social worker, or the duty "
    "manager."
)
IN_DANGER: Final = (
    "Please telephone now: 999, or {numbers}. Then record here what you did; what you "
    "wrote stays in this form meanwhile."
)
MADE: Final[Mapping[MadeAs, str]] = {
    MadeAs.TELEPHONE: "By telephone",
    MadeAs.FORM: "By form, or in writing",
    MadeAs.IN_PERSON: "In person",
}
KNOWS: Final[Mapping[FamilyKnows, str]] = {
    FamilyKnows.YES: "Yes",
    FamilyKnows.NOT_YET: "Not yet",
    FamilyKnows.UNSAFE: "No: telling them could put somebody at risk",
}
ANSWERS: Final[Mapping[ReferralAnswer, str]] = {
    ReferralAnswer.ACCEPTED: "Accepted: we act on it",
    ReferralAnswer.NO_FURTHER_ACTION: "No further action",
    ReferralAnswer.PASSED_ON: "Passed on to somebody else",
    ReferralAnswer.NEED_MORE: "We need to know more first",
}
CHOOSE: Final = "Please choose one."
NO_DAY: Final = "Please say on which day it was made."
NO_TIME: Final = "Please say at what time it was made."
NOBODY: Final = "Please choose somebody."


def record(facts: RecordForm, profile: Profile) -> Block:
    """Return the form to record a referral that was made."""
    groups = [*facts.groups[:MOST_GROUPS], (OTHER_FAMILY, "A family that is not here")]
    return blocks.modal(
        title="Record a referral",
        callback=RECORD,
        submit="Record it",
        blocks=[
            wording.alarm(profile),
            blocks.section(f"{NOT_MADE_HERE} {NEW_HARM}"),
            blocks.ask(
                "danger",
                "Is a child in danger now?",
                blocks.one_of(
                    [
                        (NO, "No"),
                        (TOLD, "Yes, and I have telephoned already"),
                        (YES, "Yes"),
                    ]
                ),
            ),
            blocks.ask("group", "Which family?", blocks.menu(groups)),
            blocks.ask(
                "family",
                "If it is not here: how can the team find the family?",
                blocks.writing(lines=False),
                hint="A reference, such as CG-4817 or that of your own record.",
                optional=True,
            ),
            *_children(facts),
            blocks.ask(
                "worry",
                "What is the worry about, first of all?",
                blocks.menu([(one.value, _capital(WORRIES[one])) for one in WORRIES]),
            ),
            blocks.ask("concern", "What is the worry?", blocks.writing()),
            *_how(facts),
            *_who(facts),
        ],
    )


def _children(facts: RecordForm) -> list[Block]:
    others = ("others", "Animals, or another child of the household, are at risk too")
    shown = []
    if facts.most_children > 1:
        numbers = range(1, facts.most_children + 1)
        shown.append(
            blocks.ask(
                "children",
                "Which children?",
                blocks.several_of([(str(one), f"Child {one}") for one in numbers]),
                hint="None chosen means all of them.",
                optional=True,
            )
        )
    shown.append(
        blocks.ask("others", "Others too?", blocks.several_of([others]), optional=True)
    )
    return shown


def _how(facts: RecordForm) -> list[Block]:
    return [
        blocks.ask(
            "as",
            "How was it made?",
            blocks.one_of([(one.value, text) for one, text in MADE.items()]),
        ),
        blocks.ask("made_on", "On which day?", blocks.day(facts.today)),
        blocks.ask("made_at", "At what time?", blocks.hour()),
        blocks.ask("team", "To which team?", blocks.menu(facts.teams[:MOST_TEAMS])),
    ]


def _who(facts: RecordForm) -> list[Block]:
    another = ("another", "This is another referral, besides one of today")
    return [
        blocks.ask(
            "who",
            "Who made it, if it was not you?",
            blocks.writing(lines=False),
            hint="Read by the team, the chair and the team manager alone.",
            optional=True,
        ),
        blocks.ask(
            "source",
            "As what did they refer?",
            blocks.menu(
                [(code, _capital(text)) for code, text in SOURCES.items()],
                facts.source_code,
            ),
        ),
        blocks.ask(
            "knows",
            "Does the family know of it?",
            blocks.one_of([(one.value, text) for one, text in KNOWS.items()]),
        ),
        blocks.ask(
            "another",
            "Recorded today already?",
            blocks.several_of([another]),
            optional=True,
        ),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def read(view: Mapping[str, Any], profile: Profile) -> NewReferral | dict[str, str]:
    """Return what somebody says, or what they left out, by its place in the form."""
    filled = blocks.answers(view)
    wrong = _missing(filled, profile)
    made_at = _moment(filled)
    if isinstance(made_at, dict):
        wrong |= made_at
    if wrong or isinstance(made_at, dict):
        return wrong
    group_id = _text(filled.get("group"))
    return NewReferral(
        team_id=_text(filled.get("team")),
        worry=Worry(filled["worry"]),
        concern=_text(filled.get("concern")),
        made_as=MadeAs(filled["as"]),
        made_at=made_at,
        family_knows=FamilyKnows(filled["knows"]),
        group_id="" if group_id == OTHER_FAMILY else group_id,
        family=_text(filled.get("family")) if group_id == OTHER_FAMILY else "",
        children=tuple(
            int(one) for one in _listed(filled.get("children")) if one.isdecimal()
        ),
        about_others=bool(_listed(filled.get("others"))),
        made_by=_text(filled.get("who")),
        source_code=_text(filled.get("source")),
        is_another=bool(_listed(filled.get("another"))),
    )


def _missing(filled: Mapping[str, Any], profile: Profile) -> dict[str, str]:
    wrong: dict[str, str] = {}
    allowed: Mapping[str, tuple[str, ...]] = {
        "danger": (NO, TOLD, YES),
        "worry": tuple(Worry),
        "as": tuple(MadeAs),
        "knows": tuple(FamilyKnows),
        "source": tuple(SOURCES),
    }
    for block_id, values in allowed.items():
        if filled.get(block_id) not in values:
            wrong[block_id] = CHOOSE
    for block_id in ("group", "team"):
        if not _text(filled.get(block_id)):
            wrong[block_id] = CHOOSE
    if filled.get("danger") == YES:
        phone = profile.telephone
        numbers = f"{phone.day}, {phone.out_of_hours} (out of hours)"
        wrong["danger"] = IN_DANGER.format(numbers=numbers)
    return wrong


def _moment(filled: Mapping[str, Any]) -> datetime | dict[str, str]:
    try:
        on = date.fromisoformat(_text(filled.get("made_on")))
    except ValueError:
        return {"made_on": NO_DAY}
    try:
        at = time.fromisoformat(_text(filled.get("made_at")))
        return clock.at(on, at.hour, at.minute)
    except (ValueError, OverflowError):
        return {"made_at": NO_TIME}


def said(receipt: Receipt) -> str:
    """Return that a referral is kept, and what comes next when."""
    lines = [
        f"{receipt.alias}: kept, and put before {receipt.team}. Their acknowledgement "
        f"is due by {day(receipt.acknowledge_by)}."
    ]
    if receipt.confirm_by is not None:
        lines.append(
            f"Please confirm it to them in writing by {moment(receipt.confirm_by)}, "
            "and say so on Home."
        )
    lines.append(
        f"Without an answer they are chased on {day(clock.today(receipt.chase_at))}, "
        f"and you hear of it. If it cannot wait, telephone them: {receipt.telephone}."
    )
    return "\n".join(lines)


def add(referral_id: str, profile: Profile) -> Block:
    """Return the form to add to a referral."""
    return blocks.modal(
        title="Add to a referral",
        callback=ADD,
        submit="Add it",
        metadata=referral_id,
        blocks=[
            wording.alarm(profile),
            blocks.ask("text", "What do you add?", blocks.writing()),
            blocks.small("The team reads it. It may be disclosed in court."),
        ],
    )


def read_text(view: Mapping[str, Any]) -> str:
    """Return what was written in a form."""
    return _text(blocks.answers(view).get("text"))


def answer(referral_id: str, alias: str, shown: list[Block], profile: Profile) -> Block:
    """Return the form to answer a referral, which shows it first."""
    return blocks.modal(
        title="Answer a referral",
        callback=ANSWER,
        submit="Answer it",
        metadata=referral_id,
        blocks=[
            wording.alarm(profile),
            *shown,
            blocks.divider(),
            blocks.ask(
                "answer",
                f"What do you answer to {alias}?",
                blocks.one_of([(one.value, text) for one, text in ANSWERS.items()]),
            ),
            blocks.ask(
                "text",
                "What happens next, or why not",
                blocks.writing(),
                hint="Who does what by when; why not; to whom it went; what you need.",
            ),
            blocks.small("Whoever referred reads it. It may be disclosed in court."),
        ],
    )


def read_answer(view: Mapping[str, Any]) -> tuple[ReferralAnswer, str] | dict[str, str]:
    """Return what a team answers, or what was left out."""
    filled = blocks.answers(view)
    found = next((one for one in ReferralAnswer if one == filled.get("answer")), None)
    if found is None:
        return {"answer": CHOOSE}
    return found, _text(filled.get("text"))


def answered(kept: Kept) -> str:
    """Return that an answer is kept, and who reads it."""
    late = (
        " It came late, is welcome all the same, and is marked so."
        if kept.is_late
        else ""
    )
    if kept.answer is ReferralAnswer.NEED_MORE:
        return (
            f"{kept.alias}: {kept.told} is asked for more, each working day. You have "
            f"your days anew once they have said it.{late}"
        )
    return (
        f"{kept.alias}: your answer is kept, and {kept.told} reads it.{late} Thank you."
    )


def hand_over(facts: HandOverForm) -> Block:
    """Return the form to give a referral to somebody else of the team."""
    return blocks.modal(
        title="Hand over",
        callback=HAND_OVER,
        submit="Hand it over",
        metadata=facts.referral_id,
        blocks=[
            blocks.ask(
                "person", f"Who takes {facts.alias}?", blocks.menu(facts.people[:100])
            )
        ],
    )


def read_person(view: Mapping[str, Any]) -> str:
    """Return who was chosen, or nothing."""
    return _text(blocks.answers(view).get("person"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
