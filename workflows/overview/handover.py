"""The handover of a family to its new lead social worker: owed, due, to be read."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.overview import groups, use_cases
from workflows.overview.groups import PAGE, GroupPage
from workflows.overview.seen import HomeFacts
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One family as whoever takes over needs it; `facts` are theirs, of it alone."""

    page: GroupPage
    facts: HomeFacts


def handover(
    session: Session, *, actor: Actor, group_id: str, now: datetime, profile: Profile
) -> Handover:
    """
    Return what somebody owes, has to keep to and may read in one family.

    Nothing is shown here that they could not open without it.

    :raises NotYours: if they may not open the core group's page and all on it.
    """
    group = access.group(session, actor=actor, row=PAGE, group_id=group_id, now=now)
    page = groups.group_page(
        session, actor=actor, group_id=group.id, now=now, profile=profile
    )
    home = use_cases.home(session, actor=actor, now=now, profile=profile)
    kept = _of_family(home, group.alias)
    return Handover(page=page, facts=replace(home, **kept))


def _of_family(facts: Any, alias: str) -> dict[str, Any]:
    """Return every list of what somebody sees, with what is of one family only."""
    kept: dict[str, Any] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            kept[field.name] = tuple(
                one for one in value if getattr(one, "alias", None) == alias
            )
        elif hasattr(value, "__dataclass_fields__"):
            kept[field.name] = replace(value, **_of_family(value, alias))
    return kept
