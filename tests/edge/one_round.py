"""What a member sends while they give their view."""

import json
from dataclasses import dataclass

from models.tables.access import Person
from models.tables.statements import Round
from tests.cast import Family
from tests.http_access import payloads
from tests.http_access.payloads import Account, Json, Sent, choice, text, ticked
from tests.log_guard import CANARY
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class OneRound:
    """One child, one open round."""

    world: World
    family: Family
    found: Round

    def account(self, person: Person) -> Account:
        """Give somebody's account."""
        return Account(person.slack_user_id or "")

    def about_the_child(self, person: Person, reason: str = CANARY) -> Sent:
        """Send the page about the child."""
        child = self.family.children[0].id
        return self._page(
            person,
            child,
            {
                f"{child}:recommendation": choice("continue"),
                f"{child}:reason": text(reason),
                f"{child}:knowing": ticked("seen_myself"),
            },
        )

    def the_end(self, person: Person, told: str = CANARY) -> Sent:
        """Send the last page, and with it the view."""
        return self._page(
            person,
            "end",
            {"end:told_parents": text(told), "end:urgent": choice("no")},
        )

    def _page(self, person: Person, page: str, values: dict[str, Json]) -> Sent:
        metadata = json.dumps([self.found.id, None, page])
        return payloads.submit(
            self.account(person), "statements.form", values, metadata
        )
