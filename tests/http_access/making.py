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


def notice(case: Case) -> str:
    """Name a notice that the police were needed to get in."""
    return case.place.notice_id


def core_group(case: Case) -> str:
    """Name the core group that is to come."""
    return case.place.meeting_id


def held(case: Case) -> str:
    """Name a meeting that nobody has recorded."""
    return case.place.held_id


def newest_notice(case: Case) -> str:
    """Name the second such notice, for which a quick check-in was offered."""
    return case.place.newest_notice_id


def new_notice(corrects: Text | None = None) -> Making:
    """Send the form for a notice, or for one that corrects another."""

    def make(case: Case) -> Sent:
        about = [case.place.group_id, None if corrects is None else corrects(case)]
        values = {
            "kind": choice("not_brought"),
            "happened_on": day(case.today),
            "line": text("The appointment was on Monday."),
        }
        return payloads.submit(case.account, "notices.give", values, json.dumps(about))

    return make


def chronology_page(case: Case) -> str:
    """Name the first page of a family's chronology."""
    return json.dumps([case.place.group_id, 0])


def chosen_day(case: Case) -> dict[str, Json]:
    """Choose a day to come."""
    return {"day": day(case.today + timedelta(weeks=3))}


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
