"""Who is acting."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody in the register, as the payload's own account named them."""

    person_id: str
    slack_team_id: str = ""
    slack_user_id: str = ""

    @property
    def slack(self) -> str:
        """Return the account, for the audit."""
        return f"{self.slack_team_id}:{self.slack_user_id}"


# What the clock does, and what an operator does at the command line.
CLOCK = Actor(person_id="", slack_team_id="clock")
OPERATOR = Actor(person_id="", slack_team_id="operator")
