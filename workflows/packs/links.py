"""Links to a printable pack: one person, one use, ten minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import packs as queries
from models.tables.packs import PackLink
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours, Refused
from workflows.packs import use_cases
from workflows.packs.contents import Pack
from workflows.packs.gathering import find_round
from workflows.profile import Profile

TOKEN_BYTES: Final = 32


class NoPublicAddress(Refused):
    """
    The pack cannot be printed here, because this service has no web address.

    You can read all of it in Slack.
    """


class Gone(Refused):
    """
    There is nothing here.

    A link to a pack opens once, and only for a few minutes. Open the pack in Slack and
    ask for a new one.
    """

    def __init__(self, actor: Actor | None = None) -> None:
        """Keep whose link it was, for the audit only; the words never differ."""
        super().__init__()
        self.actor = actor


def make_link(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    now: datetime,
    profile: Profile,
    public_address: str | None,
) -> str:
    """
    Return the token of a new link to print a pack. It is not kept, only its digest.

    :raises NotYours: if the actor may not open this pack.
    :raises NoPublicAddress: if a link would lead nowhere.
    """
    round_ = find_round(session, round_id)
    access.group(
        session,
        actor=actor,
        row=use_cases.OPEN,
        group_id=round_.group_id,
        now=now,
        circumstances=Circumstances(closed=round_.closed_at is not None),
    )
    if not public_address:
        raise NoPublicAddress
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PackLink(
        token_hash=_digest(token),
        round_id=round_.id,
        person_id=actor.person_id,
        made_at=now,
        expires_at=now + timedelta(minutes=profile.packs.link_lasts.value),
    )
    session.add(link)
    audit.record(
        session,
        actor=actor,
        event="pack link made",
        now=now,
        group_id=round_.group_id,
        subject=link.id,
    )
    return token


def redeem(session: Session, *, token: str, now: datetime, profile: Profile) -> Pack:
    """
    Open the pack that a link leads to, for its one use.

    The person's right is looked up again, so that a link outlives nobody's role. A
    refusal leaves the link unused, since its unit of work is not kept.

    :raises Gone: if it is unknown, used, too old, or its maker lost the right; the
        words are the same, so that nobody learns which.
    """
    link = queries.use_link(session, _digest(token), now=now)
    if link is None:
        raise Gone
    actor = Actor(person_id=link.person_id, slack_team_id="link", slack_user_id=link.id)
    try:
        return use_cases.pack(
            session,
            actor=actor,
            round_id=link.round_id,
            now=now,
            profile=profile,
            event="pack printed",
        )
    except NotYours as refusal:
        raise Gone(actor) from refusal


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
