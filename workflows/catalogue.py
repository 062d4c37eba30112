"""Every message that can be sent, with what is asked and looked up when it goes."""

from collections.abc import Mapping
from typing import Final

from workflows.calendars import entries as calendars
from workflows.challenges import entries as challenges
from workflows.coming import entries as coming
from workflows.delivery import entries as delivery
from workflows.drift import entries as drift
from workflows.meetings import entries as meetings
from workflows.meetings import pinned
from workflows.membership import entries as membership
from workflows.notices import entries as notices
from workflows.outcomes import entries as outcomes
from workflows.overview import entries as overview
from workflows.plans.messages import SetUp
from workflows.profile import Profile
from workflows.records import entries as records
from workflows.referrals import entries as referrals
from workflows.replies import entries as replies
from workflows.statements import entries as statements
from workflows.wording import Entry, by_kind

# This needs nothing looked up and is always wanted.
PLAIN: Final = (Entry(message=SetUp),)


def entries(profile: Profile) -> Mapping[str, Entry]:
    """Return the entry of every kind of message, by the rules of one area."""
    return by_kind(
        (
            *PLAIN,
            *delivery.ENTRIES,
            *membership.ENTRIES,
            *pinned.entries(profile),
            *meetings.ENTRIES,
            *coming.entries(profile),
            *statements.ENTRIES,
            *notices.ENTRIES,
            *challenges.ENTRIES,
            *referrals.ENTRIES,
            *replies.ENTRIES,
            *calendars.ENTRIES,
            *records.ENTRIES,
            *drift.entries(profile),
            *outcomes.ENTRIES,
            *overview.entries(profile),
        )
    )
