"""How each message about drift is sent: whether it is wanted, words, buttons."""

from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from models.tables.drift import Alert, AlertAnswer
from models.vocabulary import PersonClass
from workflows.access import use_cases as access
from workflows.drift import caseload, messages, policy, seeing
from workflows.message import Message
from workflows.profile import Profile
from workflows.wording import Button, Entry, Planned, Words

READ: Final = "drift.read"
REVIEW: Final = "drift.open_review"
SLEEP: Final = "drift.open_sleep"
LINE: Final = "drift.open_line"
LEGAL: Final = "drift.open_legal"
READ_LEGAL: Final = "drift.read_legal"
OVERVIEW: Final = "drift.overview"
MOST: Final = 20
ANSWERS: Final = frozenset({PersonClass.CHAIR})
ADDS: Final = frozenset({PersonClass.LEAD_SOCIAL_WORKER, PersonClass.TEAM_MANAGER})


def entries(profile: Profile) -> tuple[Entry, ...]:
    """Return the entries of this workflow, by the rules of one area."""

    def words_of_alert(
        session: Session, row: Planned, message: messages.Alert, now: datetime
    ) -> Words:
        alert = session.get_one(Alert, message.alert_id)
        who = row.person_id or ""
        signals = seeing.signals_for(session, alert, who, now=now)
        awake = [one for one in signals if not one.is_asleep]
        classes = access.classes_in_group(session, who, alert.group_id, now=now)
        is_owed = bool(seeing.owed(awake)) and alert.owed_since is not None
        since = alert.owed_since
        return {
            "signals": [one.words() for one in awake],
            "asleep": len(signals) - len(awake),
            "is_over": not signals,
            "is_owed": is_owed,
            "may_answer": bool(classes & ANSWERS),
            "may_add": bool(classes & ADDS),
            "answer_by": since and policy.answer_by(since, profile),
            "value": message.alert_id,
        }

    return (
        Entry(
            message=messages.Alert,
            wanted=_while_something_stands,
            words=words_of_alert,
            buttons=_buttons_of_alert,
        ),
        Entry(
            message=messages.LegalAnswered,
            words=_words_of_legal,
            buttons=_buttons_of_legal,
        ),
        Entry(
            message=messages.Digest,
            wanted=_while_any_is_open,
            words=_words_of_digest,
            buttons=_buttons_of_digest,
        ),
    )


def _while_something_stands(
    session: Session, row: Planned, message: messages.Alert, now: datetime
) -> str | None:
    alert = session.get(Alert, message.alert_id)
    if alert is None or alert.ended_at is not None:
        return "no signal is left"
    signals = seeing.signals_for(session, alert, row.person_id or "", now=now)
    return None if signals else "nothing that they may read is left"


def _buttons_of_alert(words: Words) -> tuple[Button, ...]:
    if words["is_over"]:
        return ()
    value = words["value"]
    open_it = Button(text="Open the alert", action_id=READ, value=value)
    if not words["is_owed"]:
        return (open_it,)
    if words["may_answer"]:
        return (
            Button(
                text="Set a meeting", action_id=REVIEW, value=value, style="primary"
            ),
            Button(text="Not drift because", action_id=SLEEP, value=value),
            open_it,
        )
    add = Button(text="Add a line", action_id=LINE, value=value)
    return (open_it, add) if words["may_add"] else (open_it,)


def _words_of_legal(
    session: Session, _row: Planned, message: messages.LegalAnswered, _now: datetime
) -> Words:
    answer = session.get_one(AlertAnswer, message.answer_id)
    return {"value": session.get_one(Alert, answer.alert_id).group_id}


def _buttons_of_legal(words: Words) -> tuple[Button, ...]:
    return (Button(text="Read the answer", action_id=READ_LEGAL, value=words["value"]),)


def _while_any_is_open(
    session: Session, row: Planned, _: messages.Digest, now: datetime
) -> str | None:
    lines = caseload.of_digest(session, person_id=row.person_id or "", now=now)
    return None if lines else "no alert is open"


def _words_of_digest(
    session: Session, row: Planned, _: messages.Digest, now: datetime
) -> Words:
    lines = caseload.of_digest(session, person_id=row.person_id or "", now=now)
    return {
        "total": len(lines),
        "owed": sum(line.is_owed for line in lines),
        "lines": tuple(
            {"alias": line.alias, "signals": line.signals} for line in lines[:MOST]
        ),
    }


def _buttons_of_digest(_: Words) -> tuple[Button, ...]:
    return (Button(text="Open the alerts", action_id=OVERVIEW),)


_ID: Final = "0123456789abcdef"
_SOON: Final = date(2026, 5, 5)
_FAR: Final = date(2026, 9, 30)
_EVERY: Final[dict[str, Any]] = {
    "agencies": 4,
    "children": ["CG-48170/1", "CG-48170/2"],
    "closed_on": _FAR,
    "count": 12,
    "dated_on": _FAR,
    "due_on": _FAR,
    "first_on": _FAR,
    "highest": 8,
    "is_far": True,
    "is_membership": True,
    "is_said": True,
    "kinds": ["health", "education", "police"],
    "last_on": _FAR,
    "lowest": 2,
    "months": 21,
    "most": 12,
    "next_on": _FAR,
    "now": 4,
    "seen_on": _FAR,
    "times": 3,
}


def sample_signal(name: str, **says: Any) -> dict[str, Any]:
    """Return one signal as the templates are given it, for the gallery and tests."""
    signal = policy.SIGNALS[name]
    return {
        "template": name,
        "title": signal.title,
        "source": signal.source,
        "since": _SOON,
        "answered_on": None,
        "says": {**_EVERY, **says},
    }


def sample_alert(*names: str, **changed: Any) -> dict[str, Any]:
    """Return the words of an alert with these signals."""
    return {
        "signals": [sample_signal(name) for name in names],
        "asleep": 0,
        "may_answer": True,
        "may_add": False,
        "answer_by": _FAR,
        "is_owed": True,
        "is_over": False,
        "value": _ID,
        **changed,
    }


_SHORT: Final = messages.Alert(alert_id=_ID, alias="CG-4817")
_LONG: Final = messages.Alert(alert_id=_ID, alias="CG-48170")
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (_SHORT, sample_alert(is_over=True, is_owed=False)),
    (_SHORT, sample_alert("access_refused")),
    (_SHORT, sample_alert("access_refused", may_answer=False, may_add=True)),
    (_SHORT, sample_alert("access_refused", is_owed=False, asleep=2)),
    (_LONG, sample_alert(*policy.SIGNALS, asleep=1)),
    (
        messages.LegalAnswered(answer_id=_ID, alias="CG-4817", months=9),
        {"value": _ID},
    ),
    (
        messages.LegalAnswered(answer_id=_ID, alias="CG-48170", months=21),
        {"value": _ID},
    ),
    (
        messages.Digest(week=_SOON),
        {"total": 1, "owed": 0, "lines": ({"alias": "CG-4817", "signals": 1},)},
    ),
    (
        messages.Digest(week=_FAR),
        {
            "total": 400,
            "owed": 31,
            "lines": tuple({"alias": "CG-48170", "signals": 12} for _ in range(20)),
        },
    ),
)
