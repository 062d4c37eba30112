"""Who did what: one chained row for every change, refusal and reading."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlmodel import Session, SQLModel

from models.queries import audit as queries
from models.sealed import unseal
from models.tables.audit import AuditAnchor, AuditRow
from workflows.actor import Actor

GENESIS: Final = "0" * 64
REGISTER: Final = "register"
Head = tuple[str, int, str]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One place where a chain does not hold."""

    chain: str
    number: int
    what: str


class Reader:
    """The only way to what people wrote: made together with its audit row."""

    def __init__(self, session: Session) -> None:
        """Read in this unit of work, which holds the audit row."""
        self._session = session

    def text(self, row: SQLModel, column: str) -> str | None:
        """Return what was written in one sealed column, or nothing."""
        return unseal(self._session, row, column)


def record(
    session: Session,
    *,
    actor: Actor,
    event: str,
    now: datetime,
    group_id: str | None = None,
    subject: str = "",
    details: Mapping[str, str | int | None] | None = None,
) -> None:
    """Add a link to the group's chain, in the transaction of what it tells of."""
    chain = group_id or REGISTER
    number, digest = queries.lock_head(session, chain, genesis=GENESIS)
    row = AuditRow(
        chain=chain,
        number=number + 1,
        at=now.astimezone(UTC),
        event=event,
        actor_id=actor.person_id or None,
        actor_slack=actor.slack,
        subject=subject,
        details=json.dumps(dict(details or {}), sort_keys=True),
        previous=digest,
        digest="",
    )
    row.digest = _digest(row)
    queries.add_link(session, row)


def reading(
    session: Session,
    *,
    actor: Actor,
    event: str,
    now: datetime,
    group_id: str | None,
    subject: str = "",
) -> Reader:
    """Audit one act of reading and return what reads."""
    record(
        session, actor=actor, event=event, now=now, group_id=group_id, subject=subject
    )
    return Reader(session)


def verify(session: Session) -> list[Fault]:
    """Return every place where a chain was altered, cut or reordered."""
    heads = {head.chain: head for head in queries.list_heads(session)}
    faults: list[Fault] = []
    for chain in sorted({*heads, *queries.list_chains(session)}):
        previous, number = GENESIS, 0
        for row in queries.list_links(session, chain):
            number += 1
            if row.number != number:
                faults.append(_fault(chain, number, "a link is missing"))
                number = row.number
            elif row.previous != previous:
                faults.append(_fault(chain, number, "the link before was replaced"))
            if row.digest != _digest(row):
                faults.append(_fault(chain, number, "the link was altered"))
            previous = row.digest
        head = heads.get(chain)
        if head is None or (head.number, head.digest) != (number, previous):
            faults.append(_fault(chain, number, "the end of the chain was cut"))
    return faults + _against_anchors(session)


def heads_digest(session: Session) -> tuple[int, str]:
    """Return how many chains there are, and one digest over all their heads."""
    heads = _heads(session)
    return len(heads), _digest_of(heads)


def _heads(session: Session) -> list[Head]:
    session.flush()
    return [(h.chain, h.number, h.digest) for h in queries.list_heads(session)]


def _digest_of(heads: Sequence[Head]) -> str:
    return hashlib.sha256(json.dumps(heads).encode()).hexdigest()


def _against_anchors(session: Session) -> list[Fault]:
    """Return where a chain no longer holds what an anchor says that it held."""
    faults = []
    for kept in queries.list_anchors(session):
        heads = [(str(c), int(n), str(d)) for c, n, d in json.loads(kept.heads)]
        if _digest_of(heads) != kept.digest:
            faults.append(_fault(REGISTER, 0, f"the anchor of {kept.day} was altered"))
        found = queries.digests(
            session, [(chain, number) for chain, number, _ in heads]
        )
        faults += [
            _fault(chain, number, f"it is not what was anchored on {kept.day}")
            for chain, number, digest in heads
            if found.get((chain, number)) != digest
        ]
    return faults


def anchor(session: Session, *, day: date, now: datetime) -> AuditAnchor:
    """Keep one digest over all chains for this day; the first of a day stays."""
    kept = session.get(AuditAnchor, day)
    if kept is not None:
        return kept
    heads = _heads(session)
    row = AuditAnchor(
        day=day,
        chains=len(heads),
        rows=queries.count_rows(session),
        heads=json.dumps(heads),
        digest=_digest_of(heads),
        recorded_at=now,
    )
    session.add(row)
    return row


def _fault(chain: str, number: int, what: str) -> Fault:
    return Fault(chain=chain, number=number, what=what)


def _digest(row: AuditRow) -> str:
    material = [
        row.previous,
        row.chain,
        row.number,
        row.at.astimezone(UTC).isoformat(),
        row.event,
        row.actor_id,
        row.actor_slack,
        row.subject,
        row.details,
    ]
    return hashlib.sha256(json.dumps(material).encode()).hexdigest()
