"""Everything that somebody can do in Slack, room by room."""

from typing import Final

from bot.listeners import (
    actions,
    calendars,
    challenges,
    coming,
    command,
    drift,
    giving,
    groups,
    meetings,
    membership,
    notices,
    outcomes,
    own,
    packs,
    proposals,
    records,
    referrals,
    rounds,
    scores,
    timeline,
)
from bot.listeners.edge import Listener

LISTENERS: Final[tuple[Listener, ...]] = (
    *own.LISTENERS,
    *command.LISTENERS,
    *giving.LISTENERS,
    *rounds.LISTENERS,
    *packs.LISTENERS,
    *groups.LISTENERS,
    *membership.LISTENERS,
    *meetings.LISTENERS,
    *proposals.LISTENERS,
    *records.LISTENERS,
    *scores.LISTENERS,
    *coming.LISTENERS,
    *notices.LISTENERS,
    *actions.LISTENERS,
    *outcomes.LISTENERS,
    *challenges.LISTENERS,
    *referrals.LISTENERS,
    *drift.LISTENERS,
    *calendars.LISTENERS,
    *timeline.LISTENERS,
)
