"""Finds people's Slack accounts by the e-mail address in the register."""

from collections.abc import Callable
from typing import Final

import structlog
from slack_sdk import WebClient

from bot.slack_errors import Done, attempt
from models.database import Database
from workflows.clock import Clock
from workflows.membership import register

AT_ONCE: Final = 200
EVENTS: Final = ("team_join", "user_change")
log = structlog.get_logger(__name__)


def match(database: Database, client: WebClient, clock: Clock) -> int:
    """
    Look up everybody who has no account yet; return how many were found.

    Only people of our own workspace count: somebody of another team is brought in by
    hand, with a second person.
    """
    with database.work() as session:
        waiting = register.people_without_account(session)[:AT_ONCE]
    found, find = 0, finder(client)
    for person_id, email in waiting:
        account = find(email)
        if account is None:
            continue
        team_id, user_id = account
        with database.work() as session:
            found += register.set_account(
                session, person_id, team_id=team_id, user_id=user_id, now=clock.now()
            )
    if found:
        log.info("accounts found", count=found)
    return found


def heed(database: Database, member: object, clock: Clock) -> None:
    """Follow what Slack says of an account: it is gone, or somebody has come."""
    if not isinstance(member, dict) or member.get("is_bot"):
        return
    team_id, user_id = str(member.get("team_id")), str(member.get("id"))
    now = clock.now()
    with database.work() as session:
        if member.get("deleted"):
            register.deactivate(session, team_id=team_id, user_id=user_id, now=now)
            return
        profile = member.get("profile")
        email = profile.get("email") if isinstance(profile, dict) else None
        person_id = register.find_waiting(session, str(email or ""))
        if person_id is not None and not member.get("is_stranger"):
            register.set_account(
                session, person_id, team_id=team_id, user_id=user_id, now=now
            )


def finder(client: WebClient) -> Callable[[str], tuple[str, str] | None]:
    """Return what finds team and account for an e-mail address, or nothing."""

    def find(email: str) -> tuple[str, str] | None:
        outcome = attempt(client.users_lookupByEmail, email=email)
        if not isinstance(outcome, Done):
            return None
        member = outcome.answer.get("user") or {}
        if member.get("deleted") or member.get("is_bot") or member.get("is_stranger"):
            return None
        return str(member.get("team_id")), str(member.get("id"))

    return find
