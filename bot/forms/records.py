"""The record of a meeting, page by page: who took part, who was seen, the end."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.forms.actions import OPEN_MAKE
from bot.forms.meetings import OPEN_NOT_HELD
from bot.pack_blocks import long_text
from bot.words import capital, day, listed
from models.vocabulary import AdultHeard, AttendedAs
from workflows.actions.entries import OPEN as OPEN_ACTIONS
from workflows.profile import Profile
from workflows.records.facts import MemberThere
from workflows.records.messages import NAMES
from workflows.records.policy import Adults, Attendance, Sighting
from workflows.records.shown import (
    AdultLine,
    Agreed,
    AttendanceForm,
    ChildrenForm,
    SeenLine,
)

ATTENDANCE: Final = "records.attendance"
CHILDREN: Final = "records.children"
FINISH: Final = "records.finish"
AGAIN: Final = "records.open_children"
CHOOSE_DAY: Final = "Please choose a day."
SOMEBODY_ELSE: Final = "somebody_else"
ALONE, OBSERVED, REFUSED = "alone", "observed", "access_refused"
HOW: Final = (
    (ALONE, "Seen alone"),
    (OBSERVED, "Seen with a parent or carer, and watched together"),
    (REFUSED, "Access was refused since the last meeting"),
)
_FIELDS: Final = (
    ("came", AttendedAs.CAME, "Who came?"),
    ("deputies", AttendedAs.DEPUTY, "Whose deputy came?"),
    ("reports", AttendedAs.SENT_REPORT, "Who sent a written report instead?"),
    ("apologies", AttendedAs.APOLOGIES, "Who sent apologies only?"),
)


def attendance(facts: AttendanceForm, profile: Profile) -> Block:
    """Return the first page: on which day, who took part, who is missing."""
    again = " The record as it was is kept." if facts.is_correction else ""
    return blocks.modal(
        title="Correct the record" if facts.is_correction else "Record a meeting",
        callback=ATTENDANCE,
        submit="Next",
        metadata=facts.meeting_id,
        blocks=[
            wording.alarm(profile),
            blocks.small(
                f"{facts.alias}, {NAMES[facts.kind]}. Filled in from what members "
                f"said; change what was different.{again} Next: the children."
            ),
            *_not_held(facts),
            blocks.ask("held_on", "On which day was it?", blocks.day(facts.held_on)),
            *(_people(facts, block_id, how, label) for block_id, how, label in _FIELDS),
            blocks.small("Everybody else is kept as absent."),
            _missing(facts),
        ],
    )


def _not_held(facts: AttendanceForm) -> list[Block]:
    if not facts.may_cancel:
        return []
    button = blocks.button(
        "It was not held", action=OPEN_NOT_HELD, value=facts.meeting_id
    )
    return [blocks.actions(button)]


def _people(facts: AttendanceForm, block_id: str, how: AttendedAs, label: str) -> Block:
    chosen = [who for who, as_ in facts.so_far.items() if as_ is how]
    return blocks.ask(
        block_id,
        label,
        blocks.several_of(
            [(one.person_id, _member(one)) for one in facts.members],
            chosen,
            kind="multi_static_select",
        ),
        # Nobody at all is refused with what to do instead, which Slack cannot say.
        optional=True,
    )


def _member(one: MemberThere) -> str:
    return f"{one.agency}: {one.name}"[: blocks.SHORTEN_TO]


def _missing(facts: AttendanceForm) -> Block:
    hint = "Leave it empty if everybody is."
    if facts.missing_voices:
        hint = f"By the register, missing: {listed(facts.missing_voices)}."
    return blocks.ask(
        "missing",
        "Is everybody here who should be? Who is missing?",
        blocks.writing(facts.missing or None),
        hint=hint,
        optional=True,
    )


def read_attendance(view: Mapping[str, Any]) -> Attendance | dict[str, str]:
    """Return who took part, or what was left out, by its place in the form."""
    filled = blocks.answers(view)
    held_on = _day(filled.get("held_on"))
    if held_on is None:
        return {"held_on": CHOOSE_DAY}
    return Attendance(
        held_on=held_on,
        came=frozenset(_several(filled.get("came"))),
        deputies=frozenset(_several(filled.get("deputies"))),
        reports=frozenset(_several(filled.get("reports"))),
        apologies=frozenset(_several(filled.get("apologies"))),
        missing=_text(filled.get("missing")),
    )


def children(facts: ChildrenForm, *, again: bool = False) -> Block:
    """
    Return the page for the children not spoken of yet, or the last one to finish.

    With `again`, all of them can be gone through once more.
    """
    left = [one for one in facts.children if again or not one.is_said]
    if not left:
        return _last(facts)
    chosen = [one.child.child_id for one in left]
    every = [(one.child.child_id, _child(one)) for one in facts.children]
    return blocks.modal(
        title="Children seen",
        callback=CHILDREN,
        submit="Next",
        metadata=facts.meeting_id,
        blocks=[
            *_so_far(facts),
            blocks.section(
                f"{facts.alias}: who last saw the children? Take out those who were "
                "seen another time; you are asked about them next."
            ),
            blocks.ask("children", "Which children?", blocks.several_of(every, chosen)),
            blocks.ask(
                "seen_on",
                "On which day were they last seen?",
                blocks.day(),
                hint="Leave it empty if nobody has seen them since the last meeting.",
                optional=True,
            ),
            blocks.ask(
                "seen_by",
                "By whom?",
                blocks.menu(
                    [
                        *((one.person_id, _member(one)) for one in facts.members),
                        (SOMEBODY_ELSE, "Somebody outside the core group"),
                    ]
                ),
                optional=True,
            ),
            blocks.ask("how", "How?", blocks.several_of(HOW), optional=True),
        ],
    )


def _last(facts: ChildrenForm) -> Block:
    """Return the last page: what is kept, when the next one is, and to finish it."""
    again = blocks.button("Change a child", action=AGAIN, value=facts.meeting_id)
    return blocks.modal(
        title="Finish the record",
        callback=FINISH,
        submit="Finish and send",
        metadata=facts.meeting_id,
        blocks=[
            *_so_far(facts),
            blocks.actions(again),
            *_adults(facts.adults),
            blocks.divider(),
            *agreed(facts.agreed, facts.group_id),
            blocks.section(next_date(facts.next_on, facts.due_on)),
            blocks.small(
                "It goes to every member, the chair and the team manager, in their "
                "message of the day. You can correct it afterwards."
            ),
        ],
    )


def _adults(adults: Iterable[AdultLine]) -> list[Block]:
    """Ask how the adults of the family were seen, if the register has any."""
    every = [(one.adult_id, capital(one.called)) for one in adults]
    if not every:
        return []
    heard = {one.adult_id: one.heard for one in adults}
    asked = (
        ("alone", AdultHeard.ALONE, "Who was seen alone, where nobody overheard?"),
        ("overheard", AdultHeard.OVERHEARD, "Who was seen with others about?"),
    )
    return [
        blocks.divider(),
        blocks.small("Adults of the family, since the last meeting."),
        *(
            blocks.ask(
                place,
                label,
                blocks.several_of(
                    every,
                    [one for one, how in heard.items() if how is wanted],
                    kind="multi_static_select",
                ),
                optional=True,
            )
            for place, wanted, label in asked
        ),
    ]


def read_adults(view: Mapping[str, Any]) -> Adults | None:
    """Return which adults were seen, or nothing where the form did not ask."""
    filled = blocks.answers(view)
    if "alone" not in filled:
        return None
    return Adults(
        alone=frozenset(_several(filled.get("alone"))),
        overheard=frozenset(_several(filled.get("overheard"))),
    )


def agreed(found: Agreed, group_id: str) -> list[Block]:
    """Say how many actions are open, and offer to read them and to add one."""
    buttons = []
    if found.may_add:
        buttons.append(blocks.button("Add an action", action=OPEN_MAKE, value=group_id))
    if found.open:
        buttons.append(
            blocks.button("Open the actions", action=OPEN_ACTIONS, value=group_id)
        )
    shown = [blocks.section(_how_many(found))]
    return [*shown, blocks.actions(*buttons)] if buttons else shown


def _how_many(found: Agreed) -> str:
    if not found.open:
        return "No action is open."
    many = "One action is" if found.open == 1 else f"{found.open} actions are"
    late = f", {found.overdue} of them overdue" if found.overdue else ""
    return f"{many} open{late}."


def _so_far(facts: ChildrenForm) -> list[Block]:
    said = [line(one) for one in facts.children if one.is_said]
    return long_text("\n".join(said)) if said else []


def line(one: SeenLine) -> str:
    """Return when one child was last seen, by whom and how."""
    name = _child(one)
    if one.seen_on is None:
        text = f"{name}: not seen since the meeting before."
    else:
        by = one.seen_by or "somebody outside the core group"
        how = [
            text
            for is_so, text in ((one.alone, "alone"), (one.observed, "with a parent"))
            if is_so
        ]
        manner = f", {listed(how)}" if how else ", not alone"
        text = f"{name}: last seen on {day(one.seen_on)} by {by}{manner}."
    return f"{text} Access was refused." if one.access_refused else text


def _child(one: SeenLine) -> str:
    child = one.child
    label = f", your label: {child.label}" if child.label else ""
    return f"{child.alias} ({child.age_band}{label})"[: blocks.SHORTEN_TO]


def next_date(next_on: date | None, due_on: date | None) -> str:
    """Return when the next core group is, or by when it is due."""
    if next_on is not None:
        return f"The next core group is on {day(next_on)}."
    if due_on is not None:
        return (
            f"No next core group is dated. It is due by {day(due_on)}: please find a "
            "date from the core group's page."
        )
    return "No next core group is due."


def read_sighting(view: Mapping[str, Any]) -> Sighting:
    """Return who saw which children, as the form has it."""
    filled = blocks.answers(view)
    how, by = _several(filled.get("how")), filled.get("seen_by")
    is_other = by == SOMEBODY_ELSE
    return Sighting(
        children=tuple(_several(filled.get("children"))),
        seen_on=_day(filled.get("seen_on")),
        seen_by=None if by is None or is_other else str(by),
        by_somebody_else=is_other,
        alone=ALONE in how,
        observed=OBSERVED in how,
        access_refused=REFUSED in how,
    )


def thanks(readers: int) -> Block:
    """Return that the record is finished, and how many are sent it."""
    people = {0: "nobody else", 1: "one person"}.get(readers, f"{readers} people")
    return blocks.modal(
        title="Thank you",
        blocks=[
            blocks.section(
                f"The record is finished. It goes to {people} with their message of "
                "the day, and you can see on it who has opened it."
            )
        ],
    )


def metadata(view: Mapping[str, Any]) -> str:
    """Return which meeting the form is about."""
    return str(view.get("private_metadata") or "")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
