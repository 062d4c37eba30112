"""Each person's stack of open modals and their Home."""

import secrets

from practice import moments
from practice.blocks import check_view
from practice.errors import SlackError
from practice.posting import number_blocks
from practice.running import Practice
from practice.state import Json, Person, View

DEEPEST = 3
TRIGGER_LIFE = 3.0
KEPT_TRIGGERS = 3_600
COPIED = (
    "title", "submit", "close", "callback_id", "external_id", "private_metadata",
    "clear_on_close", "notify_on_close", "submit_disabled",
)  # fmt: skip


def new_trigger(practice: Practice, person: Person) -> str:
    """Return a trigger that lets the app open one modal within three seconds."""
    workspace, at = practice.workspace, moments.now()
    secret = secrets.token_hex(16)
    trigger = f"{int(at * 1000)}.{next(workspace.counter)}.{secret}"
    for old, given in list(workspace.triggers.items()):
        if at - given["at"] < KEPT_TRIGGERS:
            break
        del workspace.triggers[old]
    workspace.triggers[trigger] = {"user": person.id, "at": at, "used": False}
    return trigger


def take_trigger(practice: Practice, trigger: str) -> Person:
    """
    Use up a trigger and return whose act it was.

    :raises SlackError: for one that is unknown, used, or older than 3 s.
    """
    given = practice.workspace.triggers.get(trigger)
    if given is None:
        raise SlackError("invalid_trigger_id")
    if given["used"]:
        raise SlackError("exchanged_trigger_id")
    if moments.now() - given["at"] > TRIGGER_LIFE:
        raise SlackError("expired_trigger_id")
    given["used"] = True
    return practice.workspace.people[given["user"]]


def peek_trigger(practice: Practice, trigger: str) -> str:
    """Return whose act a trigger stands for, without using it up."""
    return str(practice.workspace.triggers.get(trigger, {}).get("user", ""))


def open_on(practice: Practice, person: Person, view: object) -> View:
    """
    Open a modal in front of somebody, in place of those that are open.

    :raises SlackError: if the view breaks a rule.
    """
    checked = check_view(view, kind="modal")
    check_external_id(practice, checked, own=None)
    close_all(practice, person.id)
    return _stack(practice, person, checked)


def push_on(practice: Practice, person: Person, view: object) -> View:
    """
    Put a modal on top of those that are open.

    :raises SlackError: if the view breaks a rule or the stack is full.
    """
    checked = check_view(view, kind="modal")
    check_external_id(practice, checked, own=None)
    if len(practice.workspace.stacks.get(person.id, [])) >= DEEPEST:
        raise SlackError("push_limit_reached")
    return _stack(practice, person, checked)


def _stack(practice: Practice, person: Person, given: Json) -> View:
    workspace = practice.workspace
    stack = workspace.stacks.setdefault(person.id, [])
    view = make(practice, person, given)
    if stack:
        view.root_view_id = stack[0].id
        view.previous_view_id = stack[-1].id
    stack.append(view)
    workspace.views[view.id] = view
    announce(practice, person.id)
    return view


def make(practice: Practice, person: Person, given: Json) -> View:
    """Return a view from what the app gave, with a fresh id."""
    workspace = practice.workspace
    view_id = workspace.next_id("V")
    view = View(
        id=view_id,
        user=person.id,
        type=given["type"],
        blocks=[],
        root_view_id=view_id,
        app_id=workspace.app.id,
        bot_id=workspace.app.bot_id,
        team_id=workspace.team_id,
        hash="",
    )
    put(view, given)
    return view


def put(view: View, given: Json) -> None:
    """Give a view other content; typed words stay where both ids stay."""
    blocks: list[Json] = [dict(block) for block in given["blocks"]]
    number_blocks(blocks)
    view.blocks = blocks
    for name in COPIED:
        default = getattr(View, name, None)
        value = given.get(name)
        setattr(view, name, default if value is None else value)
    view.hash = f"{int(moments.now())}.{secrets.token_urlsafe(6)}"
    view.errors = {}
    kept: dict[str, dict[str, Json]] = {}
    for block_id, action_id in input_ids(view):
        typed = view.state.get(block_id, {}).get(action_id)
        if typed is not None:
            kept.setdefault(block_id, {})[action_id] = typed
    view.state = kept


def input_ids(view: View) -> list[tuple[str, str]]:
    """Return the ids under which a view's answers are kept."""
    found = []
    for block in view.blocks:
        parts = [block.get("element"), block.get("accessory")]
        if block["type"] == "actions":
            parts += block.get("elements", [])
        found += [
            (block["block_id"], part["action_id"])
            for part in parts
            if isinstance(part, dict) and "action_id" in part
        ]
    return found


def check_external_id(practice: Practice, given: Json, *, own: View | None) -> None:
    """
    Check that no other open view has the same external id.

    :raises SlackError: `duplicate_external_id`.
    """
    wanted = given.get("external_id")
    for view in practice.workspace.views.values():
        if wanted and view.external_id == wanted and view is not own:
            raise SlackError("duplicate_external_id")


def update(
    practice: Practice, view: View, given: object, *, expected: str = ""
) -> View:
    """
    Give an open view other content.

    :raises SlackError: if it breaks a rule, or somebody changed it in between.
    """
    checked = check_view(given, kind=view.type)
    check_external_id(practice, checked, own=view)
    if expected and expected != view.hash:
        raise SlackError("hash_conflict")
    put(view, checked)
    if view.type == "home":
        practice.workspace.publish({"type": "home", "user": view.user})
    else:
        announce(practice, view.user)
    return view


def publish_home(
    practice: Practice, person: Person, given: Json, *, expected: str
) -> View:
    """
    Give somebody's Home other content.

    :raises SlackError: if it breaks a rule, or somebody changed it in between.
    """
    workspace = practice.workspace
    old = workspace.homes.get(person.id)
    if old is not None:
        return update(practice, old, given, expected=expected)
    checked = check_view(given, kind="home")
    check_external_id(practice, checked, own=None)
    view = make(practice, person, checked)
    workspace.homes[person.id] = workspace.views[view.id] = view
    workspace.publish({"type": "home", "user": person.id})
    return view


def close_top(practice: Practice, person: str) -> View | None:
    """Close the modal that is on top; what lies under it shows again."""
    workspace = practice.workspace
    stack = workspace.stacks.get(person, [])
    view = stack.pop() if stack else None
    if view is not None:
        workspace.views.pop(view.id, None)
    announce(practice, person)
    return view


def close_all(practice: Practice, person: str) -> list[View]:
    """Close every modal that somebody has open, and return them, top first."""
    workspace = practice.workspace
    stack = workspace.stacks.pop(person, [])
    for view in stack:
        workspace.views.pop(view.id, None)
    if stack:
        announce(practice, person)
    return stack[::-1]


def announce(practice: Practice, person: str) -> None:
    """Tell the page that somebody's stack changed."""
    stack = practice.workspace.stacks.get(person, [])
    top = stack[-1].id if stack else None
    practice.workspace.publish({"type": "view", "user": person, "view_id": top})
