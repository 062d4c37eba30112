"""`views.*`: modals and Home."""

from practice import modals
from practice.call import Call, Method
from practice.errors import SlackError, invalid_arguments
from practice.shapes import view_object
from practice.state import Json, Person, View


def _given(call: Call) -> Json:
    view = call.args.get("view")
    if not view:
        raise invalid_arguments("missing required field: view")
    if not isinstance(view, dict):
        raise invalid_arguments("must provide an object [json-pointer:/view]")
    return view


def _actor(call: Call) -> Person:
    trigger = call.args.text("trigger_id") or call.args.text("interactivity_pointer")
    if not trigger:
        raise invalid_arguments("missing required field: trigger_id")
    return modals.take_trigger(call.practice, trigger)


def _answer(call: Call, view: View) -> Json:
    return {"ok": True, "view": view_object(view, call.workspace)}


def open_view(call: Call) -> Json:
    """Open a modal in front of whoever acted."""
    given = _given(call)
    person = _actor(call)
    return _answer(call, modals.open_on(call.practice, person, given))


def push(call: Call) -> Json:
    """Put a modal on top of the one in which somebody acted."""
    given = _given(call)
    person = _actor(call)
    if not call.workspace.stacks.get(person.id):
        raise SlackError("not_found")
    return _answer(call, modals.push_on(call.practice, person, given))


def update(call: Call) -> Json:
    """Give an open view other content."""
    given = _given(call)
    view_id, external = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external:
        raise invalid_arguments("missing required field: view_id")
    views = call.workspace.views
    found = views.get(view_id)
    if found is None and external:
        found = next((v for v in views.values() if v.external_id == external), None)
    if found is None:
        raise SlackError("not_found")
    expected = call.args.text("hash")
    changed = modals.update(call.practice, found, given, expected=expected)
    return _answer(call, changed)


def publish(call: Call) -> Json:
    """Give somebody's Home other content."""
    given = _given(call)
    person = call.workspace.people.get(call.args.needed("user_id"))
    if not call.workspace.app.home_enabled:
        raise SlackError("not_enabled")
    if person is None or person.is_bot:
        raise invalid_arguments("user_id is not valid [json-pointer:/user_id]")
    view = modals.publish_home(
        call.practice, person, given, expected=call.args.text("hash")
    )
    return _answer(call, view)


METHODS: dict[str, Method] = {
    "views.open": Method(answer=open_view, tier=4, token_kinds=("bot",)),
    "views.push": Method(answer=push, tier=4, token_kinds=("bot",)),
    "views.update": Method(answer=update, tier=4, token_kinds=("bot",)),
    "views.publish": Method(answer=publish, tier=4, token_kinds=("bot",)),
}
