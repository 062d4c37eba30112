"""Links to a printable sheet for one parent: one person, one use, ten minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from models.queries import actions as queries
from models.tables.actions import SheetLink
from workflows import audit
from workflows.actor import Actor
from workflows.errors import NotYours, Refused
from workflows.overview import parent_sheet
from workflows.overview.parent_sheet import ParentSheet
from workflows.packs.links import TOKEN_BYTES
from workflows.profile import Profile


class SheetGone(Refused):
    """
    There is nothing here.

    A link to a sheet opens once, and only for a few minutes. Ask for a new one in
    Slack.
    """

    def __init__(self, actor: Actor | None = None) -> None:
        """Keep whose link it was, for the audit only; the words never differ."""
        super().__init__()
        self.actor = actor


def make_link(
    session: Session, *, actor: Actor, adult_id: str, now: datetime, profile: Profile
) -> str:
    """
    Return the token of a new link to print a sheet. It is not kept, only its digest.

    :raises NotYours: if the actor may not make this sheet.
    """
    adult, group = parent_sheet.find(session, actor=actor, adult_id=adult_id, now=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = SheetLink(
        token_hash=_digest(token),
        adult_id=adult.id,
        person_id=actor.person_id,
        made_at=now,
        expires_at=now + timedelta(minutes=profile.packs.link_lasts.value),
    )
    session.add(link)
    audit.record(
        session,
        actor=actor,
        event="parent sheet link made",
        now=now,
        group_id=group.id,
        subject=link.id,
    )
    return token


def redeem(
    session: Session, *, token: str, now: datetime, profile: Profile
) -> ParentSheet:
    """
    Open the sheet that a link leads to, for its one use.

    The person's right is looked up again. A refusal leaves the link unused, since its
    unit of work is not kept.

    :raises SheetGone: if it is unknown, used, too old, or its maker lost the right.
    """
    link = queries.use_link(session, _digest(token), now=now)
    if link is None:
        raise SheetGone
    actor = Actor(person_id=link.person_id, slack_team_id="link", slack_user_id=link.id)
    try:
        return parent_sheet.sheet(
            session,
            actor=actor,
            adult_id=link.adult_id,
            now=now,
            profile=profile,
            event="parent sheet printed",
        )
    except NotYours as refusal:
        raise SheetGone(actor) from refusal


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
