"""What follows when a core group is dated, moved or cancelled."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.tables.meetings import Meeting
from models.vocabulary import ComingAs
from workflows.coming import asking
from workflows.meetings import pinned
from workflows.profile import Profile
from workflows.proposals import proposing
from workflows.statements import rounds


def follow(
    session: Session,
    meeting: Meeting,
    *,
    now: datetime,
    profile: Profile,
    known: Mapping[str, ComingAs] | None = None,
) -> None:
    """
    Count the rounds anew, ask who comes, and put the pinned message right.

    `known` is what members have said to the date already. Nobody is asked any more
    which dates would do.
    """
    rounds.replan(session, meeting.group_id, now=now, profile=profile)
    given_up = meeting.in_place_of if meeting.cancelled_at is None else meeting.id
    if given_up is not None:
        asking.stop(session, given_up, now=now, profile=profile)
    if meeting.cancelled_at is None:
        proposing.close_open(session, meeting.group_id, now=now)
        asking.begin(session, meeting, now=now, profile=profile, known=known)
    pinned.redraw(session, meeting.group_id, now=now)
