"""
Looks at the core groups' channels in Slack: daily, and when something happened there.

An event is never believed: it only causes a look. What a look finds is decided on by
`workflows.membership`; a look that fails, or contradicts itself, decides nothing.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from slack_sdk.web import WebClient

from bot.slack_errors import Done, Next, NotDone, attempt
from bot.workroom import Workroom
from models.database import Database
from workflows.clock import Clock
from workflows.membership import watching
from workflows.membership.channel import Channel
from workflows.profile import Profile

EVENTS: Final = (
    "channel_id_changed",
    "channel_shared",
    "channel_unshared",
    "group_archive",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
)
# Two calls each, of which Slack takes fifty a minute (slack, 3).
AT_ONCE: Final = 40
PAGE: Final = 200
MOST_PAGES: Final = 50
# What Slack says of a private channel that we are not in, or that is no more.
NOT_THERE: Final = frozenset({"channel_not_found", "not_in_channel"})
_NEEDED: Final = ("is_archived", "is_private", "is_member")
_SHARED: Final = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class NotSeen:
    """A look that came to nothing; `is_busy` if Slack asked us to wait."""

    why: str
    is_busy: bool = False


@dataclass(kw_only=True)
class ChannelWatch:
    """
    Looks at channels and lets what it sees be decided on. Safe from several threads.

    `later` runs something after the acknowledgement; `moved` is called when something
    may have to be sent.
    """

    database: Database
    client: WebClient
    clock: Clock
    profile: Profile
    ours: str
    later: Callable[[Callable[[], Any]], Any]
    moved: Callable[[], None]

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[str] = set()

    def heed(self, event: Mapping[str, Any]) -> None:
        """
        Look at the channel that an event is about, soon; if that is lost, at a sweep.

        Many events of one channel that come together are one look.
        """
        channel_id = channel_of(event)
        if channel_id is None:
            return
        with self.database.work() as session:
            place = watching.look_soon(
                session, channel_id=channel_id, now=self.clock.now()
            )
        if place is None:
            return
        with self._lock:
            if channel_id in self._waiting:
                return
            self._waiting.add(channel_id)
        self.later(lambda: self._look_now(*place))

    def look_where_due(self, now: datetime) -> int:
        """Look at every channel where a look is due; return how many looks failed."""
        with self.database.work() as session:
            places = watching.due(session, now=now, limit=AT_ONCE)
        failed = 0
        for place in places:
            found = self._try(*place)
            if found is not None and found.is_busy:
                # The others are due still, and come with the next sweep.
                break
            failed += found is not None
        return failed

    def look(self, group_id: str, channel_id: str) -> NotSeen | None:
        """Look at one channel, and let what follows be written; say if it failed."""
        looked_at = self.clock.now()
        seen = read(self.client, channel_id, ours=self.ours)
        now = self.clock.now()
        with self.database.work() as session:
            if isinstance(seen, NotSeen):
                log.info("channel not seen", group=group_id, why=seen.why)
                if not seen.is_busy:
                    watching.could_not_look(session, group_id, now=now)
                return seen
            watching.reconcile(
                session,
                group_id,
                seen=seen,
                ours=self.ours,
                looked_at=looked_at,
                now=now,
                profile=self.profile,
            )
        self.moved()
        return None

    def _look_now(self, group_id: str, channel_id: str) -> None:
        with self._lock:
            # Before the look: what happens from here on needs another one.
            self._waiting.discard(channel_id)
        self._try(group_id, channel_id)

    def _try(self, group_id: str, channel_id: str) -> NotSeen | None:
        """Look at one channel; whatever goes wrong there keeps no other from it."""
        try:
            return self.look(group_id, channel_id)
        except Exception:
            log.exception("channel not looked at", group=group_id)
            return NotSeen("a fault of ours")


def of_room(room: Workroom, *, ours: str) -> ChannelWatch:
    """Return what watches the channels of a running bot, whose account is `ours`."""
    return ChannelWatch(
        database=room.database,
        client=room.client,
        clock=room.clock,
        profile=room.profile,
        ours=ours,
        later=room.afterwards.submit,
        moved=room.nudge_sender,
    )


def channel_of(event: Mapping[str, Any]) -> str | None:
    """Return the channel that an event says it is about."""
    named = event.get("old_channel_id") or event.get("channel")
    if isinstance(named, dict):
        named = named.get("id")
    return named if isinstance(named, str) and named else None


def read(client: WebClient, channel_id: str, *, ours: str) -> Channel | NotSeen:
    """Return a channel as Slack shows it now, or why it could not be seen."""
    shown = _shown(client, channel_id)
    if not isinstance(shown, dict):
        return shown
    accounts = _members(client, channel_id)
    if isinstance(accounts, NotSeen):
        return accounts
    if ours not in accounts:
        return NotSeen("we are in it, and are not among its members")
    return Channel(
        name=str(shown.get("name") or ""),
        is_archived=shown["is_archived"],
        is_private=shown["is_private"],
        is_shared=any(shown.get(name) for name in _SHARED),
        accounts=accounts,
    )


def _shown(client: WebClient, channel_id: str) -> dict[str, Any] | Channel | NotSeen:
    """Return what Slack says of a channel, if it holds together."""
    outcome = attempt(client.conversations_info, channel=channel_id)
    if isinstance(outcome, NotDone) and outcome.error in NOT_THERE:
        return Channel(is_there=False)
    if not isinstance(outcome, Done):
        return _not_seen(outcome)
    shown = outcome.answer.get("channel")
    if not isinstance(shown, dict) or shown.get("id") != channel_id:
        return NotSeen("another channel was answered")
    if not all(isinstance(shown.get(flag), bool) for flag in _NEEDED):
        return NotSeen("what matters was left out")
    return shown if shown["is_member"] else Channel(is_there=False)


def _members(client: WebClient, channel_id: str) -> frozenset[str] | NotSeen:
    """Return everybody in a channel, from every page, or why that is not known."""
    found: set[str] = set()
    arguments: dict[str, Any] = {"channel": channel_id, "limit": PAGE}
    for _ in range(MOST_PAGES):
        outcome = attempt(client.conversations_members, **arguments)
        if not isinstance(outcome, Done):
            return _not_seen(outcome)
        members = outcome.answer.get("members")
        if not isinstance(members, list) or not all(
            isinstance(one, str) for one in members
        ):
            return NotSeen("no list of members was answered")
        found.update(members)
        after = outcome.answer.get("response_metadata")
        cursor = after.get("next_cursor") if isinstance(after, dict) else ""
        if not cursor:
            return frozenset(found)
        if cursor == arguments.get("cursor"):
            break
        arguments["cursor"] = cursor
    return NotSeen("the pages have no end")


def _not_seen(outcome: object) -> NotSeen:
    is_busy = isinstance(outcome, NotDone) and outcome.then is Next.WAIT
    return NotSeen(str(getattr(outcome, "error", "")), is_busy=is_busy)
