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
    REFLECTIVE = "reflective"
    QUICK_CHECK_IN = "quick_check_in"


class ComingAs(StrEnum):
    """What a member says to a date of the core group."""

    MYSELF = "myself"
    BY_PHONE = "by_phone"
    DEPUTY = "deputy"
    CANNOT = "cannot"


class AttendedAs(StrEnum):
    """How a member took part in a meeting. Source: design 4.2."""

    CAME = "came"
    DEPUTY = "deputy"
    SENT_REPORT = "sent_report"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class AdultHeard(StrEnum):
    """How a significant adult was seen. Source: design 4.2, after Child Q 17.7."""

    ALONE = "alone"
    OVERHEARD = "overheard"


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


class NoticeKind(StrEnum):
    """What happened in a family between meetings. Source: design 4.2."""

    POLICE_ATTENDED = "police_attended"
    ACCESS_REFUSED = "access_refused"
    NOT_BROUGHT = "not_brought"
    HOUSEHOLD_CHANGED = "household_changed"
    ADULT_MENTAL_HEALTH = "adult_mental_health"
    OTHER = "other"


class EndQuestion(StrEnum):
    """What is asked at the end of a core group. Source: Child Q 18.3."""

    ACHIEVED = "achieved"
    STUCK = "stuck"
    ACCOUNT = "account"
    CHALLENGED = "challenged"
    LEGAL_ROUTE = "legal_route"


class EndChoice(StrEnum):
    """What can be answered to these questions; which to which is for the policy."""

    SOMETHING_ACHIEVED = "something_achieved"
    NOTHING_CHANGED = "nothing_changed"
    NOTHING_STUCK = "nothing_stuck"
    SOMETHING_STUCK = "something_stuck"
    SEVERAL_ACCOUNTS = "several_accounts"
    ONE_ACCOUNT = "one_account"
    CANNOT_SAY = "cannot_say"
    CHALLENGED = "challenged"
    NOBODY_DISAGREES = "nobody_disagrees"
    WONDERED = "wondered"
    NOT_NEEDED = "not_needed"
    BEING_LOOKED_AT = "being_looked_at"
    NOBODY_ASKED = "nobody_asked"


class Relation(StrEnum):
    """What a significant adult is to the children. Never a name."""

    MOTHER = "mother"
    FATHER = "father"
    PARTNER = "partner"
    GRANDPARENT = "grandparent"
    CARER = "carer"
    OTHER = "other"


class Progress(StrEnum):
    """How far an action is."""

    DONE = "done"
    UNDER_WAY = "under_way"
    STUCK = "stuck"


class Ladder(StrEnum):
    """By which rungs a challenge is taken up. Source: domain 2.5."""

    DISSENT = "dissent"
    ORDINARY = "ordinary"


class ChallengeAbout(StrEnum):
    """What somebody challenges."""

    CONFERENCE_DECISION = "conference_decision"
    THRESHOLD = "threshold"
    PROGRESS = "progress"
    ACTION_NOT_DONE = "action_not_done"
    CHAIR = "chair"
    OTHER = "other"


class ChallengeEnd(StrEnum):
    """How a challenge came to its end."""

    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a review conference decided about one child's plan. Source: design 4.4."""

    CONTINUES = "continues"
    END_CHILD_IN_NEED = "end_child_in_need"
    END_UNIVERSAL = "end_universal"
    CONTINUES_AND_LEGAL = "continues_and_legal"


class WhatFollows(StrEnum):
    """What takes the place of a plan that has ended."""

    CHILD_IN_NEED = "child_in_need"
    FAMILY_HELP = "family_help"
    UNIVERSAL = "universal"
    OTHER = "other"


class Duty(StrEnum):
    """What managers owe after an ending that should be looked at again."""

    CONFIRM = "confirm"
    AUDIT = "audit"
    MANAGER_REVIEW = "manager_review"
    SENIOR_REVIEW = "senior_review"


class Finding(StrEnum):
    """What a manager found when they looked at an ending again."""

    SOUND = "sound"
    SOUND_WITH_LESSONS = "sound_with_lessons"
    TOO_EARLY = "too_early"


class Lasted(StrEnum):
    """How somebody sees it, months after a plan has ended."""

    HOLDING = "holding"
    WORRIES_AGAIN = "worries_again"
    DO_NOT_KNOW = "do_not_know"


class RungBegun(StrEnum):
    """Why a challenge came to a rung: by whom it was brought there, or by the clock."""

    RAISED = "raised"
    AT_RISK = "at_risk"
    NOT_SETTLED = "not_settled"
    PASSED_UP = "passed_up"
    UNANSWERED = "unanswered"
    NOBODY_THERE = "nobody_there"


class AlertAnswerKind(StrEnum):
    """What was answered to an alert that a plan drifts. Source: design 4.7."""

    MIDWAY_REVIEW = "midway_review"
    REFLECTIVE = "reflective"
    LEGAL_ROUTE = "legal_route"
    NOT_DRIFT = "not_drift"


class Effect(StrEnum):
    """What an outbox row asks of Slack."""

    DIRECT_MESSAGE = "direct_message"
    CHANNEL_MESSAGE = "channel_message"
    CREATE_CHANNEL = "create_channel"
    INVITE = "invite"
    REMOVE = "remove"
    PIN = "pin"
    REDRAW = "redraw"


class QuietBecause(StrEnum):
    """Why a core group's channel has gone quiet. Source: design 4.8."""

    GONE = "the bot is not in it"
    ARCHIVED = "archived"
    SHARED = "shared with another workspace"
    OPEN = "open to the whole workspace"
    STRANGER = "somebody unknown is in it"
    STILL_IN = "somebody who left is still in it"
    RENAMED = "its name was changed"


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
