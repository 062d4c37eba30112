"""Taking in what somebody wrote to the bot instead of into a form."""

from datetime import datetime

from sqlmodel import Session

from models.queries import replies as queries
from models.sealed import seal
from models.tables.replies import PlainReply
from models.vocabulary import Urgency
from workflows import audit, outbox
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.profile import Profile
from workflows.replies import policy
from workflows.replies.messages import ReplyTaken

OWN_HOME = 2


def take(
    session: Session,
    *,
    actor: Actor,
    channel: str,
    ts: str,
    text: str,
    now: datetime,
    profile: Profile,
) -> None:
    """
    Keep a plain reply sealed and tell its author at once what it did not do.

    Nothing of it is quoted or passed on. Source: design 3. The answer is urgent at any
    hour: somebody may think that they have raised an alarm. "Challenge" gets a button.

    :raises NotYours: for somebody who has left.
    """
    access.anywhere(
        session,
        actor=actor,
        row=OWN_HOME,
        now=now,
        circumstances=Circumstances(own=True),
    )
    if queries.is_known(session, channel=channel, ts=ts):
        return
    reply = PlainReply(
        person_id=actor.person_id,
        channel=channel,
        ts=ts,
        text_sealed="",
        recorded_at=now,
    )
    seal(session, reply, "text", text)
    session.add(reply)
    session.flush()
    outbox.post(
        session,
        ReplyTaken(
            day_number=profile.telephone.day,
            out_of_hours=profile.telephone.out_of_hours,
            is_challenge=policy.asks_for_challenge(text),
        ),
        to=outbox.ToPerson(actor.person_id),
        dedupe_key=f"reply:{reply.id}",
        now=now,
        urgency=Urgency.URGENT,
    )
    _audit(session, actor, reply, now=now)


def _audit(session: Session, actor: Actor, reply: PlainReply, *, now: datetime) -> None:
    event = "plain reply taken in"
    audit.record(session, actor=actor, event=event, now=now, subject=reply.id)
