"""Every setting is on the page of settings, with the default that it really has."""

import re

import pytest

from bot.settings import PRACTICE, Settings, from_environment
from tests.architecture.source import PROJECT

PAGE = PROJECT / "docs" / "reference" / "settings.md"
ROW = re.compile(
    r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>[^|]+?) \|(?: (?P<meaning>[^|]+?) \|)?$",
    re.MULTILINE,
)


def written_default(field):
    """Return the default of a field as the page writes it."""
    if field.is_required():
        return "needed"
    return "none" if field.default is None else f"`{field.default}`"


def documented(text):
    """Return the settings that a page describes, each with its default."""
    return {row["name"]: row["default"] for row in ROW.finditer(text) if row["meaning"]}


def practised(text):
    """Return the defaults in practice that a page names."""
    return {
        row["name"]: row["default"].strip("`")
        for row in ROW.finditer(text)
        if not row["meaning"]
    }


def test_the_page_has_every_setting_and_no_other():
    known = {field.alias for field in Settings.model_fields.values()}

    assert set(documented(PAGE.read_text())) == known


@pytest.mark.parametrize(
    "field", Settings.model_fields.values(), ids=lambda field: field.alias
)
def test_the_default_on_the_page_is_the_default(field):
    assert documented(PAGE.read_text())[field.alias] == written_default(field)


def test_the_defaults_in_practice_are_those_on_the_page():
    assert practised(PAGE.read_text()) == PRACTICE


def test_a_secret_may_lie_in_a_file_as_the_page_says(tmp_path, monkeypatch):
    token = tmp_path / "token"
    token.write_text("xoxb-from-a-file\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(token))
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    from_file = from_environment()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-itself")
    from_itself = from_environment()

    assert from_file.bot_token == "xoxb-from-a-file"
    assert from_itself.bot_token == "xoxb-itself"


def test_a_setting_that_is_missing_from_a_page_is_noticed():
    text = "| `SLACK_BOT_TOKEN` | needed | The token. |\n| `SLACK_API_URL` | `x` |\n"

    assert documented(text) == {"SLACK_BOT_TOKEN": "needed"}
    assert practised(text) == {"SLACK_API_URL": "x"}
