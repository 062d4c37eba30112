"""What an operator sets, read once at the start; every fault is named at once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

Mode = Literal["socket", "http"]
PRACTICE: Final = {
    "SLACK_BOT_TOKEN": "xoxb-practice",
    "SLACK_APP_TOKEN": "xapp-practice",
    "SLACK_SIGNING_SECRET": "practice-signing-secret",
    "SLACK_API_URL": "http://127.0.0.1:8700/api/",
    "COREGROUP_PUBLIC_URL": "http://127.0.0.1:8701",
}


class InvalidSettings(Exception):
    """The settings have faults; each line names one variable and what it needs."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        """Keep every fault, for the operator to mend in one go."""
        super().__init__("\n".join(errors))
        self.errors = errors


class Settings(BaseModel):
    """One deployment's settings. Each field says which variable sets it, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    bot_token: str = Field(
        alias="SLACK_BOT_TOKEN", description="The bot's token, xoxb-...", repr=False
    )
    app_token: str | None = Field(
        None,
        alias="SLACK_APP_TOKEN",
        description="The app-level token, xapp-..., for Socket Mode",
        repr=False,
    )
    signing_secret: str | None = Field(
        None,
        alias="SLACK_SIGNING_SECRET",
        description="The secret that Slack signs with, for HTTP",
        repr=False,
    )
    api_url: str = Field(
        "https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Slack's Web API, GovSlack's, or the practice workspace's",
    )
    database_url: str = Field(
        "sqlite:///var/coregroup.db",
        alias="DATABASE_URL",
        description="SQLite or PostgreSQL",
        repr=False,
    )
    profile: str = Field(
        "england-default",
        alias="COREGROUP_PROFILE",
        description="A shipped profile's name, or the path of an area's own",
    )
    keys_file: Path = Field(
        Path("var/keys.json"),
        alias="COREGROUP_KEYS_FILE",
        description="The key ring, kept apart from the database and its backups",
    )
    public_url: str | None = Field(
        None,
        alias="COREGROUP_PUBLIC_URL",
        description="Where people's browsers reach the bot; without it nothing prints",
    )
    host: str = Field(
        "127.0.0.1",
        alias="COREGROUP_HOST",
        description="The address that the bot listens on",
    )
    port: int = Field(
        8701,
        alias="COREGROUP_PORT",
        ge=0,
        le=65535,
        description="The port that the bot listens on",
    )
    mode: Mode | None = Field(
        None,
        alias="COREGROUP_SLACK_MODE",
        description="socket or http; socket when both secrets are there",
    )
    practice: bool = Field(
        default=False,
        alias="COREGROUP_PRACTICE",
        description="1 in the practice workspace: the clock can be moved",
    )
    quiet_seconds: float = Field(
        90.0,
        alias="COREGROUP_QUIET_SECONDS",
        gt=0,
        description="How long an uncertain message rests before it is looked for",
    )
    rate: float | None = Field(
        None,
        alias="COREGROUP_SEND_RATE",
        gt=0,
        description="Messages a second that the workspace takes, when it is known",
    )
    operators: str = Field(
        "127.0.0.0/8,::1/128",
        alias="COREGROUP_OPERATOR_NETWORKS",
        description="Networks that may read /metrics and why /health is not well",
    )

    @field_validator("api_url")
    @classmethod
    def _ends_with_a_slash(cls, value: str) -> str:
        return value if value.endswith("/") else f"{value}/"

    @field_validator("api_url", "public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("needs an address that starts with http:// or https://")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("needs sqlite:///PATH or postgresql+psycopg://...")
        return value

    @model_validator(mode="after")
    def _can_reach_slack(self) -> Self:
        if self.slack_mode == "socket" and not self.app_token:
            raise ValueError("SLACK_APP_TOKEN is needed for Socket Mode")
        if self.slack_mode == "http" and not self.signing_secret:
            raise ValueError("SLACK_SIGNING_SECRET is needed for HTTP")
        return self

    @property
    def slack_mode(self) -> Mode:
        """Return how Slack reaches us: as set, else by the secrets that are there."""
        if self.mode is not None:
            return self.mode
        return "http" if self.signing_secret and not self.app_token else "socket"


def read(environment: Mapping[str, str]) -> Settings:
    """
    Return the settings in these variables.

    :raises InvalidSettings: naming every variable that is missing or wrong.
    """
    known = [field.alias or "" for field in Settings.model_fields.values()]
    values = {name: environment[name] for name in known if environment.get(name)}
    if values.get("COREGROUP_PRACTICE") == "1":
        values = {**PRACTICE, **values}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise InvalidSettings(
            tuple(_sentence(dict(e)) for e in error.errors())
        ) from None


def from_environment() -> Settings:
    """Return the settings of this process. Secrets may lie in NAME_FILE files."""
    values = dict(os.environ)
    for name in list(values):
        if name.endswith("_FILE") and name != "COREGROUP_KEYS_FILE":
            path = Path(values[name])
            if path.is_file():
                values.setdefault(name.removesuffix("_FILE"), path.read_text().strip())
    return read(values)


def _sentence(error: Mapping[str, object]) -> str:
    place = error.get("loc")
    name = place[0] if isinstance(place, tuple) and place else None
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    if error.get("type") == "missing":
        message = "is missing"
    return f"{name}: {message}" if name else message
