"""Asks the app once, and tells the person when it does not answer."""

from typing import Any

from practice.deliver import Envelope, NotAcknowledged
from practice.running import Practice
from practice.state import Json, Person

TROUBLE = "We had some trouble connecting. Try again?"
NO_ANSWER = "operation_timeout"
NOT_REACHED = "dispatch_failed"


async def ask(practice: Practice, payload: Json, *, kind: str = "interactive") -> Json:
    """Deliver once; say whether it was acknowledged and with what."""
    envelope = Envelope(
        kind=kind, payload=payload, accepts_response_payload=kind != "events_api"
    )
    try:
        response: Any = await practice.delivery.ask(envelope)
    except NotAcknowledged as failure:
        is_late = failure.reason in {"timeout", "http_timeout"}
        error = NO_ANSWER if is_late else NOT_REACHED
        return {"ok": True, "acknowledged": False, "error": error, "response": None}
    return {"ok": True, "acknowledged": True, "response": response}


def toast(practice: Practice, person: Person, text: str) -> None:
    """Show an error to one person on the page."""
    practice.workspace.publish({"type": "toast", "user": person.id, "text": text})
