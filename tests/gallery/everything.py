"""Everything that people see, in one list, by the rules of one area."""

import bot.app  # noqa: F401 - every refusal is known once all of the bot is loaded
from tests.gallery import forms, homes, messages
from tests.gallery.shown import Shown
from workflows import timescales
from workflows.profile import Profile


def profile() -> Profile:
    """Return the rules that the gallery is shown by."""
    return timescales.load("england-default")


def everything() -> list[Shown]:
    """Return every message, form, page, notice and Home."""
    rules = profile()
    return [*messages.shown(rules), *forms.shown(rules), *homes.shown()]
