"""Which voices a core group lacks: asked on its page and at each of its meetings."""

from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as access_queries
from models.queries import membership as queries
from models.tables.access import Agency
from workflows.membership import policy


def missing_in(
    session: Session, group_id: str, *, day: date, now: datetime
) -> tuple[policy.MissingVoice, ...]:
    """Return who is missing in a core group on a day, by the children who lack them."""
    members = access_queries.list_members(session, group_id, day=day, now=now)
    voices = [
        policy.Voice(
            agency=session.get_one(Agency, person.agency_id).kind,
            children=frozenset(
                tie.child_id for tie in queries.list_ties(session, row.id)
            ),
        )
        for row, person in members
    ]
    children = [
        policy.ChildFacts(
            child_id=child.id,
            number=child.number,
            is_unborn=child.unborn_due_on is not None
            and child.birth_month_sealed is None,
        )
        for child in access_queries.list_children(session, group_id)
        if child.left_on is None or child.left_on > day
    ]
    return policy.missing_voices(voices, children)


def said(missing: policy.MissingVoice, *, of_all: int) -> str:
    """Return a missing voice as people read it: an education voice for /2."""
    article = "an" if missing.voice.value[0] in "aeiou" else "a"
    text = f"{article} {missing.voice.value} voice"
    if len(missing.children) == of_all:
        return text
    numbers = [f"/{number}" for number in missing.children]
    *others, last = numbers
    named = f"{', '.join(others)} and {last}" if others else last
    return f"{text} for {named}"
