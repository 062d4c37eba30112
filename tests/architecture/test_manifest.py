"""The Slack app asks for what the bot uses, and says why for each."""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.architecture.manifest_schema import MANIFEST
from tests.architecture.source import PROJECT, called, calls, read, write

TEXT = (PROJECT / "manifest.yaml").read_text()
APP: dict[str, Any] = yaml.safe_load(TEXT)
SCOPES = APP["oauth_config"]["scopes"]["bot"]
EVENTS = APP["settings"]["event_subscriptions"]["bot_events"]

METHOD = re.compile(
    r"(?:api|apps|auth|bookmarks|bots|chat|conversations|files|pins|reactions|team"
    r"|users|views)[_.][A-Za-z_]+"
)
# What Slack asks for in private channels and direct messages; () is any token at all.
# Source: Slack's page of each method.
NEEDS: dict[str, tuple[str, ...]] = {
    "api_test": (),
    "apps_connections_open": (),
    "auth_test": (),
    "bots_info": ("users:read",),
    "chat_delete": ("chat:write",),
    "chat_getPermalink": (),
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write",),
    "chat_update": ("chat:write",),
    "conversations_archive": ("groups:write",),
    "conversations_create": ("groups:write",),
    "conversations_history": ("groups:history", "im:history"),
    "conversations_info": ("groups:read", "im:read"),
    "conversations_invite": ("groups:write.invites",),
    "conversations_kick": ("groups:write",),
    "conversations_leave": ("groups:write",),
    "conversations_list": ("groups:read",),
    "conversations_members": ("groups:read",),
    "conversations_open": ("im:write",),
    "conversations_rename": ("groups:write",),
    "conversations_replies": ("groups:history", "im:history"),
    "conversations_setPurpose": ("groups:write.topic",),
    "conversations_setTopic": ("groups:write.topic",),
    "conversations_unarchive": ("groups:write",),
    "files_completeUploadExternal": ("files:write",),
    "files_delete": ("files:write",),
    "files_getUploadURLExternal": ("files:write",),
    "files_info": ("files:read",),
    "files_list": ("files:read",),
    "files_upload_v2": ("files:write",),
    "pins_add": ("pins:write",),
    "pins_list": ("pins:read",),
    "pins_remove": ("pins:write",),
    "team_info": ("team:read",),
    "users_conversations": ("groups:read",),
    "users_info": ("users:read",),
    "users_list": ("users:read",),
    "users_lookupByEmail": ("users:read.email",),
    "views_open": (),
    "views_publish": (),
    "views_push": (),
    "views_update": (),
}


def find_methods(folder: Path) -> set[str]:
    """Return the Slack methods that the bot calls or names."""
    return {
        name.replace(".", "_")
        for source in read(folder, within=("bot",))
        for name in _named(source.tree)
        if METHOD.fullmatch(name)
    }


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        # Texts with dots only: a plain word with an underscore can be anything.
        if isinstance(node, ast.Constant) and "." in str(node.value):
            yield str(node.value)
    for call in calls(tree):
        receiver, _, name = called(call).rpartition(".")
        if "client" in receiver or receiver.endswith("slack"):
            yield name


def find_events(folder: Path) -> set[str]:
    """Return the events that the bot listens to."""
    return {
        node.value
        for source in read(folder, within=("bot",))
        for call in calls(source.tree)
        if called(call).endswith(".event") and call.args
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_the_manifest_is_one_that_slack_takes():
    jsonschema.validate(APP, MANIFEST)


def test_every_scope_says_what_it_is_for():
    block = TEXT.partition("scopes:")[2].partition("settings:")[0]
    silent = re.findall(r"^ +- (\S+)\s*$", block, flags=re.MULTILINE)

    assert not silent, f"a council's security team asks why: {silent}"


def test_every_method_that_the_bot_calls_has_its_scope():
    lacking = {
        f"{method} needs {scope}"
        for method in find_methods(PROJECT)
        for scope in NEEDS.get(method, ("an entry in NEEDS",))
        if scope not in SCOPES
    }

    assert not lacking, f"Slack answers missing_scope: {sorted(lacking)}"


def test_every_event_that_the_bot_listens_to_is_subscribed():
    # A message event is subscribed to by the kind of conversation.
    listened = find_events(PROJECT) - {"message"}

    assert listened <= set(EVENTS), "Slack does not send what is not asked for"


def test_nothing_public_is_read():
    public = {"channels:history", "chat:write.public", "message.channels"}

    assert not public & {*SCOPES, *EVENTS}, "nothing of ours is in a public channel"


def _too_long_a_name(app: dict[str, Any]) -> None:
    app["display_information"]["name"] = "x" * 36


def _an_unknown_setting(app: dict[str, Any]) -> None:
    app["settings"]["socket_mode"] = True


def _a_scope_twice(app: dict[str, Any]) -> None:
    app["oauth_config"]["scopes"]["bot"].append("chat:write")


def _names_that_are_not_escaped(app: dict[str, Any]) -> None:
    app["features"]["slash_commands"][0]["should_escape"] = False


@pytest.mark.parametrize(
    "spoil",
    [
        _too_long_a_name,
        _an_unknown_setting,
        _a_scope_twice,
        _names_that_are_not_escaped,
    ],
)
def test_a_spoilt_manifest_is_refused(spoil: Callable[[dict[str, Any]], None]):
    app = copy.deepcopy(APP)
    spoil(app)

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(app, MANIFEST)


def test_methods_and_events_are_found_however_they_are_written(tmp_path):
    write(
        tmp_path,
        "bot/sender.py",
        "client.pins_add(channel=c)\n"
        "self.client.api_call('reactions.add')\n"
        "app.event('team_join')(joined)\n"
        "app.event({'type': 'message', 'subtype': 'x'})\n",
    )

    assert {"pins_add", "reactions_add"} <= find_methods(tmp_path)
    assert {"team_join", "message"} <= find_events(tmp_path)
