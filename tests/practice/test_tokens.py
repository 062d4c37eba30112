"""Unknown and revoked tokens, missing scopes and wrong calls get Slack's errors."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice_workspace import APP_TOKEN, ASHA, BOT, BOT_TOKEN


def client(workspace, token):
    return WebClient(token=token, base_url=workspace.api_url, retry_handlers=[])


def test_an_unknown_token_is_refused(workspace):
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client(workspace, "xoxb-nobody").auth_test()


def test_no_token_is_refused(workspace):
    status, body = workspace.request("POST", "/api/auth.test")

    assert (status, body["error"]) == (200, "not_authed")


def test_json_without_a_charset_is_answered_with_a_warning(workspace):
    _, body = workspace.request(
        "POST", "/api/auth.test", {}, Authorization=f"Bearer {BOT_TOKEN}"
    )

    assert body["warning"] == "missing_charset"
    assert body["response_metadata"]["warnings"] == ["missing_charset"]


def test_a_revoked_token_is_refused_until_it_is_given_back(workspace, bot):
    workspace.tokens(revoked=True)
    with pytest.raises(SlackApiError, match="token_revoked"):
        bot.auth_test()

    workspace.tokens(revoked=False)

    assert bot.auth_test()["user_id"] == BOT


def test_the_token_of_somebody_deactivated_is_refused(workspace, asha):
    workspace.people(id=ASHA, deleted=True)

    with pytest.raises(SlackApiError, match="account_inactive"):
        asha.auth_test()


def test_a_missing_scope_says_what_is_needed_and_what_there_is(workspace, bot, room):
    workspace.tokens(scopes=["groups:read", "im:read"])

    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel=room, text="no")

    assert refused.value.response.data["error"] == "missing_scope"
    assert refused.value.response.data["needed"] == "chat:write"
    assert refused.value.response.data["provided"] == "groups:read,im:read"


def test_history_needs_the_scope_of_the_kind_of_channel(workspace, bot, room):
    workspace.tokens(remove_scopes=["groups:history"])

    with pytest.raises(SlackApiError) as refused:
        bot.conversations_history(channel=room)

    assert refused.value.response["needed"] == "groups:history"


def test_every_answer_names_the_scopes_of_the_token(bot):
    headers = bot.auth_test().headers

    assert "chat:write" in headers["x-oauth-scopes"].split(",")


def test_an_app_token_opens_connections_and_nothing_else(workspace, bot):
    app = client(workspace, APP_TOKEN)

    assert app.apps_connections_open(app_token=APP_TOKEN)["url"].startswith("ws://")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        app.chat_postMessage(channel="C0GENERAL", text="no")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        bot.apps_connections_open(app_token=BOT_TOKEN)


def test_e_mail_addresses_are_hidden_without_their_scope(workspace, bot):
    with_scope = bot.users_info(user=ASHA)["user"]["profile"]
    workspace.tokens(remove_scopes=["users:read.email"])
    without = bot.users_info(user=ASHA)["user"]["profile"]

    assert with_scope["email"] == "asha.verma@example.org"
    assert "email" not in without


def test_an_unknown_method_is_refused(bot):
    with pytest.raises(SlackApiError, match="unknown_method"):
        bot.api_call("chat.shout", params={"channel": "C0GENERAL"})


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"text": "no channel"}, "invalid_arguments"),
        (
            "chat.postMessage",
            {"channel": "C0NOWHERE", "text": "x"},
            "channel_not_found",
        ),
        ("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        (
            "chat.update",
            {"channel": "C0GENERAL", "ts": "1", "text": "x"},
            "message_not_found",
        ),
        ("conversations.create", {"name": ""}, "missing_scope"),
        ("conversations.create", {"is_private": True}, "invalid_name_required"),
        (
            "conversations.create",
            {"name": "x" * 81, "is_private": 1},
            "invalid_name_maxlength",
        ),
        (
            "conversations.create",
            {"name": "--", "is_private": 1},
            "invalid_name_punctuation",
        ),
        (
            "conversations.create",
            {"name": "Big Name", "is_private": 1},
            "invalid_name_specials",
        ),
        ("conversations.create", {"name": "random", "is_private": 1}, "name_taken"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("conversations.list", {"limit": "many"}, "invalid_arguments"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "no@example.org"}, "users_not_found"),
        ("views.open", {"trigger_id": "1.2.3"}, "invalid_arguments"),
        ("views.update", {"view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found"),
        ("files.info", {"file": "F1"}, "file_not_found"),
        ("bots.info", {"bot": "B1"}, "bot_not_found"),
        ("team.info", {"team": "T1"}, "team_not_found"),
        ("api.test", {"error": "my_error"}, "my_error"),
    ],
)
def test_a_wrong_call_gets_slacks_own_error(bot, method, args, error):
    with pytest.raises(SlackApiError) as refused:
        bot.api_call(method, json=args)

    assert refused.value.response.status_code == 200
    assert refused.value.response["error"] == error


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[1]", "application/json", "json_not_object"),
        (b"x", "text/csv", "invalid_post_type"),
        (b"\xff\xfe", "application/json", "invalid_json"),
        (b"x", "multipart/form-data", "invalid_form_data"),
    ],
)
def test_a_body_that_is_not_what_it_claims_gets_an_error(
    workspace, body, content_type, error
):
    headers = {
        "Content-Type": content_type,
        "Authorization": f"Bearer {BOT_TOKEN}",
    }

    status, answer = workspace.send("POST", "/api/chat.postMessage", body, headers)

    assert (status, answer["error"]) == (200, error)


@pytest.mark.parametrize(
    "args",
    [
        {"channel": {"a": 1}, "text": ["x"], "blocks": 7},
        {"channel": None, "text": None},
        {"channel": "C0GENERAL", "text": "x", "blocks": [[[]]], "metadata": []},
        {"channel": True, "limit": {}, "cursor": 5, "view": "x", "users": {"a": 1}},
        {"channel": "\ud800", "name": "\x00", "users": [None, 3, {}], "ts": 12},
        {"view": {"type": "modal", "blocks": {"a": 1}, "title": 3}, "trigger_id": 1},
        {"blocks": [{"type": "actions", "elements": [{"action_id": [1]}]}]},
        {
            "blocks": [
                {"type": "section", "accessory": {"type": "checkboxes", "options": 3}}
            ]
        },
    ],
)
def test_no_nonsense_makes_a_method_fall_over(workspace, bot, args):
    workspace.limits(enabled=False)
    methods = [
        "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral",
        "conversations.create", "conversations.invite", "conversations.kick",
        "conversations.history", "conversations.replies", "conversations.open",
        "conversations.list", "conversations.inviteShared", "conversations.rename",
        "users.info", "users.list", "users.lookupByEmail", "users.conversations",
        "views.open", "views.push", "views.update", "views.publish", "pins.add",
        "reactions.add", "bookmarks.add", "files.getUploadURLExternal",
        "files.completeUploadExternal", "files.info", "team.info", "bots.info",
    ]  # fmt: skip
    for method in methods:
        status, body = workspace.request(
            "POST", f"/api/{method}", args, Authorization=f"Bearer {BOT_TOKEN}"
        )
        assert (method, status) == (method, 200)
        assert isinstance(body["ok"], bool)
