"""Words that stand on more than one form."""

from typing import Final

from bot.blocks import Block, section, small
from models.vocabulary import Knowing, Recommendation, Restriction, StatementPart
from workflows.profile import Profile

RECOMMENDATIONS: Final = (
    (Recommendation.CONTINUE, "Continue the plan"),
    (Recommendation.END_CHILD_IN_NEED, "End: child in need or family help"),
    (Recommendation.END_UNIVERSAL, "End: universal services are enough"),
    (Recommendation.SEEK_LEGAL_ADVICE, "The plan is not enough: seek legal advice"),
    (Recommendation.CANNOT_SAY, "I cannot say"),
)
KNOWING: Final = (
    (Knowing.SEEN_MYSELF, "I have seen it myself"),
    (Knowing.CHILD_TOLD_ME, "The child told me"),
    (Knowing.PARENT_SAID, "A parent said so"),
    (Knowing.OTHER_PROFESSIONAL, "Another professional told me"),
)
RESTRICTIONS: Final = (
    (Restriction.POLICE, "Police information"),
    (Restriction.THIRD_PARTY, "About somebody outside the family"),
    (Restriction.DOMESTIC_ABUSE, "Domestic abuse"),
    (Restriction.ADULT_HEALTH, "An adult's health"),
)
PARTS: Final = (
    (StatementPart.REASON, "My reason"),
    (StatementPart.LIFE, "What life is like"),
    (StatementPart.CHANGED, "What has changed"),
    (StatementPart.WRONG_IF, "What would show I am wrong"),
    (StatementPart.ADULTS, "Fathers and other adults"),
    (StatementPart.TOLD_PARENTS, "What I told the parents"),
    (StatementPart.URGENT, "What cannot wait"),
)
FOOTER: Final = (
    "This does not replace your agency's conference report, and may be disclosed in "
    "court or to the family. What you wrote since the last save is lost if you close "
    "this form."
)


def alarm_text(profile: Profile) -> str:
    """Return what every form that takes free text begins with."""
    phone = profile.telephone
    return (
        "If a child may be at risk of significant harm, stop and telephone: "
        f"{phone.day}, {phone.out_of_hours} (out of hours), 999. "
        "Nobody is watching this."
    )


def alarm(profile: Profile) -> Block:
    """Return the first block of every form that takes free text."""
    return section(alarm_text(profile))


def footer() -> Block:
    """Return the last block of the form for a view."""
    return small(FOOTER)
