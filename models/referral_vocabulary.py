"""The words of referrals, as closed lists. Standard library only."""

from enum import StrEnum


class ReferredTo(StrEnum):
    """What a receiving team is for: social care, or a service that comes after it."""

    SOCIAL_CARE = "social_care"
    MARAC = "marac"
    DOMESTIC_ABUSE = "domestic_abuse"
    MENTAL_HEALTH = "mental_health"
    HOUSING = "housing"
    HOME_EDUCATION = "home_education"
    OTHER = "other"


class Worry(StrEnum):
    """What a referral is about first. Source: CIN census, categories of abuse."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    OTHER = "OTH"


class MadeAs(StrEnum):
    """How a referral was made; recording it here does not make it."""

    TELEPHONE = "telephone"
    FORM = "form"
    IN_PERSON = "in_person"


class FamilyKnows(StrEnum):
    """Whether the family was told of a referral."""

    YES = "yes"
    NOT_YET = "not_yet"
    UNSAFE = "unsafe"


class ReferralAnswer(StrEnum):
    """What the receiving team says to a referral. Source: design 4.6."""

    ACCEPTED = "accepted"
    NO_FURTHER_ACTION = "no_further_action"
    PASSED_ON = "passed_on"
    NEED_MORE = "need_more"
