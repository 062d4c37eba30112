"""`users.*`, `bots.info` and `team.info`: who is here."""

from practice.call import Call, Method
from practice.errors import SlackError
from practice.shapes import bot_object, person_object
from practice.state import Json, Person
from practice.web_api.paging import page


def _shown(call: Call, person: Person) -> Json:
    with_email = "users:read.email" in call.token.scopes
    return person_object(person, call.workspace, with_email=with_email)


def info(call: Call) -> Json:
    """Return one person."""
    return {"ok": True, "user": _shown(call, call.person())}


def list_people(call: Call) -> Json:
    """Return everybody of the workspace, and outsiders who share a channel."""
    shown, metadata = page(call, list(call.workspace.people.values()), default=1_000)
    answer: Json = {"ok": True, "members": [_shown(call, one) for one in shown]}
    return answer | {"cache_ts": 0, "response_metadata": metadata}


def lookup_by_email(call: Call) -> Json:
    """Return the member with an address; never an outsider or a leaver."""
    wanted = call.args.needed("email").strip().lower()
    for person in call.workspace.people.values():
        is_ours = person.team_id == call.workspace.team_id
        is_there = is_ours and not person.deleted and not person.is_bot
        if is_there and person.email.lower() == wanted:
            return {"ok": True, "user": _shown(call, person)}
    raise SlackError("users_not_found")


def bot_info(call: Call) -> Json:
    """Return one bot."""
    wanted = call.args.text("bot") or call.workspace.app.bot_id
    for person in call.workspace.people.values():
        if person.bot_id and person.bot_id == wanted:
            return {"ok": True, "bot": bot_object(person, call.workspace)}
    raise SlackError("bot_not_found")


def team_info(call: Call) -> Json:
    """Return the workspace, or another team that shares a channel with it."""
    team_id = call.args.text("team") or call.workspace.team_id
    name = call.workspace.teams.get(team_id)
    if name is None:
        raise SlackError("team_not_found")
    team = {
        "id": team_id,
        "name": name,
        "domain": call.workspace.domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "url": f"https://{call.workspace.domain}.slack.com/",
    }
    return {"ok": True, "team": team}


READ = ("users:read",)
METHODS: dict[str, Method] = {
    "users.info": Method(answer=info, tier=4, scopes=READ),
    "users.list": Method(answer=list_people, tier=2, scopes=READ),
    "users.lookupByEmail": Method(
        answer=lookup_by_email, tier=3, scopes=("users:read.email",)
    ),
    "bots.info": Method(answer=bot_info, tier=3, scopes=READ),
    "team.info": Method(answer=team_info, tier=3, scopes=("team:read",)),
}
