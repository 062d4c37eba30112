"""How each listener is tried: the payload that one person's act on one place makes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.http_access import payloads
from tests.http_access.payloads import Account, Json, Sent, choice, day, person, text
from tests.http_access.places import Partnership, Place, Someone


@dataclass(frozen=True, kw_only=True)
class Case:
    """One person about to act on one place."""

    someone: Someone
    place: Place
    world: Partnership

    @property
    def account(self) -> Account:
        """Give the account that acts."""
        return self.someone.account

    @property
    def today(self) -> date:
        """Give the day."""
        return self.world.today

    @property
    def for_person(self) -> str | None:
        """Give whom a deputy acts for; everybody else acts for themselves."""
        return self.place.absent_id if self.someone.own == "DEP" else None

    @property
    def own_view(self) -> str:
        """Give what the button of one's own view carries."""
        whose = f":{self.for_person}" if self.for_person else ""
        return f"{self.place.open_round}{whose}"


Making = Callable[[Case], Sent]
Text = Callable[[Case], str]
Filling = Callable[[Case], dict[str, Json]]


def nothing(_: Case) -> str:
    """Carry nothing."""
    return ""


def press(name: str, value: Text = nothing) -> Making:
    """Press a button in a message."""
    return lambda case: payloads.press(case.account, name, value(case))


def inside(
    name: str,
    metadata: Text,
    value: Text = nothing,
) -> Making:
    """Press a button in a form."""
    return lambda case: payloads.press(
        case.account, name, value(case), metadata=metadata(case)
    )


def page(case: Case) -> str:
    """Name the form's first page."""
    return json.dumps([case.place.open_round, case.for_person, "all"])


def first_page(case: Case) -> dict[str, Json]:
    """Fill in the form's first page."""
    return {
        "all:recommendation": choice("continue"),
        "all:reason": text("Because"),
        "all:knowing": payloads.ticked("seen_myself"),
    }


def on_page(name: str) -> Making:
    """Press a button on the form's first page."""
    return lambda case: payloads.press(
        case.account, name, metadata=page(case), values=first_page(case)
    )


def form(callback: str, metadata: Text, values: Filling) -> Making:
    """Submit a form."""
    return lambda case: payloads.submit(
        case.account, callback, values(case), metadata(case)
    )


def group(case: Case) -> str:
    """Name the core group."""
    return case.place.group_id


def read_page(case: Case) -> str:
    """Name the first page of what is read."""
    return json.dumps([case.place.closed_round, 0])


def closed(case: Case) -> str:
    """Name the round that has closed."""
    return case.place.closed_round


def running(case: Case) -> str:
    """Name the round that is open."""
    return case.place.open_round


def chosen_day(case: Case) -> dict[str, Json]:
    """Choose a day to come."""
    return {"day": day(case.today + timedelta(days=20))}


def set_up_page(case: Case) -> dict[str, Json]:
    """Fill in the first page of setting up."""
    return {
        "initial_on": day(case.today - timedelta(days=2)),
        "review_on": {"type": "datepicker", "selected_date": None},
        "person": person(case.world.lead),
        "children": choice("1", "static_select"),
    }


def set_up_children(case: Case) -> Sent:
    """Submit the second page of setting up."""
    begun = (case.today - timedelta(days=2)).isoformat()
    first = json.dumps([begun, None, case.world.lead, None, 1])
    values = {"1:born": text("2019-05"), "1:category": choice("NEG", "static_select")}
    return payloads.submit(case.account, "groups.set_up_children", values, first)


def typed(words: str) -> Making:
    """Type words behind the slash command."""
    return lambda case: payloads.command(case.account, words)
