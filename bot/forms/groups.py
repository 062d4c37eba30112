"""Forms for setting up a core group and for who belongs to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from models.vocabulary import Category
from workflows.plans.policy import NewChild
from workflows.profile import Profile

SET_UP: Final = "groups.set_up"
SET_UP_CHILDREN: Final = "groups.set_up_children"
ADD_MEMBER: Final = "membership.add"
ALLOCATE_CHAIR: Final = "membership.allocate_chair"
LABEL: Final = "access.label"
CATEGORIES: Final = (
    (Category.NEGLECT, "Neglect"),
    (Category.PHYSICAL, "Physical abuse"),
    (Category.SEXUAL, "Sexual abuse"),
    (Category.EMOTIONAL, "Emotional abuse"),
    (Category.MULTIPLE, "Several categories"),
)
MOST_CHILDREN: Final = 12
YYYY_MM: Final = 7


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A person chosen in a form: by account, or by the e-mail of the register."""

    user_id: str | None
    email: str | None


@dataclass(frozen=True, kw_only=True)
class NewGroup:
    """The first page of setting up a core group."""

    initial_on: date
    review_on: date | None
    lead: Chosen
    children: int


def set_up() -> Block:
    """Return the first page: the conference, the lead social worker, how many."""
    counts = [(str(n), str(n)) for n in range(1, MOST_CHILDREN + 1)]
    return blocks.modal(
        title="Set up a core group",
        callback=SET_UP,
        submit="Next",
        blocks=[
            blocks.section(
                "No names here. The group gets an alias such as CG-4817, and each "
                "child a number."
            ),
            blocks.ask("initial_on", "Day of the initial conference", blocks.day()),
            blocks.ask(
                "review_on",
                "Day of the first review conference",
                blocks.day(),
                optional=True,
                hint="Leave it empty if it is not set: the bot counts when it is due.",
            ),
            *person("Who is the lead social worker?"),
            blocks.ask("children", "How many children?", blocks.menu(counts)),
        ],
    )


def set_up_children(new: NewGroup) -> Block:
    """Return the second page: each child's month of birth and category."""
    asked = []
    for number in range(1, new.children + 1):
        asked += [
            blocks.header(f"Child {number}"),
            blocks.ask(
                f"{number}:born",
                "Born in which month?",
                {**_short("2019-05"), "max_length": YYYY_MM},
                optional=True,
                hint="Year and month, such as 2019-05. Nothing more is kept.",
            ),
            blocks.ask(
                f"{number}:due",
                "Not born yet? Expected on",
                blocks.day(),
                optional=True,
            ),
            blocks.ask(f"{number}:category", "Category", blocks.menu(CATEGORIES)),
        ]
    return blocks.modal(
        title="The children",
        callback=SET_UP_CHILDREN,
        submit="Set up",
        metadata=_packed(new),
        blocks=asked,
    )


def read_set_up(view: Mapping[str, Any]) -> NewGroup | dict[str, str]:
    """Return the first page, or what needs mending in it."""
    filled = blocks.answers(view)
    initial_on, review_on = _day(filled, "initial_on"), _day(filled, "review_on")
    count = str(filled.get("children") or "")
    if initial_on is None:
        return {"initial_on": "Please choose the day."}
    if not (count.isdecimal() and 1 <= int(count) <= MOST_CHILDREN):
        return {"children": "Please choose how many."}
    lead = read_person(view)
    if not (lead.user_id or lead.email):
        return {"person": "Please choose somebody, or write their e-mail."}
    return NewGroup(
        initial_on=initial_on, review_on=review_on, lead=lead, children=int(count)
    )


def read_children(view: Mapping[str, Any]) -> list[NewChild] | dict[str, str]:
    """Return the children of the second page, or what needs mending."""
    filled, found, mend = blocks.answers(view), [], {}
    new = read_new_group(view)
    for number in range(1, (new.children if new else 0) + 1):
        born, due = filled.get(f"{number}:born"), _day(filled, f"{number}:due")
        month = _month(str(born or ""))
        if born and month is None:
            mend[f"{number}:born"] = "Please write year and month, such as 2019-05."
        elif month is None and due is None:
            mend[f"{number}:born"] = "Please give the month of birth, or below when."
        category = filled.get(f"{number}:category")
        if category not in set(Category):
            mend[f"{number}:category"] = "Please choose one."
            continue
        found.append(
            NewChild(
                category=Category(category),
                birth_month=month,
                unborn_due_on=None if month else due,
            )
        )
    return mend or found


def read_new_group(view: Mapping[str, Any]) -> NewGroup | None:
    """Return the first page again, from the second."""
    try:
        initial, review, user_id, email, count = json.loads(
            str(view.get("private_metadata"))
        )
        return NewGroup(
            initial_on=date.fromisoformat(initial),
            review_on=date.fromisoformat(review) if review else None,
            lead=Chosen(user_id=user_id, email=email),
            children=int(count),
        )
    except (ValueError, TypeError):
        return None


def add_member(group_id: str, alias: str, children: list[tuple[str, str]]) -> Block:
    """Return the form that adds a member, tied to some children or to all."""
    tied = blocks.ask(
        "children",
        "Only about some of the children?",
        blocks.several_of(children),
        optional=True,
        hint="Leave it empty if they work with all of them.",
    )
    return blocks.modal(
        title="Add a member",
        callback=ADD_MEMBER,
        submit="Add",
        metadata=group_id,
        blocks=[
            blocks.small(alias),
            *person("Who joins the core group?"),
            blocks.ask(
                "from_on",
                "From which day?",
                blocks.day(),
                optional=True,
                hint="Leave it empty for today.",
            ),
            *([tied] if len(children) > 1 else []),
        ],
    )


def chair(group_id: str) -> Block:
    """Return the form that allocates a conference chair."""
    return blocks.modal(
        title="Conference chair",
        callback=ALLOCATE_CHAIR,
        submit="Save",
        metadata=group_id,
        blocks=person("Who chairs this family's conferences?"),
    )


def label(child_id: str, alias: str, saved: str | None, profile: Profile) -> Block:
    """Return the form for one's own label of one child."""
    question = blocks.ask(
        "label",
        "Your own label for this child",
        blocks.writing(saved, lines=False),
        optional=True,
        hint="Only you ever see it, and only in forms. Leave it empty to remove it.",
    )
    return blocks.modal(
        title="Your label",
        callback=LABEL,
        submit="Save",
        metadata=child_id,
        blocks=[wording.alarm(profile), blocks.small(alias), question],
    )


def read_children_chosen(view: Mapping[str, Any]) -> list[str]:
    """Return the children that a member is tied to; none means all."""
    return list(blocks.answers(view).get("children") or [])


def read_person(view: Mapping[str, Any]) -> Chosen:
    """Return the person that was chosen."""
    filled = blocks.answers(view)
    email = str(filled.get("email") or "").strip().lower()
    return Chosen(user_id=filled.get("person"), email=email or None)


def person(question: str) -> list[Block]:
    """Return the two questions for somebody: by account, or by e-mail."""
    return [
        blocks.ask("person", question, {"type": "users_select"}, optional=True),
        blocks.ask(
            "email",
            "Not in Slack? Their e-mail in the register",
            {
                "type": "email_text_input",
                "placeholder": blocks.plain("name@example.org"),
            },
            optional=True,
        ),
    ]


def _short(example: str) -> Block:
    return {**blocks.writing(lines=False), "placeholder": blocks.plain(example)}


def _packed(new: NewGroup) -> str:
    review = new.review_on.isoformat() if new.review_on else None
    return json.dumps(
        [
            new.initial_on.isoformat(),
            review,
            new.lead.user_id,
            new.lead.email,
            new.children,
        ]
    )


def _day(filled: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(str(filled.get(name)))
    except ValueError:
        return None


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == YYYY_MM else None
    except ValueError:
        return None
