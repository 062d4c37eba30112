"""Every message that can be sent, with what is asked and looked up when it goes."""

from collections.abc import Mapping
from typing import Final

from workflows.delivery import entries as delivery
from workflows.membership import who_is_who
from workflows.overview import entries as overview
from workflows.plans.messages import SetUp
from workflows.profile import Profile
from workflows.replies.messages import ReplyTaken
from workflows.statements import entries as statements
from workflows.wording import Entry, by_kind

# These need nothing looked up and are always wanted.
PLAIN: Final = (Entry(message=SetUp), Entry(message=ReplyTaken))


def entries(profile: Profile) -> Mapping[str, Entry]:
    """Return the entry of every kind of message, by the rules of one area."""
    return by_kind(
        (
            *PLAIN,
            *delivery.ENTRIES,
            *who_is_who.ENTRIES,
            *statements.ENTRIES,
            *overview.entries(profile),
        )
    )
