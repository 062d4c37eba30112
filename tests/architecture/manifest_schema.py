"""What a Slack app manifest of ours may hold, with Slack's limits."""

from typing import Any, Final


def text(longest: int, *, shortest: int = 1, pattern: str = "") -> dict[str, Any]:
    """Return the schema of a text between two lengths."""
    schema = {"type": "string", "minLength": shortest, "maxLength": longest}
    return schema | ({"pattern": pattern} if pattern else {})


def parts(required: str = "", **properties: object) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def list_of(item: object, most: int) -> dict[str, Any]:
    """Return the schema of a list without repetitions."""
    return {
        "type": "array",
        "items": item,
        "minItems": 1,
        "maxItems": most,
        "uniqueItems": True,
    }


YES_OR_NO: Final = {"type": "boolean"}
HTTPS: Final = text(3000, pattern="^https://")
SCOPE: Final = text(100, pattern=r"^[a-z_]+(:[a-z_]+(\.[a-z]+)?)?$")
EVENT: Final = text(100, pattern=r"^[a-z_]+(\.[a-z]+)?$")

MANIFEST: Final = parts(
    "_metadata display_information features oauth_config settings",
    _metadata=parts(
        "major_version",
        major_version={"const": 2},
        minor_version={"type": "integer"},
    ),
    display_information=parts(
        "name description long_description",
        name=text(35),
        description=text(140),
        long_description=text(4000, shortest=175),
        background_color=text(7, shortest=4, pattern="^#[0-9a-fA-F]+$"),
    ),
    features=parts(
        "app_home bot_user slash_commands",
        app_home=parts(
            "home_tab_enabled messages_tab_enabled",
            home_tab_enabled=YES_OR_NO,
            messages_tab_enabled=YES_OR_NO,
            messages_tab_read_only_enabled=YES_OR_NO,
        ),
        bot_user=parts("display_name", display_name=text(80), always_online=YES_OR_NO),
        slash_commands=list_of(
            parts(
                "command description should_escape",
                command=text(32, shortest=2, pattern="^/[a-z]+$"),
                description=text(2000),
                usage_hint=text(1000),
                should_escape={"const": True},
                url=HTTPS,
            ),
            50,
        ),
        shortcuts=list_of(
            parts(
                "name type callback_id description",
                name=text(24),
                type={"enum": ["message", "global"]},
                callback_id=text(255),
                description=text(150),
            ),
            10,
        ),
    ),
    oauth_config=parts(
        "scopes",
        scopes=parts("bot", bot=list_of(SCOPE, 255), bot_optional=list_of(SCOPE, 255)),
    ),
    settings=parts(
        "event_subscriptions interactivity socket_mode_enabled",
        event_subscriptions=parts(
            "bot_events", bot_events=list_of(EVENT, 100), request_url=HTTPS
        ),
        interactivity=parts("is_enabled", is_enabled=YES_OR_NO, request_url=HTTPS),
        org_deploy_enabled=YES_OR_NO,
        socket_mode_enabled=YES_OR_NO,
        token_rotation_enabled=YES_OR_NO,
    ),
)
