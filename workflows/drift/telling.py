"""Whom an alert reaches, and what is drawn anew when it changes."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.tables.access import Person
from models.tables.drift import Alert, AlertAnswer
from models.tables.plans import CoreGroup
from models.vocabulary import Urgency
from workflows import hours, outbox
from workflows.drift import messages, seeing
from workflows.drift.keeping import Kept
from workflows.profile import Profile

MESSAGE: Final = "drift-alert"
# Nobody goes back to a list of the day that is older.
LISTS_READ: Final = timedelta(days=7)


def tell(
    session: Session,
    kept: Kept,
    group: CoreGroup,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """
    Let chair and lead social worker know what changed, each as far as they may read it.

    An alert about safety is a message of its own, which is drawn anew from then on;
    every other one stands in their one message of the day. Source: design 4 and 4.7.
    """
    if not kept.is_changed:
        return
    redraw(session, kept.alert, now=now, with_lists=bool(kept.gone))
    for person_id in sorted(seeing.who_is_told(session, group.id, now=now)):
        if session.get_one(Person, person_id).slack_user_id is None:
            continue
        signals = seeing.signals_for(session, kept.alert, person_id, now=now)
        new = [one for one in seeing.owed(signals) if one.name in kept.raised]
        if any(one.is_safety for one in new):
            _post(session, kept.alert, group, person_id, now=now, profile=profile)
        if new:
            outbox.daily(session, person_id=person_id, now=now, profile=profile)


def redraw(
    session: Session, alert: Alert, *, now: datetime, with_lists: bool = True
) -> None:
    """
    Draw again what people were sent of an alert, so that it is true again.

    Lists only where something was taken off them, and only those of the last days.
    """
    outbox.redraw_about(
        session,
        messages.Alert.kind,
        group_id=alert.group_id,
        dedupe_prefix=f"{MESSAGE}:{alert.id}:",
        now=now,
    )
    if with_lists:
        outbox.redraw_lists(
            session,
            person_ids=seeing.who_is_told(session, alert.group_id, now=now),
            since=now - LISTS_READ,
            now=now,
        )


def tell_legal(
    session: Session,
    answer: AlertAnswer,
    group: CoreGroup,
    *,
    months: int,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell every member, in the group's channel, that the question is answered."""
    outbox.post(
        session,
        messages.LegalAnswered(answer_id=answer.id, alias=group.alias, months=months),
        to=outbox.ToChannel(group.id),
        dedupe_key=f"drift-legal:{answer.id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )


def _post(
    session: Session,
    alert: Alert,
    group: CoreGroup,
    person_id: str,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    outbox.post(
        session,
        messages.Alert(alert_id=alert.id, alias=group.alias),
        to=outbox.ToPerson(person_id, group.id),
        dedupe_key=f"{MESSAGE}:{alert.id}:{person_id}",
        now=now,
        not_before=hours.next_open(now, profile),
        urgency=Urgency.URGENT,
    )
