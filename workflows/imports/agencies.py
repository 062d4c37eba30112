"""The agencies by their DfE source codes, and the voice that each gives. Pure."""

from dataclasses import dataclass
from typing import Final

from models.vocabulary import AgencyKind


@dataclass(frozen=True, kw_only=True)
class AgencyFacts:
    """One agency: its code, what it is called, and whose voice it is."""

    code: str
    name: str
    kind: AgencyKind


# Source: domain 3.3, referral-source codes. The voluntary sector has no code of its
# own: nationally it disappears in 8.
CODES: Final = {
    "2A": ("School", AgencyKind.EDUCATION),
    "2B": ("Education service", AgencyKind.EDUCATION),
    "3A": ("General practice", AgencyKind.HEALTH),
    "3B": ("Health visiting", AgencyKind.HEALTH),
    "3C": ("School nursing", AgencyKind.HEALTH),
    "3D": ("Primary health service", AgencyKind.HEALTH),
    "3E": ("Emergency department", AgencyKind.HEALTH),
    "3F": ("Health service", AgencyKind.HEALTH),
    "4": ("Housing", AgencyKind.HOUSING),
    "5A": ("Children's social care", AgencyKind.SOCIAL_CARE),
    "5B": ("Local authority service", AgencyKind.OTHER),
    "5C": ("Another local authority", AgencyKind.OTHER),
    "5D": ("Early help", AgencyKind.OTHER),
    "6": ("Police", AgencyKind.POLICE),
    "7": ("Legal agency", AgencyKind.OTHER),
    "8": ("Other agency", AgencyKind.OTHER),
}
# Real codes, but of people who are not at work in an agency.
NOT_AN_AGENCY: Final = frozenset({"1A", "1B", "1C", "1D", "9", "10"})


def agency(code: str, *, name: str, voluntary_organisation: str) -> AgencyFacts | None:
    """Give the agency with this code, or nothing if there is none."""
    tidy = code.strip().upper()
    if tidy not in CODES:
        return None
    if voluntary_organisation:
        return AgencyFacts(
            code=tidy, name=voluntary_organisation, kind=AgencyKind.VOLUNTARY
        )
    default, kind = CODES[tidy]
    return AgencyFacts(code=tidy, name=name or default, kind=kind)
