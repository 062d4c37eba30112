"""What a person would notice when the killing is over, beside what should be there."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlmodel import Session, col, select

from models.sealed import unseal
from models.tables.outbox import OutboxRow
from models.tables.statements import Asked, ChildView, Statement
from models.vocabulary import OutboxState
from tests.kills.partnership import Partnership
from tests.kills.people import reason_of
from tests.practice_workspace import PracticeWorkspace
from workflows import audit, hours
from workflows.delivery import states

BOT: Final = "B0COREGRP"
FINAL: Final = (OutboxState.SENT, OutboxState.CONFIRMED, OutboxState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The figures of a run; every one but the first three should be nought."""

    kills: int
    prompts: int
    views: int
    lost: int
    duplicated: int
    unknown: int
    lost_views: int
    doubled_views: int
    unfinished: int
    broken_links: int

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was lost, doubled, left over or altered."""
        return not any(
            (
                self.lost,
                self.duplicated,
                self.unknown,
                self.lost_views,
                self.doubled_views,
                self.unfinished,
                self.broken_links,
            )
        )

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.prompts} prompts seen, {self.lost} lost, "
            f"{self.duplicated} duplicated, {self.unknown} of unknown origin; "
            f"{self.views} views acknowledged, {self.lost_views} lost, "
            f"{self.doubled_views} kept twice; {self.unfinished} effects unfinished; "
            f"{self.broken_links} audit rows broken"
        )


def judge(
    partnership: Partnership,
    workspace: PracticeWorkspace,
    *,
    acknowledged: Collection[str],
    kills: int,
    days: int,
) -> Verdict:
    """
    Compare what stands in the workspace, and what is kept, with what should.

    `days` is how many of the round's days have gone by.
    """
    seen = Counter(_keys(workspace))
    database = partnership.database
    with database.work() as session:
        rows = {row.dedupe_key: row for row in session.exec(select(OutboxRow)).all()}
        due = {name for name, row in rows.items() if _is_to_be_seen(row)}
        due |= _due(session, partnership, days)
        keys = {
            name: states.key(database.ring, row.id)
            for name, row in rows.items()
            if row.effect in states.POSTED
        }
        versions = _versions(session, partnership)
        broken = len(audit.verify(session))
    kept = {
        account: [text for person, text in versions if person == person_id]
        for account, person_id in partnership.members.items()
    }
    return Verdict(
        kills=kills,
        prompts=seen.total(),
        views=len(acknowledged),
        lost=sum(seen[keys.get(name, "")] == 0 for name in due),
        duplicated=sum(times > 1 for times in seen.values()),
        unknown=len(set(seen) - {keys[name] for name in due & set(keys)}),
        lost_views=sum(reason_of(who) not in kept[who] for who in acknowledged),
        doubled_views=sum(len(texts) > 1 for texts in kept.values()),
        unfinished=sum(row.state not in FINAL for row in rows.values()),
        broken_links=broken,
    )


def _keys(workspace: PracticeWorkspace) -> Iterator[str]:
    """Yield the key of every message of ours that somebody can see."""
    for channel in workspace.state()["channels"]:
        for message in workspace.messages(channel["id"]):
            if message.get("bot_id") == BOT and not message.get("subtype"):
                yield _key(message)


def _key(message: dict[str, Any]) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key"))


def _is_to_be_seen(row: OutboxRow) -> bool:
    return row.effect in states.POSTED and row.state is not OutboxState.CANCELLED


def _due(session: Session, partnership: Partnership, days: int) -> set[str]:
    """
    Return what the rules of a round demand: asked at opening, reminded twice if silent.

    Worked out apart from what the bot planned, so that a prompt never planned is lost.
    """
    answered = {
        asked.person_id: asked.answered_at
        for asked in session.exec(
            select(Asked).where(Asked.round_id == partnership.round_id)
        )
    }
    opens_on, *reminders = partnership.days[: min(days, 3)]
    found = {f"closed:{partnership.round_id}"} if days > 3 else set()
    for person_id in partnership.members.values():
        found.add(f"daily:{person_id}:{opens_on}")
        at = answered.get(person_id)
        found |= {
            f"daily:{person_id}:{day}"
            for day in reminders
            if at is None or at > hours.end_of(day) - timedelta(seconds=1)
        }
    return found


def _versions(session: Session, partnership: Partnership) -> list[tuple[str, str]]:
    pairs = session.exec(
        select(Statement, ChildView)
        .join(ChildView, col(ChildView.statement_id) == col(Statement.id))
        .where(Statement.round_id == partnership.round_id)
    ).all()
    return [
        (statement.person_id, unseal(session, view, "reason") or "")
        for statement, view in pairs
    ]
