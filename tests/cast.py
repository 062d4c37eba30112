"""The people of tests, their agencies and what they were granted. All invented."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.tables.plans import Child, CoreGroup, Plan
from models.vocabulary import AgencyKind, GrantedRole

# A Tuesday in winter time; no bank holiday within three weeks either way.
FIRST_DAY: Final = date(2026, 2, 10)
TEAM: Final = "T0001"

AGENCIES: Final = {
    "social_care": ("1A", "Children's social care", AgencyKind.SOCIAL_CARE),
    "health": ("3A", "Health visiting", AgencyKind.HEALTH),
    "school": ("2A", "Hill Top School", AgencyKind.EDUCATION),
    "police": ("6", "Police", AgencyKind.POLICE),
    "gp": ("3C", "Mill Lane Surgery", AgencyKind.HEALTH),
    "voluntary": ("8", "Safe Harbour", AgencyKind.VOLUNTARY),
}

# Name, title, agency, who manages them. Hetty, the GP, is outside Slack.
CAST: Final = {
    "grace": ("Team manager", "social_care", None),
    "asha": ("Social worker", "social_care", "grace"),
    "ines": ("Business support", "social_care", None),
    "femi": ("Conference chair", "social_care", None),
    "quentin": ("Senior manager", "social_care", None),
    "sofia": ("Conference service manager", "social_care", None),
    "ben": ("Health visitor", "health", "hugh"),
    "hugh": ("Safeguarding lead", "health", None),
    "bea": ("Health visitor", "health", "hugh"),
    "carol": ("Head of year", "school", "lena"),
    "lena": ("Safeguarding lead", "school", None),
    "dev": ("Family worker", "voluntary", None),
    "piotr": ("Police constable", "police", None),
    "hetty": ("GP", "gp", None),
    "gita": ("Safeguarding lead", "gp", None),
    "xan": ("Social worker", "social_care", None),
}
OUTSIDE_SLACK: Final = frozenset({"hetty"})
GRANTS: Final = {
    "ines": GrantedRole.BUSINESS_SUPPORT,
    "femi": GrantedRole.CHAIR,
    "grace": GrantedRole.TEAM_MANAGER,
    "quentin": GrantedRole.SENIOR_MANAGER,
    "sofia": GrantedRole.CONFERENCE_SERVICE_MANAGER,
    "hugh": GrantedRole.SAFEGUARDING_LEAD,
    "lena": GrantedRole.SAFEGUARDING_LEAD,
    "gita": GrantedRole.SAFEGUARDING_LEAD,
}


@dataclass(frozen=True, kw_only=True)
class Family:
    """One core group as built, with its children in the order of their numbers."""

    group: CoreGroup
    children: tuple[Child, ...]
    plans: tuple[Plan, ...]

    @property
    def id(self) -> str:
        """Give the id of the core group."""
        return self.group.id

    @property
    def alias(self) -> str:
        """Give the alias of the core group."""
        return self.group.alias
