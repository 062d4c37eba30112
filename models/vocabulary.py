"""The words of the work, as closed lists. Standard library only."""

from enum import StrEnum


class PersonClass(StrEnum):
    """Who somebody is to one core group. Source: access.md, classes."""

    LEAD_SOCIAL_WORKER = "LSW"
    MEMBER = "MEM"
    VOLUNTARY_MEMBER = "VCM"
    VOLUNTARY_WORKER = "VOL"
    DEPUTY = "DEP"
    SAFEGUARDING_LEAD = "ASL"
    CHAIR = "CHR"
    TEAM_MANAGER = "TM"
    SENIOR_MANAGER = "QA"
    CONFERENCE_SERVICE_MANAGER = "CSM"
    RECEIVING_TEAM = "RCV"
    BUSINESS_SUPPORT = "BS"
    OTHER = "OTH"


class GrantedRole(StrEnum):
    """A role that is not tied to one core group."""

    CHAIR = "chair"
    TEAM_MANAGER = "team_manager"
    SENIOR_MANAGER = "senior_manager"
    CONFERENCE_SERVICE_MANAGER = "conference_service_manager"
    BUSINESS_SUPPORT = "business_support"
    SAFEGUARDING_LEAD = "safeguarding_lead"


class MemberRole(StrEnum):
    """What a member is in one core group."""

    LEAD_SOCIAL_WORKER = "lead_social_worker"
    MEMBER = "member"
    VOLUNTARY_MEMBER = "voluntary_member"


class AgencyKind(StrEnum):
    """The voice that an agency gives. Drawn from the DfE source code."""

    SOCIAL_CARE = "social_care"
    HEALTH = "health"
    EDUCATION = "education"
    POLICE = "police"
    HOUSING = "housing"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class Category(StrEnum):
    """Category of a plan. Source: CIN census, categoryofabusetype."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    MULTIPLE = "MUL"


class ConferenceKind(StrEnum):
    """Which conference."""

    INITIAL = "initial"
    REVIEW = "review"
    TRANSFER_IN = "transfer_in"


class MeetingKind(StrEnum):
    """Which meeting of a core group."""

    CORE_GROUP = "core_group"
    MIDWAY_REVIEW = "midway_review"
    QUICK_CHECK_IN = "quick_check_in"


class Recommendation(StrEnum):
    """What a member thinks should happen to one child's plan."""

    CONTINUE = "continue"
    END_CHILD_IN_NEED = "end_child_in_need"
    END_UNIVERSAL = "end_universal"
    SEEK_LEGAL_ADVICE = "seek_legal_advice"
    CANNOT_SAY = "cannot_say"


class Knowing(StrEnum):
    """How somebody knows what they say about a child."""

    SEEN_MYSELF = "seen_myself"
    CHILD_TOLD_ME = "child_told_me"
    PARENT_SAID = "parent_said"
    OTHER_PROFESSIONAL = "other_professional"


class Restriction(StrEnum):
    """Why a part of a view is kept to chair, social worker and manager."""

    POLICE = "police"
    THIRD_PARTY = "third_party"
    DOMESTIC_ABUSE = "domestic_abuse"
    ADULT_HEALTH = "adult_health"


class StatementPart(StrEnum):
    """A part of a view that can be marked restricted."""

    REASON = "reason"
    LIFE = "life"
    CHANGED = "changed"
    WRONG_IF = "wrong_if"
    ADULTS = "adults"
    TOLD_PARENTS = "told_parents"
    URGENT = "urgent"


class Given(StrEnum):
    """How a view reached us."""

    SLACK = "slack"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    LETTER = "letter"


class Timing(StrEnum):
    """When a version of a view came, against its round."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Gap(StrEnum):
    """Why somebody's view is missing at closing."""

    NOT_HEARD_FROM = "not_heard_from"
    CANNOT_BE_ASKED = "cannot_be_asked"


class JointView(StrEnum):
    """Whether the core group talked about the question together."""

    DISCUSSED = "discussed"
    NOT_DISCUSSED = "not_discussed"


class Effect(StrEnum):
    """What an outbox row asks of Slack."""

    DIRECT_MESSAGE = "direct_message"
    CHANNEL_MESSAGE = "channel_message"
    CREATE_CHANNEL = "create_channel"
    INVITE = "invite"
    REMOVE = "remove"
    PIN = "pin"
    REDRAW = "redraw"


class OutboxState(StrEnum):
    """Where an effect is on its way. Source: reliability, 4.3."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    HELD = "held"


class Urgency(StrEnum):
    """Whether a message waits for working hours."""

    URGENT = "urgent"
    ROUTINE = "routine"


class Right(StrEnum):
    """One cell of the access table. Source: access.md."""

    ALLOWED = "Y"
    OWN = "O"
    DATES = "M"
    SECOND = "2"
    AFTER_CLOSING = "A"
    NAMED = "N"
    SCOPE = "S"
    DENIED = ""
