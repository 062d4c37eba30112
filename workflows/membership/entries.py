"""How each message about membership is sent: if it is still wanted, names, buttons."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.tables.membership import LeadChange
from models.tables.plans import CoreGroup
from models.vocabulary import QuietBecause
from workflows import clock
from workflows.membership import messages
from workflows.wording import ACCOUNT, Button, Entry, Mention, Planned, Words

HANDOVER: Final = "membership.open_handover"
Change = messages.LeadChanged | messages.LeadEnding | messages.LeadToCome


def _while_it_stands(
    session: Session, _row: Planned, message: Change, _now: datetime
) -> str | None:
    made = session.get(LeadChange, message.change_id)
    is_off = made is None or made.withdrawn_at is not None
    return "the change was taken back" if is_off else None


def _while_they_lead(
    session: Session, row: Planned, message: messages.Handover, now: datetime
) -> str | None:
    made = session.get(LeadChange, message.change_id)
    if made is None or made.withdrawn_at is not None:
        return "the change was taken back"
    lead = register.find_lead_social_worker(
        session, row.group_id or "", day=clock.today(now), now=now
    )
    leads = lead is not None and lead.id == row.person_id
    return None if leads else "somebody else leads now"


def _words_of_ending(
    _session: Session, _row: Planned, message: messages.LeadEnding, now: datetime
) -> Words:
    return {"is_past": message.from_on <= clock.today(now)}


def _words_of_handover(
    _session: Session, row: Planned, _message: messages.Handover, _now: datetime
) -> Words:
    return {"group_id": row.group_id or ""}


def _button_of_handover(words: Words) -> tuple[Button, ...]:
    button = Button(
        text="Open the handover",
        action_id=HANDOVER,
        value=words["group_id"],
        style="primary",
    )
    return (button,)


def _while_quiet(
    session: Session, _row: Planned, message: messages.ChannelQuiet, _now: datetime
) -> str | None:
    group = session.get_one(CoreGroup, message.group_id)
    if group.channel_quiet_because is None:
        return "the channel is right again"
    return None


def _words_of_quiet(
    session: Session, _row: Planned, message: messages.ChannelQuiet, _now: datetime
) -> Words:
    group = session.get_one(CoreGroup, message.group_id)
    return {
        "why": QuietBecause(message.because).name.lower(),
        "people": tuple(
            Mention(account)
            for account in message.accounts
            if ACCOUNT.fullmatch(account)
        ),
        "channel": group.alias.lower(),
    }


def _while_it_speaks(
    session: Session, _row: Planned, message: messages.ChannelSpeaks, _now: datetime
) -> str | None:
    group = session.get_one(CoreGroup, message.group_id)
    is_quiet = group.channel_quiet_because is not None
    return "the channel is quiet again" if is_quiet else None


ENTRIES: Final = (
    Entry(message=messages.LeadChanged, wanted=_while_it_stands),
    Entry(message=messages.LeadEnding, wanted=_while_it_stands, words=_words_of_ending),
    Entry(message=messages.LeadToCome, wanted=_while_it_stands),
    Entry(
        message=messages.Handover,
        wanted=_while_they_lead,
        words=_words_of_handover,
        buttons=_button_of_handover,
    ),
    Entry(message=messages.ChannelQuiet, wanted=_while_quiet, words=_words_of_quiet),
    Entry(message=messages.ChannelSpeaks, wanted=_while_it_speaks),
)
