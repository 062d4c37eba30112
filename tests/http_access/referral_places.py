"""A referral recorded by everybody who may, and one of each family to a team."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.referral_vocabulary import MadeAs
from models.tables.access import Person
from tests.cast import Family
from tests.referrals import referring
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class ReferralPlace:
    """The ids of a team, of a referral to it, and of everybody's own, by account."""

    team_id: str
    screener_id: str
    referral_id: str
    own_referral_ids: str


def referrals(
    world: World,
    family: Family,
    screeners: Sequence[Person],
    everybody: Sequence[Person],
) -> dict[str, str]:
    """Let somebody outside refer the family, and everybody refer one of their own."""
    team = referring.team(world, *screeners, name=f"Team {family.alias}")
    outside, *_ = everybody
    about = referring.refer(
        world, team, by=outside, family=family.alias, made_as=MadeAs.FORM
    )
    own = {
        person.slack_user_id: referring.refer(world, team, by=person).referral_id
        for person in everybody
    }
    return {
        "team_id": team.id,
        "screener_id": screeners[-1].id,
        "referral_id": about.referral_id,
        "own_referral_ids": json.dumps(own),
    }


def own_of(text: str, account: str) -> str:
    """Return the referral that this account recorded; nothing where nothing is."""
    found = json.loads(text) if text.startswith("{") else {}
    return str(found.get(account, "0" * 16)) if isinstance(found, Mapping) else ""
