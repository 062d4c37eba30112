"""Submits and closes modals, and does what the app answers."""

from practice import answers, asking, modals, payloads
from practice.errors import SlackError
from practice.running import Practice
from practice.state import Json, Person, View


async def submit(practice: Practice, person: Person, view: View, values: Json) -> Json:
    """Submit a modal and do what the app answers; words stay if it cannot."""
    answers.fill_in(view, values)
    found = answers.faults(view)
    if found:
        view.errors = found
        modals.announce(practice, person.id)
        refusal = {"ok": False, "error": "client_validation", "errors": found}
        return refusal | {"acknowledged": False}
    view.errors = {}
    trigger = modals.new_trigger(practice, person)
    payload = payloads.common(practice, person, "view_submission")
    payload |= {
        "trigger_id": trigger,
        "view": payloads.of_view(practice, view),
        "response_urls": [],
    }
    answer = await asking.ask(practice, payload)
    answer["trigger_id"] = trigger
    if not answer["acknowledged"]:
        asking.toast(practice, person, asking.TROUBLE)
        return answer
    try:
        _obey(practice, person, view, answer)
    except SlackError as refusal_:
        answer |= {"ok": False, "error": refusal_.error, **refusal_.extra}
        asking.toast(practice, person, asking.TROUBLE)
    return answer


def _obey(practice: Practice, person: Person, view: View, answer: Json) -> None:
    response = answer["response"] or {}
    order = response.get("response_action") if isinstance(response, dict) else None
    if view.id not in practice.workspace.views:
        return
    if order is None:
        _close_one(practice, person, view)
    elif order == "clear":
        modals.close_all(practice, person.id)
    elif order == "update":
        modals.update(practice, view, response.get("view"))
    elif order == "push":
        modals.push_on(practice, person, response.get("view"))
    elif order == "errors":
        errors = response.get("errors")
        inputs = {one["block_id"] for one in view.blocks if one["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise SlackError("invalid_errors")
        view.errors = {str(key): str(words) for key, words in errors.items()}
        answer["errors"] = view.errors
        modals.announce(practice, person.id)
    else:
        raise SlackError("invalid_response_action")


def _close_one(practice: Practice, person: Person, view: View) -> None:
    stack = practice.workspace.stacks.get(person.id, [])
    if stack and stack[-1] is view:
        modals.close_top(practice, person.id)


async def close(
    practice: Practice, person: Person, view: View, *, everything: bool
) -> Json:
    """Close a modal, or all of them; tell the app if it asked to know."""
    is_cleared = everything or view.clear_on_close
    if is_cleared:
        closed = modals.close_all(practice, person.id)
    else:
        _close_one(practice, person, view)
        closed = [view]
    answer: Json = {"ok": True, "acknowledged": True, "response": None}
    for one in closed:
        if one.notify_on_close:
            payload = payloads.common(practice, person, "view_closed")
            payload |= {
                "view": payloads.of_view(practice, one),
                "is_cleared": is_cleared,
            }
            answer = await asking.ask(practice, payload)
    return answer
