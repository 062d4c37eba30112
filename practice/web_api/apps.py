"""`api.test`, `auth.test` and `apps.connections.open`."""

from practice.call import Call, Method
from practice.errors import SlackError
from practice.socket_mode import MOST_CONNECTIONS
from practice.state import Json


def api_test(call: Call) -> Json:
    """Give back what was sent; with `error`, fail with it."""
    given = {key: value for key, value in call.args.items() if key != "token"}
    if call.args.text("error"):
        raise SlackError(call.args.text("error"), args=given)
    return {"ok": True, "args": given}


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    workspace, caller = call.workspace, call.caller
    answer: Json = {
        "ok": True,
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.team_name,
        "user": caller.name,
        "team_id": workspace.team_id,
        "user_id": caller.id,
        "is_enterprise_install": False,
    }
    return answer | ({"bot_id": caller.bot_id} if caller.bot_id else {})


def open_connection(call: Call) -> Json:
    """Give the app a one-time address for a web socket."""
    sockets = call.practice.sockets
    if len(sockets.open) >= MOST_CONNECTIONS:
        raise SlackError("too_many_websockets")
    return {"ok": True, "url": sockets.ticket(call.host)}


METHODS: dict[str, Method] = {
    "api.test": Method(answer=api_test, tier=4, needs_token=False),
    "auth.test": Method(answer=auth_test, token_kinds=("bot", "user", "app")),
    "apps.connections.open": Method(
        answer=open_connection,
        tier=3,
        scopes=("connections:write",),
        token_kinds=("app",),
    ),
}
