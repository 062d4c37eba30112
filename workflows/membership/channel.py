"""What a channel should be like, against what Slack shows of it. Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.vocabulary import QuietBecause


class Step(StrEnum):
    """How far an invitation or a removal has come."""

    NONE = "none"
    ON_ITS_WAY = "on its way"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel as Slack shows it; not there if Slack does not show it to us."""

    is_there: bool = True
    name: str = ""
    is_archived: bool = False
    is_private: bool = True
    is_shared: bool = False
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Known:
    """Somebody who belongs to a core group, did, or will, and has an account."""

    person_id: str
    account: str
    belongs: bool
    has_no_account_left: bool = False
    invitation: Step = Step.NONE
    removal: Step = Step.NONE
    # Tried in vain at least once, and not done since.
    is_stuck: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What follows from a look: why to be quiet and about whom, and whom to move."""

    quiet_because: QuietBecause | None = None
    whom: tuple[str, ...] = ()
    to_invite: tuple[str, ...] = ()
    to_remove: tuple[str, ...] = ()


NOTHING: Final = Finding()


def compare(
    channel: Channel, people: Collection[Known], *, alias: str, ours: str
) -> Finding:
    """
    Say what is not as the register has it, and what is to be done about it.

    Whoever has nothing to do with the family is a stranger: the channel goes quiet, and
    a person decides. Who left is taken out; only if that cannot be done, it goes quiet.
    Source: design 4.8; slack 1.4.
    """
    if not channel.is_there:
        return Finding(quiet_because=QuietBecause.GONE)
    known = {one.account for one in people}
    strangers = sorted(channel.accounts - known - {ours})
    still_in = [
        one for one in people if one.account in channel.accounts and not one.belongs
    ]
    stuck = sorted(
        one.account for one in still_in if one.is_stuck and not one.has_no_account_left
    )
    because = _because(channel, strangers, stuck, alias=alias)
    whom = (*strangers, *stuck)
    if channel.is_archived:
        # Slack changes nothing in an archived channel.
        return Finding(quiet_because=because, whom=whom)
    missing = [
        one for one in people if one.belongs and one.account not in channel.accounts
    ]
    return Finding(
        quiet_because=because,
        whom=whom,
        # Nobody is brought into a channel that is not as it should be.
        to_invite=()
        if because is not None
        else _ids(one for one in missing if one.invitation is Step.NONE),
        to_remove=_ids(one for one in still_in if one.removal is not Step.ON_ITS_WAY),
    )


def is_name_of(name: str, alias: str) -> bool:
    """Say whether a channel still has our name: another could give a family away."""
    return bool(re.fullmatch(rf"{re.escape(alias.lower())}(-[2-9])?", name))


def _because(
    channel: Channel,
    strangers: Collection[str],
    stuck: Collection[str],
    *,
    alias: str,
) -> QuietBecause | None:
    reasons = (
        (QuietBecause.ARCHIVED, channel.is_archived),
        (QuietBecause.SHARED, channel.is_shared),
        (QuietBecause.OPEN, not channel.is_private),
        (QuietBecause.STRANGER, bool(strangers)),
        (QuietBecause.STILL_IN, bool(stuck)),
        (QuietBecause.RENAMED, not is_name_of(channel.name, alias)),
    )
    return next((because for because, holds in reasons if holds), None)


def _ids(people: Iterable[Known]) -> tuple[str, ...]:
    return tuple(sorted(one.person_id for one in people))
