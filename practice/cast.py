"""Fills a workspace with its people, its app and the channels all have."""

import tomllib
from pathlib import Path
from typing import Any, Protocol

from practice import moments
from practice.state import SLACKBOT, App, Channel, Json, Person, Token, Workspace

DEFAULT_CAST = Path(__file__).with_name("cast.toml")
BOT_TOKEN = "xoxb-practice"
APP_TOKEN = "xapp-practice"
PERSON_TOKEN = "xoxp-practice"
APP_SCOPES = {"connections:write", "authorizations:read"}
PERSON_FIELDS = (
    "id", "name", "real_name", "email", "title", "agency", "team_id", "bot_id",
    "is_restricted", "is_ultra_restricted", "deleted", "is_admin",
)  # fmt: skip


class Clearable(Protocol):
    """Anything that can be emptied."""

    def clear(self) -> None:
        """Empty it."""


def read(people: Path | None = None) -> Json:
    """Return the default cast, with what `people` says put over it."""
    document: Json = tomllib.loads(DEFAULT_CAST.read_text(encoding="utf-8"))
    if people is not None:
        chosen = tomllib.loads(people.read_text(encoding="utf-8"))
        document["workspace"] |= chosen.pop("workspace", {})
        document["app"] |= chosen.pop("app", {})
        document |= chosen
    return document


def person_from(row: dict[str, Any], *, team_id: str) -> Person:
    """Return the person that a row of the cast or of a control call describes."""
    known = {key: row[key] for key in PERSON_FIELDS if key in row}
    name = str(known.get("real_name") or known.get("name") or known.get("id", ""))
    known.setdefault("name", name.lower().replace(" ", "."))
    known.setdefault("real_name", name)
    known.setdefault("team_id", team_id)
    return Person(**known, updated=moments.now())


def build(document: Json) -> Workspace:
    """Return a new workspace for a cast."""
    place, app = document["workspace"], document["app"]
    workspace = Workspace(
        team_id=place["team_id"],
        team_name=place["name"],
        domain=place["domain"],
        signing_secret=app["signing_secret"],
        app=_app(app),
    )
    _populate(workspace, document)
    return workspace


def refill(workspace: Workspace, document: Json) -> None:
    """Put a workspace back to its beginning; the page keeps its subscription."""
    parts: tuple[Clearable, ...] = (
        workspace.people, workspace.channels, workspace.tokens, workspace.teams,
        workspace.views, workspace.stacks, workspace.homes, workspace.files,
        workspace.ephemerals, workspace.typed, workspace.triggers,
        workspace.response_urls, workspace.log,
    )  # fmt: skip
    for part in parts:
        part.clear()
    workspace.app = _app(document["app"])
    workspace.signing_secret = document["app"]["signing_secret"]
    _populate(workspace, document)
    workspace.publish({"type": "reset"})


def _app(row: Json) -> App:
    return App(
        id=row["id"],
        name=row["name"],
        user=row["user"],
        bot_id=row["bot_id"],
        commands=list(row.get("commands", [])),
        shortcuts=list(row.get("shortcuts", [])),
        events=set(row.get("events", [])),
        home_enabled=row.get("home_enabled", True),
        should_escape=row.get("should_escape", True),
    )


def _populate(workspace: Workspace, document: Json) -> None:
    team_id, app = workspace.team_id, document["app"]
    workspace.teams[team_id] = workspace.team_name
    for team in document.get("teams", []):
        workspace.teams[team["team_id"]] = team["name"]
    bot = {"real_name": app["name"], **app, "id": app["user"]}
    slackbot = {"id": SLACKBOT, "name": "slackbot", "real_name": "Slackbot"}
    for row in ({**slackbot, "bot_id": "B0SLACKBOT"}, bot, *document["people"]):
        person = person_from(row, team_id=team_id)
        workspace.people[person.id] = person
    _issue_tokens(workspace, document)
    members = [
        person.id
        for person in workspace.people.values()
        if not (person.is_bot or person.is_restricted or person.is_ultra_restricted)
        and person.team_id == team_id
    ]
    for channel_id, name in (("C0GENERAL", "general"), ("C0RANDOM", "random")):
        workspace.channels[channel_id] = Channel(
            id=channel_id,
            name=name,
            creator=members[0] if members else bot["user"],
            created=moments.now(),
            is_general=name == "general",
            members=list(members),
        )


def _issue_tokens(workspace: Workspace, document: Json) -> None:
    app = workspace.app
    granted = set(document["app"].get("scopes", []))
    first = next((row["id"] for row in document["people"]), app.user)
    for value, kind, user, scopes in (
        (BOT_TOKEN, "bot", app.user, granted),
        (APP_TOKEN, "app", app.user, APP_SCOPES),
        (PERSON_TOKEN, "user", first, granted | {"channels:history"}),
    ):
        token = Token(value=value, kind=kind, user=user, scopes=set(scopes))
        workspace.tokens[value] = token
